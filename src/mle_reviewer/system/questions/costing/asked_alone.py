"""A model that is asked about one element of what is at hand as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.terms import Result, within
from mle_reviewer.system.doing import closure, predicts
from mle_reviewer.system.questions.costing.batches_of_one import batch_of_one
from mle_reviewer.system.questions.costing.done import Done, way
from mle_reviewer.system.questions.costing.rounds import Round

if TYPE_CHECKING:
    from mle_reviewer.system.code.terms import Call, Term
    from mle_reviewer.system.system import System

_DEEPEST: Final = 2  # functions between a loop and the model: behind more of them stands a program for one element
_READING: Final = frozenset({"load", "open", "restore"})
_ELSEWHERE: Final = frozenset({"predict", "llm-call"})  # over a network, or by a graph that may take one row only


def asks_alone(system: System, one: Round, each: Done, rows: Term) -> bool:
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
