"""The same table or array is read from storage again for each item, round or request."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.artifacts import bound
from mle_reviewer.system.code.terms import Const, Element, Param, literals, within
from mle_reviewer.system.questions.answering.predicting import predictions, puts_away
from mle_reviewer.system.questions.costing.done import done, same, way
from mle_reviewer.system.questions.costing.rounds import by_row, few, items, rounds, worked
from mle_reviewer.system.system import System

if TYPE_CHECKING:
    from mle_reviewer.knowledge.entries import CallEntry
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.code.terms import Call, Term
    from mle_reviewer.system.questions.costing.done import Done

CARD = Card(
    area="DL",
    title="File read again each time",
    items=(),  # what takes long and costs: no item of the checklist asks for that
    severity=Severity.MEDIUM,
    risk="other",
    sees="system",
    may_block=False,
    lane="performance-optimizer",
)

_HELD: Final = frozenset({"frame", "series", "array"})
_LAZY: Final = frozenset({"mmap_mode", "chunksize", "iterator", "streaming", "lazy"})
_FIX: Final = "Read it once before and keep what it gives "


def find(system: System) -> Iterator[Finding]:
    """Reads of one path in a data set's `__getitem__`, in a loop, or on the way of each request."""
    said: set[int] = set()
    written = tuple(_written(system))
    for one in items(system):
        trace = [Step(system.at(one.starts, one.pos), "called for each item, in each epoch, by each worker")]
        for each in _again(system, done(system, one), written, said):
            fix = f"{_FIX}in the constructor of the data set."
            yield _finding(system, each.routine, each.call, "each item", fix, [*trace, *way(system, each)])
    for routine in worked(system):
        for one in rounds(system, routine):
            again = one.ends_early()  # what is tried until it comes
            if again or few(system, one.over) or (one.loop is None and routine.path.endswith(".ipynb")):
                continue
            rows = by_row(system, one)
            trace = [Step(system.at(one.starts, one.pos), "done once for each element of this")]
            for each in _again(system, done(system, one), written, said):
                if rows or each.scope.round is one:  # what a round comes to by functions may be a whole program
                    steps = [*trace, *way(system, each)]
                    yield _finding(
                        system, each.routine, each.call, "each round", f"{_FIX}for the loop.", steps, low=not rows
                    )
    for path in predictions(system):
        for asked in path.calls:
            entry = None if asked.once or id(asked.call) in said else _reads(system, asked.call, written)
            if entry is None or not _constant(bound(entry, asked.call, "path")) or puts_away(asked.routine, asked.call):
                continue
            said.add(id(asked.call))
            fix = f"{_FIX}where the process starts, or behind a cache that is emptied when the file changes."
            page = path.handler.kind == "page"
            yield _finding(system, asked.routine, asked.call, "each request", fix, path.way(asked.entered), low=page)


def _again(system: System, calls: tuple[Done, ...], written: tuple[str, ...], said: set[int]) -> Iterator[Done]:
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


def _reads(system: System, call: Call, written: tuple[str, ...]) -> CallEntry | None:
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


def _finding(
    system: System, routine: Routine, call: Call, when: str, fix: str, trace: list[Step], *, low: bool = False
) -> Finding:
    at = system.at(routine, call.pos)
    words = Words(
        title=f"The same file is read again for {when}",
        issue="The whole file is read and parsed, and mostly thrown away, again and again: that takes longer than the "
        f"work that is done with it, and grows with every row of the file and with {when}.",
        fix=fix,
    )
    severity = Severity.LOW if low or routine.path.endswith(".ipynb") else CARD.severity
    steps = [*trace, Step(at, "and reads the same again here")]
    return stated(CARD, at, words, steps, context=system.source(routine, call.pos), severity=severity)
