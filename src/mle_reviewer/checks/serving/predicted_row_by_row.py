"""A model that answers for many rows at a time is asked for each row of a table that is at hand as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.terms import Result, within
from mle_reviewer.system.doing import closure, predicts
from mle_reviewer.system.questions.costing.batches_of_one import batch_of_one
from mle_reviewer.system.questions.costing.done import Done, done, dropped, learns, tells_time, way
from mle_reviewer.system.questions.costing.rounds import Round, few, rounds, whole, worked
from mle_reviewer.system.questions.learning.by_notebooks import runs_whole
from mle_reviewer.system.system import System

if TYPE_CHECKING:
    from mle_reviewer.system.code.terms import Call, Term

CARD = Card(
    area="SD",
    title="Predicted row by row",
    items=(),  # a batch that takes longer than it has to: no item of the checklist asks for that
    severity=Severity.MEDIUM,
    risk="other",
    sees="system",
    may_block=False,
    lane="performance-optimizer",
)

_DEEPEST: Final = 2  # functions between a loop and the model: behind more of them stands a program for one element
_READING: Final = frozenset({"load", "open", "restore"})
_ELSEWHERE: Final = frozenset({"predict", "llm-call"})  # over a network, or by a graph that may take one row only


def find(system: System) -> Iterator[Finding]:
    """Predictions in loops over rows, with the row alone, by one model that nothing in the loop changes."""
    said: set[int] = set()
    books = frozenset(system.notebooks)
    for routine in worked(system):
        for one in rounds(system, routine):
            rows = whole(system, one)
            if rows is None or few(system, one.over) or few(system, rows) or one.ends_early():
                continue
            if routine.path in books and not runs_whole(system, routine.path):
                continue  # a look at data, by hand: who waits for it sees how long it takes
            calls = done(system, one)
            asked = next((each for each in calls if _asks(system, one, each, rows)), None)
            if (
                asked is None
                or id(asked.call) in said
                or dropped(system, asked)
                or learns(system, calls)
                or tells_time(system, calls)
            ):
                continue
            said.add(id(asked.call))
            yield _finding(system, one, asked)


def _asks(system: System, one: Round, each: Done, rows: Term) -> bool:
    """Whether a call asks one model about the element alone; what is read for each is not at hand before."""
    call, scope = each.call, each.scope
    owner = each.routine.owner  # a network or loss asks its own parts, as they are written
    if owner is not None and system.networks.is_network(OwnThing(each.routine.path, "", "class", owner)):
        return False
    unknown = any(name.startswith("?.") for name in system.indexed.names(call))
    signs = {known.sign for name in system.indexed.names(call) if (known := system.conventions.call(name)) is not None}
    local = any(entry.effect == "answer" for entry in system.indexed.entries(call)) and "llm-call" not in signs
    many = (local and not unknown) or "ask-in-batches" in signs  # takes one or many, whichever it is given
    if not many and (signs & _ELSEWHERE or not predicts(system.indexed, call)):
        return False
    given = (*call.args, *(value for _, value in call.kwargs))
    about = [term for term in given if scope.each(term)]
    if (
        len(way(system, each)) > _DEEPEST
        or each.once
        or not about
        or scope.each(call.callee)
        or scope.changes(call.callee)
    ):
        return False
    if any(scope.changes(term) for term in given if not scope.each(term)):  # what it goes on from
        return False
    copied = one.loop is not None and isinstance(one.over, Result) and one.over.call.callee is rows
    for part in (part for term in about for part in within(term)):
        if id(part) in scope.changing and not (copied and part is rows):
            return False
        if isinstance(part, Result) and any(map(scope.each, part.call.args)) and _reads(system, part.call):
            return False
    return many or any(batch_of_one(system, term, scope.each) for term in about)


def _reads(system: System, call: Call) -> bool:
    """Whether a call reads something from storage, itself or by a function of the repository."""
    world = system.indexed
    inner = (one for own in world.own(call) for routine in closure(world, own) for one in routine.calls())
    return any(entry.effect in _READING for one in (call, *inner) for entry in world.entries(one))


def _finding(system: System, one: Round, asked: Done) -> Finding:
    at = system.at(asked.routine, asked.call.pos)
    words = Words(
        title="The model is asked for one row at a time",
        issue="All rows are at hand before the loop, and each is handed to the model alone: the fixed cost of a call "
        "(checks, conversion, a kernel launch) is paid once per row, so that scoring takes many times as long and a "
        "processor that works on batches stays idle.",
        fix="Ask once for all rows, or for slices of some thousands: `model.predict(table[features])`, and put the "
        "answers beside the rows.",
    )
    begins = system.at(one.starts, one.pos)
    trace = [Step(begins, "goes through the rows one by one here")]
    trace += [*way(system, asked), Step(at, "asks the model about this row alone")]
    severity = Severity.LOW if asked.routine.path.endswith(".ipynb") else CARD.severity
    return stated(CARD, at, words, trace, context=system.source(asked.routine, asked.call.pos), severity=severity)
