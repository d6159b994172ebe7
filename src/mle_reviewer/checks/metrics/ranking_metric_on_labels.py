"""A metric of scores is given classes: the curve has one point, and the number is another one than its name says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.checks.stating import Words, place, stated, step_at
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.terms import Result
from mle_reviewer.system.questions.measuring.answers import classes_by
from mle_reviewer.system.system import System

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Call
    from mle_reviewer.system.signs import Sign

CARD = Card(
    area="ME",
    title="Ranking metric on labels",
    items=("ME2", "EP1"),
    severity=Severity.MEDIUM,
    risk="weak eval",
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """AUC, average precision, log loss and their curves on what `predict()` of a classifier or a threshold gives."""
    classes = system.signed("class-metric")
    for sign in system.signed("score-metric"):
        given = sign.given("prediction")
        if given is None:
            continue
        why = classes_by(system, given)
        other = None if why else _also_classes(sign, classes)
        scores = None if why or other else _could_score(system, sign)
        if not why and other is None and scores is None:
            continue
        name = sign.name.rpartition(".")[2]
        words = Words(
            title=f"`{name}` is given classes instead of scores",
            issue="Classes have one threshold only, so the curve behind this number has a single point: the metric "
            "says nothing of the ranking or the probabilities, and comparing models by it picks the wrong one.",
            fix="Pass scores: `predict_proba(X)[:, 1]` or `decision_function(X)`.",
        )
        trace = []
        if isinstance(given, Result):
            trace.append(Step(system.at(sign.routine, given.call.pos), why or "what is given is made here"))
        if other is not None:
            trace.append(step_at(system, other, f"the same is given to `{other.name}`, which takes classes only"))
        if scores is not None:
            trace.append(
                Step(system.at(sign.routine, scores.pos), "the same model is a classifier: asked for scores here")
            )
        trace.append(step_at(system, sign, f"given to `{sign.name}`, which takes scores"))
        yield stated(CARD, place(system, sign), words, trace, context=system.source(sign.routine, sign.pos))


def _also_classes(sign: Sign, classes: list[Sign]) -> Sign | None:
    """A metric of classes that is given the very same prediction in the same function."""
    given = sign.given("prediction")
    for other in classes:
        if other.routine is sign.routine and other.given("prediction") is given:
            return other
    return None


def _could_score(system: System, sign: Sign) -> Call | None:
    """Where the model whose plain prediction is given is asked for probabilities in the same function."""
    given = sign.given("prediction")
    if not isinstance(given, Result) or given.call.method != "predict" or system.indexed.targets(given.call):
        return None
    for call in sign.routine.calls():
        if call.callee is given.call.callee and any(e.path == "?.predict_proba" for e in system.indexed.entries(call)):
            return call
    return None
