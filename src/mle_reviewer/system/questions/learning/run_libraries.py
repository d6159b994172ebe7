"""Where the versions of the libraries that train are held for all runs."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.groups import IMPORTED
from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.learning.found import Found
from mle_reviewer.system.questions.learning.training_ground import TRAINS, ground
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.program.requirements import Pins
    from mle_reviewer.system.system import System

_EXACT: Final = 0.6  # of the packages that decide what a model computes
_SERVED: Final = frozenset({"api", "serving", "serve", "app", "inference", "web", "frontend", "ui", "lambda"})
_ASIDE: Final = frozenset({"dev", "test", "tests", "docs", "lint", "monitoring", "quality"})
_SAME: Final = frozenset({
    "train", "training", "trainer", "ml", "model", "lock", "locked", "freeze", "frozen", "pinned", "exact", "base",
    "core", "full", "all", "prod", "production", "cpu", "gpu", "cuda", "torch",
})  # fmt: skip
_PROJECTS: Final = frozenset({
    "environment.yml", "environment.yaml", "conda.yaml", "conda.yml", "pyproject.toml", "pipfile",
})  # fmt: skip


def libraries(system: System) -> Found | None:
    """Where the versions of libraries are held: a lock file, or exact pins of those that models are made with."""
    for path in _nearest_first(system):
        pins = system.ground.pins(path)
        if not pins.requirements:
            continue
        if pins.locked and (not path.endswith(".txt") or _is_of_training(system, pins)):
            return Found(location(path, 1), f"`{path}` locks every version")
        found = _pinned(system, path, pins)
        if found is not None:
            return found
    return None


def _is_of_training(system: System, pins: Pins) -> bool:
    """Whether what a document holds is what training imports, as far as that is known."""
    used = system.once(_used)
    return not used or any(_imported(one.name) in used for one in pins.requirements)


def _pinned(system: System, path: str, pins: Pins) -> Found | None:
    kinds = system.conventions.packages
    models = [one for one in pins.requirements if kinds.get(one.name) == "models"]
    used = system.once(_used)
    models = [one for one in models if _imported(one.name) in used] if used else models
    exact = [one for one in models if one.exact]
    if exact and len(exact) >= _EXACT * len(models):
        return Found(location(path, exact[0].line), f"`{path}` pins {exact[0].name} exactly")
    return None


def _imported(name: str) -> str:
    return IMPORTED.get(name, name.replace("-", "_"))


def _used(system: System) -> frozenset[str]:
    """The libraries of models that documents of training import."""
    known = {_imported(name) for name, kind in system.conventions.packages.items() if kind == "models"}
    modules = (system.indexed.module(path) for path in ground(system))
    imported = (one for module in modules if module is not None for one in module.code.imports)
    return frozenset(known & {one.replace(":", ".").partition(".")[0] for one in imported})


def _nearest_first(system: System) -> list[str]:
    """The documents that pin libraries, those beside or above what trains first; those of tests and tools left out."""
    near = ground(system)
    first = next((posixpath.dirname(one.at.path) for one in system.roles.trains if one.at.path in near), "")
    trained = [posixpath.dirname(path) for path in near if near[path] == TRAINS]
    found = []
    for path in system.paths:
        if _may_pin(path) and tier(path) == "code" and not _ASIDE & set(words(path)):
            folder = posixpath.dirname(path)
            above = [one for one in trained if not folder or one == folder or one.startswith(f"{folder}/")]
            if (not above and _SERVED & set(words(folder))) or _of_another(system, path):
                continue
            beside = not folder or first == folder or first.startswith(f"{folder}/")
            served = bool(_SERVED & set(words(posixpath.basename(path))))
            found.append(
                (0 if above else 1, served, 0 if beside else 1, -folder.count("/") - bool(folder), _order(path), path)
            )
    return [path for *_, path in sorted(found)]


def _of_another(system: System, path: str) -> bool:
    """Whether a list is one of several and named for something else than training (`requirements-vercel.txt`)."""
    folder, name = posixpath.split(path)
    stem = name.rpartition(".")[0].lower()
    extra = set(words(stem)) - {"requirements"}
    plain = posixpath.join(folder, "requirements.txt")
    return name.endswith(".txt") and bool(extra) and not extra & _SAME and plain in system.paths and path != plain


def _order(path: str) -> int:
    """A lock file before what stands beside it: it holds the rest as well."""
    return 0 if path.endswith((".lock", "-lock.yml", "-lock.yaml")) else 1


def _may_pin(path: str) -> bool:
    name = path.rpartition("/")[2].lower()
    if name in _PROJECTS or name.endswith((".lock", "-lock.yml", "-lock.yaml")):
        return True
    return name.endswith((".txt", ".yml", ".yaml")) and "requirements" in path.lower()
