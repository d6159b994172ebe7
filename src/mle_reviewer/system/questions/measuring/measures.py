"""Measured values: terms that come from a metric, a report of metrics or the record of a run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from mle_reviewer.knowledge.measures import GENERAL, is_measure, words
from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Assign, Routine
from mle_reviewer.system.code.terms import Attr, Call, Const, Item, Op, Own, Param, Result, Term, within
from mle_reviewer.system.code.world import World

ORDERING: Final = frozenset({"<", ">", "<=", ">="})
_MEASURING: Final = frozenset({"metric", "score", "cross-validate", "curve"})
_DEEPEST: Final = 3
_MOST: Final = 6


class Measures:
    """Tells which terms are measured; answers are kept."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._known: dict[int, tuple[Term, bool]] = {}
        self._judging: dict[tuple[str, int], bool] = {}

    def measured(self, term: Term, depth: int = 0) -> bool:
        """Whether a term comes from a metric, or is named as one where it is taken out of something."""
        known = self._known.get(id(term))
        if known is not None and known[0] is term:
            return known[1]
        found = any(self._is_measure(one, depth) for one in within(term))
        if depth == 0:
            self._known[id(term)] = term, found
        return found

    def _is_measure(self, term: Term, depth: int) -> bool:
        match term:
            case Result(call=call):
                return self._gives(call, depth)
            case Item(key=Const(value=str(name))) | Attr(name=name):
                return is_measure(name) or name in GENERAL
            case Param(name=name):
                return is_measure(name) or (
                    depth < _DEEPEST and any(self.measured(one, depth + 1) for one in self._world.given(term)[:_MOST])
                )
            case _:
                return False

    def _gives(self, call: Call, depth: int) -> bool:
        if any(entry.effect in _MEASURING for entry in self._world.entries(call)):
            return True
        if call.method == "get" and isinstance(name := call.given("key", 0), Const):
            return isinstance(name.value, str) and is_measure(name.value)
        if depth >= _DEEPEST:
            return False
        own = [one for one in self._world.targets(call) if isinstance(one, OwnThing) and one.kind == "function"]
        return any(self.measured(term, depth + 1) for one in own for term in self._world.returns(one))

    def comparisons(self, term: Term, depth: int = 0) -> Iterator[Op]:
        """The comparisons of something measured that a test hangs on, those in functions that it asks among them."""
        for one in within(term):
            if isinstance(one, Op) and one.op in ORDERING and any(self.measured(side) for side in one.terms):
                if not any(_is_end(side) for side in one.terms):
                    yield one
            elif isinstance(one, Result) and depth < _DEEPEST:
                for thing in self._world.targets(one.call):
                    if isinstance(thing, OwnThing) and thing.kind == "function":
                        for given in self._world.returns(thing):
                            yield from self.comparisons(given, depth + 1)


def _is_end(term: Term) -> bool:
    """Whether a term is an end of a figure's range: what is held against it is checked for sense, not for quality."""
    return isinstance(term, Const) and term.value in (0, 1)


def named(routines: Iterable[Routine], term: Term) -> str:
    """The name that a term was given in one of these routines; "" where it has none."""
    for routine in routines:
        for step in routine.every():
            if isinstance(step, Assign) and step.term is term:
                return step.name
    return ""


def told(term: Term) -> Iterator[str]:
    """The names that a term says of itself: keys, attributes, parameters, functions."""
    for one in within(term):
        match one:
            case Item(key=Const(value=str(name))) | Attr(name=name) | Param(name=name) | Own(name=name):
                yield name
            case Result(call=call):
                if call.method is not None:
                    yield call.method
                yield from (arg.value for arg in call.args if isinstance(arg, Const) and isinstance(arg.value, str))
            case _:
                continue


def tokens(term: Term) -> set[str]:
    """The words of all names that a term says of itself."""
    return {word for name in told(term) for word in words(name)}
