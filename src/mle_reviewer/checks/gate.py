"""The gate: which entries of a tree are worth following, because something they reach can bring about a needed act.

It is judged over all that an entry imports, never by its own file alone, so that training wrapped in a helper is not
missed. What trains nothing may still be one end of a hand-off by stored data: it prepares what another script trains
on, or judges what another one trained. ADR 0009 says why nothing else can matter.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import chain
from typing import TYPE_CHECKING

from mle_reviewer.checks.anchors import Anchors, anchors
from mle_reviewer.checks.glance import TRAINS, Glances, Words

if TYPE_CHECKING:
    from mle_reviewer.checks.reading import Reader
    from mle_reviewer.flow.layout import Layout
    from mle_reviewer.knowledge.table import Table
    from mle_reviewer.program.code import ModuleCode


class Gate:
    """Says which entries of one tree can matter to checks that need some kinds of acts."""

    def __init__(self, layout: Layout, reader: Reader, table: Table, needs: Collection[str]) -> None:
        self._needed = anchors(table, needs) if needs else None
        self._saving, self._loading, self._judging = (anchors(table, (kind,)) for kind in ("save", "load", "score"))
        alone, beside = _words(self._needed)
        others = (_words(one) for one in (self._saving, self._loading, self._judging))
        self.glances = Glances(layout, reader, Words(alone), Words(beside.union(*chain(*others))))

    def scripts(self, entries: Iterable[str], *, beside: bool = False) -> list[str]:
        """Those of the scripts and modules that are worth following, in their order; `beside` SQL that trains."""
        entries = list(entries)
        if self._needed is None:
            return entries
        reached = self._reached(entries)
        held = {path for path in entries if self._worth(reached[path])}
        return [path for path in entries if path in held or ((held or beside) and self._hands_off(reached[path]))]

    def anchors(self) -> Callable[[ModuleCode], frozenset[str]] | None:
        """What gives the names that mean something to look for in some code; None where everything is followed."""
        needed, saving, loading, judging = self._needed, self._saving, self._loading, self._judging
        if needed is None or saving is None or loading is None or judging is None:
            return None

        def names(code: ModuleCode) -> frozenset[str]:
            libraries = {one.lstrip(".").partition(":")[0].partition(".")[0] for one in code.imports}
            found = needed.near(libraries) | saving.near(libraries)
            return found | judging.near(libraries) if loading.held(code.mentions | libraries) else found

        return names

    def notebook(self, path: str) -> bool:
        """Whether a notebook is worth following; nothing that others store reaches it."""
        if self._needed is None:
            return True
        self.glances.look([path])
        worth = self._worth(self.glances.words(path)) or (
            bool(self.glances.imports(path)) and self._worth(self._reached([path])[path])
        )
        self.glances.drop(path)
        return worth

    def handing(self, paths: Iterable[str]) -> dict[str, frozenset[str]]:
        """Those of these documents that may store something or read what is stored, each with all that it imports.

        Of what trains it is not known whether it stores as well: a glance looks for nothing more in it.
        """
        paths = list(paths)
        edges = self.glances.follow(paths)
        reached = self._reached(paths)
        found = {
            path: _closure(edges, path)
            for path in paths
            if any(_held(one, reached[path]) for one in (self._needed, self._saving, self._loading))
        }
        for path in paths:
            if path.endswith(".ipynb"):
                self.glances.drop(path)
        return found

    def _worth(self, words: frozenset[str]) -> bool:
        """Whether code may bring a needed act about: by a name, or by a query that trains."""
        return TRAINS in words or _held(self._needed, words)

    def _hands_off(self, words: frozenset[str]) -> bool:
        """Whether code may store something, or judge something that was stored."""
        return _held(self._saving, words) or (_held(self._loading, words) and _held(self._judging, words))

    def _reached(self, paths: Iterable[str]) -> Mapping[str, frozenset[str]]:
        """The words of each of these documents and of all that it imports, directly or not."""
        edges = self.glances.follow(paths)
        importers: dict[str, list[str]] = {}
        for path, targets in edges.items():
            for target in targets:
                importers.setdefault(target, []).append(path)
        words = {path: self.glances.words(path) for path in edges}
        changed = list(edges)
        while changed:
            path = changed.pop()
            for importer in importers.get(path, ()):
                if not words[path] <= words[importer]:
                    words[importer] |= words[path]
                    changed.append(importer)
        return words


def _closure(edges: Mapping[str, frozenset[str]], path: str) -> frozenset[str]:
    found = {path}
    waiting = [path]
    while waiting:
        more = edges.get(waiting.pop(), frozenset()) - found
        found |= more
        waiting.extend(more)
    return frozenset(found)


def _words(found: Anchors | None) -> tuple[frozenset[str], frozenset[str]]:
    return (frozenset(), frozenset()) if found is None else (found.alone, found.libraries.union(found.beside))


def _held(found: Anchors | None, words: frozenset[str]) -> bool:
    return found is None or found.held(words)
