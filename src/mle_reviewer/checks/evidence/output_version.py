"""SD3: whether answers say which model made them and how sure it is."""

from __future__ import annotations

from typing import Final

from mle_reviewer.checks.applying import unseen
from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer, Evidence
from mle_reviewer.system.questions.answering.predicting import Path, answered
from mle_reviewer.system.questions.recording.naming import Named, chance_given, named_version, tells_no_version
from mle_reviewer.system.questions.recording.telling import quantities, spelled, sureness, versions
from mle_reviewer.system.questions.serving.lookups import looked_up
from mle_reviewer.system.questions.serving.started_apps import of_started
from mle_reviewer.system.system import System

ITEM = "SD3"
_LOOKED: Final = "names of versions and of confidence in what handlers give back"
_NEXT: Final = "Return the version of the loaded model beside the prediction."


def answer(system: System) -> Answer:
    """Evidence are names of versions and of confidence in answers; a version that the code spells out is none."""
    served = list(of_started(system, answered(system)))
    if not any(path.handler.kind != "batch" for path in served):
        served = [*looked_up(system), *served]
    if not served:
        return unseen(system, ITEM, _LOOKED, _NEXT)
    told = versions(system, served)
    true = [one for one in told if not spelled(system, one)]
    sure = sureness(system, served)
    mute = _mute(system, served) if true else []
    where = "among what is kept" if mute or all(path.handler.kind == "batch" for path in served) else "in the answer"
    found = [*(_says(system, one, f"{where} says the version of the model") for one in true[:2])]
    found += [_says(system, one, f"{where} says how sure the model is") for one in sure[:2]]
    chances = [] if sure else [one for path in served if (one := chance_given(system, path)) is not None]
    found += [
        evidence(ITEM, system.at(one.routine, one.call.pos), "the probability is given out") for one in chances[:1]
    ]
    missing = [] if true else [f"the version of the model {where}" + (" (a constant is none)" if told else "")]
    missing += [
        f"the version of the model in what `{one}` answers" for one in mute or (_silent(system, served) if true else [])
    ][:2]
    if not sure and not chances and not (true and quantities(system)):
        missing.append("a probability, an interval or another word on how sure the model is")
    return Answer(
        ITEM, evidence=tuple(dict.fromkeys(found)), missing=tuple(missing), looked_for=_LOOKED, next_step=_NEXT
    )


def _mute(system: System, served: list[Path]) -> list[str]:
    """The handlers that have a model predict, where only what batches keep names a version."""
    asked = [path for path in served if path.handler.kind != "batch"]
    if len(asked) == len(served) or any(named_version(system, path) for path in asked):
        return []
    return [path.handler.name for path in asked if path.predicts]


def _silent(system: System, served: list[Path]) -> list[str]:
    """The handlers that answer with a prediction of a model and do not say of which version it is."""
    said = {id(one.call) for path in served if not tells_no_version(system, path) for one in path.predicts}
    return [
        path.handler.name
        for path in served
        if tells_no_version(system, path) and not said & {id(one.call) for one in path.predicts}
    ]


def _says(system: System, one: Named, what: str) -> Evidence:
    return evidence(ITEM, system.at(one.routine, one.pos), f"`{one.name}` {what}")
