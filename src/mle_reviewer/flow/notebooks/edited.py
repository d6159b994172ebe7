"""Cells whose code a change edited while what they showed stayed, and what below rests on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

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


class _Edit(NamedTuple):
    """What a change did to a cell: whether it may show something else, and which names may have another value."""

    itself: bool
    names: frozenset[str]


def kept_over_edits(before: Notebook, after: Notebook) -> Iterator[Kept]:
    """Edited cells over which outputs and counts stayed as they were, in a notebook that was not run anew."""
    pairs = _paired(before, after)
    if _run_anew(after, pairs):
        return
    edits = _edits(before, after, pairs)
    spread: dict[str, Run] = {}  # name → the edited cell that its value now hangs on
    for run in after.runs:
        old, edit = pairs.get(run.number), edits.get(run.number)
        rests = next(((one, spread[one.name]) for one in run.reads() if one.name in spread), None)
        idle = old is not None and run.count == old.count
        if idle and old is not None and run.shown.total > 0 and run.shown.key == old.shown.key:
            if edit is not None and edit.itself:
                yield Kept(run, run)
            elif rests is not None:
                yield Kept(rests[1], run, rests[0])
        bound = {one.name for one in run.events if one.deed in {"bind", "change"} and one.how != "import"}
        if edit is not None and (idle or run.count is None):
            spread |= dict.fromkeys(edit.names, run)
        elif rests is not None:
            spread |= dict.fromkeys(bound, rests[1])
        else:
            for name in bound:
                spread.pop(name, None)


def _run_anew(after: Notebook, pairs: Mapping[int, Run]) -> bool:
    """Whether another run left the counts of before (from a new start, in order): a cell with its code shows more."""
    for run in after.runs:
        old = pairs.get(run.number)
        if old is None or run.count is None or run.count != old.count or run.source != old.source:
            continue
        if run.shown.total and old.shown.total and run.shown.key != old.shown.key:
            return True
    return False


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


def _edits(before: Notebook, after: Notebook, pairs: Mapping[int, Run]) -> dict[int, _Edit]:
    """The cells that do something else than they did."""
    olds, news = ({cell.number: cell for cell in book.cells} for book in (before, after))
    differing = [run for run in after.runs if run.number in pairs and pairs[run.number].source != run.source]
    if not differing:
        return {}
    named = [names_in(cell) for cell in (*before.cells, *after.cells)]
    left = frozenset().union(*(names for names, _ in named[len(before.cells) :]))
    modules = frozenset().union(*(bound for _, bound in named))
    bound = {one.name for run in after.runs for one in run.events if one.deed == "bind"}
    found: dict[int, _Edit] = {}
    for run in differing:
        old = pairs[run.number]
        was, now = gist(olds[old.number], modules), gist(news[run.number], modules)
        if was is None or now is None or _tidied(was, now, left):
            continue
        gone, come = _apart(was, now), _apart(now, was)
        alone = not come and all(part.assigns for part in gone)  # a name is only bound no more
        names = (_made(old, gone) & bound) | _made(run, come)
        found[run.number] = _Edit(not alone, frozenset(names))
    return found


def _tidied(was: tuple[Part, ...], now: tuple[Part, ...], left: frozenset[str]) -> bool:
    """Whether a cell does what it did, with other names for what it binds, or for what nobody calls so any more."""
    if [part.gist for part in was] != [part.gist for part in now]:
        return False
    before, after = (frozenset().union(*(part.bound for part in parts)) for parts in (was, now))
    there: dict[str, str] = {}
    back: dict[str, str] = {}
    for old, new in (
        (o, n) for one, other in zip(was, now, strict=True) for o, n in zip(one.names, other.names, strict=True)
    ):
        if there.setdefault(old, new) != new or back.setdefault(new, old) != old:
            return False
        if old != new and old in left and not (old in before and new in after):
            return False
    return True


def _apart(parts: tuple[Part, ...], others: tuple[Part, ...]) -> list[Part]:
    """The statements that the other side has not."""
    known = Counter((part.gist, part.names) for part in others)
    found: list[Part] = []
    for part in parts:
        if known[part.gist, part.names]:
            known[part.gist, part.names] -= 1
        else:
            found.append(part)
    return found


def _made(run: Run, parts: list[Part]) -> set[str]:
    """The names that statements bind or change."""
    first = run.code.first_line - 1 if run.code is not None else 0
    return {
        event.name
        for event in run.events
        if event.deed in {"bind", "change"} and event.how != "import"
        and any(part.first <= line_of(event.pos) - first <= part.last for part in parts)
    }  # fmt: skip
