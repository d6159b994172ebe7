"""What is known of a training run afterwards: how it was started, from what, by what, and what came of it."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.code.meaning import OwnThing, Thing
from mle_reviewer.system.code.steps import Assign
from mle_reviewer.system.code.terms import Const, Term, within
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.noted import noted
from mle_reviewer.system.questions.overwritten import serving_routines
from mle_reviewer.system.questions.training_ground import AROUND, BESIDE, HELPS, TRAINS, ground, of_training
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mle_reviewer.program.requirements import Pins
    from mle_reviewer.sources.location import Location
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System

_SHAS: Final = frozenset({"rev-parse", "GITHUB_SHA", "CI_COMMIT_SHA", "GIT_COMMIT", "GIT_SHA", "COMMIT_SHA"})
_SEEDS: Final = frozenset({"random_state", "seed", "random_seed", "manual_seed", "generator"})
_EXACT: Final = 0.6  # of the packages that decide what a model computes
_METRICS: Final = ("metric", "score", "report", "evaluation", "results")
_STEPS: Final = frozenset({"pipeline", "transformer", "selector", "union"})
_PREPARED: Final = frozenset({
    "preprocessor", "preprocessing", "scaler", "encoder", "encoders", "vectorizer", "tokenizer", "imputer", "tfidf",
})  # fmt: skip
_ASIDE: Final = frozenset({"dev", "test", "tests", "docs", "lint", "monitoring", "quality"})
_DIGESTS: Final = frozenset({"hash", "sha256", "md5", "checksum", "digest", "fingerprint", "snapshot", "manifest"})
_HASHES: Final = frozenset({"hashlib.sha256", "hashlib.md5", "hashlib.sha1", "hashlib.blake2b", "hashlib.file_digest"})


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that is known of runs, and where that is seen."""

    at: Location
    says: str


def _at(system: System, sign: Sign, says: str = "") -> Found:
    return Found(system.at(sign.routine, sign.pos), f"`{sign.name}`{says}")


def _first(system: System, *signs: str, slot: str = "") -> Found | None:
    """The first call of these signs that belongs to training, with something in the slot where one is asked."""
    for name in signs:
        for sign in of_training(system, system.signed(name)):
            if not slot or not _is_none(sign.given(slot)):
                return _at(system, sign)
    return None


def _is_none(term: Term | None) -> bool:
    return term is None or (isinstance(term, Const) and term.value is None)


def _named(system: System, field: str) -> Found | None:
    """What is written down under a name, by a tracker or in a file of the run."""
    for one in noted(system):
        if one.field == field:
            return Found(system.at(one.routine, one.call.pos), f"`{one.name}` is written to {one.where}")
    return None


def parameters(system: System) -> Found | None:
    """Where the parameters of a run are recorded."""
    return (
        _first(system, "log-parameters")
        or _first(system, "start-run", slot="parameters")
        or automatic(system)
        or _named(system, "parameters")
    )


def automatic(system: System) -> Found | None:
    """Where a library records a run by itself, and was not told to stop."""
    for sign in of_training(system, system.signed("autolog")):
        off = sign.given("disable")
        if not (isinstance(off, Const) and off.value is True):
            return _at(system, sign)
    return None


def metrics(system: System) -> Found | None:
    """Where the metrics of a run are recorded: by a tracker, or in a file of their own."""
    found = _first(system, "log-metrics") or automatic(system) or _named(system, "metrics")
    if found is not None:
        return found
    for one in system.artifacts:
        if one.how == "written" and not one.model and one.routine.path in ground(system):
            for text in system.spelled.spelled(one.path):
                if any(word in text.lower() for word in _METRICS):
                    return Found(system.at(one.routine, one.call.pos), f"written to `{text}`")
    return None


def preprocessing(system: System) -> Found | None:
    """Where the preparation of data is kept with the model: one pipeline, transformers of their own, its settings."""
    for sign in of_training(system, system.signed("log-model")):
        if _holds_steps(system, sign.given("what")):
            return _at(system, sign, " keeps the whole pipeline")
    near = ground(system)
    for one in system.artifacts:
        if one.how != "written" or one.routine.path not in near:
            continue
        at = system.at(one.routine, one.call.pos)
        if _holds_steps(system, one.what):
            return Found(at, "what prepares the data is kept")
        for text in system.spelled.spelled(one.path):
            if _PREPARED & set(words(posixpath.basename(text))):
                return Found(at, f"written to `{text}`")
    return _named(system, "preprocessing")


