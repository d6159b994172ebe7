"""Anchors: the words without which code cannot bring about an act that some check needs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from mle_reviewer.flow.effects import ASKING, MAKERS

if TYPE_CHECKING:
    from mle_reviewer.knowledge.table import Table


@dataclass(frozen=True)
class Anchors:
    """Names that mean an act wherever they stand, and names that mean one only beside a library that has them.

    A call of one of `handed` means an act by itself only if it is given something by position or one of the keywords.
    """

    alone: frozenset[str]
    beside: Mapping[str, frozenset[str]]
    handed: Mapping[str, frozenset[str]]

    @cached_property
    def libraries(self) -> frozenset[str]:
        """The libraries that give names of `beside` their meaning."""
        return frozenset().union(*self.beside.values())

    @cached_property
    def _names(self) -> Mapping[str, frozenset[str]]:
        """What of `beside` each library gives its meaning."""
        found: dict[str, set[str]] = {}
        for name, tops in self.beside.items():
            for top in tops:
                found.setdefault(top, set()).add(name)
        return {top: frozenset(names) for top, names in found.items()}

    @cached_property
    def _told(self) -> frozenset[str]:
        """The words that a glance tells where a name of `alone` means an act."""
        return frozenset(f"{name}(" if name in self.handed else name for name in self.alone)

    def held(self, words: frozenset[str]) -> bool:
        """Whether code that mentions these words can bring the act about."""
        return not self.alone.isdisjoint(words) or self._beside(words)

    def glanced(self, words: frozenset[str]) -> bool:
        """The same of words that a text was seen to hold, in which a call that is given something ends with `(`."""
        return not words.isdisjoint(self._told) or self._beside(words)

    def _beside(self, words: frozenset[str]) -> bool:
        """Whether a name stands there beside a library that gives it its meaning."""
        return any(not self._names[top].isdisjoint(words) for top in self._names.keys() & words)

    def near(self, libraries: Collection[str]) -> frozenset[str]:
        """The names that mean an act in code that mentions these libraries."""
        return self.alone | self.lent(libraries)

    def lent(self, libraries: Collection[str]) -> frozenset[str]:
        """The names to which these libraries give their meaning."""
        return frozenset().union(*(self._names[one] for one in libraries if one in self._names))


def anchors(table: Table, kinds: Iterable[str]) -> Anchors | None:
    """The anchors of some kinds of acts; None where any code may bring one about."""
    effects: set[str] = set()
    for kind in kinds:
        if kind not in MAKERS:
            return None
        effects |= MAKERS[kind]
    alone: set[str] = set()
    beside: dict[str, frozenset[str]] = {}
    handed: dict[str, frozenset[str]] = {}
    for name, tops in sorted(table.owners(effects).items()):
        guess = table.duck(name)  # what the name means on a value of which nothing is known
        if guess is not None and guess.effect in effects - ASKING:  # many things are generated without a model
            alone.add(name)
            rows = guess.slots.get("rows")
            if not isinstance(rows, (str, tuple)):
                continue
            handed[name] = frozenset({rows} if isinstance(rows, str) else rows)
        beside[name] = tops
    return Anchors(frozenset(alone), beside, handed)
