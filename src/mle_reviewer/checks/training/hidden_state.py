"""A cell was run with a name that no cell above it defines: the notebook does not run from its top."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.remarking import Words, counted, listed, remark, step
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.notebooks.book import Notebook
from mle_reviewer.flow.notebooks.unknown import Unknown, unknown_names

CARD = Card(
    area="TR",
    title="Notebook that only ran by what was left in memory",
    items=("TR1",),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    sees="notebook",
)


def find(book: Notebook) -> Iterator[Finding]:
    """Names that were there when a cell ran, and are not when the notebook is run from top to bottom."""
    found = [one for one in unknown_names(book) if one.held]
    if not found:
        return
    first = found[0]
    name, cell = first.event.name, counted(first.run)
    others = sorted({one.event.name for one in found[1:]} - {name})
    more = f" The same holds for {listed(others)}." if others else ""
    inside = f", called in {cell}," if first.event.through else ""
    reads = f"`{first.event.through}`{inside} reads" if inside else f"{cell[0].upper()}{cell[1:]} reads"
    words = Words(
        title=f"Cell {first.run.number} was run with `{name}`, which {_above(first)}",
        issue=f"{reads} `{name}`, {_missing(first)}, and the cell shows no error: a cell that is gone, was changed "
        f"or ran out of turn had put it into memory, or this one was changed after it ran.{more} From top to bottom "
        "the notebook ends here in a NameError: what it shows from here on cannot be had from the code as it stands.",
        fix=_fix(first),
    )
    trace = [step(book, first.run, f"reads `{name}`", first.event)]
    if first.other is not None and first.place is not None:
        trace.append(step(book, first.other, _does(first), first.place))
    rest = [one for one in found[1:] if one.event.name != name][:3]
    trace += [step(book, one.run, f"reads `{one.event.name}`, which no cell above defines", one.event) for one in rest]
    yield remark(CARD, book, trace[0].at, words, trace, context=f"{name}: {book.text(first.event.pos)}")


def _missing(one: Unknown) -> str:
    if one.other is None:
        return "which no cell of the notebook defines"
    if one.why == "deleted above":
        return f"which {counted(one.other)} deletes above it"
    where = "further down in the same cell" if one.other is one.run else f"in {counted(one.other)}, below it"
    return f"which is first defined {where}"


def _above(one: Unknown) -> str:
    return "is deleted above it" if one.why == "deleted above" else "no cell above it defines"


def _does(one: Unknown) -> str:
    return "deletes it" if one.why == "deleted above" else "first defines it"


def _fix(one: Unknown) -> str:
    name = one.event.name
    if one.why == "bound nowhere":
        return f"Put the cell that made `{name}` back above this one, restart the kernel and run all cells."
    if one.why == "deleted above":
        return f"Delete `{name}` only behind its last use, restart the kernel and run all cells."
    return f"Move the definition of `{name}` above this cell, restart the kernel and run all cells."
