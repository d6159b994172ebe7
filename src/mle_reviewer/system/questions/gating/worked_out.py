"""Guardrails that code works out by formulas of its own: calibration, coverage of intervals, fairness, latency."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Assign, Return, Routine, SetItem, Step
from mle_reviewer.system.code.terms import Call, Const, Op, Pairs, Result, Term, Text, literals, within
from mle_reviewer.system.questions.measuring.slices import sliced

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_FAIR: Final = frozenset({"parity", "odds", "disparity", "disparate", "fairness", "dpd", "eod"})
_TAKING: Final = frozenset({"percentile", "quantile", "quantiles", "pct", "nanpercentile", "p95", "p99"})
_NAMED_FAIR: Final = (
    {"disparate", "impact"}, {"demographic", "parity"}, {"statistical", "parity"}, {"parity", "difference"},
    {"parity", "ratio"}, {"parity", "gap"}, {"equalized", "odds"}, {"equal", "opportunity"}, {"fairness", "gap"},
    {"fairness", "ratio"}, {"fairness", "score"}, {"fairness", "difference"},
)  # fmt: skip
_LOWER: Final = frozenset({"lower", "low", "lo", "lb"})
_UPPER: Final = frozenset({"upper", "high", "hi", "ub"})
_TAIL: Final = frozenset({"p50", "p90", "p95", "p99"})
_RECKONED: Final = frozenset({"/", "-"})
_PLACES: Final = 6
_BETWEEN: Final = frozenset({"between", "is_between"})
_COVERED: Final = frozenset({"coverage", "picp", "covered"})
_INTERVALS: Final = "how often intervals hold the truth is worked out"


def measured(system: System) -> Iterator[tuple[Routine, int, str]]:
    """Guardrails that code of the repository works out by formulas of its own, with what they are."""
    fair = [one for one in sliced(system) if set(words(one.routine.name)) & _FAIR]
    yield from ((one.routine, one.pos, "fairness is worked out for each group") for one in fair[:_PLACES])
    for routine in system.routines():
        yield from _calibration(system, routine)
        for step in routine.every():
            if isinstance(step, Return) and _is_fairness(routine.name.rpartition(".")[2]) and _is_span(step.term):
                yield routine, step.pos, f"fairness is worked out (`{routine.name.rpartition('.')[2]}`)"
            for name, value in _named(step):
                if _is_fairness(name) and _reckons(value):
                    yield routine, step.pos, f"fairness is worked out (`{name}`)"
                elif _is_tail(name) and _takes_quantile(system, value):
                    yield routine, step.pos, f"latency is worked out (`{name}`)"


def measured_calibration(system: System) -> tuple[tuple[Routine, int, str], ...]:
    """Where calibration is worked out by formulas: how far probabilities are off, how often intervals hold."""
    return tuple(one for routine in system.routines() for one in _calibration(system, routine))


def _calibration(system: System, routine: Routine) -> Iterator[tuple[Routine, int, str]]:
    if _of_intervals(routine) and any(True for _ in system.indexed.callers(routine)):
        yield routine, routine.pos, _INTERVALS
    if _is_calibration_error(routine):
        yield routine, routine.pos, f"calibration is worked out (`{routine.name.rpartition('.')[2]}`)"
    for step in routine.every():
        if any(_is_coverage(name, value) for name, value in _named(step)):
            yield routine, step.pos, _INTERVALS


def _is_calibration_error(routine: Routine) -> bool:
    """Whether a function works out how far probabilities and what came true lie apart."""
    name = set(words(routine.name.rpartition(".")[2]))
    if not ({"calibration", "error"} <= name or "ece" in name) or len(routine.params) <= 1:
        return False
    return any(isinstance(one, Op) and one.op == "-" for one, _ in routine.spoken())


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
    if not set(words(name)) & _COVERED:
        return False
    for one in within(value):
        if isinstance(one, Result) and one.call.method in _BETWEEN and len(one.call.args) > 1:
            return True
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
        elif isinstance(step.key, Text):
            yield "".join(literals(step.key, calls=False)), step.term
        terms = (step.term,)
    elif isinstance(step, Call):
        yield from ((name, value) for name, value in step.kwargs if name is not None)
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