def _holds_steps(system: System, what: Term | None) -> bool:
    if what is None:
        return False
    return any(
        isinstance(thing, Thing) and (known := system.table.find_class(thing.path)) is not None and known.role in _STEPS
        for part in within(what, calls=False)
        for thing in system.indexed.things(part)
    )


def code_state(system: System) -> Found | None:
    """Where the commit of a run is recorded."""
    found = _first(system, "log-code") or _first(system, "start-run", slot="code")
    if found is not None:
        return Found(found.at, f"{found.says} keeps the commit")
    for routine in _routines(system):
        for call in routine.calls():
            for term in (*call.args, *(value for _, value in call.kwargs)):
                for one in within(term, calls=False):
                    if isinstance(one, Const) and isinstance(one.value, str) and _SHAS & set(one.value.split()):
                        return Found(system.at(routine, call.pos), f"the commit is read (`{one.value}`)")
    return _named(system, "the commit")


def _routines(system: System, furthest: int = AROUND) -> Iterator[Routine]:
    """The functions of documents that belong to training, the nearest documents first."""
    near = ground(system)
    for path in sorted(near, key=lambda path: near[path]):  # in the order of the roles otherwise
        module = system.indexed.module(path) if near[path] <= furthest else None
        yield from module.routines() if module is not None else ()


def artifact(system: System) -> Found | None:
    """Where it is recorded which artifact came of a run."""
    for sign in of_training(system, system.signed("log-model", "register", "log-artifact")):
        if not (isinstance(one := sign.given("what"), Const) and one.value is None):
            return _at(system, sign)
    return automatic(system) or _named(system, "the artifact")


def dataset(system: System) -> Found | None:
    """Where it is recorded which data a run used."""
    for sign in of_training(system, system.signed("log-dataset", "load-versioned")):
        texts = system.spelled.spelled(sign.given("what"))
        if not any("model" in words(text) for text in texts):  # models are taken from a registry in the same way
            return _at(system, sign)
    return _kept_by_content(system) or _named(system, "the data")


def _kept_by_content(system: System) -> Found | None:
    for path in system.paths:
        if tier(path) == "code" and (path.rpartition("/")[2] == "dvc.lock" or path.endswith(".dvc")):
            return Found(location(path, 1), "DVC keeps the data by their content")
    return None


def data_version(system: System) -> Found | None:
    """By what the same data can be had again: a recorded version, a digest, or data that are kept with the code."""
    return dataset(system) or _digest(system) or _beside_the_code(system)


def _digest(system: System) -> Found | None:
    for routine in _routines(system, BESIDE):
        for call in routine.calls():
            for name in system.indexed.names(call):
                if name in _HASHES and _of_data(routine):
                    return Found(system.at(routine, call.pos), f"a digest is worked out in {routine.name} (`{name}`)")
    return None


def _of_data(routine: Routine) -> bool:
    """Whether a function works out a digest by its name, and not of a model or of what is kept for later."""
    some = set(words(routine.name))
    around = some | set(words(posixpath.basename(routine.path)))
    return bool(_DIGESTS & some) and not around & _OTHERS


_OTHERS: Final = frozenset({
    "model", "models", "package", "joblib", "artifact", "artifacts", "prediction", "cache", "baseline", "registry",
})  # fmt: skip


def _beside_the_code(system: System) -> Found | None:
    """Data that stand in the repository and that training reads: the commit is their version."""
    kept = frozenset(
        path
        for path in system.paths
        if posixpath.splitext(path)[1].lower() in _TABLES and not _RESULTS & set(words(path))
    )
    for routine in _routines(system, BESIDE) if kept else ():
        for call in routine.calls():
            for entry in system.indexed.entries(call):
                if entry.effect != "load":
                    continue
                slot = entry.slots.get("path")
                place = entry.params.index(slot) if isinstance(slot, str) and slot in entry.params else None
                for text in system.spelled.spelled(call.given(slot, place)) if isinstance(slot, str) else ():
                    end = text.rpartition("?")[2].lstrip("./")
                    found = next((one for one in sorted(kept) if end and (one == end or one.endswith(f"/{end}"))), None)
                    if found is not None:
                        return Found(system.at(routine, call.pos), f"`{found}` is kept in the repository with the code")
    return None


