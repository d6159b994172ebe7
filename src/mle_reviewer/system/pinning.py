"""Which packages that decide what a model computes are installed in whatever version is newest, and where."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.installed import Install, is_library, locked_beside, unbounded, whole
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.program.requirements import Requirement
    from mle_reviewer.system.system import System

# Documents for those who develop; what they install runs in no image unless a command says so.
_ASIDE: Final = re.compile(r"(?:^|[/_.-])(?:dev|develop|tests?|testing|docs?|lint|ci|notebooks?|extras?)(?=[/_.-])")
_NAMED: Final = re.compile(r"requirements(?:[_-](?:prod|train|training|serve|serving|api|app|model))?\.txt")


@dataclass(frozen=True, slots=True)
class Floating:
    """Packages without a version in one document: where they stand, what installs the document, what uses them."""

    path: str
    line: int
    models: tuple[Requirement, ...]
    frames: tuple[Requirement, ...]
    installed: tuple[Install, ...] = ()
    used: tuple[tuple[str, int, str], ...] = ()

    @property
    def names(self) -> str:
        """The packages as a text."""
        return ", ".join(dict.fromkeys(one.name for one in (*self.models, *self.frames)))


def floating(system: System) -> Iterator[Floating]:
    """The documents and commands that install packages without a version where models are trained or served."""
    documents: dict[str, list[Install]] = {}
    for one in system.installs:
        for path in one.documents:
            documents.setdefault(path, []).append(one)
        if (
            one.image
            and not one.constrained
            and (found := _loose(system, one.path, one.pins.requirements, frozenset(), (one,))) is not None
        ):
            yield found
    for path in system.paths:
        name = posixpath.basename(path).lower()
        if path not in documents and _NAMED.fullmatch(name) and not _ASIDE.search(path.lower()):
            documents[path] = []
    for path, installed in sorted(documents.items()):
        yield from _of_document(system, path, installed)


def _of_document(system: System, path: str, installed: list[Install]) -> Iterator[Floating]:
    if tier(path) != "code" or system.ground.pins(path).locked or locked_beside(system.ground, path):
        return
    images = tuple(one for one in installed if one.image and not one.constrained)
    if not images and any(one.constrained for one in installed):
        return
    used = () if images else tuple(_users(system, path))
    if not images and (not used or is_library(system.ground, path) or _ASIDE.search(path.lower())):
        return
    asked, pinned = whole(system.ground, path)
    here = tuple(one for one in asked if one.path == path)
    found = _loose(system, path, here, pinned, images or tuple(installed))
    if found is not None:
        yield Floating(found.path, found.line, found.models, found.frames, found.installed, used)


def _loose(
    system: System, path: str, asked: tuple[Requirement, ...], pinned: frozenset[str], installed: tuple[Install, ...]
) -> Floating | None:
    kinds = system.conventions.packages
    loose = [one for one in asked if unbounded(one) and one.name not in pinned]
    models = tuple(one for one in loose if kinds.get(one.name) == "models")
    frames = tuple(one for one in loose if kinds.get(one.name) == "frames")
    first = min((one.line for one in models or frames), default=0)
    return Floating(path, first, models, frames, installed) if first else None


def _users(system: System, path: str) -> Iterator[tuple[str, int, str]]:
    """The code at or under a document's folder that keeps models or reads them."""
    folder = posixpath.dirname(path)
    found: set[str] = set()
    for one in system.artifacts:
        if one.model and one.how not in found and (not folder or one.routine.path.startswith(f"{folder}/")):
            found.add(one.how)
            yield one.routine.path, one.call.pos, f"a model is {one.how} here ({one.entry.path})"
