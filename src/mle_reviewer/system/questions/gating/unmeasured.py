"""Gates that let a model pass whose figure, or that of the version in use, is not there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import HIGHER, LOWER, words
from mle_reviewer.system.code.steps import Attempt, Branch, Return, Routine, Steps
from mle_reviewer.system.code.terms import Choice, Const, Op, Param, Result, Term, within
from mle_reviewer.system.questions.gating.decisions import Compared, Decision, Decisions
from mle_reviewer.system.questions.gating.gates import Gates
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_DEEPEST: Final = 3
_MOST: Final = 4
_ALL: Final = frozenset({"", "Exception", "BaseException"})
_ASKED: Final = {"get": 1, "getattr": 2}  # where the default of a look-up stands
# Words of functions whose answer of True lets nothing pass.
_REFUSING: Final = frozenset({
    "fail", "fails", "failed", "reject", "refuse", "block", "worse", "degraded", "drift", "drifted", "drop", "retrain",
})  # fmt: skip


def passing_unmeasured(system: System, decision: Decision) -> Iterator[tuple[Routine, int]]:
    """Where a model passes a gate whose figure is not there: None, an error that is caught, or a number instead."""
    for one in decision.compared:
        yield from _without(one)
        yield from _caught(system, decision, one)
        if decision.outcomes & {"promotes", "stops"}:
            yield from _instead(system, one)


def _without(one: Compared) -> Iterator[tuple[Routine, int]]:
    """Where a test in front of a comparison goes back without a refusal, as the candidate's figure is None."""
    for step in one.routine.every():
        if not isinstance(step, Branch) or step.pos >= one.op.pos or not _goes_back(step.then):
            continue
        for test in within(step.test, calls=False):
            sides = test.terms if isinstance(test, Op) and test.op in {"is", "=="} else ()
            if any(_is_none(side) for side in sides) and any(side is one.figure for side in sides):
                yield one.routine, step.pos


def _caught(system: System, decision: Decision, one: Compared) -> Iterator[tuple[Routine, int]]:
    """Where whatever goes wrong around a comparison is caught, and the model passes."""
    gates = system.once(Gates)
    asked = one.routine is not decision.routine and not set(words(one.routine.name)) & _REFUSING
    for step in one.routine.every():
        if not isinstance(step, Attempt) or not _spans(step, one.op.pos):
            continue
        for handler in step.handlers:
            types = {part.strip(" ()").rpartition(".")[2] for part in handler.types.split(",")}
            passes = "promotes" in gates.outcomes(handler.body) or (asked and _says_true(handler.body))
            if types & _ALL and passes:
                yield one.routine, handler.body[0].pos


def _spans(step: Attempt, pos: int) -> bool:
    """Whether a place stands in what is attempted, by where its steps begin and the first handler does."""
    behind = [inner.pos for handler in step.handlers for inner in handler.body[:1]]
    return step.pos <= pos and (not behind or pos < behind[0])


def _says_true(steps: Steps) -> bool:
    last = steps[-1] if steps else None
    return isinstance(last, Return) and isinstance(last.term, Const) and last.term.value is True


def _instead(system: System, one: Compared) -> Iterator[tuple[Routine, int]]:
    """Where a number stands for a figure that is not there, and lets the model pass."""
    decisions = system.once(Decisions)
    said = decisions.figures.said(one.routine, one.figure) | decisions.figures.said(one.routine, one.other)
    lower, higher = bool(said & LOWER), bool(said & HIGHER)
    if lower is higher:
        return
    if decisions.against(one) == "used":
        for pos, number in _defaults(system, one.other):
            if number <= 0 if higher else number == float("inf"):
                yield one.routine, pos or one.op.pos
    for routine, given in _given(system, one.routine, one.figure):
        for pos, number in _defaults(system, given):
            if number >= 1 if higher else number <= 0:
                yield routine, pos or one.op.pos


def _given(system: System, routine: Routine, term: Term, depth: int = 0) -> Iterator[tuple[Routine, Term]]:
    """A figure here, and as those give it who call the function."""
    yield routine, term
    if not isinstance(term, Param) or depth >= _DEEPEST or term.name not in routine.params:
        return
    place = routine.params.index(term.name) - (routine.owner is not None)
    for who, call in system.indexed.callers(routine)[:_MOST]:
        given = call.given(term.name, place if place >= 0 else None)
        if given is not None and tier(who.path) == "code":
            yield from _given(system, who, given, depth + 1)


def _defaults(system: System, term: Term) -> Iterator[tuple[int, float]]:
    """The numbers that stand for a value where it is not there, with where."""
    for one in within(term, calls=False):
        usual: Term | None = None
        pos = 0
        if isinstance(one, Result):
            name = one.call.method or next((path.rpartition(".")[2] for path in system.indexed.names(one.call)), "")
            place = _ASKED.get(name)
            usual = None if place is None else one.call.given("default", place)
            pos = one.call.pos
            if name == "float":
                yield from (found for arg in one.call.args[:1] for found in _defaults(system, arg))
        elif isinstance(one, Choice):
            usual = next((part for part in one.terms if _number(part) is not None), None)
        elif isinstance(one, Op) and one.op == "or":
            usual, pos = one.terms[-1], one.pos
        number = _number(usual)
        if number is not None:
            yield pos, number


def _number(term: Term | None) -> float | None:
    if isinstance(term, Const) and isinstance(term.value, (int, float)) and not isinstance(term.value, bool):
        return float(term.value)
    if isinstance(term, Op) and term.op == "-" and len(term.terms) == 1:
        inner = _number(term.terms[0])
        return None if inner is None else -inner
    if isinstance(term, Result) and term.call.method is None and len(term.call.args) == 1:
        text = term.call.args[0]
        if isinstance(text, Const) and isinstance(text.value, str) and text.value.strip("+-") in {"inf", "infinity"}:
            return float(text.value)
    return None


def _goes_back(steps: Steps) -> bool:
    """Whether an arm ends in a `return` of nothing, or of True."""
    last = steps[-1] if steps else None
    return isinstance(last, Return) and (
        last.term is None or (isinstance(last.term, Const) and last.term.value in (None, True))
    )


def _is_none(term: Term) -> bool:
    return isinstance(term, Const) and term.value is None
