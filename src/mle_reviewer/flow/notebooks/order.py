"""Where the order in which cells were run decides what they saw: another value than from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mle_reviewer.flow.notebooks.book import TELLING

if TYPE_CHECKING:
    from mle_reviewer.flow.notebooks.book import Notebook, Run
    from mle_reviewer.program.cell_names import Event


@dataclass(frozen=True, slots=True)
class Overtaken:
    """A cell that was run with another cell's value than it gets from top to bottom.

    `read` is where it reads the name, `expected` the cell whose value it gets from top to bottom, `used` the one whose
    value it had, `rests` the cell that tells something that rests on it (itself, or one that takes on what it binds).
    """

    run: Run
    read: Event
    expected: Run
    used: Run
    rests: Run


@dataclass(frozen=True, slots=True)
class Outdated:
    """A cell that showed a figure before the model that it reads was fitted again."""

    run: Run
    read: Event
    made: Run


def overtaken(book: Notebook) -> Iterator[Overtaken]:
    """Cells that had another value than they stand behind, where a model, a split or a figure rests on it."""
    order, standing = book.recorded, [one for one in book.runs if one.events]
    if order is None or list(order) == standing or any(one.opens for one in book.runs):
        return
    gives = _givers(standing)
    binders: dict[str, Run] = {}
    for place, run in enumerate(order):
        for read in run.reads():
            expected, used = gives[run.number].get(read.name), binders.get(read.name)
            if expected is None or used is None or expected is used or _same(expected, used, read.name):
                continue
            if (expected.count or 0) > (run.count or 0):
                continue  # it was run since: whether it was before as well, nobody can tell
            rests = _resting(book, order, place)
            if rests is not None:
                yield Overtaken(run, read, expected, used, rests)
        binders |= dict.fromkeys(run.bound, run)


def outdated(book: Notebook) -> Iterator[Outdated]:
    """Figures that are older than the model that they are of."""
    order, standing = book.recorded, [one for one in book.runs if one.events]
    if order is None or list(order) == standing:
        return
    gives = _givers(standing)
    for run in standing:
        if "score" not in book.done.get(run.number, ()) or not run.shown.total or run.shown.error():
            continue
        for read in run.reads():
            made = gives[run.number].get(read.name)
            if made is None or made.bound[read.name].how or (made.count or 0) < (run.count or 0):
                continue
            if "fit" in book.done.get(made.number, ()):
                yield Outdated(run, read, made)
                break


def _givers(standing: Sequence[Run]) -> Mapping[int, Mapping[str, Run]]:
    """For each cell the one that gives it each name that it reads, from top to bottom."""
    binders: dict[str, Run] = {}
    found: dict[int, Mapping[str, Run]] = {}
    for run in standing:
        found[run.number] = {read.name: binders[read.name] for read in run.reads() if read.name in binders}
        binders |= dict.fromkeys(run.bound, run)
    return found


def _same(one: Run, other: Run, name: str) -> bool:
    """Whether two cells bind a name by the same words, or to what comes from elsewhere."""
    first, second = one.binds(name), other.binds(name)
    if first is None or second is None:
        return False
    return first.how == "import" or second.how == "import" or one.line(first.pos) == other.line(second.pos)


def _resting(book: Notebook, order: Sequence[Run], place: int) -> Run | None:
    """The cell that trains, scores, splits or saves with what the cell at a place read or made of it."""
    run = order[place]
    if book.done.get(run.number, frozenset()) & TELLING:
        return run
    spread = {one.name for one in run.events if one.deed == "bind" and not one.how}
    for later in order[place + 1 :]:
        if any(read.name in spread for read in later.reads()):
            if book.done.get(later.number, frozenset()) & TELLING:
                return later
            spread |= {one.name for one in later.events if one.deed == "bind" and not one.how}
        else:
            spread -= {one.name for one in later.events if one.deed == "bind"}
    return None
