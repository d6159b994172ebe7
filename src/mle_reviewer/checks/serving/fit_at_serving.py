"""A transformer learns from the rows of a request instead of from the rows of training."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.steps import SetItem
from mle_reviewer.system.code.terms import Call, Result, Term, within
from mle_reviewer.system.doing import trains
from mle_reviewer.system.questions.answering.predicting import Asked, Path, predictions
from mle_reviewer.system.system import System

CARD = Card(
    area="SD",
    title="Transformer fitted while serving",
    items=("SD1", "CB4"),
    severity=Severity.HIGH,
    risk="unsafe serving",
    sees="system",
)
_LEARNING: Final = frozenset({"fit", "fit-transform"})


def find(system: System) -> Iterator[Finding]:
    """Fits without labels on the way of a request whose result the model is asked with."""
    seen: set[int] = set()
    for path in predictions(system):
        if any(trains(system.indexed, one.call) for one in path.calls):  # it learns on request
            continue
        for asked in path.calls:
            if asked.once or id(asked.call) in seen or not _learns(system, asked.call):
                continue
            seen.add(id(asked.call))
            fed = _feeds(path, asked)
            if fed is None:
                continue
            at = system.at(asked.routine, asked.call.pos)
            words = Words(
                title="A transformer is fitted on the request",
                issue="What training learned (means, categories, vocabulary) is learned again from the rows of one "
                "request: a single row is scaled to zero, codes are given out anew, and the model reads numbers that "
                "mean something else than in training.",
                fix="Save the fitted transformer with the model (one Pipeline) and only call `transform` when serving.",
            )
            trace = [
                *path.way(asked.entered),
                Step(at, "learns from the rows of the request"),
                Step(system.at(fed.routine, fed.call.pos), "the model is asked with the result"),
            ]
            yield stated(CARD, at, words, trace, context=system.source(asked.routine, asked.call.pos))


def _learns(system: System, call: Call) -> bool:
    return any(entry.effect in _LEARNING and "fit" in entry.path for entry in system.indexed.entries(call))


def _feeds(path: Path, fit: Asked) -> Asked | None:
    """The prediction that is asked with what a fit gave, or with rows that it was written into."""
    made: set[int] = {id(fit.call)}
    held: set[int] = set()
    for step in fit.routine.every():
        if isinstance(step, SetItem) and _holds(step.term, made, held):
            held.add(id(step.of))
    later = [one for one in path.predicts if one.routine is not fit.routine or one.call.pos > fit.call.pos]
    for one in later:
        if one.routine is fit.routine:
            given = (*one.call.args, *(value for _, value in one.call.kwargs))
            if any(_holds(term, made, held) for term in given) or _same_object(fit.call, given):
                return one
    return later[0] if later and all(one.routine is not fit.routine for one in later) else None


def _holds(term: Term, made: set[int], held: set[int]) -> bool:
    return any(id(one) in held or (isinstance(one, Result) and id(one.call) in made) for one in within(term))


def _same_object(fit: Call, given: tuple[Term, ...]) -> bool:
    """`scaler.fit(rows)` and then `model.predict(scaler.transform(rows))`."""
    return any(
        isinstance(one, Result) and one.call.method == "transform" and one.call.callee is fit.callee
        for term in given
        for one in within(term)
    )
