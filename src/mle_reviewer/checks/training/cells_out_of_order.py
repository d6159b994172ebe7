"""A result rests on a value that the notebook gives only in the order in which its cells happened to be run."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.remarking import Words, counted, remark, step
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.notebooks.book import Notebook
from mle_reviewer.flow.notebooks.order import overtaken

CARD = Card(
    area="TR",
    title="Result that rests on the order in which cells were run",
    items=("TR1",),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    confidence=Confidence.MEDIUM,
    sees="notebook",
)


def find(book: Notebook) -> Iterator[Finding]:
    """The first cell that was run with another value than it has from top to bottom, where a result rests on it."""
    found = list(overtaken(book))
    if not found:
        return
    one = found[0]
    name = one.read.name
    used, expected = one.used.binds(name), one.expected.binds(name)
    more = len({other.run.number for other in found}) - 1
    cells = f" So do {more} more cells." if more > 1 else " So does one more cell." if more else ""
    rests = "" if one.rests is one.run else f" What cell {one.rests.number} shows rests on it."
    words = Words(
        title=f"Cell {one.run.number} ran with the `{name}` of cell {one.used.number}, not of cell "
        f"{one.expected.number}",
        issue=f"By the execution counts {counted(one.run)} read `{name}` as {counted(one.used)} had left it. From top "
        f"to bottom it gets the one of {counted(one.expected)}.{rests}{cells} The saved results cannot be had again by "
        "running the notebook, and a job that runs it trains or reports something else.",
        fix="Bring the cells into the order in which they must run (or give the two values two names), restart the "
        "kernel, run all cells and save.",
    )
    trace = [
        step(book, one.run, f"reads `{name}`", one.read),
        step(book, one.used, f"was run before it, as [{one.used.count}], and left this `{name}`", used),
        step(book, one.expected, f"gives `{name}` from top to bottom; last run as [{one.expected.count}]", expected),
    ]
    if one.rests is not one.run:
        trace.append(step(book, one.rests, "rests on it"))
    yield remark(CARD, book, trace[0].at, words, trace, context=f"{name}: {book.text(one.read.pos)}")
