"""The gate: which entries of a tree are worth following, because something they reach can bring about a needed act.

It is judged over all that an entry imports, never by its own file alone, so that training wrapped in a helper is not
missed. What trains nothing may still be one end of a hand-off by stored data: it prepares what another script trains
on, or judges what another one trained. ADR 0009 says why nothing else can matter.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.anchors import Anchors, anchors
from mle_reviewer.checks.glance import BY_HAND, TRAINS, Glances, Words

if TYPE_CHECKING:
    from mle_reviewer.flow.tree.layout import Layout
    from mle_reviewer.knowledge.table import Table
    from mle_reviewer.program.code import ModuleCode
    from mle_reviewer.program.reading import Reader


_MANY: Final = 100  # scripts that may hand something on


class Gate:
    """Says which entries of one tree can matter to checks that need some kinds of acts."""

    def __init__(self, layout: Layout, reader: Reader, table: Table, needs: Collection[str]) -> None:
        self._needed = anchors(table, needs) if needs else None
        self._saving, self._loading, self._judging = (anchors(table, (kind,)) for kind in ("save", "load", "score"))
        self._numbers: dict[str, int] = {}  # word → its bit
        self._reach: dict[str, int] = {}  # module → the words of all that it reaches
        self._sets: dict[int, frozenset[str]] = {}  # words as bits → those words
        alone, beside = _words(self._needed)
        decisive, handed = ((), {}) if self._needed is None else (self._needed.beside, self._needed.handed)
        others = (self._saving, self._loading, self._judging)
        libraries = frozenset[str]().union(*(one.libraries for one in (self._needed, *others) if one is not None))
        more = Words(beside.union(*chain(*map(_words, others))))
        self.glances = Glances(layout, reader, Words(alone, handed), more, decisive, libraries)

    def scripts(self, entries: Iterable[str], *, beside: bool = False) -> list[str]:
        """Those of the scripts and modules that are worth following, in their order; `beside` SQL that trains.

        Of many that may hand something on, only those in, right under or right above the folder of a script that
        trains: which others hand something on to those, the names of what is stored tell later.
        """
        entries = list(entries)
        if self._needed is None:
            return entries
        reached = self._reached(entries)
        held = {path for path in entries if self._worth(reached[path])}
        handing = [path for path in entries if path not in held and self._hands_off(reached[path])]
        if not held and not beside:  # what settings or stored predictions are judged by needs no training
            handing = [path for path in handing if self._judges(reached[path])]
        elif len(handing) > _MANY:
            folders = {_folder(path) for path in held}
            near = folders.union(map(_folder, folders))
            handing = [path for path in handing if _folder(path) in near or _folder(_folder(path)) in folders]
        held.update(handing)
        return [path for path in entries if path in held]

    def anchors(self) -> Callable[[ModuleCode], frozenset[str]] | None:
        """What gives the names that mean something to look for in some code; None where everything is followed."""
        needed, saving, loading, judging = self._needed, self._saving, self._loading, self._judging
        if needed is None or saving is None or loading is None or judging is None:
            return None

        def names(code: ModuleCode) -> frozenset[str]:
            libraries = _libraries(code)
            words = code.mentions | libraries
            loads = loading.held(words)
            serves = loads and judging.held(words)  # one function may load what another one asks
            known = near.get((libraries & tops, loads, serves))
            if known is None:
                known = needed.near(libraries) | saving.near(libraries)
                known |= judging.near(libraries) if loads else frozenset()
                known |= loading.near(libraries) if serves else frozenset()
                near[libraries & tops, loads, serves] = known
            return known

        tops = needed.libraries | saving.libraries | judging.libraries | loading.libraries
        near: dict[tuple[frozenset[str], bool, bool], frozenset[str]] = {}
        return names

    def notebook(self, path: str, parsed: Callable[[str], ModuleCode | None]) -> bool:
        """Whether a notebook is worth following; nothing that others store reaches it.

        What brings an act about by its own words alone has to say them in its code, not just in a comment.
        """
        needed = self._needed
        if needed is None:
            return True
        text = self.glances.read(path)
        if self.glances.imports(path):
            return self._worth(self._reached([path])[path])
        if self.glances.brings(path, text, needed):
            code = parsed(path)
            if code is None or code.written or needed.held(code.mentions | _libraries(code)):
                return True
        return self.glances.trains(path, text)

    def handing(self, paths: Iterable[str]) -> frozenset[str]:
        """Those of these documents that may store something or read what is stored.

        Of what trains it is not known whether it stores as well: a glance looks for nothing more in it.
        """
        paths = list(paths)
        reached = self._reached(paths)
        needed, stored = self._needed, (self._saving, self._loading)
        found = frozenset(
            path for path, words in reached.items()
            if needed is None or needed.glanced(words) or any(_held(one, words) for one in stored)
        )  # fmt: skip
        for path in paths:
            if path.endswith(".ipynb"):
                self.glances.drop(path)
        return found

    def _worth(self, words: frozenset[str]) -> bool:
        """Whether code may bring a needed act about: by a name, by a query that trains, or by hand."""
        if TRAINS in words or BY_HAND in words:
            return True
        return self._needed is None or self._needed.glanced(words)

    def _hands_off(self, words: frozenset[str]) -> bool:
        """Whether code may store something, or judge something that was stored."""
        return _held(self._saving, words) or self._judges(words)

    def _judges(self, words: frozenset[str]) -> bool:
        """Whether code may judge something that was stored."""
        return _held(self._loading, words) and _held(self._judging, words)

    def _reached(self, paths: Iterable[str]) -> Mapping[str, frozenset[str]]:
        """The words of each of these documents and of all that it imports, directly or not.

        Words are bits while they travel; what a module reaches is worked out once.
        """
        paths = list(paths)
        edges: dict[str, frozenset[str]] = {}
        waiting = sorted({path for path in paths if path not in self._reach})
        while waiting:
            self.glances.look(waiting)
            edges |= {path: self.glances.imports(path) for path in waiting}
            found = {target for path in waiting for target in edges[path]}
            waiting = sorted(path for path in found if path not in edges and path not in self._reach)
        importers: dict[str, list[str]] = {}
        bits: dict[str, int] = {}
        for path, targets in edges.items():
            mask = self._bits(self.glances.words(path))
            for target in targets:
                mask |= self._reach.get(target, 0)
                importers.setdefault(target, []).append(path)
            bits[path] = mask
        changed = list(edges)
        while changed:
            path = changed.pop()
            mask = bits[path]
            for importer in importers.get(path, ()):
                if mask & ~bits[importer]:
                    bits[importer] |= mask
                    changed.append(importer)
        self._reach |= {path: mask for path, mask in bits.items() if path.endswith(".py")}
        return {path: self._spelled(bits[path] if path in bits else self._reach[path]) for path in paths}

    def _bits(self, words: frozenset[str]) -> int:
        mask = 0
        for word in words:
            mask |= 1 << self._numbers.setdefault(word, len(self._numbers))
        return mask

    def _spelled(self, mask: int) -> frozenset[str]:
        known = self._sets.get(mask)
        if known is None:
            known = frozenset(word for word, number in self._numbers.items() if mask >> number & 1)
            self._sets[mask] = known
        return known


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _libraries(code: ModuleCode) -> frozenset[str]:
    return frozenset(one.lstrip(".").partition(":")[0].partition(".")[0] for one in code.imports)


def _words(found: Anchors | None) -> tuple[frozenset[str], frozenset[str]]:
    return (frozenset(), frozenset()) if found is None else (found.alone, found.libraries.union(found.beside))


def _held(found: Anchors | None, words: frozenset[str]) -> bool:
    return found is None or found.held(words)
