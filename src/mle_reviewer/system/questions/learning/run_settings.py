"""What a training run is started with: its seed and its settings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Assign
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.learning.found import Found, first, is_none, routines, seen_at
from mle_reviewer.system.questions.learning.overwritten import serving_routines
from mle_reviewer.system.questions.learning.programs import answering, programs, started
from mle_reviewer.system.questions.learning.randomness import draws, seeds
from mle_reviewer.system.questions.learning.training import training
from mle_reviewer.system.questions.learning.training_ground import HELPS, TRAINS, ground, of_training
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_PARTING: Final = frozenset({"split", "folds", "sample"})
_SEEDS: Final = frozenset({"random_state", "seed", "random_seed", "manual_seed", "generator"})
_WIDE: Final = ("seed-all", "seed-torch", "seed-tensorflow", "seed-numpy", "seed-python")  # what seeds most first
_HOME: Final = re.compile(
    rb"^[^\n#]*[\"']((?:/home/(?!(?:jovyan|airflow|ubuntu|ec2-user|runner|app|user|sagemaker-user|vscode)/)|/Users/"
    rb"|[A-Za-z]:[\\/]{1,2}Users[\\/]{1,2})[\w.-]{1,40})[\\/]",
    re.MULTILINE,
)
_LARGEST: Final = 400_000
_LEAST: Final = 3  # settings in a document of them
_SETTINGS: Final = frozenset({
    "config", "configs", "configuration", "conf", "settings", "constants", "params", "parameters", "hyperparameters",
})  # fmt: skip


def seed(system: System) -> Found | None:
    """Where randomness of training is given a seed: as a whole, then by what trains, then by what splits the rows."""
    return system.once(_seed)


def _seed(system: System) -> Found | None:
    every = list(programs(system))
    some = [draws(system, program) for program in [one for one in every if started(system, one)] or every]
    for one in some:
        for sign in sorted(one.seeded.values(), key=lambda sign: _WIDE.index(sign.sign)):
            return seen_at(system, sign)
    later = None
    for one in some:
        calls = [(sign.routine, sign.call, sign.name) for sign in one.own] + list(one.given)
        for routine, call, name in calls:
            found = Found(system.at(routine, call.pos), f"`{name}` is given a seed")
            if not any(entry.effect in _PARTING for entry in system.indexed.entries(call)):
                return found
            later = later or found
    return later or _near(system) or _named(system)


def _near(system: System) -> Found | None:
    """A seed in a document of training, where no program was seen to come to one; what answers requests left out."""
    asked = system.once(answering)
    for name in _WIDE:
        for sign in of_training(system, seeds(system)):
            if sign.sign == name and (sign.path, sign.routine.function) not in asked:
                return seen_at(system, sign)
    return None


def _named(system: System) -> Found | None:
    """A seed that is handed on by its name, to functions of the repository as well."""
    for routine in routines(system, HELPS):
        for call in routine.calls():
            for name, value in call.kwargs:
                parting = any(entry.effect in _PARTING for entry in system.indexed.entries(call))
                own = system.indexed.own(call)
                taken = not own or any(name in one.params for one in own)  # not among options that nobody looks at
                if name in _SEEDS and taken and not is_none(value) and not parting:
                    return Found(system.at(routine, call.pos), f"`{name}` is given")
    return None


def unseeded(system: System) -> tuple[str, str] | None:
    """A generator that a program of training draws from and nothing seeds, and what draws from it."""
    for program in programs(system):
        some = draws(system, program) if started(system, program) else None
        for one in some.unseeded if some is not None else ():
            return one, some.drawn[one].name if some is not None else ""
    return None


def settings(system: System) -> Found | None:
    """Where training takes its settings from: the command line, files, the environment, a module of settings."""
    near = ground(system)
    found = first(system, "configured", "settings")
    if found is not None:
        return found
    for routine in routines(system, HELPS):
        for call in routine.calls():
            if call.method in {"parse_args", "parse_known_args"}:
                return Found(system.at(routine, call.pos), "settings come from the command line")
    for shape in system.shapes.get("program-settings", ()):
        if shape.path in near:
            known = system.indexed.class_of(shape.thing)
            if known is not None:
                return Found(system.where(shape.path, known.pos), f"`{known.name}` is filled from the environment")
    return _module_of_settings(system) or _above(system) or _given_to_a_flow(system)


def _given_to_a_flow(system: System) -> Found | None:
    """A pipeline whose function takes parameters: whoever starts it gives them."""
    known = {(one.path, one.function) for one in training(system)}
    for sign in of_training(system, system.signed("pipeline")):
        module = system.indexed.module(sign.path)
        over = [
            routine
            for routine in (module.routines() if module is not None else ())
            if any(getattr(one, "call", None) is sign.call for one in routine.decorators)
        ]
        if not over or any(one.params and (one.path, one.function) in known for one in over):
            return seen_at(system, sign)
    return None


def homes(system: System) -> Iterator[Found]:
    """Where a document of training names a folder of one person's machine."""
    near = ground(system)
    for path in sorted(near, key=lambda path: near[path]):
        document = system.document(path) if near[path] <= HELPS else None
        found = _HOME.search(document.data[:_LARGEST]) if document is not None else None
        if document is not None and found is not None:
            line = document.data.count(b"\n", 0, found.start()) + 1
            yield Found(location(path, line), found[1].decode())
            return


def _above(system: System) -> Found | None:
    """Settings of a program that knows what trains without being seen to call it: by the name of a method, say."""
    waiting = [path for path, rank in ground(system).items() if rank == TRAINS]
    seen = set(waiting)
    served = {path for path, _ in serving_routines(system)}
    while waiting:
        for other in system.imports.get(waiting.pop(), ()):
            if other not in seen and other not in served and tier(other) == "code":
                seen.add(other)
                waiting.append(other)
    for sign in system.signed("configured", "settings"):
        if sign.path in seen and system.reached.how(sign.routine) is not None:
            return seen_at(system, sign)
    return None


def _module_of_settings(system: System) -> Found | None:
    """A document of settings that training imports: constants, or classes of which every field has a default."""
    near = ground(system)
    for path in sorted(near, key=lambda path: near[path]):
        module = system.indexed.module(path) if near[path] == HELPS and _SETTINGS & set(words(path)) else None
        if module is None:
            continue
        assigned = [one for one in module.top().steps if isinstance(one, Assign) and one.name.isupper()]
        if len(assigned) >= _LEAST:
            return Found(system.where(path, assigned[0].pos), f"settings stand in `{path}`")
        for index, code in enumerate(module.code.classes):
            known = system.indexed.class_of(OwnThing(path, code.qualname, "class", index))
            if known is not None and sum(name in known.names for name in known.annotations) >= _LEAST:
                return Found(system.where(path, code.pos), f"settings stand in `{code.qualname}`")
    return None
