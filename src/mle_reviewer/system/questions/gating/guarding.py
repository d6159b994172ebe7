"""Guardrails beside quality: what holds calibration, latency, cost, fairness, bias or business to a limit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Assign, Branch, Return, Routine, SetItem, Step, Steps
from mle_reviewer.system.code.terms import Attr, Call, Choice, Const, Item, Op, Pairs, Param, Result, Term, within
from mle_reviewer.system.questions.gating.decisions import Compared, Decisions
from mle_reviewer.system.questions.measuring.slices import sliced
from mle_reviewer.system.questions.measuring.tested import is_end
from mle_reviewer.system.questions.pages.components import of_model

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_LATENCY: Final = frozenset({"latency", "latencies", "p95", "p99", "throughput"})
_COST: Final = frozenset({"cost", "costs"})
_FAIR: Final = frozenset({"parity", "odds", "disparity", "disparate", "fairness", "dpd", "eod"})
_TRUE_CHANCES: Final = frozenset({"brier", "ece", "calibration", "logloss", "picp"})
_BUSINESS: Final = frozenset({"profit", "revenue", "savings"})
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
_TAKING: Final = frozenset({"percentile", "quantile", "quantiles", "pct", "nanpercentile", "p95", "p99"})
_NAMED_FAIR: Final = (
    {"disparate", "impact"}, {"demographic", "parity"}, {"statistical", "parity"}, {"parity", "difference"},
    {"parity", "ratio"}, {"parity", "gap"}, {"equalized", "odds"}, {"equal", "opportunity"}, {"fairness", "gap"},
    {"fairness", "ratio"}, {"fairness", "score"}, {"fairness", "difference"},
)  # fmt: skip
# What is asked there is asked of a candidate, whoever acts on the answer.
_GATES: Final = frozenset({"gate", "gates", "promotion", "promote", "guardrail", "guardrails"})
_NO: Final = frozenset({"rollback", "hold", "reject", "rejected", "abort", "block", "blocked"})
_DEEPEST: Final = 4  # how far what a test hangs on is followed: not at all
_LOWER: Final = frozenset({"lower", "low", "lo", "lb"})
_UPPER: Final = frozenset({"upper", "high", "hi", "ub"})
_TAIL: Final = frozenset({"p50", "p90", "p95", "p99"})
_RECKONED: Final = frozenset({"/", "-"})
_BOUNDS: Final = 2  # of an interval
_PLACES: Final = 6


def kinds(some: set[str]) -> set[str]:
    """The kinds of guardrails among the words of a name."""
    return {kind for telling, kind in _KINDS if some & telling}


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


def measured(system: System) -> Iterator[tuple[Routine, int, str]]:
    """Guardrails that code of the repository works out by formulas of its own, with what they are."""
    fair = [one for one in sliced(system) if set(words(one.routine.name)) & _FAIR]
    yield from ((one.routine, one.pos, "fairness is worked out for each group") for one in fair[:_PLACES])
    for routine in system.routines():
        intervals = _of_intervals(routine)
        if intervals and any(True for _ in system.indexed.callers(routine)):
            yield routine, routine.pos, "how often intervals hold the truth is worked out"
        for step in routine.every():
            if isinstance(step, Return) and _is_fairness(routine.name.rpartition(".")[2]) and _is_span(step.term):
                yield routine, step.pos, f"fairness is worked out (`{routine.name.rpartition('.')[2]}`)"
            for name, value in _named(step):
                if _is_fairness(name) and _reckons(value):
                    yield routine, step.pos, f"fairness is worked out (`{name}`)"
                elif _is_coverage(name, value):
                    yield routine, step.pos, "how often intervals hold the truth is worked out"
                elif _is_tail(name) and _takes_quantile(system, value):
                    yield routine, step.pos, f"latency is worked out (`{name}`)"


def _is_span(term: Term | None) -> bool:
    """Whether it is the greatest less the smallest of the same figures."""
    for one in within(term, calls=True) if term is not None else ():
        if isinstance(one, Op) and one.op == "-" and len(one.terms) == 2:  # noqa: PLR2004 - both sides
            some = [side.call.method for side in one.terms if isinstance(side, Result)]
            if some == ["max", "min"]:
                return True
    return False


def _of_intervals(routine: Routine) -> bool:
    """Whether a function works out the share of examples that lie within their intervals."""
    name = set(words(routine.name.rpartition(".")[2]))
    if not name & {"coverage", "picp"}:
        return False
    params = [set(words(one)) for one in routine.params]
    return any(one & _LOWER for one in params) and any(one & _UPPER for one in params)


def _is_coverage(name: str, value: Term) -> bool:
    """Whether the share of what lies between two bounds is worked out under such a name."""
    if not set(words(name)) & {"coverage", "picp", "covered"}:
        return False
    for one in within(value):
        if isinstance(one, Op) and one.op in {"&", "and"} and all(isinstance(side, Op) for side in one.terms):
            sides = [{id(term) for term in side.terms} for side in one.terms if isinstance(side, Op)]
            return bool(sides[0] & sides[-1])
    return False


def _named(step: Step) -> Iterator[tuple[str, Term]]:
    """What a step binds to names, or puts under keys."""
    terms: tuple[Term, ...] = ()
    if isinstance(step, Assign):
        yield step.name, step.term
        terms = (step.term,)
    elif isinstance(step, SetItem):
        if isinstance(step.key, Const) and isinstance(step.key.value, str):
            yield step.key.value, step.term
        terms = (step.term,)
    elif isinstance(step, Call):
        terms = step.args
    else:
        terms = step.terms()
    for term in terms:
        if isinstance(term, Pairs):
            for key, value in zip(term.keys, term.values, strict=True):
                if isinstance(key, Const) and isinstance(key.value, str):
                    yield key.value, value


def _is_fairness(name: str) -> bool:
    some = set(words(name))
    return any(telling <= some for telling in _NAMED_FAIR) and not some & {"threshold", "min", "max", "limit"}


def _is_tail(name: str) -> bool:
    """Whether a name is that of a high percentile of latency."""
    some = set(words(name))
    return bool(some & _TAIL) and "latency" in some and not some & {"max", "threshold", "limit", "budget"}


def _takes_quantile(system: System, value: Term) -> bool:
    calls = (one.call for one in within(value) if isinstance(one, Result))
    for call in calls:
        targets = system.indexed.targets(call)
        names = [one.name if isinstance(one, OwnThing) else one.path for one in targets]
        if any(set(words(name)) & _TAKING for name in (*names, call.method or "")):
            return True
    return False


def _reckons(value: Term) -> bool:
    """Whether a value is worked out by a difference or ratio."""
    return any(isinstance(one, Op) and one.op in _RECKONED for one in within(value))
