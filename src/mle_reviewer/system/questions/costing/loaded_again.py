"""Loads of a model that give the same in each round, and rounds that ask one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.system.artifacts import bound
from mle_reviewer.system.code.meaning import OwnThing, Thing
from mle_reviewer.system.code.terms import Result, within
from mle_reviewer.system.doing import answers, predicts
from mle_reviewer.system.questions.answering.predicting import loads_model
from mle_reviewer.system.questions.costing.bound_again_longer import many
from mle_reviewer.system.questions.costing.done import Done, same
from mle_reviewer.system.questions.costing.rounds import by_row, whole

if TYPE_CHECKING:
    from mle_reviewer.system.code.terms import Call
    from mle_reviewer.system.questions.costing.rounds import Round
    from mle_reviewer.system.system import System

_HELPERS: Final = frozenset({"transformer", "tokenizer"})
_FETCHING: Final = frozenset({"http-call", "download", "fetch-text"})


def loads_again(system: System, each: Done) -> bool:
    """Whether a call reads the same model each time."""
    call = each.call
    if each.once or not (loads_model(system, call) or _fetches(system, call)) or call.starred or not call.terms()[1:]:
        return False
    owner = each.routine.owner
    if owner is not None and system.networks.is_network(OwnThing(each.routine.path, "", "class", owner)):
        return False  # a network is made anew, to be filled or trained
    if any(entry.effect == "load" and "type" in entry.slots for entry in system.indexed.entries(call)):
        return False  # a table
    return all(same(system, each.scope, term) for term in (*call.args, *(value for _, value in call.kwargs)))


def is_model(system: System, each: Done, calls: tuple[Done, ...]) -> bool:
    """Whether what is read is asked: a file of which only its reader knows what it holds may hold a table as well."""
    any_object = any(entry.effect == "load" for entry in system.indexed.entries(each.call))
    if not any_object or each.scope.by is not None:
        return True
    held = (one for other in calls if predicts(system.indexed, other.call) for one in within(other.call.callee))
    return any(isinstance(one, Result) and one.call is each.call for one in held)


def fills(system: System, each: Done) -> bool:
    """Whether other weights are put into a network in each round."""
    for entry in system.indexed.entries(each.call):
        if entry.effect == "restore" and (state := bound(entry, each.call, "initial")) is not None:
            return not same(system, each.scope, state)
    return False


def _fetches(system: System, call: Call) -> bool:
    known = [one for name in system.indexed.names(call) if (one := system.conventions.call(name)) is not None]
    return any(one.sign == "load-pretrained" and "holds" not in one.slots for one in known)


def asks(system: System, each: Done) -> bool:
    """Whether a model is asked about the element."""
    call = each.call
    names = system.indexed.names(call)
    known = [one for name in names if (one := system.conventions.call(name)) is not None]
    asks = bool(predicts(system.indexed, call) or answers(system.indexed, call))
    asks = asks or any(one.sign in {"predict", "ask-in-batches"} for one in known)
    return asks and any(each.scope.each(term) for term in (*call.args, *(value for _, value in call.kwargs)))


def prepares(system: System, call: Call) -> bool:
    """Whether what a call reads is a tokenizer or another transformer, which takes little beside a model."""
    return any(
        isinstance(thing, Thing)
        and (known := system.table.find_class(thing.path.partition("()")[0])) is not None
        and known.role in _HELPERS
        for thing in system.indexed.things(Result(call))
    )


def weighs(system: System, one: Round, calls: tuple[Done, ...]) -> bool:
    """Whether loading takes the time of a round: for rows, files or items, or where a round reads nothing else."""
    if one.loop is None or by_row(system, one) or many(system, one):
        return True
    return whole(system, one) is not None and not any(_reads(system, each.call) for each in calls)


def _reads(system: System, call: Call) -> bool:
    """Whether a call reads or fetches something other than a model, beside which a load is little."""
    if any(entry.effect in {"load", "open"} for entry in system.indexed.entries(call)):
        return not loads_model(system, call)
    known = [one for name in system.indexed.names(call) if (one := system.conventions.call(name)) is not None]
    return any(one.sign in _FETCHING for one in known)
