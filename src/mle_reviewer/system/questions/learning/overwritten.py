"""Models that training writes over the file that is being served, by the paths on both sides."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import words
from mle_reviewer.sources.document import kind_of
from mle_reviewer.system.code.terms import Result
from mle_reviewer.system.doing import closure, trains
from mle_reviewer.system.manifests import matches
from mle_reviewer.system.paths import UNKNOWN, normal
from mle_reviewer.system.questions.learning.absent import only_where_absent
from mle_reviewer.system.questions.learning.asides import is_aside
from mle_reviewer.system.questions.learning.training import training
from mle_reviewer.system.questions.values.behind import behind
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.artifacts import Artifact
    from mle_reviewer.system.system import System

_MOVES: Final = frozenset({
    "shutil.copy", "shutil.copy2", "shutil.copyfile", "shutil.move", "shutil.copytree", "os.rename",
})  # fmt: skip
_VERSIONED: Final = re.compile(r"(?:^|[/_.-])v?\d+(?:\.\d+)+(?=[/_.-]|$)|(?:^|[/_-])v\d+(?=[/_.-]|$)")
_WAITING: Final = frozenset({"challenger", "candidate", "staging", "shadow"})  # not in use yet: nothing good is lost
_MOST: Final = 20
_FETCHES: Final = frozenset({"load-registered", "load-model", "download", "download-own"})
_NEAR: Final = 3  # folders


@dataclass(frozen=True, slots=True)
class Overwritten:
    """A file that training writes under one name for all runs, and that production reads."""

    path: str
    written: Artifact
    read: Artifact


def overwritten(system: System) -> Iterator[Overwritten]:
    """The models and transformers that each training puts in the place of those that are served."""
    readers = readers_of(system)
    seen: set[str] = set()
    for one, text in fixed_writes(system) if readers else ():
        if text.startswith(UNKNOWN) and "/" not in _bare(text):
            continue  # a folder that is handed in may be the run's own, and the name alone says nothing
        read = nearest(one, text, [(spelled, other) for spelled, other in readers if _apart(one, other)])
        if read is not None and text not in seen and len(seen) < _MOST:
            seen.add(text)
            yield Overwritten(text, one, read)


def readers_of(system: System) -> list[tuple[str, Artifact]]:
    """What production reads under a fixed path."""
    served = serving_routines(system)
    return [
        (text, one)
        for one in system.artifacts
        if one.how == "read" and (one.routine.path, one.routine.function) in served and not is_aside(one.routine.path)
        for text in fixed(system, one)
    ]


def fixed_writes(system: System) -> Iterator[tuple[Artifact, str]]:
    """What training writes under one name for all runs, nothing of it kept elsewhere."""
    trained = {one.at.path for one in system.roles.trains}
    called = system.once(_have_trained)
    for one in system.artifacts:
        if one.how != "written" or is_aside(one.routine.path) or _only_tested(system, one):
            continue
        if one.routine.path not in trained | called and _is_fetched(system, one):
            continue
        if only_where_absent(system, one.routine, one.call):
            continue
        if _by_training(system, one, trained | called) and not _in_a_build(system, one):
            for text in fixed(system, one):
                if not kept_elsewhere(system, one, text):
                    yield one, text


def _only_tested(system: System, one: Artifact) -> bool:
    """Whether nothing but tests calls what writes, so that its path is theirs."""
    callers = [caller for caller, _ in system.indexed.callers(one.routine)]
    return bool(callers) and all(tier(caller.path) == "test" for caller in callers)


def _is_fetched(system: System, one: Artifact) -> bool:
    """Whether what is written was only taken from elsewhere, to be at hand."""
    for _, term in behind(system, one.routine, one.what) if one.what is not None else ():
        if isinstance(term, Result):
            known = [system.conventions.call(name) for name in system.indexed.names(term.call)]
            if any(entry is not None and entry.sign in _FETCHES for entry in known):
                return True
            if any(entry.effect in {"load", "restore"} for entry in system.indexed.entries(term.call)):
                return True
    return False


def serving_routines(system: System) -> frozenset[tuple[str, int]]:
    """The functions of documents that answer requests, with all that they call."""
    found: set[tuple[str, int]] = set()
    for path in {one.at.path for one in system.roles.serves if one.where == "code"}:
        module = system.indexed.module(path)
        for routine in module.routines() if module is not None else ():
            if (path, routine.function) not in found:
                found |= {(one.path, one.function) for one in closure(system.indexed, routine)}
    return frozenset(found)


def same(one: str, other: str) -> bool:
    """Whether two paths may be one file: equal, or the one below an unknown or absolute folder of the other."""
    left, right = _bare(one), _bare(other)
    short, long = sorted((left, right), key=len)
    return left == right or ("/" in short and long.endswith(f"/{short}"))


def _bare(text: str) -> str:
    return normal(text).removeprefix(f"{UNKNOWN}/").lstrip("/")


def fixed(system: System, one: Artifact) -> Iterator[str]:
    """The spellings of a model's path that are the same for every run."""
    for text in system.spelled.spelled(one.path):
        path = _bare(text)
        plain = UNKNOWN not in path and not _VERSIONED.search(path) and not _WAITING & set(words(path))
        if plain and kind_of(path) == "artifact" and not _per_run(system, text):
            yield text


