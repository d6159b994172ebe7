"""What is known of a training run afterwards: how it was started, from what, by what, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import Thing
from mle_reviewer.system.code.terms import Attr, Const, Param, Result, Term, within
from mle_reviewer.system.manifests import location
from mle_reviewer.system.paths import UNKNOWN
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.sources.location import Location
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System

_SHAS: Final = frozenset({"rev-parse", "GITHUB_SHA", "CI_COMMIT_SHA", "GIT_COMMIT", "GIT_SHA", "COMMIT_SHA"})
_SEEDS: Final = frozenset({"random_state", "seed", "random_seed", "manual_seed", "generator"})
_EXACT: Final = 0.6  # of the packages that decide what a model computes
_LEVELS: Final = 3  # of callers
_METRICS: Final = ("metric", "score", "report", "evaluation", "results")


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that is known of runs, and where that is seen."""

    at: Location
    says: str


def _first(system: System, *signs: str, slot: str = "") -> Found | None:
    """The first call of these signs in code that something starts, with something in the slot where one is asked."""
    for sign in system.signed(*signs):
        if system.reached.how(sign.routine) is None and not _trains_here(system, sign):
            continue
        if not slot or sign.given(slot) is not None:
            return Found(system.at(sign.routine, sign.pos), f"`{sign.name}`")
    return None


def _trains_here(system: System, sign: Sign) -> bool:
    return any(one.at.path == sign.path for one in system.roles.trains)


def parameters(system: System) -> Found | None:
    """Where the parameters of a run are recorded."""
    return _first(system, "log-parameters") or _first(system, "start-run", slot="parameters") or automatic(system)


def automatic(system: System) -> Found | None:
    """Where a library records a run by itself, and was not told to stop."""
    for sign in system.signed("autolog"):
        off = sign.given("disable")
        if not (isinstance(off, Const) and off.value is True):
            return Found(system.at(sign.routine, sign.pos), f"`{sign.name}`")
    return None


def metrics(system: System) -> Found | None:
    """Where the metrics of a run are recorded: by a tracker, or in a file of their own."""
    found = _first(system, "log-metrics") or automatic(system)
    if found is not None:
        return found
    for one in system.artifacts:
        if one.how == "written" and not one.model and _trained(system, one.routine.path):
            for text in system.spelled.spelled(one.path):
                if any(word in text.lower() for word in _METRICS):
                    return Found(system.at(one.routine, one.call.pos), f"written to `{text}`")
    return None


def _trained(system: System, path: str) -> bool:
    return path in _training(system)


@lru_cache(maxsize=2)
def _training(system: System) -> frozenset[str]:
    """The documents that train, and those whose functions have them train."""
    trains = {one.at.path for one in system.roles.trains}
    found = set(trains)
    waiting = [
        routine
        for path in trains
        if (module := system.indexed.module(path)) is not None
        for routine in module.routines()
    ]
    for _ in range(_LEVELS):
        callers = [caller for routine in waiting for caller, _call in system.indexed.callers(routine)]
        waiting = [one for one in callers if one.path not in found and tier(one.path) == "code"]
        found |= {one.path for one in waiting}
    return frozenset(found)


def preprocessing(system: System) -> Found | None:
    """Where the preparation of data is kept with the model: one pipeline, or transformers of their own."""
    for sign in system.signed("log-model"):
        if _holds_steps(system, sign.given("what")):
            return Found(system.at(sign.routine, sign.pos), "the pipeline is kept as one")
    writes = [one for one in system.artifacts if one.how == "written" and _trained(system, one.routine.path)]
    for one in writes:
        if _holds_steps(system, one.what):
            return Found(system.at(one.routine, one.call.pos), "the pipeline is kept as one")
    return None


def _holds_steps(system: System, what: Term | None) -> bool:
    if what is None:
        return False
    for thing in system.indexed.things(what):
        known = system.table.find_class(thing.path) if isinstance(thing, Thing) else None
        if known is not None and known.role in {"pipeline", "transformer", "selector", "union"}:
            return True
    return False


