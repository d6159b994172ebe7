"""Data is checked, and what the check says changes nothing: the result is dropped, or its error is swallowed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.checks.stating import Words, place, stated, step_at
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.steps import Assign, Attempt, Call, Handler, Routine, calls_in, every
from mle_reviewer.system.code.terms import Result, Term, within
from mle_reviewer.system.doing import trains
from mle_reviewer.system.questions.skipping.verdicts import Unasked, unasked
from mle_reviewer.system.signs import Sign
from mle_reviewer.system.system import System

CARD = Card(
    area="DL",
    title="Result of a data check is ignored",
    items=("DL4",),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    lane="silent-failure-hunter",
    sees="system",
)
_FIX: Final = "Stop where the check fails: raise, exit with an error, or leave the step that uses the data."
_SHOWS: Final = frozenset({"builtins.print"})


def find(system: System) -> Iterator[Finding]:
    """Validators that give a result which nothing looks at, and validators whose error goes nowhere."""
    for sign in system.signed("validate-result"):
        if system.reached.how(sign.routine) is not None and not _looked_at(system, sign):
            yield _finding(system, sign, "What the data check says is never looked at", "nothing looks at the result")
    for sign in system.signed("validate"):
        attempt = next((one for one in sign.routine.every() if isinstance(one, Attempt) and _in(one, sign.call)), None)
        if attempt is None or system.reached.how(sign.routine) is None:
            continue
        caught = next((one for one in attempt.handlers if _swallows(system, one)), None)
        if caught is not None and not any(trains(system.indexed, call) for call in calls_in(attempt.body)):
            yield _swallowed(system, sign, attempt, caught)
    for one in unasked(system):
        yield _unasked(system, one)


def _in(attempt: Attempt, call: Call) -> bool:
    return any(one is call for one in calls_in(attempt.body))


def _looked_at(system: System, sign: Sign) -> bool:
    """Whether something but a print or the log reads the result, or asks the validator afterwards."""
    module = system.indexed.module(sign.path)
    for routine in module.routines() if module is not None else (sign.routine,):
        for step in routine.every():
            if step is sign.call or (isinstance(step, Assign) and _is(step.term, sign.call)):
                continue
            if isinstance(step, Call) and (step.callee is sign.call.callee and step.method and step is not sign.call):
                return True
            if any(_is(one, sign.call) for term in step.terms() for one in within(term)) and not _shows(system, step):
                return True
    return any(_is(one, sign.call) for step in sign.routine.every() for one in _given_back(step))


def _given_back(step: object) -> Iterator[Term]:
    term = getattr(step, "term", None)
    if isinstance(term, Term) and not isinstance(step, Assign):
        yield from within(term)


def _is(term: Term, call: Call) -> bool:
    return isinstance(term, Result) and term.call is call


def _shows(system: System, step: object) -> bool:
    if not isinstance(step, Call):
        return False
    names = system.indexed.names(step)
    signs = {entry.sign for name in names if (entry := system.conventions.call(name)) is not None}
    return bool(names) and (signs <= {"log"} and (bool(signs) or set(names) <= _SHOWS))


def _swallows(system: System, handler: Handler) -> bool:
    """Whether a handler does nothing, or only says so."""
    return all(isinstance(step, Call) and _shows(system, step) for step in every(handler.body))


def _finding(system: System, sign: Sign, title: str, why: str) -> Finding:
    words = Words(
        title=title,
        issue=f"`{sign.name}` raises nothing: it gives back what failed, and {why}. Rows that break the "
        "expectations go on to the model as if they had passed.",
        fix=_FIX,
    )
    trace = [step_at(system, sign, f"data is checked ({sign.name}); {why}")]
    return stated(CARD, place(system, sign), words, trace, context=system.source(sign.routine, sign.pos))


def _swallowed(system: System, sign: Sign, attempt: Attempt, handler: Handler) -> Finding:
    learns = _trained_after(system, sign.routine, attempt)
    caught = handler.types or "every error"
    words = Words(
        title="The error of the data check is swallowed",
        issue=f"`{sign.name}` raises where data is wrong, and the handler ({caught}) goes on as if nothing had been "
        "said.",
        fix=_FIX,
    )
    trace = [step_at(system, sign, f"data is checked ({sign.name}), and {caught} is caught without effect")]
    if learns is not None:
        trace.append(Step(system.at(sign.routine, learns.pos), "a model is trained all the same"))
    severity = Severity.HIGH if learns is not None else Severity.MEDIUM
    at = place(system, sign)
    return stated(CARD, at, words, trace, context=system.source(sign.routine, sign.pos), severity=severity)


def _trained_after(system: System, routine: Routine, attempt: Attempt) -> Call | None:
    return next((one for one in routine.calls() if one.pos > attempt.pos and trains(system.indexed, one)), None)


def _unasked(system: System, one: Unasked) -> Finding:
    at = system.at(one.routine, one.call.pos)
    name = one.check.name.rpartition(".")[2]
    words = Words(
        title=f"What `{name}` says of the data is never looked at",
        issue=f"`{name}` raises nothing: it only gives back whether the data is good, and the answer is dropped. Data "
        "that it refuses goes on as if it had passed.",
        fix=_FIX,
    )
    trace = [
        Step(system.at(one.check, one.check.pos), "gives back whether the data is good, and does nothing else"),
        Step(at, "asked here; nothing looks at the answer"),
        Step(system.at(one.routine, one.then.pos), one.says),
    ]
    return stated(CARD, at, words, trace, context=system.source(one.routine, one.call.pos))
