"""Measures of predictions: a report or a score says how good many of them were, and holds none of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.terms import Call, Param, Result, Term, made_of, within

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_MEASURING: Final = frozenset({"metric", "score", "cross-validate", "curve"})
_DEEPEST: Final = 2
_MOST: Final = 400


class Summing:
    """Tells what a term holds itself, and what is only summed up in it. `asked` are the calls that ask the model."""

    def __init__(self, system: System, asked: Iterable[Call]) -> None:
        self._system = system
        self._rows = {id(term) for call in asked for term in (*call.args, *(value for _, value in call.kwargs))}
        self._known: dict[int, tuple[Call, bool]] = {}

    def held(self, term: Term) -> Iterator[Term]:
        """A term and all that it is made of, without what a measure in it was given."""
        yield from self._held(term, 0)

    def _held(self, term: Term, depth: int) -> Iterator[Term]:
        waiting, seen = [term], {id(term)}
        while waiting and len(seen) < _MOST:
            one = waiting.pop()
            yield one
            if isinstance(one, Result) and self._sums(one.call, depth):
                continue
            for inner in made_of(one):
                if id(inner) not in seen:
                    seen.add(id(inner))
                    waiting.append(inner)

    def _sums(self, call: Call, depth: int) -> bool:
        known = self._known.get(id(call))
        if known is None:
            self._known[id(call)] = call, False  # a function that calls itself sums nothing up by that
            known = self._known[id(call)] = call, self._is_sum(call, depth)
        return known[1]

    def _is_sum(self, call: Call, depth: int) -> bool:
        """Whether a call measures predictions against what is true, itself or in the function that it calls."""
        for entry in self._system.indexed.entries(call):
            if entry.effect in _MEASURING:
                truth = entry.slots.get("truth")
                place = entry.params.index(truth) if isinstance(truth, str) and truth in entry.params else None
                held_against = call.given(truth, place) if isinstance(truth, str) else None
                return held_against is None or not self._is_row(held_against)
        if depth >= _DEEPEST:
            return False
        given = [term for one in self._system.indexed.own(call) for term in one.returned()]
        return bool(given) and all(self._only_sums(term, depth + 1) for term in given)

    def _is_row(self, term: Term) -> bool:
        """Whether the model was asked about what its answer is held against: how far it is off is its answer then."""
        return any(id(one) in self._rows for one in within(term))

    def _only_sums(self, term: Term, depth: int) -> bool:
        """Whether a measure is all by which a function gives back something of what it was given."""
        held = list(self._held(term, depth))
        sums = any(isinstance(one, Result) and self._sums(one.call, depth) for one in held)
        return sums and not any(isinstance(one, Param) for one in held)