_RESULTS: Final = frozenset({"output", "outputs", "results", "reports", "predictions", "metrics", "logs", "monitoring"})
_TABLES: Final = frozenset({".csv", ".parquet", ".json", ".jsonl", ".tsv", ".xlsx", ".feather", ".txt", ".arff", ".gz"})


def recorded_libraries(system: System) -> Found | None:
    """Where the versions of libraries go into the record of a run, or are held for all runs."""
    found = _first(system, "log-model", "start-run", slot="libraries")
    if found is not None:
        return Found(found.at, f"{found.says} keeps the versions of libraries")
    return _named(system, "versions of libraries") or libraries(system)


def libraries(system: System) -> Found | None:
    """Where the versions of libraries are held: a lock file, or exact pins of those that models are made with."""
    for path in _nearest_first(system):
        pins = system.ground.pins(path)
        if not pins.requirements:
            continue
        if pins.locked:
            return Found(location(path, 1), f"`{path}` locks every version")
        found = _pinned(system, path, pins)
        if found is not None:
            return found
    return None


def _pinned(system: System, path: str, pins: Pins) -> Found | None:
    kinds = system.conventions.packages
    models = [one for one in pins.requirements if kinds.get(one.name) == "models"]
    exact = [one for one in models if one.exact]
    if exact and len(exact) >= _EXACT * len(models):
        return Found(location(path, exact[0].line), f"`{path}` pins {exact[0].name} exactly")
    return None


def _nearest_first(system: System) -> list[str]:
    """The documents that pin libraries, those beside or above what trains first; those of tests and tools left out."""
    near = ground(system)
    trained = [posixpath.dirname(path) for path in near if near[path] == TRAINS]
    found = []
    for path in system.paths:
        if _may_pin(path) and tier(path) == "code" and not _ASIDE & set(words(path)):
            folder = posixpath.dirname(path)
            above = [one for one in trained if not folder or one == folder or one.startswith(f"{folder}/")]
            found.append((0 if above else 1, -folder.count("/") - bool(folder), path))
    return [path for _, _, path in sorted(found)]


def _may_pin(path: str) -> bool:
    name = path.rpartition("/")[2].lower()
    if name in _PROJECTS or name.endswith((".lock", "-lock.yml", "-lock.yaml")):
        return True
    return name.endswith((".txt", ".yml", ".yaml")) and "requirements" in path.lower()


_PROJECTS: Final = frozenset({
    "environment.yml", "environment.yaml", "conda.yaml", "conda.yml", "pyproject.toml", "pipfile",
})  # fmt: skip


def seed(system: System) -> Found | None:
    """Where randomness of training is given a seed."""
    found = _first(system, "seed-all", "seed-torch", "seed-tensorflow", "seed-numpy", "seed-python")
    if found is not None:
        return found
    for routine in _routines(system):
        for call in routine.calls():
            for name, value in call.kwargs:
                if name in _SEEDS and not _is_none(value):
                    return Found(system.at(routine, call.pos), f"`{name}` is given")
    return None


def settings(system: System) -> Found | None:
    """Where training takes its settings from: the command line, files, the environment, a module of settings."""
    near = ground(system)
    found = _first(system, "configured", "settings")
    if found is not None:
        return found
    for routine in _routines(system, HELPS):
        for call in routine.calls():
            if call.method in {"parse_args", "parse_known_args"}:
                return Found(system.at(routine, call.pos), "settings come from the command line")
    for shape in system.shapes.get("program-settings", ()):
        if shape.path in near:
            known = system.indexed.class_of(shape.thing)
            if known is not None:
                return Found(system.where(shape.path, known.pos), f"`{known.name}` is filled from the environment")
    return _module_of_settings(system) or _above(system) or _first(system, "pipeline")


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
            return _at(system, sign)
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


_LEAST: Final = 3  # settings in a document of them
_SETTINGS: Final = frozenset({
    "config", "configs", "configuration", "conf", "settings", "constants", "params", "parameters", "hyperparameters",
})  # fmt: skip
