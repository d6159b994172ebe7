"""An alert sends whoever is woken to a page of this repository that does not exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.checks.recurring import again, by_cause
from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.findings.words import counted
from mle_reviewer.system.questions.pages.links import Linked, linked
from mle_reviewer.system.questions.pages.unwritten import unwritten

if TYPE_CHECKING:
    from mle_reviewer.sources.location import Location
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
    dangling: list[tuple[str, Location, Linked]] = []
    for one in system.manifests.get("alert", ()):
        entry = one.one("runbook")
        link = linked(system, one.path, (entry.text() or "") if entry is not None else "")
        if entry is not None and link is not None and not link.found:
            dangling.append((one.name, one.place(entry), link))
    # Alerts of one document that lead to one page are mended with that page.
    for some in by_cause(dangling, lambda each: (each[1].path, each[2].path)):
        yield _finding(system, some)


def _finding(system: System, some: list[tuple[str, Location, Linked]]) -> Finding:
    """Medium; a note where the owner says that the page is still to be written."""
    name, at, link = some[0]
    others = f" and of {counted(len(some) - 1, 'other alert')} of this file" if len(some) > 1 else ""
    lacks = _lacks(link)
    what = "The section of the runbook" if link.there else "The runbook"
    words = Words(
        title=f"{what} of the alert `{name}`{others} does not exist: {lacks}",
        issue="Whoever is woken by it follows the link first, and loses the minutes that the runbook is there for.",
        fix=_fix(link),
    )
    trace = [Step(at, lacks), *again((place, f"`{other}`, {_lacks(to)}") for other, place, to in some[1:])]
    known = unwritten(system, link.path)
    if known is not None:
        trace.insert(1, Step(known.at, known.says))
    severity = Severity.LOW if known is not None else None
    return stated(CARD, at, words, trace, context=f"runbook of {name}: {link.path}#{link.anchor}", severity=severity)


def _lacks(link: Linked) -> str:
    return f"`{link.path}` has no heading `#{link.anchor}`" if link.there else f"there is no `{link.path}`"


def _fix(link: Linked) -> str:
    if link.near:
        return f"The nearest that exists is `{link.near}`; link that, or write the section."
    return "Write the page with what to check, what to do and whom to call, or link the one that exists."
