"""Descriptions of models that stand in the repository beside them: JSON and YAML files with the names in them."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.manifests import location
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.program.entries import Entry
    from mle_reviewer.sources.location import Location
    from mle_reviewer.system.system import System

_TOLD: Final = frozenset({"metadata", "meta", "manifest", "card", "bundle", "info"})
_FOLDERS: Final = frozenset({"model", "models", "artifact", "artifacts", "registry", "checkpoints"})
_STORED: Final = frozenset({
    ".pkl", ".pickle", ".joblib", ".pt", ".pth", ".ckpt", ".onnx", ".h5", ".keras", ".cbm", ".ubj", ".safetensors",
    ".dvc",
})  # fmt: skip
_MOST: Final = 12  # files that are read
_MOST_NAMES: Final = 80


@dataclass(frozen=True, slots=True)
class Described:
    """One description: the file, and the names of its first two levels, the outer joined to the inner."""

    path: str
    names: tuple[tuple[str, Entry], ...]

    def at(self, entry: Entry) -> Location:
        """Where one of its entries stands."""
        return location(self.path, entry.line)


def described(system: System) -> tuple[Described, ...]:
    """The descriptions of models that are kept with the code."""
    return system.once(_described)


def _described(system: System) -> tuple[Described, ...]:
    stored = {posixpath.dirname(path) for path in system.paths if posixpath.splitext(path)[1].lower() in _STORED}
    found: list[Described] = []
    for path in system.of_kind("json", "yaml"):
        name = set(words(posixpath.basename(path)))
        folder = posixpath.dirname(path)
        spoken = name & _TOLD and ("model" in name or folder in stored or set(words(folder)) & _FOLDERS)
        if spoken and tier(path) == "code" and len(found) < _MOST:
            names = tuple(_names(system, path))[:_MOST_NAMES]
            found += [Described(path, names)] if names else []
    return tuple(found)


def _names(system: System, path: str) -> list[tuple[str, Entry]]:
    found: list[tuple[str, Entry]] = []
    for root in system.roots(path):
        for key, entry in root.items():
            found.append((key.lower(), entry))
            found += [(f"{key}_{inner}".lower(), one) for inner, one in entry.items()]
    return found
