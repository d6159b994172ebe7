"""EP1: whether a candidate is held against a baseline and against the version in use."""

from __future__ import annotations

from mle_reviewer.checks.speaking import Spoken, at_step, by_signs, without_models
from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.system.questions.ci import runs, workflows
from mle_reviewer.system.questions.decisions import Decisions
from mle_reviewer.system.questions.held import named_baselines, scored_baselines
from mle_reviewer.system.questions.side_by_side import scored_beside
from mle_reviewer.system.system import System

ITEM = "EP1"


def answer(system: System) -> Answer:
    """Tools that compare, gates with the version in use on one side, and simple models that are fitted beside."""
    reason = without_models(system)
    if reason:
        return Answer(ITEM, reason=reason)
    used = _against_the_used(system)
    baseline = by_signs(system, ITEM, scored_baselines(system), "a simple model to be beaten")
    baseline += _against_baselines(system)
    missing = list(used.missing if used else baseline.missing)
    if not used:
        missing.append("no comparison with the version in use")
    return Answer(
        ITEM,
        evidence=(*used.evidence, *baseline.evidence),
        missing=tuple(missing),
        looked_for="comparisons of a candidate's figures with those of a baseline or of the version in use "
        "(gates, evaluation tools, metrics held against each other in CI)",
        next_step="Load the version in use by its alias, evaluate it on the same rows as the candidate, and compare.",
    )


def _against_baselines(system: System) -> Spoken:
    decisions, found = system.once(Decisions), Spoken()
    compared = (*(one for decision in decisions.all for one in decision.compared), *decisions.weighed)
    for one in compared:
        if decisions.against(one) == "baseline" and not decisions.watches(one):
            found += at_step(system, ITEM, one.routine, one.op.pos, "compared with the figure of a baseline")
    for routine, pos in named_baselines(system):
        found += at_step(system, ITEM, routine, pos, "a baseline is measured")
    return found


def _against_the_used(system: System) -> Spoken:
    found = by_signs(system, ITEM, system.signed("compare-models"), "a candidate is held against another model")
    decisions = system.once(Decisions)
    for decision in decisions.all:
        if any(decisions.against(one) == "used" for one in decision.compared):
            found += at_step(
                system, ITEM, decision.routine, decision.step.pos, "decided by a comparison with the version in use"
            )
    for one in decisions.weighed:
        if decisions.against(one) == "used" and not decisions.watches(one):
            found += at_step(system, ITEM, one.routine, one.op.pos, "compared with the version in use")
    for routine, pos in () if found else scored_beside(system):
        found += at_step(system, ITEM, routine, pos, "the version in use and another model are scored alike")
    for workflow in workflows(system):
        for job in workflow.jobs:
            for run in runs(system, workflow, job):
                if run.sign == "report-metrics":
                    found += Spoken(
                        (evidence(ITEM, run.at, f"figures of two states are compared: {run.says}"),), started=True
                    )
    return found
