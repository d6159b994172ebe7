"""Guards that a change takes away: what a function switched, seeded, cleared or limited before, and does not after."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.steps import Call, Routine, Step, Within, every
from mle_reviewer.system.code.terms import Attr, Choice, Const, Lib, Own, Param, Result, Self, Term
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.changed import Systems
    from mle_reviewer.system.courses.networks import Networks
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System

_DEEPEST: Final = 5
_ANSWERS: Final = frozenset({None, "forward"})


@dataclass(frozen=True, slots=True)
class Pair:
    """One function on both sides of a change."""

    old: Routine
    new: Routine


@dataclass(frozen=True, slots=True)
class Lost:
    """A guard that a function of base has and that of head has not: where it stood, and what goes on without it."""

    kind: str  # "evaluation", "no-grad" or "zero-grad"; for arguments the name of the parameter
    what: str  # the network, the optimizer, or what is called
    old: Routine
    stood: Step | Routine
    new: Routine
    goes_on: Step | Routine


def pairs(systems: Systems) -> Iterator[Pair]:
    """The functions and module levels that both sides of a changed document of code have."""
    for old, new in systems.modified("python", "notebook"):
        if tier(new) in {"test", "vendored"}:
            continue
        before, after = functions_named(systems.before, old), functions_named(systems.after, new)
        for name, routine in before.items():
            if name in after:
                yield Pair(routine, after[name])


def functions_named(system: System, path: str) -> dict[str, Routine]:
    """The functions of a document by their qualified names; its module level under ""."""
    module = system.indexed.module(path)
    if module is None:
        return {}
    functions = module.code.functions
    return {functions[one.function].qualname if one.function >= 0 else "": one for one in module.routines()}


def qualified(system: System, routine: Routine) -> str:
    """The qualified name of a function in its document; "" for a module level."""
    module = system.indexed.module(routine.path)
    return module.code.functions[routine.function].qualname if module is not None and routine.function >= 0 else ""


def spelled(term: Term, depth: int = 0) -> str:
    """How a term is named by what it comes from, the same on both sides of a change; "?" where it has no name."""
    if depth > _DEEPEST:
        return "?"
    match term:
        case Param(name=name):
            return name
        case Self():
            return "self"
        case Attr(of=of, name=name):
            return f"{spelled(of, depth + 1)}.{name}"
        case Own(name=name):
            return name
        case Lib(path=path):
            return path
        case Result(call=call):
            return f"{called(call, depth + 1)}({', '.join(spelled(one, depth + 1) for one in call.args)})"
        case Choice(terms=terms):
            return "|".join(dict.fromkeys(spelled(one, depth + 1) for one in terms))
        case _:
            return "?"


def called(call: Call, depth: int = 0) -> str:
    """How what is called is named."""
    return spelled(call.callee, depth) + (f".{call.method}" if call.method is not None else "")


# switches of networks


def lost_switches(systems: Systems) -> Iterator[Lost]:
    """Evaluation modes, stopped gradients and clearings of gradients that go, where what they were for goes on."""
    both = [*pairs(systems)]
    for seen, lost in (
        (_evaluations, _without_evaluation), (_stops, _with_gradients), (_clearings, _uncleared),
    ):  # fmt: skip
        before = sum(len(seen(one.old, systems.before.networks)) for one in both)
        after = sum(len(seen(one.new, systems.after.networks)) for one in both)
        if after < before:  # otherwise it only moved
            for one in both:
                yield from lost(systems, one)


def _evaluations(routine: Routine, networks: Networks) -> dict[str, Step | Routine]:
    """The networks that a function puts into evaluation mode, with the call that does."""
    return {
        spelled(call.callee): call
        for call in routine.calls()
        if call.method is not None and networks.sets_mode(call) and networks.mode(call) is False
    }


def _without_evaluation(systems: Systems, pair: Pair) -> Iterator[Lost]:
    networks = systems.after.networks
    now = _evaluations(pair.new, networks)
    for name, call in _evaluations(pair.old, systems.before.networks).items():
        asked = next((one for one in pair.new.calls() if _asks(one, name)), None)
        if name in now or "?" in name or asked is None or _switched_around(systems.after, pair.new, name):
            continue
        yield Lost("evaluation", name, pair.old, call, pair.new, asked)


def _asks(call: Call, name: str) -> bool:
    return call.method in _ANSWERS and spelled(call.callee) == name


def _switched_around(system: System, routine: Routine, name: str) -> bool:
    """Whether whoever calls a function, its object's other methods or its module put the network into that mode."""
    callers = [caller for caller, _ in system.indexed.callers(routine)]
    module = system.indexed.module(routine.path)
    beside = [one for one in module.routines() if one is not routine] if module is not None else []
    shared = [one for one in beside if one.function < 0 or (one.owner is not None and one.owner == routine.owner)]
    return any(_evaluations(one, system.networks) for one in callers) or any(
        name in _evaluations(one, system.networks) for one in shared
    )


