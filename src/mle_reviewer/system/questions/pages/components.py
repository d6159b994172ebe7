"""Which documents of a tree have to do with its models: by what imports what, what starts what, and which project."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.launching import started_by
from mle_reviewer.system.roles import speaks
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_PACKAGING: Final = frozenset({
    "pyproject.toml", "setup.py", "setup.cfg", "requirements.txt", "Pipfile", "package.json", "go.mod", "Cargo.toml",
    "pom.xml", "build.gradle", "MLproject", "Gemfile", "composer.json", "pubspec.yaml",
})  # fmt: skip
_SIGNS: Final = (
    "drift",
    "quality",
    "profile",
    "compare-data",
    "load-registered",
    "load-model",
    "unsafe-load",
    "predict",
)
# Names of folders and documents that leave it in doubt whether they have to do with a model.
_SPEAKING: Final = re.compile(
    r"model|predict|drift|train|infer|scor(?:e|ing)|monitor|forecast|feature|dataset|data_|preprocess|pipeline|mlflow"
)
_MODELS: Final = frozenset({"train", "predict", "fit-predict", "forward", "restore"})


@dataclass(frozen=True, slots=True)
class Components:
    """The projects of a tree, and which documents its models' programs reach.

    `reached`: a document and the documents with a training, evaluating or serving role that import it, near and far,
    or that it imports. `of_models`: the projects that hold such programs, or what is near them.
    `starts`: a document of configuration and the documents that its commands start.
    """

    projects: frozenset[str]
    of_models: frozenset[str]
    reached: Mapping[str, frozenset[str]]
    starts: Mapping[str, frozenset[str]]

    def project(self, path: str) -> str:
        """The folder of the project that a document belongs to: the nearest with a packaging file ("" for the root)."""
        folder = posixpath.dirname(path)
        while folder and folder not in self.projects:
            folder = posixpath.dirname(folder)
        return folder


def components(system: System) -> Components:
    """The components of a tree."""
    return system.once(_components)


def project(system: System, path: str) -> str:
    """The folder of the project that a document belongs to ("" for the root)."""
    return components(system).project(path)


def speaks_for(system: System, note: str, path: str) -> bool:
    """Whether a note is about a document by where it stands: in the same project, or beside the docs of a folder above.

    A note at the root, or in the docs there, speaks for everything.
    """
    parts = posixpath.dirname(note).split("/")
    root = "/".join(parts[: parts.index("docs")] if "docs" in parts else parts)
    own = project(system, note)
    return not root or path.startswith(f"{root}/") or (own != "" and own == project(system, path))


def reaching(system: System, path: str) -> frozenset[str]:
    """The documents that train, evaluate or serve and reach a document by imports, or are reached from it."""
    return components(system).reached.get(path, frozenset())


def of_model(system: System, path: str) -> bool:
    """Whether a document has to do with the models of the tree; True wherever that is in doubt.

    False for what a project of its own holds (a folder with a packaging file) in which nothing trains, predicts, loads
    a model, watches, records runs or orchestrates, and which no such program reaches; and for what starts nothing but
    documents of that kind. A service that only feeds data is such a project: ask for rows elsewhere.
    """
    known = components(system)
    if not known.reached or path in known.reached:
        return True
    started = known.starts.get(path)
    if started:
        other = not any(one in known.reached or _beside(known, one) for one in started)
        return not other or bool(known.project(path) and _beside(known, path))
    return _beside(known, path)


def _beside(known: Components, path: str) -> bool:
    """Whether a document stands in a project that holds a model's program, or around all of one."""
    folder = known.project(path)
    return not folder or any(one == folder or one.startswith(f"{folder}/") for one in known.of_models)


def _components(system: System) -> Components:
    projects = frozenset(
        posixpath.dirname(path)
        for path in system.paths
        if posixpath.basename(path) in _PACKAGING and tier(path) == "code"
    )
    roles = system.roles
    entered = (*roles.trains, *roles.evaluates, *roles.serves, *roles.llm)
    starts = frozenset(one.at.path for one in entered if tier(one.at.path) == "code")
    reached = _reached(system, starts)
    blank = Components(projects, frozenset(), {}, {})
    near = {one.at.path for some in (roles.monitors, roles.pipelines, roles.tracks, roles.registers) for one in some}
    near |= {one.first.path for one in system.handlers if speaks(one)}
    near |= {one.path for one in system.signed(*_SIGNS)}
    near |= {path for path in system.code if tier(path) == "code" and _SPEAKING.search(path.lower())}
    near |= {
        routine.path
        for routine in system.routines("code")
        if any(entry.effect in _MODELS for call in routine.calls() for entry in system.indexed.entries(call))
    }
    folders = frozenset(blank.project(path) for path in (*starts, *near))
    return Components(projects, folders, reached, _started(system))


def _reached(system: System, starts: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """What each of the documents imports, near and far, and what imports it."""
    onwards = _imports(system)
    found: dict[str, set[str]] = {}
    for start in sorted(starts):
        for ways in (onwards, system.imports):
            for path in _all(start, ways):
                found.setdefault(path, set()).add(start)
    return {path: frozenset(some) for path, some in found.items()}


def _imports(system: System) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for path, importers in system.imports.items():
        for one in importers:
            found.setdefault(one, []).append(path)
    return {path: tuple(some) for path, some in found.items()}


def _all(start: str, ways: Mapping[str, tuple[str, ...]]) -> Iterable[str]:
    seen, waiting = {start}, [start]
    while waiting:
        for one in ways.get(waiting.pop(), ()):
            if one not in seen:
                seen.add(one)
                waiting.append(one)
    return seen


def _started(system: System) -> Mapping[str, frozenset[str]]:
    """The documents that the commands of images, workloads, scripts and process files start, by where they stand."""
    found: dict[str, set[str]] = {}
    unknown: set[str] = set()
    for one in system.started:
        targets = {entrance.target for entrance in started_by(one, system.layout, system.conventions)}
        found.setdefault(one.path, set()).update(targets)
        if not targets:
            unknown.add(one.path)
    return {path: frozenset(some) for path, some in found.items() if path not in unknown}
