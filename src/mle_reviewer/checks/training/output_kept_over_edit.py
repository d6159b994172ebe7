"""A change edits the code of a cell and keeps the output that the old code gave."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.noting import answering, is_copy, notebook_of
from mle_reviewer.checks.remarking import Words, counted, step
from mle_reviewer.checks.stating import stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.flow.notebooks.edited import Kept, kept_over_edits
from mle_reviewer.knowledge.measures import is_measure
from mle_reviewer.program.notebook_outputs import plain
from mle_reviewer.system.changed import Systems
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.flow.notebooks.book import Notebook

CARD = Card(
    area="TR",
    title="Output kept over an edit",
    items=("TR1", "TR2"),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    sees="systems",
)
_FIGURE: Final = re.compile(r"([A-Za-z][A-Za-z0-9_]*\b²?)[^A-Za-z0-9\n]{0,12}[-+]?\d*\.?\d")
_READ: Final = ("stdout", "text/plain")
_LONGEST: Final = 20_000  # characters of an output that are looked at


def find(systems: Systems) -> Iterator[Finding]:
    """Changed notebooks of the project in which a figure of a model is older than the code that it is of."""
    for old, new in systems.modified("notebook"):
        if tier(new) != "code" or is_copy(new):
            continue
        before, after = notebook_of(systems.before.reader, old), notebook_of(systems.after.reader, new)
        if before is not None and after is not None:
            found = [one for one in kept_over_edits(before, after) if _shows_figure(one)]
            if found:
                yield from answering([_finding(after, found)], systems.after)


def _finding(book: Notebook, found: list[Kept]) -> Finding:
    one = found[0]
    more = len({other.shows.number for other in found}) - 1
    cells = f" So do {more} more cells." if more > 1 else " So does one more cell." if more else ""
    itself = one.shows is one.edited
    name = one.read.name if one.read is not None else ""
    does = "shows" if itself else f"reads `{name}`, which hangs on it, and shows"
    subject = "it" if itself else f"cell {one.shows.number}"
    words = Words(
        title=f"Cell {one.edited.number} was edited, and the output of {subject} is the one of before",
        issue=f"The change edits {counted(one.edited)}; {subject} {does} what it showed before: output and execution "
        f"count are as they were.{cells} Whoever reads the figures takes them for those of the code that is committed "
        "with them.",
        fix="Restart the kernel, run all cells and commit what they show, or clear the outputs.",
    )
    at = book.at(one.edited)
    trace = [Step(at, "edited by this change")]
    if not itself:
        trace.append(step(book, one.shows, f"reads `{name}`, and has the count of before", one.read))
    if one.shows.shown.outputs:
        trace.append(Step(book.output_at(one.shows.shown.outputs[0]), "shows what it showed before"))
    context = f"output of {' '.join(one.shows.source.split())[:200]}"
    return stated(CARD, at, words, trace, context=context)


def _shows_figure(one: Kept) -> bool:
    """Whether a figure of a model stands in the output: its name with a number right behind it."""
    text = "\n".join(out.text for out in one.shows.shown.outputs if out.form in _READ)[:_LONGEST]
    return any(is_measure(word) for word in _FIGURE.findall(plain(text)))
