"""The saved output of a cell is not of the code that stands in it: what it prints in any case is not there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.checks.remarking import Words, counted, remark
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.flow.notebooks.book import Notebook
from mle_reviewer.flow.notebooks.printed import unprinted

CARD = Card(
    area="TR",
    title="Output that is not of the code beside it",
    items=("TR1", "TR2"),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    sees="notebook",
)

_LONGEST: Final = 50  # characters of a text that is quoted


def find(book: Notebook) -> Iterator[Finding]:
    """The first cell whose saved output does not hold what the cell prints whatever happens."""
    found = sorted(unprinted(book), key=lambda one: not one.tells)
    if not found:
        return
    one = found[0]
    output = next(out for out in one.run.shown.outputs if out.kind == "stream")
    cells = len({other.run.number for other in found}) - 1
    more = f" So it is in {cells} more cells." if cells > 1 else " So it is in one more cell." if cells else ""
    words = Words(
        title=f"What cell {one.run.number} shows was not printed by the code in it",
        issue=f'The code of {counted(one.run)} prints "{_short(one.text)}" whatever happens, and its saved output does '
        f"not hold that: the cell was changed after it ran, or the run was broken off.{more} Whoever reads the "
        "notebook takes the figures for those of the code beside them.",
        fix="Restart the kernel, run all cells and save, or clear the outputs.",
    )
    shown = output.text.strip().split("\n", 1)[0]
    trace = [
        Step(book.locate(one.pos), f'prints "{_short(one.text)}"'),
        Step(book.output_at(output), f'the saved output begins "{_short(shown)}"'),
    ]
    yield remark(
        CARD, book, trace[0].at, words, trace, context=f"{one.text}: {book.text(one.pos)}",
        severity=Severity.MEDIUM if one.tells else Severity.LOW,
    )  # fmt: skip


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
