"""A cell reads a name that no cell above it defines, and nothing says that it ever ran."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mle_reviewer.checks.remarking import Words, listed, remark, step
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.notebooks.book import Notebook
from mle_reviewer.flow.notebooks.unknown import Unknown, unknown_names

CARD = Card(
    area="TR",
    title="Notebook that cannot be run from top to bottom",
    items=("TR1",),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    sees="notebook",
)
_BLANK: Final = re.compile(r"^_+$|^(?:YOUR|MY|your|my)_|^(?:TODO|FIXME|XXX|foo|bar)$|_HERE$")
_EXERCISE: Final = re.compile(
    r"\bTODO\b|\bFIXME\b|your (?:code|solution|answer)|(?:start|end) code|fill in|write (?:your|the) code|exercise",
    re.IGNORECASE,
)
_MOST_OF_A_PROGRAM: Final = 3  # cells; where more are incomplete, snippets are shown and no program


def find(book: Notebook) -> Iterator[Finding]:
    """Names that are not there when the notebook is run, in cells that did not run, or ended in that error."""
    found = [one for one in unknown_names(book) if not one.held and not _BLANK.search(one.event.name)]
    if not found or (not any(one.ran for one in book.runs) and _are_snippets(found)) or _is_exercise(book, found[0]):
        return
    first = found[0]
    name = first.event.name
    others = sorted({one.event.name for one in found[1:]} - {name})
    more = f" The same holds for {listed(others)}." if others else ""
    where = (
        "no cell of the notebook defines it" if first.other is None
        else f"cell {first.other.number} deletes it above" if first.why == "deleted above"
        else "it is defined further down in the cell" if first.other is first.run
        else f"it is first defined in cell {first.other.number}, below"
    )  # fmt: skip
    error = first.run.shown.error()
    told = " The saved output says so." if error is not None and error.form == "NameError" else ""
    words = Words(
        title=f"`{name}` is not defined where cell {first.run.number} reads it",
        issue=f"The cell reads `{name}`, and {where}.{told}{more} Whoever runs the notebook from top to bottom, or has "
        "a job run it, gets a NameError here, and nothing below is done.",
        fix=f"Define or import `{name}` above this cell, or take the cell out; then restart the kernel and run all.",
    )
    trace = [step(book, first.run, f"reads `{name}`", first.event)]
    if first.other is not None and first.place is not None:
        trace.append(step(book, first.other, "deletes it" if "deleted" in first.why else "defines it", first.place))
    yield remark(CARD, book, trace[0].at, words, trace, context=f"{name}: {book.text(first.event.pos)}")


def _are_snippets(found: list[Unknown]) -> bool:
    return len({one.run.number for one in found}) >= _MOST_OF_A_PROGRAM


def _is_exercise(book: Notebook, first: Unknown) -> bool:
    """Whether the cell that was not run, or one above it, leaves something to be written."""
    above = (one.source for one in book.runs if one.number <= first.run.number)
    return not first.run.ran and any(_EXERCISE.search(source) for source in above)
