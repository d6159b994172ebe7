"""A check as reports for machines describe it: its card and the words of its page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mle_reviewer.findings.card import Card
from mle_reviewer.findings.finding import Finding


@dataclass(frozen=True, slots=True)
class Rule:
    """One check. `page` is Markdown: a heading, a paragraph that says what the check finds, and more; or ""."""

    check: str
    card: Card
    page: str

    @property
    def summary(self) -> str:
        """The first paragraph below the heading, in one line."""
        _, _, below = self.page.partition("\n\n")
        return " ".join(below.partition("\n\n")[0].split()) or self.card.title


# Whoever knows the checks hands them to the reports, which may not import them (docs/adr/0001).
Described = Callable[[str], Rule | None]


def undescribed(_check: str) -> Rule | None:
    """Knows no check; rules are then made of the findings themselves."""
    return None


def rule_of(finding: Finding, described: Described) -> Rule:
    """The rule of a finding; for a check that nobody describes, one without a page (a title may quote the code)."""
    if rule := described(finding.check):
        return rule
    card = Card(
        finding.area,
        finding.check,
        finding.items,
        finding.severity,
        finding.risk,
        tags=finding.tags,
        confidence=finding.confidence,
    )
    return Rule(finding.check, card, "")
