"""The programs that train: where each begins, what it comes to, and what may have been run before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Call, Routine
from mle_reviewer.system.doing import closure, trains
from mle_reviewer.system.questions.learning.asides import is_aside
from mle_reviewer.system.questions.learning.overwritten import serving_routines
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_HIGHEST: Final = 6  # callers above a function that trains
_NEAR: Final = 2  # of them, those that may stand in a document that answers requests


@dataclass(frozen=True, slots=True)
class Program:
    """What is run to train: where it begins, the call that trains, and all functions that it comes to."""

    root: Routine
    trainer: Routine
    call: Call
    name: str  # of what trains
    routines: frozenset[tuple[str, int]]
    before: frozenset[tuple[str, int]]  # what may have been run by whoever calls it, where that was not seen


def programs(system: System) -> Iterator[Program]:
    """The programs that train a model, one for each function that begins one; those that something runs stand first."""
    world = system.indexed
    found: dict[tuple[str, int], Program] = {}
    served = {one.at.path for one in system.roles.serves if one.where == "code"}
    for routine in system.routines():
        for call in routine.calls():
            name = trains(world, call)
            if not name or _is_none_of_its_own(system, routine, call):
                continue
            for root in _roots(system, routine):
                key = root.path, root.function
                if key not in found:
                    inside = _comes_to(system, root)
                    if root.path in served:  # of a service, only what its training comes to
                        inside = frozenset(one for one in inside if one[1] < 0 or one in system.once(_of_training))
                    found[key] = Program(root, routine, call, name, inside, _callers(system, root))
    order = {"run": 0, "by hand": 1}
    every = sorted(found.values(), key=lambda one: order.get(system.reached.how(one.root) or "", 2))
    yield from _begun_by_training(system, [one for one in every if not is_aside(one.root.path)] or every)


def _begun_by_training(system: System, every: list[Program]) -> list[Program]:
    """The programs, those of documents that answer requests left out where another one trains the same."""
    served = {path for path, _ in serving_routines(system)}
    others = {id(one.call) for one in every if one.root.path not in served and started(system, one)}
    return [one for one in every if one.root.path not in served or id(one.call) not in others]


def _is_none_of_its_own(system: System, routine: Routine, call: Call) -> bool:
    """Whether nobody knows what is fitted, or it is a network that solves something on the way to its answer."""
    effects = {entry.effect for entry in system.indexed.entries(call)}
    if effects & {"backward", "optimizer-step"}:
        return False
    unknown = not system.indexed.targets(call)
    owner = routine.owner
    return unknown or (owner is not None and system.networks.is_network(OwnThing(routine.path, "", "class", owner)))


def answering(system: System) -> frozenset[tuple[str, int]]:
    """The functions that are run for a request which has nothing trained: what they seed or draw, no training does.

    What training comes to as well, the class of a network say, is none of them.
    """
    keys = {(one.path, one.function) for one in _trainers(system)}
    found: set[tuple[str, int]] = set()
    for start in (start for one in system.handlers for start in one.starts):
        inside = {(one.path, one.function) for one in closure(system.indexed, start)}
        found |= inside if not inside & keys else set()
    return frozenset(found - system.once(_of_training)) if found else frozenset()


def _trainers(system: System) -> list[Routine]:
    return [one for one in system.routines() if any(trains(system.indexed, call) for call in one.calls())]


def _of_training(system: System) -> frozenset[tuple[str, int]]:
    """What functions that train come to, and those above them: documents that answer are left after two steps."""
    served = {path for path, _ in serving_routines(system)}
    trainers = _trainers(system)
    waiting, found = [(one, 0) for one in trainers], set[tuple[str, int]]()
    seen = {(one.path, one.function) for one in trainers}
    while waiting:
        one, height = waiting.pop()
        found |= {(inner.path, inner.function) for inner in closure(system.indexed, one)}
        for caller, _ in system.indexed.callers(one) if height < _HIGHEST else ():
            key = caller.path, caller.function
            near = caller.path not in served or (height < _NEAR and caller.function >= 0)
            if key not in seen and tier(caller.path) == "code" and near:
                seen.add(key)
                waiting.append((caller, height + 1))
    return frozenset(found)


def started(system: System, program: Program) -> bool:
    """Whether something starts a program: a pipeline, a container, somebody by hand. What a library offers, nothing."""
    return program.root.function < 0 or system.reached.how(program.root) is not None


def _roots(system: System, routine: Routine) -> list[Routine]:
    """The functions that a function is called from in the end, those that nobody calls."""
    found: dict[tuple[str, int], Routine] = {}
    waiting, seen = [(routine, 0)], {(routine.path, routine.function)}
    while waiting:
        one, height = waiting.pop()
        callers = [caller for caller, _ in system.indexed.callers(one) if tier(caller.path) != "test"]
        if not callers or height >= _HIGHEST:
            found[one.path, one.function] = one
        for caller in callers:
            if (caller.path, caller.function) not in seen:
                seen.add((caller.path, caller.function))
                waiting.append((caller, height + 1))
    return list(found.values())


def _comes_to(system: System, root: Routine) -> frozenset[tuple[str, int]]:
    """All functions that a program comes to, and the module levels that it imports."""
    world = system.indexed
    found: set[tuple[str, int]] = set()
    tops = [root.path]
    inner = list(closure(world, root))
    module = world.module(root.path)
    if module is not None and root.function >= 0:
        inner += closure(world, module.top())
    for one in inner:
        found.add((one.path, one.function))
        tops.append(one.path)
        if one.owner is not None:  # whoever made the object came through what makes it
            held = world.module(one.path)
            methods = held.code.classes[one.owner].methods if held is not None else {}
            found |= {(one.path, index) for name, index in methods.items() if name == "__init__"}
    while tops:
        path = tops.pop()
        if (path, -2) in found:
            continue
        found |= {(path, -1), (path, -2)}
        known = world.module(path)
        if known is not None:
            found |= {(one.path, one.function) for one in closure(world, known.top())}
            tops += world.layout.imported(path, known.code.imports)
    return frozenset(found)


def _callers(system: System, root: Routine) -> frozenset[tuple[str, int]]:
    """All functions of the modules that know a function of which was not seen who calls it, and what they call."""
    found: set[tuple[str, int]] = set()
    for path in sorted(_importers(system, root.path)) if root.function >= 0 else ():
        module = system.indexed.module(path)
        for routine in module.routines() if module is not None else ():
            if (path, routine.function) not in found:
                found |= {(one.path, one.function) for one in closure(system.indexed, routine)}
    return frozenset(found)


def _importers(system: System, path: str) -> set[str]:
    """The documents that import one, also through others."""
    found = {path}
    waiting = [path]
    while waiting:
        one = waiting.pop()
        for other in system.imports.get(one, ()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found
