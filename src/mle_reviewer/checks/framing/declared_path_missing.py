"""The table of a team's policy names a document of the system that is not there."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.declared import dangling
from mle_reviewer.system.system import System

CARD = Card(
    area="PF",
    title="Declared part of the system is not there",
    items=("PF1",),
    severity=Severity.LOW,
    risk="other",
    sees="system",
    lane="doc-updater",
)


def find(system: System) -> Iterator[Finding]:
    """Paths and patterns of the table that match no document."""
    for one in dangling(system):
        of = f" of {one.model}" if one.model else ""
        words = Words(
            title=f"`{one.key}`{of} leads nowhere: {one.text}",
            issue=f"`{one.at.path}` says that a part of the system stands at `{one.text}`, and no document is there. "
            "What it was to speak for is not read.",
            fix="Correct the path, or delete the entry.",
        )
        trace = [Step(one.at, f"`{one.key}` is `{one.text}`, and nothing matches it")]
        yield stated(CARD, one.at, words, trace, context=f"{one.key} {one.text}")
