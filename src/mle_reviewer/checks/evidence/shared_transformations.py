"""SD1: whether training and serving prepare values by the same functions or the same saved pipeline."""

from __future__ import annotations

from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.system.questions.predicting import predictions
from mle_reviewer.system.questions.sharing import of_one_side, shared, transforms
from mle_reviewer.system.questions.training import training
from mle_reviewer.system.system import System

ITEM = "SD1"


def answer(system: System) -> Answer:
    """Evidence are functions that both sides run, pipelines that are saved whole, and transformers that are loaded."""
    if not predictions(system):
        return Answer(ITEM, reason="nothing in the repository answers requests with what a model predicts")
    if not transforms(system):
        return Answer(ITEM, reason="neither side changes the values that the model is given")
    if not training(system):
        at = predictions(system)[0].handler.first
        return Answer(
            ITEM,
            evidence=(evidence(ITEM, system.at(at, at.pos), "requests are prepared here"),),
            question="Does the training of this model, which stands elsewhere, prepare values by the same code?",
            next_step="Say where the model is trained, or load its preparation with it.",
        )
    found = [evidence(ITEM, system.at(one.routine, one.pos), one.says) for one in shared(system)[:4]]
    return Answer(
        ITEM,
        evidence=tuple(dict.fromkeys(found)),
        missing=tuple(f"{one.says} ({system.at(one.routine, one.pos)})" for one in of_one_side(system)[:2])
        if found
        else (),
        looked_for="functions that prepare values on both sides, pipelines saved with the model, transformers loaded",
        next_step="Save the preparation and the model as one pipeline, and load that where requests are answered.",
    )
