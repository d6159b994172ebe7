"""SD1: whether training and serving prepare values by the same functions or the same saved pipeline."""

from __future__ import annotations

from mle_reviewer.checks.applying import unseen
from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer, Evidence
from mle_reviewer.system.questions.answering.predicting import answered
from mle_reviewer.system.questions.both_sides.copying import copies
from mle_reviewer.system.questions.both_sides.sharing import loaded, of_one_side, prepared_at, shared, transforms
from mle_reviewer.system.questions.both_sides.trained_alone import trained_alone
from mle_reviewer.system.questions.both_sides.whole import Shared, one_list
from mle_reviewer.system.questions.learning.training import training
from mle_reviewer.system.system import System

ITEM = "SD1"
_MOST = 4
_LOOKED = "functions that prepare values on both sides, pipelines saved with the model, transformers loaded"
_NEXT = "Save the preparation and the model as one pipeline, and load that where requests are answered."
_TOGETHER = "one function or saved pipeline in the place of the copies, or a test that holds both together"


def answer(system: System) -> Answer:
    """Evidence are functions that both sides run, pipelines that are saved whole, and transformers that are loaded."""
    if not answered(system):
        return unseen(system, ITEM, _LOOKED, _NEXT)
    if not transforms(system):
        return Answer(ITEM, reason="neither side changes the values that the model is given")
    prepared = next(iter(prepared_at(system)), None)
    if not training(system) and prepared is not None:
        return Answer(
            ITEM,
            evidence=(evidence(ITEM, system.at(prepared.routine, prepared.pos), prepared.says),),
            question="Does the training of this model, which stands elsewhere, prepare values by the same code?",
            next_step="Say where the model is trained, or load its preparation with it.",
        )
    found = [_said(system, one) for one in shared(system)[:_MOST]]
    apart = (*of_one_side(system)[:2], *trained_alone(system)[:2])
    missing = [f"{one.says} ({system.at(one.routine, one.pos)})" for one in apart] if found else []
    if not found:
        found = [_said(system, one) for one in (*loaded(system)[:2], *one_list(system))[:2]]
        missing = ["the steps around it in one place: each side has code of its own"] if found else []
        alike = list(_alike(system))
        if alike:
            found += alike
            missing = [_TOGETHER]
    elif alike := list(_alike(system)):  # the rest is shared, and these steps are not
        found = [*found[:2], *alike[:2]]
        missing = [_TOGETHER, *missing]
    return Answer(
        ITEM, evidence=tuple(dict.fromkeys(found)), missing=tuple(missing), looked_for=_LOOKED, next_step=_NEXT
    )


def _said(system: System, one: Shared) -> Evidence:
    return evidence(ITEM, system.at(one.routine, one.pos), one.says)


def _alike(system: System) -> list[Evidence]:
    """Both places of features that serving works out as training does, in code of its own."""
    found: list[Evidence] = []
    for copy in copies(system):
        for twin in copy.twins[:1] if not copy.differing else ():
            for one, says in ((twin.trained, "training works out"), (twin.served, "serving works out alike")):
                found.append(evidence(ITEM, system.at(one.routine, one.pos), f"{says} `{one.name}`"))
    return found
