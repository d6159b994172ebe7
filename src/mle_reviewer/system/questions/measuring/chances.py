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
from mle_reviewer.system.questions.measuring.tested import alike

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_DEEPEST: Final = 4
_CHANCES: Final = frozenset({"proba", "prob", "probability", "probs", "probabilities", "chance", "chances"})
# What gives places instead of values.
_PLACES: Final = frozenset({"argmax", "argmin", "argsort", "topk", "nonzero", "argwhere"})
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
                if any(entry.effect in _OTHER for entry in self.world.entries(call)) or self._gives_places(call):
                    return None
                if call.method is not None and (found := self.source(call.callee, depth + 1)) is not None:
                    return found
                if isinstance(call.callee, Lib) and call.args:
                    return self.source(call.args[0], depth + 1)
                return self._returned(call, depth)
            case Item(of=of, key=Const(value=str(name))) if _CHANCES & set(words(name)):
                return self.source(of, depth + 1) or self._asked(of)
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

    def _asked(self, answer: Term) -> Call | None:
        """The call of a model, or of a function that asks one, that an answer with probabilities comes from."""
        for call in (one.call for one in within(answer) if isinstance(one, Result)):
            own = self.world.own(call)[:2]
            if predicts(self.world, call) or any(predicts(self.world, one) for each in own for one in each.calls()):
                return call
        return None

    def _gives_places(self, call: Call) -> bool:
        """Whether a call gives the number of a class or row rather than its probability."""
        path = call.callee.path if call.method is None and isinstance(call.callee, Lib) else call.method or ""
        return path.rpartition(".")[2] in _PLACES

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
            bins = _bins(every)
            for op in sorted(found, key=lambda one: one.pos):
                if id(op) not in bins:
                    yield from self._cutoff(routine, op)

    def _cutoff(self, routine: Routine, op: Op) -> Iterator[Cutoff]:
        for side, bound in (op.terms, op.terms[::-1]):
            source = self.source(side) or self._named_chance(routine, side)
            if source is not None and self.source(bound) is None and not _counts(bound):
                value = next((number for one in alternatives(bound) if (number := _number(one)) is not None), None)
                yield Cutoff(routine, op, bound, value, self._name(routine, bound))
                return

    def _named_chance(self, routine: Routine, side: Term) -> Call | None:
        """The prediction of a model that is bound to the name of a chance: of a network, which answers with them.

        Or what is asked for as chances by the name of an argument: `classify(row, probabilities=True)`.
        """
        whole = side
        while isinstance(whole, (Item, Element)):
            whole = whole.of
        if not _CHANCES & {*words(self._name(routine, side)), *words(self._name(routine, whole))}:
            return None
        asked = (one.call for one in within(side) if isinstance(one, Result))
        return next((call for call in asked if predicts(self.world, call) or _asks_for_chances(call)), None)

    def _name(self, routine: Routine, term: Term) -> str:
        module = self.world.module(routine.path)
        for one in (routine, module.top()) if module is not None else (routine,):
            for step in one.every():
                if isinstance(step, Assign) and step.term is term:
                    return step.name
        return ""


_SIDES: Final = 2


def _counts(bound: Term) -> bool:
    """Whether it is how many there are of something."""
    callee = bound.call.callee if isinstance(bound, Result) and bound.call.method is None else None
    return isinstance(callee, Lib) and callee.path == "builtins.len"


def _asks_for_chances(call: Call) -> bool:
    """Whether a call is told to give probabilities."""
    return any(
        _CHANCES & set(words(name or "")) and isinstance(value, Const) and value.value is True
        for name, value in call.kwargs
    )


def _bins(every: list[Term]) -> set[int]:
    """The comparisons of which two cut one value out between bounds that are reckoned: bins, and no decision."""
    found: set[int] = set()
    for both in every:
        if isinstance(both, Op) and both.op in {"&", "and"}:
            ops = [one for one in both.terms if isinstance(one, Op) and one.op in ORDERING and len(one.terms) == _SIDES]
            sides = [side for one in ops for side in one.terms]
            twice = [side for place, side in enumerate(sides) if any(alike(side, one) for one in sides[place + 1 :])]
            bounds = [side for side in sides if not any(alike(side, one) for one in twice)]
            if len(ops) == _SIDES and twice and not any(_number(one) is not None for one in bounds):
                found |= {id(one) for one in ops}
    return found


def _number(term: Term) -> float | None:
    if isinstance(term, Const) and isinstance(term.value, (int, float)) and not isinstance(term.value, bool):
        return float(term.value)
    return None


def all_cutoffs(system: System) -> tuple[Cutoff, ...]:
    """Every comparison of a probability in code; asked by way of `system.once`, as several want them."""
    return tuple(Chances(system).cutoffs())
