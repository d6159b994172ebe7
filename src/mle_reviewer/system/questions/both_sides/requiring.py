"""Which packages each side is installed with: the documents of requirements beside the code that trains and serves."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from mle_reviewer.program.pins.splitting import split
from mle_reviewer.program.requirements import states
from mle_reviewer.system.questions.answering.predicting import answered
from mle_reviewer.system.questions.learning.training import training
from mle_reviewer.system.questions.serving.served import serving_images
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.program.dockerfile import Dockerfile
    from mle_reviewer.program.pins.requirement import Requirement
    from mle_reviewer.system.installed import Install
    from mle_reviewer.system.system import System

Side = Literal["training", "serving"]
_SERVING: Final = re.compile(r"serv|infer|predict|deploy|(?:^|[-_./])(?:api|app|prod)(?:[-_.]|$)")
_TRAINING: Final = re.compile(r"train|(?:^|[-_./])(?:model|pipeline|research)(?:[-_.]|$)")
_ASIDE: Final = re.compile(r"test|dev|lint|doc|ci\b|notebook|front|dash|monitor|airflow")
_VERSION: Final = re.compile(r"={1,3}\s*v?(\d[\w.]*)")


@dataclass(frozen=True, slots=True)
class Apart:
    """One package that both sides pin, to versions that differ."""

    package: str
    trained: Requirement
    served: Requirement
    versions: tuple[str, str]

    @property
    def far(self) -> bool:
        """Whether more than the last part differs."""
        return _parts(self.versions[0])[:2] != _parts(self.versions[1])[:2]


def apart(system: System) -> Iterator[Apart]:
    """The packages that models are made with and that training and serving pin to other versions."""
    sides = _documents(system)
    several = max(len(sides["training"]), len(sides["serving"])) > 1  # several models: each with its own
    for train in sides["training"]:
        for serve in sides["serving"]:
            if train != serve and (not several or _together(train, serve)):
                yield from _differing(system, train, serve)


def _together(one: str, other: str) -> bool:
    """Whether two documents belong to one project: in one folder below the root, each at most a folder further in."""
    mine, yours = posixpath.dirname(one).split("/"), posixpath.dirname(other).split("/")
    same = next((number for number, pair in enumerate(zip(mine, yours, strict=False)) if pair[0] != pair[1]), None)
    shared = min(len(mine), len(yours)) if same is None else same
    return shared > 0 and max(len(mine), len(yours)) - shared <= 1


def _differing(system: System, train: str, serve: str) -> Iterator[Apart]:
    pinned = {one.name: one for one in system.ground.pins(train).requirements if one.exact}
    for other in system.ground.pins(serve).requirements:
        one = pinned.get(other.name)
        if one is None or not other.exact or system.conventions.packages.get(other.name) != "models":
            continue
        versions = _version(one), _version(other)
        if all(versions) and _parts(versions[0]) != _parts(versions[1]):
            yield Apart(other.name, one, other, versions)


def _version(one: Requirement) -> str:
    found = _VERSION.search(one.specifier)
    return found[1] if found is not None and "*" not in one.specifier else ""


def _parts(version: str) -> tuple[str, ...]:
    """The parts of a version that are compared: all but a local part and zeros at the end."""
    parts = version.partition("+")[0].split(".")
    while len(parts) > 1 and parts[-1] == "0":
        parts.pop()
    return tuple(parts)


def _documents(system: System) -> dict[Side, list[str]]:
    """The documents of requirements of each side: by name, or the nearest above code of one side only."""
    served = {one.routine.path for path in answered(system) for one in path.entered}
    trained = {one.path for one in training(system)}
    stated = [
        path
        for path in system.paths
        if tier(path) == "code" and states(path) and not _ASIDE.search(path.lower()) and "lock" not in path.lower()
    ]
    folders: dict[str, list[str]] = {}
    for path in stated:
        folders.setdefault(posixpath.dirname(path), []).append(path)
    found: dict[Side, list[str]] = {"training": [], "serving": []}
    for path in stated:
        side = _side(path, folders, served, trained)
        if side is not None:
            found[side].append(path)
    return found


def _side(path: str, folders: dict[str, list[str]], served: set[str], trained: set[str]) -> Side | None:
    name = posixpath.basename(path).lower()
    by_name = {"serving": bool(_SERVING.search(name)), "training": bool(_TRAINING.search(name))}
    if by_name["serving"] != by_name["training"]:
        return "serving" if by_name["serving"] else "training"
    below = [_nearest(one, folders) == posixpath.dirname(path) for one in served]
    above = [_nearest(one, folders) == posixpath.dirname(path) for one in trained]
    if any(below) == any(above):
        return None
    return "serving" if any(below) else "training"


def _nearest(path: str, folders: dict[str, list[str]]) -> str | None:
    folder = posixpath.dirname(path)
    while folder not in folders:
        if not folder:
            return None
        folder = posixpath.dirname(folder)
    return folder


def pinned_for_serving(system: System) -> Requirement | None:
    """A library that models are made with, pinned exactly where the service is installed or in a lock."""
    return next((one for one in system.once(_for_serving) if one.exact), None)


def loose_for_serving(system: System) -> tuple[Requirement, ...]:
    """The libraries that models are made with and that the service installs in a range of versions, or any."""
    some = system.once(_for_serving)
    return () if any(one.exact for one in some) else some


def _for_serving(system: System) -> tuple[Requirement, ...]:
    """What the nearest document that names libraries of models asks for: an exact pin stands before a range."""
    served = {one.routine.path for path in answered(system) for one in path.entered}
    folders = {posixpath.dirname(path) for path in served}
    stated = [
        path
        for path in system.paths
        if tier(path) == "code" and states(path) and not _ASIDE.search(path.lower().replace(".lock", ""))
    ]
    images = serving_images(system)
    installed = _installed(system, images)
    told = tuple(one for one in _of_images(system, images) if system.conventions.packages.get(one.name) == "models")
    if told:
        return tuple(one for one in told if one.exact) or tuple(one for one in told if one.specifier)
    if any(_unknown(one, installed) for one in _commands(system, images)):
        return ()
    loose: tuple[Requirement, ...] = ()
    order = {path: (path not in installed, _project(path) not in folders, _rank(system, path), path) for path in stated}
    for path in sorted(stated, key=order.__getitem__):
        above = any(folder == _project(path) or folder.startswith(f"{_project(path)}/") for folder in folders)
        if path not in installed and not above and _project(path):
            continue
        pins = system.ground.pins(path).requirements
        asked = tuple(one for one in pins if system.conventions.packages.get(one.name) == "models")
        if any(one.exact for one in asked) and (not loose or _rank(system, path) == 0):
            return tuple(one for one in asked if one.exact)
        loose = loose or tuple(one for one in asked if one.specifier)
    return loose


def _rank(system: System, path: str) -> int:
    """What decides which versions are installed first: locks and constraints, then the plain documents."""
    name = posixpath.basename(path).lower()
    if system.ground.pins(path).locked or "lock" in name or "constraint" in name:
        return 0
    plain = name in {"requirements.txt", "environment.yml", "environment.yaml", "pipfile"} or _SERVING.search(name)
    return 1 if plain else 2 if name in {"pyproject.toml", "setup.py", "setup.cfg"} else 3


def _project(path: str) -> str:
    """The folder that a document of requirements is about: the one above a folder of such documents."""
    folder = posixpath.dirname(path)
    return posixpath.dirname(folder) if posixpath.basename(folder) in {"requirements", "reqs", "deps"} else folder


def _commands(system: System, images: Iterable[Dockerfile]) -> tuple[Install, ...]:
    serving = {image.path for image in images}
    return tuple(one for one in system.installs if one.path in serving)


def _installed(system: System, images: Iterable[Dockerfile]) -> frozenset[str]:
    """The documents that images of what serves a model install."""
    return frozenset(path for one in _commands(system, images) for path in one.documents)


def _of_images(system: System, images: Iterable[Dockerfile]) -> Iterator[Requirement]:
    """What the images of a service name themselves: in a command, or in the list that a packager builds one from."""
    for one in _commands(system, images):
        yield from one.pins.requirements
    for manifest in system.manifests.get("service", ()):
        for entry in manifest.all("packages"):
            known = split(entry.text() or "", entry.line, manifest.path, "requirements")
            if known is not None:
                yield known


def _unknown(one: Install, installed: frozenset[str]) -> bool:
    """Whether all that an image installs stands in documents that the repository does not hold."""
    return not installed and any(not each.constraint for each in one.pins.includes)
