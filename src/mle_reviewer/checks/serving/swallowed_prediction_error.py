"""A failed prediction or feature lookup is answered with a constant, and nobody is told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.steps import Assign, Attempt, Handler, Raise, Return, calls_in, every
from mle_reviewer.system.code.terms import Call, Const, Group, Op, Pairs, Term
from mle_reviewer.system.questions.answering.predicting import Entered, Path, asks_model, predictions
from mle_reviewer.system.questions.answering.standing_for import StandingFor, What
from mle_reviewer.system.questions.skipping.coming_out import raising
from mle_reviewer.system.system import System

CARD = Card(
    area="SD",
    title="Failed prediction answered as if it had worked",
    items=("SD4",),
    severity=Severity.HIGH,
    risk="unsafe serving",
    lane="silent-failure-hunter",
    read=(3, 9),
    sees="system",
)
_EVERYTHING: Final = frozenset({"", "Exception", "BaseException"})
_FETCHING: Final[dict[str, What]] = {"features-online": "features", "http-call": "web"}
# A prediction that is made up; an input of one that is: a lookup of features, or what another service says.
_GRAVE: Final[dict[What, Severity]] = {"model": Severity.HIGH, "features": Severity.MEDIUM, "web": Severity.LOW}
_FIRST: Final[tuple[What, ...]] = ("model", "features", "web")
_NUMBER: Final = "a number"
_YES_OR_NO: Final = "a yes or no"
_NOTHING: Final = "nothing"
_BEFORE: Final = "what stood there before"
_TELLS: Final = ("error", "detail", "message", "status", "fallback", "degraded", "reason", "warning", "success")
_DEEPEST: Final = 4


def find(system: System) -> Iterator[Finding]:
    """Handlers of every exception around a prediction or a feature lookup that only give a constant."""
    seen: set[int] = set()
    for path in predictions(system):
        for entered in path.entered:
            for step in entered.routine.every():
                if isinstance(step, Attempt) and id(step) not in seen:
                    found = list(_judged(system, path, entered, step))
                    seen |= {id(step)} if found else set()
                    yield from found


def _judged(system: System, path: Path, entered: Entered, attempt: Attempt) -> Iterator[Finding]:
    tried, what = _tried(system, attempt)
    if tried is None:
        return
    standing = StandingFor(system, path, entered, attempt, tried)
    for caught in attempt.handlers:
        if caught.types.rpartition(".")[2] not in _EVERYTHING:
            continue
        answer = _silent(caught)
        if answer is None or (what == "web" and answer == _YES_OR_NO):  # a probe: is the other one there
            continue
        if not standing.placed(caught, what, nothing=answer == _NOTHING):
            continue
        place = system.at(entered.routine, attempt.pos)
        bound = any(isinstance(step, (Return, Assign)) for step in every(caught.body))
        words = _prediction(answer if bound else _BEFORE) if what == "model" else _input(answer if bound else _BEFORE)
        trace = [
            *path.way(entered),
            Step(system.at(entered.routine, tried.pos), "what may fail"),
            Step(place, f"every exception becomes {answer if bound else _BEFORE}"),
        ]
        severity = _GRAVE[what] if what != "model" or answer == _NUMBER else Severity.MEDIUM
        context = system.source(entered.routine, tried.pos)
        yield stated(CARD, place, words, trace, context=f"except {caught.types} {context}", severity=severity)


def _prediction(answer: str) -> Words:
    return Words(
        title="When the prediction fails, the caller gets a constant and nobody is told",
        issue=f"Every exception around the call is caught and answered with {answer}: no log, no metric, no "
        "error. A model that cannot be loaded looks like a service that works, and decisions are taken on the "
        "constant.",
        fix="Catch what can be expected, count and log it, and answer with an error or with a fallback that "
        "says that it is one.",
    )


def _input(answer: str) -> Words:
    return Words(
        title="When an input cannot be fetched, a constant stands for it and nobody is told",
        issue=f"Every exception around the call becomes {answer}: no log, no metric, no error. Where the source is "
        "down, the service answers as if it had asked it, with what it makes of the constant.",
        fix="Count and log the failure, and say in the answer that a part of its input was not there.",
    )


def _tried(system: System, attempt: Attempt) -> tuple[Call | None, What]:
    """The call that may fail: one that asks a model or for features before one that only asks another service."""
    found: tuple[Call | None, What] = None, "web"
    for call in calls_in(attempt.body):
        what = _asks(system, call, 0)
        if what is not None and (found[0] is None or (found[1] == "web" and what != "web")):
            found = call, what
    return found


def _asks(system: System, call: Call, depth: int) -> What | None:
    if asks_model(system, call):
        return "model"
    for name in system.indexed.names(call):
        entry = system.conventions.call(name)
        if entry is not None and entry.sign in _FETCHING:
            return _FETCHING[entry.sign]
    if depth >= _DEEPEST:
        return None
    # what a function catches itself never comes to this attempt
    inner = {_asks(system, each, depth + 1) for one in system.indexed.own(call) for each in raising(system, one)}
    return next((what for what in _FIRST if what in inner), None)


def _silent(caught: Handler) -> str | None:
    """What a handler gives where it does nothing else; None where it tells somebody, raises or works on."""
    given: Term | None = None
    for step in every(caught.body):
        if isinstance(step, (Call, Raise)):
            return None
        if isinstance(step, (Return, Assign)):
            given = step.term
        else:
            return None
    return _answer(given)


def _answer(term: Term | None) -> str | None:
    match term:
        case None:
            return _NOTHING
        case Const(value=None):
            return _NOTHING
        case Const(value=str()):
            return None
        case Const(value=bool()):
            return _YES_OR_NO
        case Const():
            return _NUMBER
        case Op(terms=terms) if len(terms) == 1:
            return _answer(terms[0])
        case Group(items=items):
            kinds = [_answer(one) for one in items]
            return None if None in kinds else _most(kinds)
        case Pairs(keys=keys, values=values):
            named = [str(key.value).lower() for key in keys if isinstance(key, Const)]
            if len(named) != len(keys) or any(word in name for name in named for word in _TELLS):
                return None
            kinds = [_answer(one) for one in values]
            return _NUMBER if _NUMBER in kinds else None if None in kinds else _most(kinds)
        case _:
            return None


def _most(kinds: list[str | None]) -> str:
    return next((kind for kind in (_NUMBER, _YES_OR_NO) if kind in kinds), _NOTHING)
