"""Cells whose code a change edited while what they showed stayed, and what below rests on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mle_reviewer.program.cell_gist import Part, gist, names_in
from mle_reviewer.program.code import line_of

if TYPE_CHECKING:
    from mle_reviewer.flow.notebooks.book import Notebook, Run
    from mle_reviewer.program.cell_names import Event


@dataclass(frozen=True, slots=True)
class Kept:
    """An edited cell, and the cell whose output was kept: itself, or one below that reads `read` of it."""

    edited: Run
    shows: Run
    read: Event | None = None


def kept_over_edits(before: Notebook, after: Notebook) -> Iterator[Kept]:
    """Edited cells over which outputs stayed as they were: proof that those are not of the code beside them."""
    pairs = _paired(before, after)
    parts = _parts(before, after, pairs)
    spread: dict[str, Run] = {}  # name → the edited cell that its value now hangs on
    for run in after.runs:
        old = pairs.get(run.number)
        was, now = parts.get(run.number, ((), ()))
        edited = old is not None and [one.gist for one in was] != [one.gist for one in now]
        rests = next(((one, spread[one.name]) for one in run.reads() if one.name in spread), None)
        idle = old is not None and run.count == old.count
        if idle and old is not None and run.shown.count > 0 and run.shown.key == old.shown.key:
            if edited:
                yield Kept(run, run)
            elif rests is not None:
                yield Kept(rests[1], run, rests[0])
        bound = {one.name for one in run.events if one.deed in {"bind", "change"} and one.how != "import"}
        if edited and old is not None and (idle or run.count is None):
            spread |= dict.fromkeys(_made(old, was, now) | _made(run, now, was), run)
        elif rests is not None:
            spread |= dict.fromkeys(bound, rests[1])
        else:
            for name in bound:
                spread.pop(name, None)


def _made(run: Run, parts: tuple[Part, ...], others: tuple[Part, ...]) -> set[str]:
    """The names that the statements bind or change which the other side has not."""
    known = {one.gist for one in others}
    first = run.code.first_line - 1 if run.code is not None else 0
    own = [(one.first + first, one.last + first) for one in parts if one.gist not in known]
    return {
        event.name
        for event in run.events
        if event.deed in {"bind", "change"} and event.how != "import"
        and any(start <= line_of(event.pos) <= end for start, end in own)
    }  # fmt: skip


def _paired(before: Notebook, after: Notebook) -> Mapping[int, Run]:
    """The cell of base for each cell of head: by id, else the one at the same place among as many."""
    ids = {cell.cell_id: cell.number for cell in before.cells if cell.cell_id}
    runs = {run.number: run for run in before.runs}
    found: dict[int, Run] = {}
    for cell in after.cells:
        number = ids.get(cell.cell_id) if cell.cell_id else None
        if number in runs:
            found[cell.number] = runs[number]
    if found or len(before.cells) != len(after.cells):
        return found
    both = zip(before.cells, after.cells, strict=True)  # until nbformat 4.5 cells have no ids
    return {new.number: runs[old.number] for old, new in both if old.number in runs}


def _parts(
    before: Notebook, after: Notebook, pairs: Mapping[int, Run]
) -> dict[int, tuple[tuple[Part, ...], tuple[Part, ...]]]:
    """The statements of both sides of the cells that differ, with names that were changed throughout as one."""
    olds = {cell.number: cell for cell in before.cells}
    differing = [
        (olds[pairs[cell.number].number], cell)
        for cell in after.cells
        if cell.number in pairs and olds[pairs[cell.number].number].source != cell.source
    ]
    if not differing:
        return {}
    named = {id(cell): names_in(cell) for cell in (*before.cells, *after.cells)}
    was = frozenset().union(*(named[id(cell)][0] for cell in before.cells))
    now = frozenset().union(*(named[id(cell)][0] for cell in after.cells))
    modules = frozenset().union(*(bound for _, bound in named.values()))
    renamed: dict[str, str] = {}
    for old, new in differing:
        gone, come = named[id(old)][0] - now, named[id(new)][0] - was
        if len(gone) == len(come) == 1:
            renamed[next(iter(come))] = next(iter(gone))
    return {new.number: (gist(old, {}, modules), gist(new, renamed, modules)) for old, new in differing}