def code_state(system: System) -> Found | None:
    """Where the commit of a run is recorded."""
    found = _first(system, "log-code") or _first(system, "start-run", slot="code")
    if found is not None:
        return Found(found.at, f"{found.says} keeps the commit")
    for routine in system.routines():
        for call in routine.calls():
            for term in (*call.args, *(value for _, value in call.kwargs)):
                for one in within(term, calls=False):
                    if isinstance(one, Const) and isinstance(one.value, str) and _SHAS & set(one.value.split()):
                        return Found(system.at(routine, call.pos), f"the commit is read (`{one.value}`)")
    return None


def artifact(system: System) -> Found | None:
    """Where it is recorded which artifact came of a run."""
    return _first(system, "log-model", "register", "log-artifact")


def dataset(system: System) -> Found | None:
    """Where it is recorded which data a run used."""
    found = _first(system, "log-dataset", "load-versioned")
    if found is not None:
        return found
    for path in system.paths:
        if path.rpartition("/")[2] == "dvc.lock" or path.endswith(".dvc"):
            return Found(location(path, 1), "DVC keeps the data by their content")
    return None


def libraries(system: System) -> Found | None:
    """Where the versions of libraries are held: a lock file, or exact pins of those that models are made with."""
    for path in system.paths:
        pins = system.ground.pins(path) if _may_pin(path) else None
        if pins is None or not pins.requirements:
            continue
        if pins.locked:
            return Found(location(path, 1), f"`{path}` locks every version")
        kinds = system.conventions.packages
        models = [one for one in pins.requirements if kinds.get(one.name) == "models"]
        if models and sum(one.exact for one in models) >= _EXACT * len(models):
            return Found(location(path, models[0].line), f"`{path}` pins {models[0].name} exactly")
    return None


def _may_pin(path: str) -> bool:
    name = path.rpartition("/")[2].lower()
    return name.endswith(("requirements.txt", ".lock")) or name in {
        "environment.yml",
        "environment.yaml",
        "conda-lock.yml",
    }


def seed(system: System) -> Found | None:
    """Where randomness of training is given a seed."""
    found = _first(system, "seed-all", "seed-torch", "seed-tensorflow", "seed-numpy", "seed-python")
    if found is not None:
        return found
    for routine in system.routines():
        if not _trained(system, routine.path):
            continue
        for call in routine.calls():
            for name, value in call.kwargs:
                if name in _SEEDS and not (isinstance(value, Const) and value.value is None):
                    return Found(system.at(routine, call.pos), f"`{name}` is given")
    return None


def settings(system: System) -> Found | None:
    """Where a program takes its settings from outside."""
    found = _first(system, "configured")
    if found is not None:
        return found
    for routine in system.routines():
        if _trained(system, routine.path) or system.reached.how(routine) is not None:
            for call in routine.calls():
                if call.method in {"parse_args", "parse_known_args"}:
                    return Found(system.at(routine, call.pos), "settings come from the command line")
    return None


def versioned(system: System) -> Iterator[Found]:
    """Models that are kept under a name or version of their run."""
    for one in system.artifacts:
        if one.how != "written" or not (one.model or _trained(system, one.routine.path)):
            continue
        for text in system.spelled.spelled(one.path):
            if UNKNOWN in text and text.rpartition(".")[2] in _KINDS and _of_a_run(system, one.path):
                yield Found(system.at(one.routine, one.call.pos), f"the path `{text}` differs from run to run")
                break
    for sign in system.signed("register", "log-model"):
        if sign.sign == "register" or sign.given("registered") is not None:
            yield Found(system.at(sign.routine, sign.pos), f"`{sign.name}` makes a version of its own")


def _of_a_run(system: System, path: Term | None) -> bool:
    """Whether a clock, a random name or what says which run it is stands in a path."""
    clocks = {id(sign.call) for sign in system.signed("clock")}
    for one in within(path) if path is not None else ():
        name = one.name if isinstance(one, (Attr, Param)) else ""
        if isinstance(one, Result) and id(one.call) in clocks:
            return True
        if name and any(word in _RUNS for word in name.lower().split("_")):
            return True
    return False


_RUNS: Final = frozenset(
    {"run", "version", "timestamp", "stamp", "date", "ds", "execution", "job", "trial", "sha", "hash"}
)
_KINDS: Final = frozenset({"pkl", "pickle", "joblib", "pt", "pth", "ckpt", "onnx", "h5", "keras", "cbm", "bin", "ubj"})
