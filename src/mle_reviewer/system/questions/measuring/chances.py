"""Probabilities of classes, and the cut-offs that decisions are made by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Assign, Routine
from mle_reviewer.system.code.terms import (
    Attr,
    Call,
    Choice,
    Const,
    Element,
    Item,
    Lib,
    Op,
    Param,
    Result,
    Term,
    all_within,
    alternatives,
    within,
)
from mle_reviewer.system.doing import predicts
from mle_reviewer.system.questions.measuring.measures import ORDERING

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_DEEPEST: Final = 4
_CHANCES: Final = frozenset({"proba", "prob", "probability", "probs", "probabilities", "chance"})
# What knowledge says of calls that give no probability, whatever they are given.
_OTHER: Final = frozenset({
    "metric", "score", "curve", "cross-validate", "length", "shape", "fit", "train", "track", "log", "print", "compare",
    "equal", "loss", "persist", "restore", "range", "row-numbers", "where", "choice",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cutoff:
    """A probability held against something. `value` is the number where it stands in the code or is a default."""

    routine: Routine
    op: Op
    bound: Term
    value: float | None
    named: str


class Chances:
    """Tells which terms are probabilities of classes."""

    def __init__(self, system: System) -> None:
        self._system = system
        self.world = system.indexed
        self._calls = {id(sign.call): sign for sign in system.signed("probability")}

    def source(self, term: Term, depth: int = 0) -> Call | None:
        """The call that a probability comes from; None for what is none."""
        if depth > _DEEPEST:
            return None
        match term:
            case Result(call=call):
                if id(call) in self._calls:
                    return call
                if any(entry.effect in _OTHER for entry in self.world.entries(call)):
                    return None
                if call.method is not None and (found := self.source(call.callee, depth + 1)) is not None:
                    return found
                if isinstance(call.callee, Lib) and call.args:
                    return self.source(call.args[0], depth + 1)
                return self._returned(call, depth)
            case Attr(of=of) | Item(of=of) | Element(of=of):
                return self.source(of, depth + 1)
            case Choice(terms=terms):
                return next((found for one in terms if (found := self.source(one, depth + 1)) is not None), None)
            case Param():
                given = self.world.given(term)[:6]
                return next((found for one in given if (found := self.source(one, depth + 1)) is not None), None)
            case _:
                return None

    def _returned(self, call: Call, depth: int) -> Call | None:
        for thing in self.world.targets(call):
            if isinstance(thing, OwnThing) and thing.kind == "function":
                for term in self.world.returns(thing):
                    if not isinstance(term, Op) and (found := self.source(term, depth + 1)) is not None:
                        return found
        return None

    def cutoffs(self) -> Iterator[Cutoff]:
        """Every comparison of a probability in code."""
        for routine in self._system.routines():
            terms = (term for step in routine.every() for term in step.terms())
            every = list(all_within(terms))
            tests = [one.test for one in every if isinstance(one, Choice) and one.test is not None]
            found = {
                id(one): one for one in (*every, *all_within(tests))
                if isinstance(one, Op) and one.op in ORDERING and len(one.terms) == _SIDES
            }.values()  # fmt: skip
            for op in sorted(found, key=lambda one: one.pos):
                yield from self._cutoff(routine, op)

    def _cutoff(self, routine: Routine, op: Op) -> Iterator[Cutoff]:
        for side, bound in (op.terms, op.terms[::-1]):
            source = self.source(side) or self._named_chance(routine, side)
            if source is not None and self.source(bound) is None:
                value = next((number for one in alternatives(bound) if (number := _number(one)) is not None), None)
                yield Cutoff(routine, op, bound, value, self._name(routine, bound))
                return

    def _named_chance(self, routine: Routine, side: Term) -> Call | None:
        """The prediction of a model that is bound to the name of a chance: of a network, which answers with them."""
        if not _CHANCES & set(words(self._name(routine, side))):
            return None
        asked = (one.call for one in within(side) if isinstance(one, Result))
        return next((call for call in asked if predicts(self.world, call)), None)

    def _name(self, routine: Routine, term: Term) -> str:
        module = self.world.module(routine.path)
        for one in (routine, module.top()) if module is not None else (routine,):
            for step in one.every():
                if isinstance(step, Assign) and step.term is term:
                    return step.name
        return ""


_SIDES: Final = 2


def _number(term: Term) -> float | None:
    if isinstance(term, Const) and isinstance(term.value, (int, float)) and not isinstance(term.value, bool):
        return float(term.value)
    return None


def all_cutoffs(system: System) -> tuple[Cutoff, ...]:
    """Every comparison of a probability in code; asked by way of `system.once`, as several want them."""
    return tuple(Chances(system).cutoffs())
