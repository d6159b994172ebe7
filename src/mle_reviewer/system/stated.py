"""Objects that settings name: which class or function `instantiate(cfg.trainer)` calls, by the documents of a tree."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from mle_reviewer.system.code.meaning import Built
from mle_reviewer.system.code.terms import UNKNOWN, Attr, Call, Const, Item, Param, Result, Term
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.knowledge.conventions import Conventions, SignEntry
    from mle_reviewer.program.entries import Entry
    from mle_reviewer.sources.document import Document
    from mle_reviewer.system.code.world import World

_MOST: Final = 6  # things that one key may name
_MOST_DOCUMENTS: Final = 1_000
_LARGEST: Final = 100_000  # bytes
_DEEPEST: Final = 8
_FEW: Final = 3  # functions that settings are handed through


class Ground(Protocol):
    """What of a system is asked here."""

    world: World
    conventions: Conventions

    @property
    def paths(self) -> tuple[str, ...]:
        """Every document of the tree."""

    def of_kind(self, *kinds: str) -> list[str]:
        """The documents of these kinds."""

    def document(self, path: str) -> Document | None:
        """A document."""

    def roots(self, path: str) -> tuple[Entry, ...]:
        """The values of a document of settings."""


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """A mapping of a document that names what is called with the rest of it."""

    path: str
    keys: tuple[str, ...]  # from the folders of the document to the mapping
    name: str
    entry: Entry


class Stated:
    """What the settings of a tree name to be built, read when a call first asks for it."""

    def __init__(self, system: Ground) -> None:
        self._system = system
        self._targets: dict[str, dict[str, list[Target]]] = {}

    def __call__(self, name: str, call: Call) -> tuple[Built, ...]:
        """What a call of this name builds; () for every other call."""
        entry = self._system.conventions.call(name)
        if entry is not None and entry.sign == "depends":
            return _filled(entry, call)
        if entry is None or entry.sign != "instantiate" or not call.args:
            return ()
        key, partial = (str(entry.slots.get(slot, "")).removeprefix("=") for slot in ("target", "partial"))
        found = dict.fromkeys(one for keys in self._asked(call.args[0]) for one in self._named(key, keys))
        return tuple(made for one in list(found)[:_MOST] if (made := self._built(one, call, partial)) is not None)

    def _asked(self, term: Term, depth: int = 0) -> Iterator[tuple[str, ...]]:
        """The keys by which settings are reached: `cfg.model.head` is asked for as `model.head`."""
        keys: list[str] = []
        while (step := _step(term)) is not None:
            keys.insert(0, step[1])
            term = step[0]
        if keys:
            yield tuple(keys)
        elif isinstance(term, Param) and depth < _FEW:
            for given in self._system.world.given(term):
                yield from self._asked(given, depth + 1)

    def _named(self, key: str, keys: tuple[str, ...]) -> list[Target]:
        """The mappings under these keys; where no document has all of them, under the last ones."""
        by_last = self._read(key).get(keys[-1], [])
        for start in range(len(keys)):
            found = [one for one in by_last if one.keys[start - len(keys) :] == keys[start:]]
            if found:
                return found
        return []

    def _read(self, key: str) -> dict[str, list[Target]]:
        if key not in self._targets:
            found = self._targets[key] = {}
            for path in self._system.of_kind("yaml")[:_MOST_DOCUMENTS]:
                document = self._system.document(path) if tier(path) == "code" else None
                if document is None or len(document.data) > _LARGEST or key.encode() not in document.data:
                    continue
                folders = tuple(posixpath.dirname(path).split("/"))
                for root in self._system.roots(path):
                    for one in _targets(path, key, root, folders):
                        if one.keys:
                            found.setdefault(one.keys[-1], []).append(one)
        return self._targets[key]

    def _built(self, one: Target, call: Call, partial: str) -> Built | None:
        module, _, name = one.name.rpartition(".")
        term = self._system.world.imported(one.path, module, name, 0) if module else UNKNOWN
        if term is UNKNOWN:
            return None
        prepared = one.entry.get(partial)
        if prepared is not None and prepared.value is True:
            return Built(term, None)
        given = {name for name, _ in call.kwargs}
        more = tuple(
            (key, Const(value.value, call.pos))
            for key, value in one.entry.items()
            if not key.startswith("_") and key not in given and not isinstance(value.value, (dict, list))
        )
        return Built(term, Call(call.pos, term, None, call.args[1:], (*call.kwargs, *more), starred=call.starred))


def _filled(entry: SignEntry, call: Call) -> tuple[Built, ...]:
    """What a framework fills a parameter with: what the function gives that it is told (`Depends(get_model)`)."""
    slot = entry.slots.get("handler")
    given = call.given(slot, 0) if isinstance(slot, str) else None
    return () if given is None else (Built(Result(Call(call.pos, given, None, (), ())), None),)


def _step(term: Term) -> tuple[Term, str] | None:
    """What settings are taken from, and under which key: `cfg.model`, `cfg["model"]`, `cfg.get("model")`."""
    if isinstance(term, Attr):
        return term.of, term.name
    if isinstance(term, Item) and isinstance(term.key, Const) and isinstance(term.key.value, str):
        return term.of, term.key.value
    if isinstance(term, Result) and term.call.method == "get" and term.call.args:
        key = term.call.args[0]
        if isinstance(key, Const) and isinstance(key.value, str):
            return term.call.callee, key.value
    return None


def _targets(path: str, key: str, entry: Entry, keys: tuple[str, ...], depth: int = 0) -> Iterator[Target]:
    """The mappings of a document that name what is called."""
    stated = entry.get(key)
    if stated is not None and isinstance(stated.value, str):
        yield Target(path, keys, stated.value, entry)
    for name, inner in entry.items() if depth < _DEEPEST else ():
        if isinstance(inner.value, dict):
            yield from _targets(path, key, inner, (*keys, name), depth + 1)
