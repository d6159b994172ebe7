"""By what the data of a training run can be had again: versions, digests, files beside the code."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.code.terms import Const
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.learning.found import Found, named, routines, seen_at
from mle_reviewer.system.questions.learning.noted import noted
from mle_reviewer.system.questions.learning.training import trained_constants
from mle_reviewer.system.questions.learning.training_ground import BESIDE, of_training
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System

_VERSIONS: Final = frozenset({
    "hash", "sha", "sha256", "md5", "checksum", "digest", "fingerprint", "snapshot", "version", "revision", "manifest",
})  # fmt: skip
_DIGESTS: Final = frozenset({"hash", "sha256", "md5", "checksum", "digest", "fingerprint", "snapshot", "manifest"})
_HASHES: Final = frozenset({"hashlib.sha256", "hashlib.md5", "hashlib.sha1", "hashlib.blake2b", "hashlib.file_digest"})
_OTHERS: Final = frozenset({
    "model", "models", "package", "joblib", "artifact", "artifacts", "prediction", "cache", "baseline", "registry",
    "config", "settings", "password", "token", "request", "key", "device", "user", "security", "secure", "auth",
    "audit", "privacy", "file",
    "session", "browser",
})  # fmt: skip
_DATA: Final = frozenset({
    "data", "dataset", "datasets", "raw", "table", "features", "feature", "train", "training", "split", "splits", "csv",
    "parquet", "corpus", "images", "labels",
})  # fmt: skip
_RESULTS: Final = frozenset({"output", "outputs", "results", "reports", "predictions", "metrics", "logs", "monitoring"})
_PICTURES: Final = frozenset({"profiling", "profile", "profiles", "plots", "figures", "traces"})
_ASIDE: Final = frozenset(
    {"holdout", "test", "tests", "eval", "evaluation", "benchmark", "golden", "example", "schema"}
)
_TABLES: Final = frozenset({".csv", ".parquet", ".json", ".jsonl", ".tsv", ".xlsx", ".feather", ".txt", ".arff", ".gz"})


def dataset(system: System) -> Found | None:
    """Where it is recorded which data a run used."""
    return _tracked(system) or _written(system) or named(system, "the data")


def recorded(system: System) -> Found | None:
    """Where the record of a run names its data: data that are logged with it, a version or digest that is noted."""
    return _logged(system) or _written(system)


def locked(lock: str) -> Found:
    """A lock of a pipeline, where it holds the model as well as the data."""
    return Found(location(lock, 1), "one lock names the model and the data by their content")


def _tracked(system: System) -> Found | None:
    return _logged(system) or _kept_by_content(system)


def _logged(system: System) -> Found | None:
    for sign in of_training(system, system.signed("log-dataset", "load-versioned")):
        texts = system.spelled.spelled(sign.given("what"))
        if of_data(system, sign) and not any("model" in words(text) for text in texts):
            return seen_at(system, sign)
    return None


def of_data(system: System, sign: Sign) -> bool:
    """Whether it is data that a run takes: models and settings are taken from a registry in the same way.

    What is taken says it by its type, or by its name.
    """
    if "kind" not in sign.entry.slots:
        return True
    kinds = system.spelled.spelled(sign.given("kind"))
    said = {word for text in kinds or system.spelled.spelled(sign.given("what")) for word in words(text)}
    return bool(said & _DATA) and not said & _OTHERS


def _written(system: System, without: frozenset[str] = frozenset()) -> Found | None:
    """A version or digest of the data that is written down: a path alone says only where they were."""
    for one in noted(system):
        if one.field == "the data" and _VERSIONS & (some := set(words(one.name))) and not some & without:
            return Found(system.at(one.routine, one.call.pos), f"`{one.name}` is written to {one.where}")
    return None


def _kept_by_content(system: System) -> Found | None:
    """What steps or training read first, then what a pipeline locks, then other files; models are no data."""
    found = []
    taken = {path.rstrip("/") for stage in system.stages for path in stage.takes}
    spoken = " ".join(one for one in trained_constants(system) if "/" in one or "." in one)
    piped = any(posixpath.basename(path) == "dvc.lock" and tier(path) == "code" for path in system.paths)
    for path in system.paths:
        name = posixpath.basename(path)
        if tier(path) != "code" or not (name == "dvc.lock" or name.endswith(".dvc")):
            continue
        kind = posixpath.splitext(name.removesuffix(".dvc"))[1].lower()
        if name == "dvc.lock":
            found.append((2, 0, path))
        elif not {"model", "models"} & set(words(name)) and not (_RESULTS | _PICTURES) & set(words(path)):
            plain = not kind or kind in _TABLES - {".json", ".txt"}
            read = (bare := path.removesuffix(".dvc")) in taken or (plain and posixpath.basename(bare) in spoken)
            found.append((0 if read else (3 if piped else 1) if plain else 4, _aside(path), path))
    return Found(location(min(found)[2], 1), "DVC keeps the data by their content") if found else None


def _aside(path: str) -> int:
    """What is kept to judge with comes later than what may be learned from."""
    return int("train" not in words(path) and bool(_ASIDE & set(words(path))))


def data_version(system: System) -> Found | None:
    """By what the same data can be had again: a recorded version, a digest, or data that are kept with the code."""
    return _tracked(system) or _written(system) or _digest(system) or _beside_the_code(system) or _chosen(system)


def versions(system: System) -> Iterator[Found]:
    """Every way in which the data of a run are known again, but for those that only stand with the code."""
    kept = [one for one in (_tracked(system), _written(system, without=frozenset({"path"}))) if one is not None]
    worked_out = (_digest(system), _chosen(system)) if not kept else ()
    yield from (*kept, *(one for one in worked_out if one is not None))


def _chosen(system: System) -> Found | None:
    """Where the version of the data is handed on by whoever starts the run."""
    for routine in routines(system, BESIDE):
        for call in routine.calls():
            for name, value in call.kwargs:
                some = set(words(name or ""))
                if "version" in some and {"data", "dataset"} & some and not isinstance(value, Const):
                    return Found(system.at(routine, call.pos), f"`{name}` says which version of the data is used")
    return None


def _digest(system: System) -> Found | None:
    for routine in routines(system, BESIDE):
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


def _beside_the_code(system: System) -> Found | None:
    """Data that stand in the repository and that training reads: the commit is their version."""
    kept = frozenset(
        path
        for path in system.paths
        if posixpath.splitext(path)[1].lower() in _TABLES and not (_RESULTS | _ASIDE) & set(words(path))
    )
    for routine in routines(system, BESIDE) if kept else ():
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
