"""Guardrails beside quality: what holds calibration, latency, cost, fairness, bias or business to a limit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Branch, Return, Routine, Steps
from mle_reviewer.system.code.terms import Attr, Choice, Const, Item, Op, Param, Result, Term, within
from mle_reviewer.system.questions.gating.decisions import Compared, Decisions
from mle_reviewer.system.questions.measuring.tested import is_end
from mle_reviewer.system.questions.pages.components import of_model

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_LATENCY: Final = frozenset({"latency", "latencies", "p95", "p99", "throughput"})
_COST: Final = frozenset({"cost", "costs"})
_FAIR: Final = frozenset({"parity", "odds", "disparity", "disparate", "fairness", "dpd", "eod"})
_TRUE_CHANCES: Final = frozenset({"brier", "ece", "calibration", "logloss", "picp"})
_BUSINESS: Final = frozenset({"profit", "revenue", "savings"})
_ASKED: Final = frozenset({"inference", "response", "prediction"})
_TIME: Final = frozenset({"time", "duration", "ms", "seconds", "latency"})
_KINDS: Final = (
    (_TRUE_CHANCES, "calibration"), (_LATENCY, "latency"), (_COST, "cost"), (_FAIR, "fairness"),
    (frozenset({"bias"}), "bias"), (_BUSINESS, "business value"),
)  # fmt: skip
# Words of code that lets a model through or not; elsewhere a cost or a bias may be that of anything.
_JUDGING: Final = frozenset({
    "gate", "gates", "promote", "promotion", "policy", "evaluate", "evaluation", "eval", "validate", "validation",
    "release", "guardrail", "guardrails", "canary", "slo", "quality", "fairness", "calibration", "acceptance", "deploy",
    "benchmark",
})  # fmt: skip
# Words of how much there is of something, and of how it is done.
_COUNTED: Final = frozenset({
    "images", "rows", "samples", "n", "count", "size", "set", "path", "method", "bins", "steps", "enabled",
})  # fmt: skip
# What is asked there is asked of a candidate, whoever acts on the answer.
_GATES: Final = frozenset({"gate", "gates", "promotion", "promote", "guardrail", "guardrails"})
_NO: Final = frozenset({"rollback", "hold", "reject", "rejected", "abort", "block", "blocked"})
_DEEPEST: Final = 4  # how far what a test hangs on is followed: not at all
_BOUNDS: Final = 2  # of an interval


def kinds(some: set[str]) -> set[str]:
    """The kinds of guardrails among the words of a name."""
    found = {kind for telling, kind in _KINDS if some & telling}
    return found | {"latency"} if some & _ASKED and some & _TIME else found


@dataclass(frozen=True, slots=True)
class Held:
    """A comparison that a release hangs on, and which guardrails it holds to a limit."""

    routine: Routine
    pos: int
    kinds: frozenset[str]


class _Guarded(Decisions):
    """Decisions by what is called as a guardrail, whether it is a figure of quality or not."""

    def _comparison(self, routine: Routine, op: Op) -> Iterator[Compared]:
        if len(op.terms) != _BOUNDS or any(is_end(side, op.terms) for side in op.terms):
            return
        one, other = op.terms
        for side, against in ((one, other), (other, one)):
            if self.guards(routine, side):
                yield Compared(routine, op, side, against)
                return

    def guards(self, routine: Routine, term: Term) -> set[str]:
        """Which guardrails a value is one of, by what it is called."""
        called = set[str]() if isinstance(term, Const) else self._called(routine, term)
        found = set[str]() if called & _COUNTED else kinds(called)
        near = set(words(routine.path)) | set(words(routine.name))
        return found if found and near & _JUDGING and of_model(self._system, routine.path) else set()

    def _called(self, routine: Routine, term: Term) -> set[str]:
        """The words of the name that a value has, or that it is reckoned from."""
        names = [self.figures.name(routine, term)]
        match term:
            case Item(key=Const(value=str(name))) | Attr(name=name) | Param(name=name):
                names.append(name)
            case Choice(terms=terms):
                return set(words(names[0])).union(*(self._called(routine, one) for one in terms))
            case Op(terms=terms) if term.op in {"-", "/", "*", "+"}:
                return set(words(names[0])).union(*(self._called(routine, one) for one in terms[:_BOUNDS]))
            case Result(call=call):
                names += [one.value for one in call.args[:1] if isinstance(one, Const) and isinstance(one.value, str)]
                targets = self._world.targets(call)
                names += [one.name.rpartition(".")[2] for one in targets if isinstance(one, OwnThing)]
                if call.args and not any(names):
                    return self._called(routine, call.args[0])
        return {word for name in names for word in words(name)}

    def held(self) -> Iterator[Held]:
        """The comparisons that something is refused or let through by."""
        seen: set[int] = set()
        for decision in self.all:
            for one in decision.compared:
                if id(one.op) not in seen:
                    seen.add(id(one.op))
                    yield self._as_held(one)

        for routine in self._system.routines():
            for step in routine.every():
                if isinstance(step, Branch) and any(map(_says_no, step.blocks())):
                    for one in self.hangs(routine, step.test, _DEEPEST):
                        if id(one.op) not in seen:
                            seen.add(id(one.op))
                            yield self._as_held(one)

        for one in self.weighed:
            if set(words(one.routine.name)) & _GATES or set(words(one.routine.path.rpartition("/")[2])) & _GATES:
                yield self._as_held(one)

    def told(self) -> Iterator[Held]:
        """The comparisons whose outcome is only told."""
        refused = {(one.routine.path, one.pos) for one in self.held()}
        every = (self._as_held(one) for one in self.weighed)
        yield from (one for one in every if (one.routine.path, one.pos) not in refused)

    def _as_held(self, one: Compared) -> Held:
        found = self.guards(one.routine, one.figure) | self.guards(one.routine, one.other)
        return Held(one.routine, one.op.pos, frozenset(found))


def _says_no(arm: Steps) -> bool:
    """Whether an arm answers that a version has to go back, or does not go on."""
    answers = (step.term for step in arm if isinstance(step, Return))
    return any(isinstance(one, Const) and isinstance(one.value, str) and set(words(one.value)) & _NO for one in answers)


def held(system: System) -> tuple[Held, ...]:
    """The comparisons of guardrails that a release hangs on, conditions of pipelines included."""
    return (*system.once(_Guarded).held(), *_conditions(system))


def told(system: System) -> tuple[Held, ...]:
    """The comparisons of guardrails by which nothing is refused."""
    return tuple(system.once(_Guarded).told())


def _conditions(system: System) -> Iterator[Held]:
    """Conditions of pipelines that look a guardrail up in a report of figures."""
    for sign in system.signed("condition"):
        what = sign.given("what")
        found: set[str] = set()
        for one in within(what) if what is not None else ():
            if isinstance(one, Const) and isinstance(one.value, str):
                found |= kinds(set(words(one.value)))
        if found:
            yield Held(sign.routine, sign.pos, frozenset(found))
