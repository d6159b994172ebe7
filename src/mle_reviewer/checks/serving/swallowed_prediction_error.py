"""A failed prediction or feature lookup is answered with a constant, and nobody is told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.steps import Assign, Attempt, Handler, Raise, Return, Routine, calls_in, every
from mle_reviewer.system.code.terms import Call, Const, Group, Op, Pairs, Result, Term, within
from mle_reviewer.system.questions.answering.predicting import Entered, Path, asks_model, predictions
from mle_reviewer.system.system import System

CARD = Card(
    area="SD",
    title="Failed prediction answered as if it had worked",
    items=("SD4",),
    severity=Severity.HIGH,
    risk="unsafe serving",
    lane="silent-failure-hunter",
    sees="system",
)
_EVERYTHING: Final = frozenset({"", "Exception", "BaseException"})
_FETCHING: Final = frozenset({"features-online", "http-call"})
_TELLS: Final = ("error", "detail", "message", "status", "fallback", "degraded", "reason", "warning", "success")
_DEEPEST: Final = 4


def find(system: System) -> Iterator[Finding]:
    """Handlers of every exception around a prediction or a feature lookup that only give a constant."""
    seen: set[int] = set()
    for path in predictions(system):
        for entered in path.entered:
            for step in entered.routine.every():
                if isinstance(step, Attempt) and id(step) not in seen:
                    seen.add(id(step))
                    yield from _judged(system, path, entered, step)


def _judged(system: System, path: Path, entered: Entered, attempt: Attempt) -> Iterator[Finding]:
    tried = next((call for call in calls_in(attempt.body) if _asks(system, call, 0)), None)
    if tried is None:
        return
    for caught in attempt.handlers:
        if caught.types.rpartition(".")[2] not in _EVERYTHING:
            continue
        answer = _silent(caught)
        if answer is None or (not _gives(caught) and not _given_back(entered.routine, attempt, tried)):
            continue
        place = system.at(entered.routine, attempt.pos)
        invented = answer == "a number"
        words = Words(
            title="When the prediction fails, the caller gets a constant and nobody is told",
            issue=f"Every exception around the call is caught and answered with {answer}: no log, no metric, no "
            "error. A model that cannot be loaded or a feature store that is down looks like a service that works, "
            "and decisions are taken on the constant.",
            fix="Catch what can be expected, count and log it, and answer with an error or with a fallback that "
            "says that it is one.",
        )
        trace = [
            *path.way(entered),
            Step(system.at(entered.routine, tried.pos), "what may fail"),
            Step(place, f"every exception becomes {answer}"),
        ]
        severity = Severity.HIGH if invented else Severity.MEDIUM
        context = system.source(entered.routine, tried.pos)
        yield stated(CARD, place, words, trace, context=f"except {caught.types} {context}", severity=severity)


def _gives(caught: Handler) -> bool:
    """Whether a handler gives something back or binds a name."""
    return any(isinstance(step, (Return, Assign)) for step in every(caught.body))


def _given_back(routine: Routine, attempt: Attempt, tried: Call) -> bool:
    """Whether what was tried is answered: what a judge or a record beside the answer says may be lost."""
    if any(isinstance(step, Return) for step in every(attempt.body)):
        return True
    held = (one for term in routine.returned() for one in within(term))
    return any(isinstance(one, Result) and one.call is tried for one in held)


def _asks(system: System, call: Call, depth: int) -> bool:
    if asks_model(system, call):
        return True
    for name in system.indexed.names(call):
        entry = system.conventions.call(name)
        if entry is not None and entry.sign in _FETCHING:
            return True
    if depth >= _DEEPEST:
        return False
    return any(_asks(system, inner, depth + 1) for one in system.indexed.own(call) for inner in one.calls())


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
            return "nothing"
        case Const(value=None):
            return "nothing"
        case Const(value=str()):
            return None
        case Const():
            return "a number"
        case Op(terms=terms) if len(terms) == 1:
            return _answer(terms[0])
        case Group(items=items):
            kinds = [_answer(one) for one in items]
            return None if None in kinds else "a number" if "a number" in kinds else "nothing"
        case Pairs(keys=keys, values=values):
            named = [str(key.value).lower() for key in keys if isinstance(key, Const)]
            if len(named) != len(keys) or any(word in name for name in named for word in _TELLS):
                return None
            kinds = [_answer(one) for one in values]
            return "a number" if "a number" in kinds else None if None in kinds else "nothing"
        case _:
            return None
