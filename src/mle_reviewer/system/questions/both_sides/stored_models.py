"""What stored models say of themselves: what goes with them, and the version that wrote them against the one pinned."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mle_reviewer.knowledge.stored_models import DESCRIBING, SAME
from mle_reviewer.sources.location import Location
from mle_reviewer.system.manifests import location
from mle_reviewer.system.tiers import tier
from mle_reviewer.system.versions import lowest, stated, version

if TYPE_CHECKING:
    from mle_reviewer.probes.probe import Probe
    from mle_reviewer.program.pins.requirement import Requirement
    from mle_reviewer.system.artifacts import Artifact
    from mle_reviewer.system.system import System

Said = tuple[str, Location, str]


@dataclass(frozen=True, slots=True)
class Written:
    """A stored model that code loads, written with another version of its library than is asked for beside it."""

    probe: Probe
    asked: Requirement
    loaded: Artifact


def within_models(system: System) -> Iterator[Said]:
    """What goes with the stored models that code loads: the part of a package, where it is, and the words for it."""
    for probe, _ in _loaded(system):
        at, inside = Location(probe.path, 1, end_line=1, raw_line=1), probe.contents
        if len(inside.steps) > 1:
            names = ", ".join(step.rpartition(".")[2] for step in inside.steps[:4])
            yield "preparation", at, f"the stored model is a pipeline ({names})"
        if inside.features:
            yield "configuration", at, f"the stored model names its {len(inside.features)} features"
    yield from _described(system)


def _described(system: System) -> Iterator[Said]:
    """What the description of a model's folder says, and the environment that is kept beside it."""
    for path in system.paths:
        parts = DESCRIBING.get(posixpath.basename(path))
        if parts is None or tier(path) != "code":
            continue
        for root in system.roots(path):
            for part in ("version", "configuration"):
                found = next(((key, one) for key in parts[part] if (one := root.get(key)) is not None), None)
                if found is not None:
                    line = found[1].named or found[1].line
                    yield part, location(path, line), f"`{found[0]}` stands in the description of the model"
        for name in parts["environment"]:
            beside = posixpath.join(posixpath.dirname(path), name)
            if beside in system.paths and any(one.exact for one in system.ground.pins(beside).requirements):
                yield "packages", location(beside, 1), "the environment of the model is kept with it"
                break


def written_apart(system: System) -> Iterator[Written]:
    """Stored models that code loads with another version of their library than the one that wrote them."""
    for probe, loaded in _loaded(system):
        parts = SAME.get(probe.contents.library)
        wrote = version(probe.contents.version)
        if parts is None or len(wrote) < parts:
            continue
        asked = stated(system, probe.contents.library)
        if any(_allows(one, wrote, parts) for one in asked):
            continue
        near = next((one for one in asked if _above(one.path, probe.path)), None)
        if near is not None:
            yield Written(probe, near, loaded)


def _allows(one: Requirement, wrote: tuple[int, ...], parts: int) -> bool:
    """Whether a requirement lets the version in that wrote a model, as far as that can be told."""
    low = lowest(one)
    if low is None or not low or len(low) < parts:
        return True
    return low[:parts] == wrote[:parts] if one.exact else low <= wrote


def _above(document: str, path: str) -> bool:
    """Whether a document stands in a folder above a file, or beside it."""
    folder = posixpath.dirname(document)
    return not folder or path.startswith(folder + "/")


def _loaded(system: System) -> list[tuple[Probe, Artifact]]:
    """The stored models that could be read and that code loads by their names."""
    return system.once(_of_code)


def _of_code(system: System) -> list[tuple[Probe, Artifact]]:
    named: dict[str, list[Probe]] = {}
    for one in system.probes:
        if one.contents.top and not one.unread:
            named.setdefault(posixpath.basename(one.path), []).append(one)
    found: dict[str, tuple[Probe, Artifact]] = {}
    for artifact in system.artifacts if named else ():
        for text in system.spelled.spelled(artifact.path) if artifact.how == "read" else ():
            some = named.get(posixpath.basename(text), [])
            for probe in some:
                if len(some) == 1 or probe.path.endswith(text.lstrip("./")):  # one of several is told by its folder
                    found.setdefault(probe.path, (probe, artifact))
    return [found[path] for path in sorted(found)]
