"""Which documents belong to training: those that train or have others train, what they import, steps beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from mle_reviewer.flow.tree.plan import target_of
from mle_reviewer.system.doing import closure, trains
from mle_reviewer.system.questions.learning.asides import is_aside, only_weighs
from mle_reviewer.system.questions.learning.overwritten import serving_routines
from mle_reviewer.system.questions.pages.components import project
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.roles import Role
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System

TRAINS: Final = 0  # the document trains, or calls what does
HELPS: Final = 1  # a document that trains imports it
BESIDE: Final = 2  # another step of the same pipeline
AROUND: Final = 3  # it evaluates, records or registers models, and serves none
_KEEPING: Final = ("register", "log-model", "log-parameters")  # nothing of it is done for a request
_LEVELS: Final = 5  # of callers


def trained_by(system: System) -> list[Role]:
    """The programs that train, notebooks left out: what is run and trains a model first."""
    found = [one for one in system.roles.trains if one.where != "notebook"]
    return sorted(found, key=lambda one: (one.reached is None, is_aside(one.at.path) or only_weighs(one.says)))


def ground(system: System) -> Mapping[str, int]:
    """The documents that belong to training, by how near they stand to it; notebooks are none of them."""
    return system.once(_ground)


def _ground(system: System) -> Mapping[str, int]:
    found = dict.fromkeys(sorted(_programs(system), key=is_aside), TRAINS)
    _imported(system, found, HELPS)
    for rank, paths in ((BESIDE, _steps(system, found)), (AROUND, _around(system))):
        found |= dict.fromkeys([path for path in paths if path not in found], rank)
        _imported(system, found, rank)
    return found


def _programs(system: System) -> dict[str, None]:
    """What trains, what answers requests left out where something else trains as well, and what calls it."""
    training = dict.fromkeys(one.at.path for one in system.roles.trains if one.where == "code")
    serving = serving_routines(system)
    served = {path for path, _ in serving}
    given_over = {(one.path, one.routine.function) for one in system.signed("train")}
    answers = {one.at.path for one in system.roles.serves} | {
        start.path for one in system.handlers for start in one.starts
    }
    learning = [
        routine
        for path in training
        if (module := system.indexed.module(path)) is not None
        for routine in module.routines()
        if any(trains(system.indexed, call) for call in routine.calls()) or (path, routine.function) in given_over
    ]
    # a class that learns and answers belongs to both, what learns on request only to what answers
    answering = {(start.path, start.function) for one in system.handlers for start in one.starts}
    own = {
        one.path
        for one in learning
        if (one.path, one.function) not in answering
        and not any((caller.path, caller.function) in serving for caller, _ in system.indexed.callers(one))
    }
    found = {path: None for path in training if path not in served or path in own} or training
    waiting = [one for one in learning if one.path in found]
    seen = {(one.path, one.function) for one in waiting}
    for _ in range(_LEVELS):
        callers = {
            (one.path, one.function): one
            for routine in waiting
            for one in (*(one for one, _call in system.indexed.callers(routine)), *_by_name(system, routine))
            if tier(one.path) == "code" and (one.path not in answers or one.path in found)
        }
        waiting = [one for key, one in sorted(callers.items(), key=lambda pair: pair[0]) if key not in seen]
        seen |= set(callers)
        found |= {one.path: None for one in waiting if one.path not in found}
    return found


def _by_name(system: System, routine: Routine) -> Iterator[Routine]:
    """What may call a method by its name, of something unknown, and knows the document that defines it."""
    name = routine.name.rpartition(".")[2]
    if routine.owner is None or name.startswith("_"):
        return
    knowing = system.once(_unknown).get(name, ())
    importers = _importers(system, routine.path) if knowing else frozenset()
    yield from (one for one in knowing if one.path in importers and one.path != routine.path)


def _unknown(system: System) -> dict[str, list[Routine]]:
    """The functions that call a method of something of which nothing is known, by the names of the methods."""
    found: dict[str, list[Routine]] = {}
    for routine in system.routines("code"):
        for call in routine.calls():
            known = system.indexed.own(call) or any(
                not one.path.startswith("?") for one in system.indexed.entries(call)
            )
            if call.method is not None and not known:
                some = found.setdefault(call.method, [])
                if not some or some[-1] is not routine:
                    some.append(routine)
    return found


def _importers(system: System, path: str) -> frozenset[str]:
    """The documents that import one, also through others."""
    found = {path}
    waiting = [path]
    while waiting:
        for other in system.imports.get(waiting.pop(), ()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return frozenset(found)


def _imported(system: System, found: dict[str, int], rank: int) -> None:
    waiting = list(found)
    while waiting:
        path = waiting.pop(0)
        module = system.indexed.module(path)
        for other in sorted(system.layout.imported(path, module.code.imports)) if module is not None else ():
            if other not in found and tier(other) == "code":
                found[other] = rank
                waiting.append(other)


def _steps(system: System, found: Mapping[str, int]) -> Iterator[str]:
    """The steps of pipelines of which one trains."""
    documents: dict[str, set[str]] = {}
    for stage in system.stages:
        for launch in stage.launches:
            path = target_of(system.layout, launch)
            if path is not None:
                documents.setdefault(stage.document, set()).add(path)
    for paths in documents.values():
        if any(found.get(path) == TRAINS for path in paths):
            yield from sorted(one for one in paths if one.endswith(".py"))


def _around(system: System) -> Iterator[str]:
    served = {path for path, _ in serving_routines(system)} | {one.at.path for one in system.roles.monitors}
    keeping = {
        sign.path
        for sign in system.signed(*_KEEPING)
        if (sign.path, sign.routine.function) not in system.once(_answering)
    }
    for role in (*system.roles.evaluates, *system.roles.registers, *system.roles.tracks):
        if role.where == "code" and (role.at.path not in served or role.at.path in keeping):
            yield role.at.path


def _answering(system: System) -> frozenset[tuple[str, int]]:
    """The functions that are run for each request."""
    starts = [start for one in system.handlers for start in one.starts]
    return frozenset((one.path, one.function) for start in starts for one in closure(system.indexed, start))


def of_training(system: System, signs: Iterable[Sign]) -> list[Sign]:
    """The calls that belong to training and are come to, the nearest first."""
    near = ground(system)
    place = {path: number for number, path in enumerate(near)}
    inside = system.once(_entered)
    kept = [one for one in signs if one.path in near and _is_come_to(system, one, near, inside)]
    home = at_home(system)
    return sorted(
        kept, key=lambda one: (system.reached.how(one.routine) is None, home(one.path), near[one.path], place[one.path])
    )


def at_home(system: System) -> Callable[[str], bool]:
    """Whether a document belongs to another project than what trains first: True comes later."""
    first = next(iter(ground(system)), "")
    return lambda path: project(system, path) != project(system, first)


def _is_come_to(system: System, sign: Sign, near: Mapping[str, int], inside: frozenset[tuple[str, int]]) -> bool:
    entered = near[sign.path] == TRAINS or (sign.path, sign.routine.function) in inside
    return entered or system.reached.how(sign.routine) is not None


def _entered(system: System) -> frozenset[tuple[str, int]]:
    """The functions that those of documents that train call, through any number of others."""
    found: set[tuple[str, int]] = set()
    for path, rank in ground(system).items():
        module = system.indexed.module(path) if rank == TRAINS else None
        for routine in module.routines() if module is not None else ():
            if (path, routine.function) not in found:
                found |= {(one.path, one.function) for one in closure(system.indexed, routine)}
    return frozenset(found)
