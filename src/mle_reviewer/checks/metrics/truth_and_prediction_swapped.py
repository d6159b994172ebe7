"""Truth and prediction have changed places in a metric that is not the same both ways."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, place, stated, step_at
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.measuring.answers import is_true, predicted_by
from mle_reviewer.system.system import System

CARD = Card(
    area="ME",
    title="Truth and prediction swapped",
    items=("ME2", "EP1"),
    severity=Severity.HIGH,
    risk="weak eval",
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Metrics that are not the same both ways, given a prediction for the truth and a part of the data for it."""
    for sign in system.signed("class-metric", "score-metric", "number-metric"):
        truth, prediction = sign.given("truth"), sign.given("prediction")
        if sign.given("lopsided") is None or truth is None or prediction is None:
            continue
        asked = predicted_by(system, truth)
        if asked is None or not is_true(system, prediction):
            continue
        name = sign.name.rpartition(".")[2]
        words = Words(
            title=f"`{name}` takes the truth first and is given the prediction",
            issue="The two have changed places: precision is reported as recall, rows and columns of a matrix or the "
            "base of a ratio are those of the other, and a gate on this number decides by something else.",
            fix=f"Swap them, or name them: `{name}(y_true=…, …)`.",
        )
        trace = [
            Step(system.at(sign.routine, asked.pos), "the model's prediction"),
            step_at(system, sign, "stands where the truth belongs, and the data where the prediction does"),
        ]
        yield stated(CARD, place(system, sign), words, trace, context=system.source(sign.routine, sign.pos))
