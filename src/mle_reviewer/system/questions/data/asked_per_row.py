"""Queries that a program runs once for each row of a table, by what the row says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.packages import IN_PROCESS, IN_PROCESS_DIALECTS
from mle_reviewer.system.code.meaning import Thing
from mle_reviewer.system.code.steps import Call, Loop, Routine, every
from mle_reviewer.system.code.terms import Element, Item, Result, Term, within
from mle_reviewer.system.handlers import kept
from mle_reviewer.system.questions.data.spoken_queries import form_of, said

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_READS: Final = re.compile(r"\s*(?:--[^\n]*\n\s*)*\(?\s*(?:select|with)\b", re.IGNORECASE)
_ROWS: Final = frozenset(
    {"iterrows", "itertuples", "iter_rows", "fetchall", "fetchmany", "unique", "tolist", "to_list"}
)
_FRAMES: Final = frozenset({"frame", "series"})
_DEEPEST: Final = 3


@dataclass(frozen=True, slots=True, eq=False)
class PerRow:
    """A loop over rows, and the query that each turn of it runs."""

    routine: Routine
    loop: Loop
    query: Call
    inside: Routine  # where the query stands
    by: Call  # what the loop calls: the query itself, or the function that it stands in


def asked_per_row(system: System, routine: Routine) -> Iterator[PerRow]:
    """The queries that a function runs for each row of a table."""
    for step in routine.every():
        if not isinstance(step, Loop) or step.over is None or not _rows(system, step.over):
            continue
        for call in (one for one in every(step.body) if isinstance(one, Call)):
            for inside, query in _queries(system, routine, call, 0):
                if _by_row(step, call):
                    yield PerRow(routine, step, query, inside, call)


def in_process(system: System, one: PerRow) -> bool:
    """Whether the database is a part of the program, so that no query waits for a round trip."""
    if any(entry.slots.get("dialect") in IN_PROCESS_DIALECTS for entry in system.indexed.entries(one.query)):
        return True
    given = (*one.query.args, *(value for _, value in one.query.kwargs))
    things = (thing for term in given for thing in system.indexed.things(term))
    return any(isinstance(thing, Thing) and thing.path.partition(".")[0] in IN_PROCESS for thing in things)


def _queries(system: System, routine: Routine, call: Call, depth: int) -> Iterator[tuple[Routine, Call]]:
    """The reading queries that a call runs by itself, or in the functions that it enters."""
    query = said(system, routine, call)
    if query is not None and _READS.match(query.text) and call.used:
        yield routine, call
        return
    for inner in system.indexed.own(call) if depth < _DEEPEST else ():
        for one in inner.calls() if not kept(system, inner) else ():
            yield from _queries(system, inner, one, depth + 1)


def _rows(system: System, over: Term) -> bool:
    """Whether a loop goes through the rows, or the values of a column, of a table."""
    while isinstance(over, Result) and over.call.args:
        form = form_of(system, over.call)
        if form is None or form.sign != "goes-through":
            break
        over = over.call.args[0]
    if not isinstance(over, Result):
        return isinstance(over, Item) and _is_frame(system, over.of)
    form = form_of(system, over.call)
    if form is not None and form.sign == "gives-rows":
        return True
    return over.call.method in _ROWS and any(_is_frame(system, one) for one in within(over.call.callee))


def _is_frame(system: System, term: Term) -> bool:
    for thing in system.indexed.things(term):
        known = system.table.find_class(thing.path) if isinstance(thing, Thing) and thing.made else None
        if known is not None and known.role in _FRAMES:
            return True
    return False


def _by_row(loop: Loop, call: Call) -> bool:
    """Whether a call is given something of the row."""
    for term in (*call.args, *(value for _, value in call.kwargs)):
        for one in within(term):
            if isinstance(one, Element) and (
                one.of is loop.over or (isinstance(one.of, Element) and one.of.of is loop.over)
            ):
                return True
    return False
