"""What a function does with models, by itself and with all that it calls: training, predicting, scoring, loading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge import groups
from mle_reviewer.system.artifacts import bound
from mle_reviewer.system.code.meaning import OwnThing, Thing
from mle_reviewer.system.code.steps import Call, Return, Routine
from mle_reviewer.system.code.terms import Attr, Const, Group, Lib, Op, Own, Param, Result, Self, Term, within

if TYPE_CHECKING:
    from mle_reviewer.knowledge.entries import CallEntry
    from mle_reviewer.system.code.world import World

_MOST: Final = 600  # functions that one function is followed into
_LEARNS: Final = frozenset({"fit", "partial-fit", "fit-predict"})
_TRAINS: Final = frozenset({"train", "optimizer-step", "backward", "factorize"})
MODELS: Final = frozenset({"estimator", "clusterer", "search", "meta", "pipeline", "network", "trainer"})
_PREDICTS: Final = frozenset({"predict", "fit-predict", "forward"})
_ANSWERS: Final = frozenset({"answer", "ask"})
_SCORES: Final = frozenset({"score", "metric", "curve", "cross-validate"})


def closure(world: World, routine: Routine) -> Iterator[Routine]:
    """A function and all functions of the repository that it calls or hands on, the nearest first."""
    waiting, seen = [routine], {(routine.path, routine.function)}
    while waiting and len(seen) < _MOST:
        one = waiting.pop(0)
        yield one
        for inner in world.reached_from(one, lambda of: _inner(world, of)):
            key = inner.path, inner.function
            if key not in seen:
                seen.add(key)
                waiting.append(inner)


def _inner(world: World, routine: Routine) -> Iterator[Routine]:
    """The functions that a function calls or hands on."""
    for call in routine.calls():
        for inner in (*world.entered(call), *_handed(world, call)):
            if inner.function >= 0:
                yield inner


def _handed(world: World, call: Call) -> Iterator[Routine]:
    for term in (*call.args, *(value for _, value in call.kwargs)):
        for inner in within(term, calls=False):
            if isinstance(inner, Own) and inner.kind == "function":
                found = world.routine(inner)
                if found is not None:
                    yield found
            elif isinstance(inner, Attr) and isinstance(inner.of, Self):
                for thing in world.things(inner):
                    method = world.routine(thing) if isinstance(thing, OwnThing) and thing.kind == "function" else None
                    if method is not None:
                        yield method


def trains(world: World, call: Call) -> str:
    """The name of what a call trains a model by; "" where it trains none."""
    for entry in _entries(world, call):
        if entry.effect == "backward" and "parameters" in entry.slots:
            continue  # gradients alone explain an answer as well: what trains by them takes a step
        if entry.effect == "backward" and world.only_asks_gradients(call):
            continue
        if entry.effect == "train" and _written_out(entry, call):
            continue
        if entry.effect in _TRAINS or (entry.effect in _LEARNS and _learns_a_model(world, entry, call)):
            return entry.path
    return ""


def learned_by(routine: Routine, call: Call) -> Call:
    """The call that learns: where a model of several has its base keep the books (`super().fit`), that of a part."""
    parts = (one for one in routine.calls() if one.method == call.method and not _of_the_base(one))
    return next(parts, call) if _of_the_base(call) else call


def _of_the_base(call: Call) -> bool:
    of = call.callee.call.callee if call.method is not None and isinstance(call.callee, Result) else None
    return isinstance(of, Lib) and of.path == "builtins.super"


def _written_out(entry: CallEntry, call: Call) -> bool:
    """Whether all rows that are learned from are numbers in the code: a sum that is worked out, and no model."""
    rows, labels = bound(entry, call, "rows"), bound(entry, call, "labels")
    return rows is not None and labels is not None and _numbers(rows) and _numbers(labels)


def _numbers(term: Term) -> bool:
    """Whether a term is made of constants alone, as a matrix is that somebody wrote down."""
    parts = [one for one in within(term) if not isinstance(one, (Const, Group, Result, Lib))]
    return not parts and any(isinstance(one, Group) for one in within(term))


def _learns_a_model(world: World, entry: CallEntry, call: Call) -> bool:
    """Whether it is a model that is fitted: by its class, or, of something unknown, by labels that it is given."""
    if entry.path.startswith("?."):
        if call.method == "fit" and any(name in groups.BATCHES for name, _ in call.kwargs):
            return True
        labels = entry.slots.get("labels")
        place = entry.params.index(labels) if isinstance(labels, str) and labels in entry.params else None
        return isinstance(labels, str) and call.given(labels, place) is not None
    owner = world.table.find_class(entry.path.rpartition(".")[0])
    return owner is not None and owner.role in MODELS


def predicts(world: World, call: Call) -> str:
    """The name of what a call has a model of the repository or of a library predict by; "" where it does not."""
    for entry in _entries(world, call):
        if entry.effect in _PREDICTS:
            return entry.path
    for term in call.args:  # a method that is handed on, to a pool of threads say
        handed = world.table.duck(term.name) if isinstance(term, Attr) else None
        if handed is not None and handed.effect in _PREDICTS:
            return handed.path
    return _network(world, call)


def _entries(world: World, call: Call) -> Iterator[CallEntry]:
    """What knowledge says of a call, and of a method of something that is of a library, which says nothing of it."""
    found = world.entries(call)
    yield from found
    if not found and call.method is not None and world.names(call):
        other = world.table.duck(call.method)
        if other is not None:
            yield other


def _network(world: World, call: Call) -> str:
    """A network of the repository, or one that was read from storage, called on something."""
    if call.method is not None:
        return ""
    for thing in world.things(call.callee):
        if isinstance(thing, OwnThing) and thing.made and thing.kind == "class":
            for base in world.bases(thing):
                known = world.table.find_class(base.path) if isinstance(base, Thing) else None
                if known is not None and known.role == "network":
                    return thing.name
        elif isinstance(thing, Thing) and thing.made:
            made = world.table.find_class(thing.path)
            loaded = world.table.find_call(thing.path.removesuffix("()"))
            if (made is not None and made.role == "network") or (loaded is not None and loaded.effect == "restore"):
                return thing.path
    return ""


def answers(world: World, call: Call) -> str:
    """The name of what a call asks a model that was trained elsewhere by; "" where it asks none."""
    return _by(world, call, _ANSWERS)


def scores(world: World, call: Call) -> str:
    """The name of the metric or score that a call works out; "" where it is none."""
    return _by(world, call, _SCORES)


def scored_by_hand(world: World, routine: Routine) -> bool:
    """Whether a function has a model predict without learning, and gives back what it added up, shared out."""
    calls = list(routine.calls())
    held = any(entry.effect == "no-grad" or (entry.effect == "mode" and entry.slots.get("training") is False)
               for call in calls for entry in world.entries(call))  # fmt: skip
    held = held or any(_is_no_grad(world, one) for one in routine.decorators)
    if not held or not any(predicts(world, call) or _of_a_parameter(call) for call in calls):
        return False
    returned = (one.term for one in routine.every() if isinstance(one, Return) and one.term is not None)
    return any(
        isinstance(one, Op) and one.op == "/" and any(isinstance(part, Op) and part.op == "+=" for part in within(one))
        for term in returned
        for one in within(term, calls=False)
    )


def _of_a_parameter(call: Call) -> bool:
    """Whether what is called was given to the function: where nothing learns, a network."""
    return call.method is None and isinstance(call.callee, Param)


def _is_no_grad(world: World, decorator: Term) -> bool:
    call = decorator.call if isinstance(decorator, Result) else None
    entries = world.entries(call) if call is not None else ()
    if isinstance(decorator, Lib) and (entry := world.table.find_call(decorator.path)) is not None:
        entries = (entry,)
    return any(entry.effect == "no-grad" for entry in entries)


def _by(world: World, call: Call, effects: frozenset[str]) -> str:
    return next((entry.path for entry in world.entries(call) if entry.effect in effects), "")
