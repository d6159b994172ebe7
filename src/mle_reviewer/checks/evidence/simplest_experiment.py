"""PF5: the next experiment, and what it was held against; whether it is the simplest one only a person can say."""

from __future__ import annotations

import posixpath

from mle_reviewer.checks.applying import NO_MODEL, has_model
from mle_reviewer.checks.stating import evidence, place
from mle_reviewer.findings.evidence import Answer, Evidence
from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.code.steps import Routine
from mle_reviewer.system.notes import said
from mle_reviewer.system.questions.gating.baselines import in_notebooks, simple_models
from mle_reviewer.system.questions.gating.budgets import latest
from mle_reviewer.system.questions.gating.plain_models import plain_beside, plain_elsewhere, plain_in_notebooks
from mle_reviewer.system.questions.gating.told_baselines import (
    told_ablations,
    told_baselines,
    told_choices,
    told_comparisons,
    told_plans,
)
from mle_reviewer.system.system import System

ITEM = "PF5"
_NAMES = frozenset({"baseline", "baselines", "naive"})
_FITS = frozenset({"fit", "predict", "score", "metric"})
_PLAN = ("next_experiment.hypothesis", "next_experiment.error_mode", "next_experiment.targets_error_mode",
         "next_experiment.simplest_alternative")  # fmt: skip


def answer(system: System) -> Answer:
    """A stated experiment, or a baseline that is run, leaves one question; without either nothing speaks for it."""
    if not has_model(system):
        return Answer(ITEM, reason=NO_MODEL)
    looked_for = (
        "`next_experiment:` in iteration notes, baselines and plain models that are fitted in code and notebooks, "
        "and what pages tell of them"
    )
    step = "Fill in `next_experiment: {hypothesis, error_mode, simplest_alternative}` in docs/iterations/0001.md."
    plans = said(latest(system), fields=_PLAN)
    if plans:
        found = tuple(evidence(ITEM, one.at, f"{one.name.partition('.')[2]}: {one.text}") for one in plans)
        question = f"Is this the simplest plausible experiment against the dominant error: {plans[0].text}?"
        return Answer(ITEM, evidence=found, question=question, looked_for=looked_for, next_step=step)
    baselines = [one for one in system.signed("baseline-model") if system.reached.how(one.routine)]
    if baselines:
        found = tuple(evidence(ITEM, place(system, one), f"a baseline is run ({one.name})") for one in baselines)
        question = "Was this baseline's dominant error what the model beside it was chosen for?"
        return Answer(ITEM, evidence=found, question=question, looked_for=looked_for, next_step=step)
    beside = [one for one in simple_models(system) if system.reached.how(one[0])][:3]
    if beside:
        found = tuple(evidence(ITEM, system.at(one, pos), f"{name} is worked out beside") for one, pos, name in beside)
        question = f"Was the dominant error of the baseline ({beside[0][2]}) what the model beside it was chosen for?"
        return Answer(ITEM, evidence=found, question=question, looked_for=looked_for, next_step=step)
    tried = [*plain_beside(system), *in_notebooks(system), *plain_in_notebooks(system)][:3] or [
        *plain_elsewhere(system)
    ][:3]
    if tried:
        found = tuple(evidence(ITEM, system.at(one, pos), f"{name} is tried beside") for one, pos, name in tried)
        question = f"Was the dominant error of the simple model ({tried[0][2]}) what the next one was chosen for?"
        return Answer(ITEM, evidence=found, question=question, looked_for=looked_for, next_step=step)
    own = [one for one in system.routines() if _is_baseline(system, one)][:3]
    if not own and (notebooks := _in_notebooks(system)):
        found = tuple(notebooks)
        question = "Was the dominant error of the baseline in this notebook what the model after it was chosen for?"
        return Answer(ITEM, evidence=found, question=question, looked_for=looked_for, next_step=step)
    if own:
        found = tuple(evidence(ITEM, system.at(one, one.pos), f"`{one.name}` is run as a baseline") for one in own)
        question = f"Was the dominant error of the baseline (`{own[0].name}`) what the model beside it was chosen for?"
        return Answer(ITEM, evidence=found, question=question, looked_for=looked_for, next_step=step)
    told = told_baselines(system) or told_comparisons(system) or told_choices(system) or told_ablations(system)
    if told:
        found = tuple(evidence(ITEM, one.at, f"{one.title}: {one.brief}") for one in told)
        question = "Was the dominant error of this baseline what the model after it was chosen for?"
        return Answer(ITEM, evidence=found, question=question, looked_for=looked_for, next_step=step)
    planned = told_plans(system)
    if planned:
        found = tuple(evidence(ITEM, one.at, f"{one.title}: {one.brief}") for one in planned)
        question = "Is one of these the simplest plausible experiment against the dominant error?"
        return Answer(ITEM, evidence=found, question=question, looked_for=looked_for, next_step=step)
    return Answer(ITEM, looked_for=looked_for, next_step=step)


def _in_notebooks(system: System) -> list[Evidence]:
    """The notebooks that are called after a baseline, with what they score or fit first."""
    found: list[Evidence] = []
    for path in system.notebooks:
        module = system.indexed.module(path) if _NAMES & set(words(posixpath.basename(path))) else None
        for routine in module.routines() if module is not None else ():
            done = next(
                (one for one in routine.calls() if any(e.effect in _FITS for e in system.indexed.entries(one))), None
            )
            if done is not None:
                says = f"`{posixpath.basename(path)}` works a baseline out"
                found.append(evidence(ITEM, system.at(routine, done.pos), says))
                break
    return found[:3]


def _is_baseline(system: System, routine: Routine) -> bool:
    """Whether a function that runs is called a baseline and fits, predicts or scores."""
    some = set(words(routine.name.rpartition(".")[2]))
    if (
        not some & {"baseline", "naive", "persistence"}
        or some & {"drift", "shap", "explainer"}
        or "test" in words(routine.name)
        or system.reached.how(routine) is None
    ):
        return False
    return any(entry.effect in _FITS for call in routine.calls() for entry in system.indexed.entries(call))
