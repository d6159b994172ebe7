"""Packages that a change has installed in another version, brings in or takes away, and where models rely on them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from mle_reviewer.findings.alteration import Alteration
from mle_reviewer.knowledge.groups import IMPORTED
from mle_reviewer.program.code import IMPORT, IMPORT_FROM, IMPORT_STAR, every
from mle_reviewer.program.requirements import states
from mle_reviewer.sources.location import Location
from mle_reviewer.system.launching import proper
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.pages.components import components
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.program.requirements import Requirement
    from mle_reviewer.system.changed import Systems
    from mle_reviewer.system.system import System

_MOST_PLACES: Final = 6
_MODULE: Final = {IMPORT: 3, IMPORT_FROM: 3, IMPORT_STAR: 2}


def packages(systems: Systems) -> tuple[Alteration, ...]:
    """The packages of changed documents whose versions differ, those that models rely on first."""
    found = [one for file in systems.files for one in _of_file(systems, file.path, file.old_path)]
    return tuple(sorted(found, key=lambda one: (not one.surfaces, one.at.path, one.at.line, one.name)))


def _of_file(systems: Systems, path: str, old: str | None) -> Iterator[Alteration]:
    if not states(path) or tier(path) == "vendored":
        return
    now = {} if path in systems.deleted else _wanted(systems.after, path)
    before = {} if old is None else _wanted(systems.before, old)
    for name in sorted({*now, *before}):
        was, is_ = _versions(before.get(name, ())), _versions(now.get(name, ()))
        if was == is_ and (name in before) == (name in now):
            continue
        stood = systems.stood(old, before[name][0].line) if name not in now and old is not None else None
        place = (path, now[name][0].line) if name in now else stood or (path, 1)
        places, surfaces = used(systems.after, name, _ground(systems.after, path))
        says = _says(was, is_, before.get(name), now.get(name))
        if says.startswith("is new") and name in systems.before.once(_everywhere):
            says = says.replace("is new", "is asked for here as well")
        gone = next((one.lstrip("=^~<>! ") for one in was if one not in is_), "")
        yield Alteration("package", name, location(*place), says, (name,), places, surfaces, was=gone)


def _wanted(system: System, path: str) -> dict[str, tuple[Requirement, ...]]:
    found: dict[str, list[Requirement]] = {}
    for one in system.ground.pins(path).requirements:
        if one.name:
            found.setdefault(one.name, []).append(one)
    return {name: tuple(some) for name, some in found.items()}


def _versions(some: tuple[Requirement, ...]) -> tuple[str, ...]:
    """What is asked for: the versions that an environment chooses from by its Python or platform stand together."""
    return tuple(sorted({one.specifier.strip().removeprefix("==") or one.url for one in some}))


def _says(was: tuple[str, ...], is_: tuple[str, ...], before: object, now: object) -> str:
    if before is None:
        return f"is new ({' or '.join(one for one in is_ if one) or 'any version'})"
    if now is None:
        return "is no longer installed"
    gone, come = [one for one in was if one not in is_], [one for one in is_ if one not in was]
    return f"goes from {' or '.join(gone or was) or 'any version'} to {' or '.join(come or is_) or 'any version'}"


def _everywhere(system: System) -> frozenset[str]:
    """The packages that any document of a tree asks for."""
    asking = [path for path in system.paths if states(path)]
    return frozenset(one.name for path in asking for one in system.ground.pins(path).requirements)


def _ground(system: System, path: str) -> str:
    """The folder whose code a document asks packages for: its own where code stands in that, else the whole tree."""
    folder = posixpath.dirname(path)
    return f"{folder}/" if folder and any(one.startswith(f"{folder}/") for one in system.code) else ""


def used(system: System, name: str, within: str = "") -> tuple[tuple[Location, ...], tuple[str, ...]]:
    """Where programs that train, evaluate or answer import a package or are started by it, and what they do."""
    known = system.once(_used)
    places: list[Location] = []
    surfaces: list[str] = []
    for module in dict.fromkeys((IMPORTED.get(name, name.replace("-", "_")), name)):
        for at, does in known.get(module, ()):
            if at.path.startswith(within):
                places.append(at)
                surfaces += does
    return tuple(dict.fromkeys(places))[:_MOST_PLACES], tuple(dict.fromkeys(surfaces))


_Uses = Mapping[str, tuple[tuple[Location, tuple[str, ...]], ...]]


def _used(system: System) -> _Uses:
    """By the first name of a module or the name of a command: where models rely on it, and for what."""
    roles = system.roles
    plays: dict[str, list[str]] = {}
    for surface, some in (
        ("training", roles.trains), ("evaluation", roles.evaluates), ("inference", (*roles.serves, *roles.llm)),
    ):  # fmt: skip
        for one in some:
            plays.setdefault(one.at.path, []).append(surface)
    found: dict[str, list[tuple[Location, tuple[str, ...]]]] = {}
    reached = components(system).reached
    for path in (*system.code, *system.notebooks):
        does = tuple(dict.fromkeys(one for start in sorted(reached.get(path, ())) for one in plays.get(start, ())))
        if does and tier(path) == "code":
            for module, at in _imports(system, path):
                found.setdefault(module, []).append((at, does))
    serving = {path for path, some in plays.items() if "inference" in some}
    for started in system.started:
        words = proper(started.words)
        if words and serving & components(system).starts.get(started.path, frozenset()):
            at = location(started.path, started.line)
            found.setdefault(posixpath.basename(words[0]), []).append((at, ("inference",)))
    return {module: tuple(some) for module, some in found.items()}


def _imports(system: System, path: str) -> Iterator[tuple[str, Location]]:
    """The packages that a document imports, each with its first place."""
    module = system.indexed.module(path)
    seen: set[str] = set()
    blocks = () if module is None else (*(c.body for c in module.code.cells), *(f.body for f in module.code.functions))
    for block in blocks:
        for ins in every(block):
            place = _MODULE.get(ins[0])
            if place is None or (ins[0] == IMPORT_FROM and ins[5]) or (ins[0] == IMPORT_STAR and ins[3]):
                continue  # a module of the same package
            name = str(ins[place]).partition(".")[0]
            if name and name not in seen:
                seen.add(name)
                yield name, system.where(path, ins[1])
