"""Calls that mean something else, or nothing, in the version of a library that the repository installs."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.releases import Release, by_name, imported_as
from mle_reviewer.system.code.meaning import Thing
from mle_reviewer.system.code.steps import Attempt, Branch, Routine
from mle_reviewer.system.code.terms import Attr, Call, Lib, Step, Term, within
from mle_reviewer.system.versions import lowest, stated, version

if TYPE_CHECKING:
    from mle_reviewer.program.requirements import Requirement
    from mle_reviewer.system.system import System

_CAUGHT: Final = frozenset({"TypeError", "AttributeError", "ImportError", "Exception", "BaseException", ""})
_BELOW: Final = re.compile(r"(<=?|==)\s*v?(\d[\d.]*)")
_COMPATIBLE: Final = re.compile(r"~=\s*v?(\d+(?:\.\d+)+)")


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a name that a release changed, where nothing asks for the version first."""

    release: Release
    name: str
    routine: Routine
    pos: int


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A use, and the statement that installs a version in which it means something else."""

    use: Use
    pin: Requirement


def mismatches(system: System) -> Iterator[Mismatch]:
    """The uses of names that every version stated for their code lacks, or has marked as going."""
    known: dict[tuple[str, str], list[Requirement]] = {}
    for use in uses(system):
        release = use.release
        if release.change == "default":
            continue
        key = (release.library, posixpath.dirname(use.routine.path))
        if key not in known:
            known[key] = _nearest(stated(system, release.library), key[1])
        pins = known[key]
        if pins and all(_contradicts(one, release) and not _meant(system, one, use) for one in pins):
            yield Mismatch(use, pins[0])


def uses(system: System) -> Iterator[Use]:
    """Every use of a name that a release changed."""
    tops = dict(imported_as())
    for routine in system.routines("code", "example"):
        module = system.indexed.module(routine.path)
        if module is None or not any(one.partition(":")[0].partition(".")[0] in tops for one in module.code.imports):
            continue
        seen: set[tuple[str, int, str]] = set()
        for step in _unguarded(routine.steps):
            for name, release, pos in _named(system, step):
                key = (name, pos, release.parameter)
                if key not in seen:
                    seen.add(key)
                    yield Use(release, name, routine, pos)


def _unguarded(steps: Iterable[Step]) -> Iterator[Step]:
    """The steps of a block that are taken whatever the version: none in a `try` or under a question about it."""
    for step in steps:
        if isinstance(step, Attempt) and any(_names(one.types) & _CAUGHT for one in step.handlers):
            yield from _unguarded((*step.orelse, *step.final))
            continue
        if isinstance(step, Branch) and any(_asks_version(one) for one in within(step.test)):
            continue
        yield step
        for block in step.blocks():
            yield from _unguarded(block)


def _names(types: str) -> set[str]:
    return {one.strip(" ()").rpartition(".")[2] for one in types.split(",")}


def _asks_version(term: Term) -> bool:
    name = term.name if isinstance(term, Attr) else term.path if isinstance(term, Lib) else ""
    return "version" in name.lower() or name == "builtins.hasattr"


def _named(system: System, step: Step) -> Iterator[tuple[str, Release, int]]:
    table = by_name()
    if isinstance(step, Call):
        for name in system.indexed.names(step):
            for release in table.get(name, ()):
                if _is_given(step, release):
                    yield name, release, step.pos
    for term in step.terms():
        for one in within(term, calls=False):
            if isinstance(one, (Attr, Lib)):
                for thing in system.indexed.things(one):
                    if isinstance(thing, Thing) and not thing.made:
                        for release in table.get(thing.path, ()):
                            if not release.parameter and release.change != "default":
                                yield thing.path, release, step.pos


def _is_given(call: Call, release: Release) -> bool:
    if not release.parameter:
        return True
    if release.change == "default":
        return call.given(release.parameter) is None and not any(name is None for name, _ in call.kwargs)
    return any(name == release.parameter for name, _ in call.kwargs)


def _nearest(pins: list[Requirement], folder: str) -> list[Requirement]:
    """The statements that hold for code in this folder: of the nearest folder above it, or all there are."""
    above = [one for one in pins if (home := posixpath.dirname(one.path)) == "" or f"{folder}/".startswith(f"{home}/")]
    if not above:
        return pins
    deepest = max(len(posixpath.dirname(one.path)) for one in above)
    return [one for one in above if len(posixpath.dirname(one.path)) == deepest]


def _contradicts(pin: Requirement, release: Release) -> bool:
    """Whether each version that a statement allows is one in which the name is gone, or not there yet."""
    if pin.url:
        return False
    changed = version(release.version)
    if release.change == "added":
        return any(_lies_below(one, changed) for one in _ceilings(pin))
    least = lowest(pin)
    if not least or least < changed:
        return False
    if not release.until:
        return True
    back = version(release.until)
    return any(_lies_below(one, back) for one in _ceilings(pin))


def _meant(system: System, pin: Requirement, use: Use) -> bool:
    """Whether what is deprecated is kept knowingly: the statement lets in no version without it, or says so beside."""
    if use.release.change != "deprecated":
        return False
    if pin.exact or any(_ceilings(pin)):  # no release has taken it away yet, and the next one is not let in
        return True
    document = system.document(pin.path)
    lines = document.data.decode("utf-8", "replace").split("\n") if document is not None else []
    said = [lines[pin.line - 1].partition("#")[2]] if 0 < pin.line <= len(lines) else []
    for line in reversed(lines[: max(pin.line - 1, 0)]):
        if not line.lstrip().startswith("#"):
            break
        said.append(line)
    text = " ".join(said).lower()
    return "deprecat" in text or use.name.rpartition(".")[2].lower() in text


def _ceilings(pin: Requirement) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The bounds above which a statement allows nothing, each with how it is written."""
    text = pin.specifier.strip()
    if pin.exact and (plain := re.fullmatch(r"={0,3}\s*v?(\d[\w.]*)", text)):
        yield "<=", version(plain[1])
        return
    for how, number in _BELOW.findall(text):
        yield ("<" if how == "<" else "<="), version(number)
    for number in _COMPATIBLE.findall(text):
        parts = version(number)
        yield "<", (*parts[:-2], parts[-2] + 1)


def _lies_below(bound: tuple[str, tuple[int, ...]], changed: tuple[int, ...]) -> bool:
    how, at = bound
    return bool(at) and (at <= changed if how == "<" else at < changed)
