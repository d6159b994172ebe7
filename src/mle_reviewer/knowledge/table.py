"""Loads the compiled knowledge pages and answers what a dotted path means.

The table is one packed file beside this module; entries are decoded when they are asked for. In a checkout it is
made again when a page is newer. In-house pages of a reviewed repository are laid over it with `extend`.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

from mle_reviewer.knowledge.entries import (
    OTHERWISE,
    CallEntry,
    ClassEntry,
    names_by_kind,
    owners_by_effect,
    read,
    tables_of,
    unpack_call,
    unpack_class,
)
from mle_reviewer.knowledge.schemas import Known, telling

__all__ = ["CallEntry", "ClassEntry", "PageGap", "Table", "extend", "load"]

_HERE: Final = Path(__file__).parent
_COMPILED: Final = _HERE / "_table.json"
_CHECKOUT: Final = _HERE.parents[2] / "pyproject.toml"  # an installed package has the pages, but no such neighbour


class PageGap(NamedTuple):
    """An in-house page, or a part of one, that could not be used."""

    path: str
    line: int
    why: str


class Table:
    """Everything the pages describe, by dotted path. Answers never change; decoded entries are kept."""

    __slots__ = (
        "_aliases", "_attributes", "_classes", "_duck", "_found", "_functions", "_names", "_packed", "_tables", "_tops",
    )  # fmt: skip

    def __init__(self, packed: Mapping[str, Any]) -> None:
        self._packed = packed
        self._functions: Mapping[str, Any] = packed["functions"]
        self._classes: Mapping[str, Any] = packed["classes"]
        self._aliases: Mapping[str, list[str]] = packed["aliases"]
        self._tops = frozenset(packed["tops"])
        self._found: dict[str, CallEntry | ClassEntry | None] = {}
        self._duck: dict[str, CallEntry | None] = {}
        self._attributes: dict[str, CallEntry] = {}
        self._names: Mapping[str, list[str]] | None = None
        self._tables: list[dict[str, Any]] | None = None

    @property
    def tops(self) -> frozenset[str]:
        """The top-level modules that pages describe."""
        return self._tops

    @property
    def packed(self) -> Mapping[str, Any]:
        """The table as the compiler made it."""
        return self._packed

    def find(self, path: str) -> CallEntry | ClassEntry | None:
        """The function, class or method at a path; module aliases of the pages are followed."""
        try:
            return self._found[path]
        except KeyError:
            found = self._found[path] = self._find(path)
            return found

    def attribute(self, owner: ClassEntry, name: str) -> CallEntry | None:
        """What reading an attribute of a class does, as a call without arguments; None where its page names none."""
        says = owner.attributes.get(name)
        if says is None:
            return None
        path = f"{owner.path}.{name}"
        found = self._attributes.get(path)
        if found is None:
            slots = {key: value for key, value in says.items() if key != "effect"}
            found = CallEntry(path, str(says.get("effect", "nothing")), slots=slots)
            self._attributes[path] = found
        return found

    def find_class(self, path: str) -> ClassEntry | None:
        """The class at a path, if it is one."""
        found = self.find(path)
        return found if isinstance(found, ClassEntry) else None

    def find_call(self, path: str) -> CallEntry | None:
        """The function or method at a path; for a class, its constructor."""
        found = self.find(path)
        return found.init if isinstance(found, ClassEntry) else found

    def duck(self, method: str) -> CallEntry | None:
        """What a method does on a receiver of unknown type, when the pages agree well enough (see `duck.py`)."""
        if method not in self._duck:
            packed = self._packed["duck"].get(method)
            self._duck[method] = None if packed is None else unpack_call(f"?.{method}", packed, self._packed)
        return self._duck[method]

    def is_library(self, path: str) -> bool:
        """Whether a path lies under a top-level module that some page describes."""
        return path.partition(".")[0] in self._tops

    def telling(self, labels: frozenset[str], features: frozenset[str], named: frozenset[str]) -> list[Known]:
        """The features that tell an outcome, by the tables that pages describe (see `schemas.py`)."""
        if self._tables is None:
            self._tables = tables_of(self._packed)
        return telling(self._tables, labels, features, named)

    def names(self, roles_or_effects: Collection[str]) -> frozenset[str]:
        """Last name components of everything with one of these roles or effects."""
        if self._names is None:
            self._names = names_by_kind(self._packed)
        index = self._names
        return frozenset(name for key in roles_or_effects for name in index.get(key, ()))

    def owners(self, effects: Collection[str]) -> Mapping[str, frozenset[str]]:
        """Last name components of functions and methods with these effects, each with the top modules that have it.

        Of a module with aliases (`tensorflow.keras` for `keras`) the aliases' top modules count too.
        """
        also: dict[str, set[str]] = {}
        for alias, modules in self._aliases.items():
            for module in modules:
                also.setdefault(module.partition(".")[0], set()).add(alias.partition(".")[0])
        index = owners_by_effect(self._packed)
        found: dict[str, set[str]] = {}
        for effect in effects:
            for name, tops in index.get(effect, {}).items():
                found.setdefault(name, set()).update(tops, *(also.get(top, ()) for top in tops))
        return {name: frozenset(tops) for name, tops in found.items()}

    def _find(self, path: str) -> CallEntry | ClassEntry | None:
        exact = self._exact(path)
        if exact is not None or path.partition(".")[0] not in self._tops:
            return exact
        head = path
        while "." in head:
            head = head.rpartition(".")[0]
            for module in self._aliases.get(head, ()):
                exact = self._exact(module + path[len(head) :])
                if exact is not None:
                    return exact
            if (packed := self._functions.get(f"{head}.{OTHERWISE}")) is not None:
                return unpack_call(path, packed, self._packed)
        return None

    def _exact(self, path: str) -> CallEntry | ClassEntry | None:
        if (packed := self._functions.get(path)) is not None:
            return unpack_call(path, packed, self._packed)
        if (packed := self._classes.get(path)) is not None:
            return unpack_class(path, packed, self._packed)
        head, _, method = path.rpartition(".")
        if head in self._classes:
            owner = self.find_class(head)
            return owner.methods.get(method) if owner else None
        return None


def load() -> Table:
    """The shipped table."""
    return Table(read(_fresh()))


def extend(table: Table, pages: Iterable[tuple[str, bytes]]) -> tuple[Table, tuple[PageGap, ...]]:
    """The table with in-house pages (path, bytes) on top, and what could not be used of them.

    A page with a problem is left out whole. An in-house entry replaces the shipped one of the same path; methods that
    the shipped pages answer for unknown receivers keep that answer.
    """
    from mle_reviewer.knowledge.compile import compile_more

    packed, problems = compile_more(table.packed, pages)
    gaps = (PageGap(p.path, p.line, f"{p.key}: {p.why}" if p.key else p.why) for p in problems)
    return Table(packed), tuple(sorted(gaps))


def _fresh() -> bytes:
    """The compiled table, made again first when a page, a folder of pages or the compiler is newer."""
    made = _COMPILED.stat().st_mtime_ns if _COMPILED.exists() else -1
    if not _CHECKOUT.exists() or not max(_stamps(_HERE)) > made:
        return _COMPILED.read_bytes()
    from mle_reviewer.knowledge.compile import compile_sound
    from mle_reviewer.knowledge.entries import dump

    table, problems = compile_sound(_HERE)
    data = dump(table)
    if problems:  # tests and the build refuse such a page; whoever is writing it can still run
        warnings.warn("knowledge pages left out:\n" + "\n".join(map(str, problems)), stacklevel=3)
        return data
    with suppress(OSError):  # a read-only checkout still works, only slower
        beside = _COMPILED.with_name(f"_table.{os.getpid()}.part")
        beside.write_bytes(data)
        beside.replace(_COMPILED)
    return data


def _stamps(folder: Path) -> Iterable[int]:
    """Times of change of pages, folders of pages, and of what compiles them."""
    for entry in os.scandir(folder):
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield entry.stat().st_mtime_ns
                yield from (page.stat().st_mtime_ns for page in os.scandir(entry.path))
        elif entry.name.endswith((".py", ".yaml")):
            yield entry.stat().st_mtime_ns
