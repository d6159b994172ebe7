"""An alert sends whoever is woken to a page of this repository that does not exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.pages.links import Linked, linked

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

CARD = Card(
    area="MI",
    title="Runbook link that leads nowhere",
    items=("MI5",),
    severity=Severity.MEDIUM,
    risk="missing monitoring",
    sees="system",
    lane="doc-updater",
)


def find(system: System) -> Iterator[Finding]:
    """Links of alerts into this repository whose file, or whose heading, is not there."""
    for one in system.manifests.get("alert", ()):
        entry = one.one("runbook")
        link = linked(system, one.path, (entry.text() or "") if entry is not None else "")
        if entry is None or link is None or link.found:
            continue
        at = one.place(entry)
        what = f"`{link.path}` has no heading `#{link.anchor}`" if link.there else f"there is no `{link.path}`"
        words = Words(
            title=f"The runbook of the alert `{one.name}` does not exist: {what}",
            issue="Whoever is woken by it follows the link first, and loses the minutes that the runbook is there for.",
            fix=_fix(link),
        )
        yield stated(CARD, at, words, [Step(at, what)], context=f"runbook of {one.name}: {link.path}#{link.anchor}")


def _fix(link: Linked) -> str:
    if link.near:
        return f"The nearest that exists is `{link.near}`; link that, or write the section."
    return "Write the page with what to check, what to do and whom to call, or link the one that exists."