def _stops(routine: Routine, networks: Networks) -> dict[str, Step | Routine]:
    """What is asked with no gradients kept in a function; "" is the function itself, where a decorator says so."""
    found: dict[str, Step | Routine] = {"": routine} if networks.decorated(routine) else {}
    for step in routine.every():
        if isinstance(step, Within) and networks.stops(step.context) is True:
            asked = (one for one in every(step.body) if isinstance(one, Call) and one.method in _ANSWERS)
            known = (
                one for one in asked if isinstance(one.callee, (Param, Attr)) or networks.asked(one, {}) is not None
            )
            found |= {called(one): step for one in known}
    return found


def _with_gradients(systems: Systems, pair: Pair) -> Iterator[Lost]:
    before, after = systems.before.networks, systems.after.networks
    if _learns(pair.new, systems.after) or after.decorated(pair.new):
        return
    stopped = _stops(pair.old, before)
    if "" in stopped:
        if not any(isinstance(one, Within) and after.stops(one.context) for one in pair.new.every()):
            yield Lost("no-grad", pair.new.name, pair.old, pair.old, pair.new, pair.new)
        return
    now = _stops(pair.new, after)
    for name, step in stopped.items():
        asked = next((one for one in pair.new.calls() if called(one) == name), None)
        if name not in now and "?" not in name and asked is not None:
            yield Lost("no-grad", name, pair.old, step, pair.new, asked)


def _learns(routine: Routine, system: System) -> bool:
    return any(entry.effect == "backward" for call in routine.calls() for entry in system.indexed.entries(call))


def _clearings(routine: Routine, networks: Networks) -> dict[str, Step | Routine]:
    """The optimizers and networks whose gradients a function clears."""
    return {
        spelled(call.callee): call
        for call in routine.calls()
        if call.method is not None
        and (call.method == "zero_grad" or any(one.effect == "zero-grad" for one in networks.world.entries(call)))
    }


def _uncleared(systems: Systems, pair: Pair) -> Iterator[Lost]:
    now = _clearings(pair.new, systems.after.networks)
    steps = {
        spelled(call.callee): call
        for call in pair.new.calls()
        if any(entry.effect == "optimizer-step" for entry in systems.after.indexed.entries(call))
    }
    for name, call in _clearings(pair.old, systems.before.networks).items():
        step = steps.get(name) or (next(iter(steps.values()), None) if not now else None)
        if name not in now and step is not None:
            yield Lost("zero-grad", name, pair.old, call, pair.new, step)


# arguments


def lost_arguments(
    systems: Systems, names: frozenset[str], wanted: Callable[[Call], bool] = lambda _: True
) -> Iterator[Lost]:
    """Calls that stay and are no longer given one of these parameters, of those calls of base that are wanted."""
    for pair in pairs(systems):
        before, after = _by_name(pair.old), _by_name(pair.new)
        for key, was in before.items():
            now = after.get(key, [])
            if len(now) != len(was) or key[0] == "?":
                continue
            for old, new in zip(was, now, strict=True):
                given = _without(old, new, names)
                if given and wanted(old):
                    yield Lost(given, called(old), pair.old, old, pair.new, new)


def _by_name(routine: Routine) -> dict[str, list[Call]]:
    found: dict[str, list[Call]] = {}
    for call in routine.calls():
        found.setdefault(called(call), []).append(call)
    return found


def _without(old: Call, new: Call, names: frozenset[str]) -> str:
    """The parameter that only the old call is given, "" where there is none."""
    spread = any(name is None for name, _ in new.kwargs) or new.starred
    if spread or len(new.args) > len(old.args):
        return ""
    kept = {name for name, value in new.kwargs if not (isinstance(value, Const) and value.value is None)}
    for name, value in old.kwargs:
        if name in names and name not in kept and not (isinstance(value, Const) and value.value is None):
            return str(name)
    return ""


def of_signs(signs: list[Sign]) -> Callable[[Call], bool]:
    """Whether a call is one of these signs."""
    known = {id(one.call) for one in signs}
    return lambda call: id(call) in known