def _per_run(system: System, path: str) -> bool:
    return any(role == "per-run" and matches(glob, path) for glob, role, _ in system.conventions.files)


def _by_training(system: System, one: Artifact, trained: set[str]) -> bool:
    """Whether what is written was trained: in this document, or in one that calls the function that writes."""
    if one.routine.path in trained or (one.routine.path, one.routine.function) in system.once(_run_with_training):
        return True
    return any(caller.path in trained for caller, _ in system.indexed.callers(one.routine))


def _run_with_training(system: System) -> frozenset[tuple[str, int]]:
    """The functions that are run together with training: what prepares rows for it, in the same program."""
    return frozenset((one.path, one.function) for one in training(system))


def _have_trained(system: System) -> frozenset[str]:
    """The documents that call a function which trains, of a class that wraps a model say."""
    found = set()
    for path in {one.at.path for one in system.roles.trains if one.where == "code"}:
        module = system.indexed.module(path)
        for routine in module.routines() if module is not None else ():
            if any(trains(system.indexed, call) for call in routine.calls()):
                found |= {caller.path for caller, _ in system.indexed.callers(routine) if tier(caller.path) == "code"}
    return frozenset(found)


def nearest(one: Artifact, text: str, readers: list[tuple[str, Artifact]]) -> Artifact | None:
    """The reader of a path that stands nearest: the same name in another project of the tree is another file."""
    most = _NEAR if "/" in _bare(text) else 1
    found = [(_apart_by(one, other), other) for spelled, other in readers if same(text, spelled)]
    near = [(far, other) for far, other in found if far <= most]
    return min(near, key=lambda pair: pair[0])[1] if near else None


def _apart_by(one: Artifact, other: Artifact) -> int:
    """How many folders the deeper of two documents is below the one that holds both."""
    left, right = (posixpath.dirname(each.routine.path).split("/") for each in (one, other))
    left, right = ([part for part in each if part] for each in (left, right))
    common = 0
    while common < min(len(left), len(right)) and left[common] == right[common]:
        common += 1
    return max(len(left), len(right)) - common


def _apart(one: Artifact, other: Artifact) -> bool:
    return (one.routine.path, one.routine.function) != (other.routine.path, other.routine.function)


def _in_a_build(system: System, one: Artifact) -> bool:
    """Whether an image trains while it is built: its tag is the version then."""
    name = posixpath.basename(one.routine.path)
    return any(
        name in instruction.text
        for dockerfile in system.dockerfiles
        for stage in dockerfile.stages
        for instruction in stage.all("RUN")
    )


def kept_elsewhere(system: System, one: Artifact, text: str) -> bool:
    """Whether the file that was there is put aside first, or the path is under version control of data."""
    for call in one.routine.calls():
        if any(name in _MOVES for name in system.indexed.names(call)) and call.args:
            source = system.spelled.spelled(call.args[0])
            if any(same(text, other) for other in source):
                return True
    return any(same(text, path) for path in _tracked(system))


def _tracked(system: System) -> frozenset[str]:
    """The paths that are kept in versions: outputs of pipelines that record them, and files with pointers."""
    locked = {posixpath.dirname(path) for path in system.paths if posixpath.basename(path) == "dvc.lock"}
    outputs = {
        path
        for stage in system.stages
        if stage.document.endswith("dvc.yaml") and posixpath.dirname(stage.document) in locked
        for path in stage.gives
    }
    return frozenset(outputs | {path.removesuffix(".dvc") for path in system.paths if path.endswith(".dvc")})
