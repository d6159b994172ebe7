"""Reads of a table or array that give the same each time: for each item of a data set, round of a loop, or request."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from mle_reviewer.findings.finding import Step
from mle_reviewer.system.artifacts import bound
from mle_reviewer.system.code.terms import Const, Element, Param, literals, within
from mle_reviewer.system.questions.answering.predicting import fits, predictions, puts_away
from mle_reviewer.system.questions.costing.done import done, same, way
from mle_reviewer.system.questions.costing.rounds import by_row, few, items, rounds, whole, worked
from mle_reviewer.system.questions.costing.sizes import IN_PARTS, committed, small

if TYPE_CHECKING:
    from mle_reviewer.knowledge.entries import CallEntry
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.code.terms import Call, Term
    from mle_reviewer.system.questions.costing.done import Done
    from mle_reviewer.system.questions.costing.rounds import Round
    from mle_reviewer.system.system import System

When = Literal["item", "row", "round", "request", "page"]

_HELD: Final = frozenset({"frame", "series", "array"})
_LAZY: Final = IN_PARTS | {"mmap_mode", "streaming", "lazy"}


@dataclass(frozen=True, slots=True)
class Again:
    """A read that is done again: where, for what, and the steps that lead to it."""

    routine: Routine
    call: Call
    when: When
    steps: tuple[Step, ...]


def read_again(system: System) -> Iterator[Again]:
    """Each such read once, for what makes it happen most often; those that take a moment in all are left out."""
    said: set[int] = set()
    written = frozenset(_written(system))
    for one in items(system):
        begun = Step(system.at(one.starts, one.pos), "called for each item, in each epoch, by each worker")
        for each in _repeated(system, done(system, one), written, said):
            yield Again(each.routine, each.call, "item", (begun, *way(system, each)))
    for routine in worked(system):
        for one in rounds(system, routine):
            yield from _in_round(system, one, written, said)
    yield from _for_requests(system, written, said)


def _in_round(system: System, one: Round, written: frozenset[str], said: set[int]) -> Iterator[Again]:
    if one.ends_early() or few(system, one.over):  # what is tried until it comes, and what is done a few times
        return
    if one.loop is None and one.routine.path.endswith(".ipynb"):
        return
    rows = by_row(system, one)
    if rows and small(system, whole(system, one)):
        return
    begun = Step(system.at(one.starts, one.pos), "done once for each element of this")
    for each in _repeated(system, done(system, one), written, said):
        # what a round comes to by functions may be a whole program
        if rows or (each.scope.round is one and not _moment(system, each.call)):
            yield Again(each.routine, each.call, "row" if rows else "round", (begun, *way(system, each)))


def _for_requests(system: System, written: frozenset[str], said: set[int]) -> Iterator[Again]:
    for path in predictions(system):
        if any(fits(system, asked.call) for asked in path.calls if not asked.once):
            continue  # beside training a read takes no time
        when: When = "page" if path.handler.kind == "page" else "request"
        for asked in path.calls:
            entry = None if asked.once or id(asked.call) in said else _reads(system, asked.call, written)
            if entry is None or not _constant(bound(entry, asked.call, "path")) or puts_away(asked.routine, asked.call):
                continue
            said.add(id(asked.call))
            if not _moment(system, asked.call):
                yield Again(asked.routine, asked.call, when, tuple(path.way(asked.entered)))


def _moment(system: System, call: Call) -> bool:
    """Whether the file that a call reads is known to be tiny."""
    paths = (bound(entry, call, "path") for entry in system.indexed.entries(call))
    sizes = [committed(system, path) for path in paths]
    return any(size is not None and size.tiny for size in sizes)


def _repeated(system: System, calls: tuple[Done, ...], written: frozenset[str], said: set[int]) -> Iterator[Done]:
    """The reads among some calls that give the same each time."""
    for each in calls:
        call = each.call
        if each.once or id(call) in said or (entry := _reads(system, call, written)) is None:
            continue
        given = (*call.args, *(value for _, value in call.kwargs))
        path = bound(entry, call, "path")
        if path is None or call.starred or not all(same(system, each.scope, term) for term in given):
            continue
        said.add(id(call))
        yield each


def _reads(system: System, call: Call, written: frozenset[str]) -> CallEntry | None:
    """What knowledge says of a call that reads a table or array as a whole, and which nothing here writes."""
    for entry in system.indexed.entries(call):
        kind = entry.slots.get("type")
        known = system.table.find_class(kind) if entry.effect == "load" and isinstance(kind, str) else None
        if known is None or known.role not in _HELD or any(_set(call, name) for name in _LAZY):
            continue
        path = bound(entry, call, "path")
        names = {text.rpartition("/")[2] for text in literals(path)}
        if path is not None and call.method is None and not any(name and name in written for name in names):
            return entry
    return None


def _set(call: Call, name: str | None) -> bool:
    given = call.given(name) if name is not None else None
    return given is not None and not (isinstance(given, Const) and given.value in {None, False})


def _constant(path: Term | None) -> bool:
    """Whether a path is written down, and nothing that a function was given goes into it."""
    if path is None or any(isinstance(one, (Param, Element)) for one in within(path)):
        return False
    return any("." in text for text in literals(path, calls=False))


def _written(system: System) -> Iterator[str]:
    """The last names of the files that the repository writes: what is read again may have changed."""
    for one in system.artifacts:
        if one.how == "written":
            yield from (text.rpartition("/")[2] for text in literals(one.path))
