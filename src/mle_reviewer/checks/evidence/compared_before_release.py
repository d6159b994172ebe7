"""EP1: whether a candidate is held against a baseline and against the version in use."""

from __future__ import annotations

from mle_reviewer.checks.speaking import Spoken, at_step, by_signs, without_models
from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer, Evidence
from mle_reviewer.system.questions.commands.ci import runs, workflows
from mle_reviewer.system.questions.gating.baselines import in_notebooks, simple_models
from mle_reviewer.system.questions.gating.decisions import Decisions
from mle_reviewer.system.questions.gating.held import has_another, named_baselines, scored_baselines
from mle_reviewer.system.questions.gating.held_against import kept_baselines
from mle_reviewer.system.questions.gating.side_by_side import scored_beside
from mle_reviewer.system.questions.gating.unlogged import unlogged
from mle_reviewer.system.questions.gating.versions_compared import versions_compared
from mle_reviewer.system.system import System

ITEM = "EP1"


def answer(system: System) -> Answer:
    """Tools that compare, gates with the version in use on one side, and simple models that are fitted beside."""
    reason = without_models(system)
    if reason:
        return Answer(ITEM, reason=reason)
    used = _against_the_used(system)
    beside = Spoken() if used else _answering_beside(system)
    baseline = by_signs(system, ITEM, scored_baselines(system), "a simple model to be beaten")
    baseline += _against_baselines(system)
    aside = () if used or baseline else _in_notebooks(system)
    missing = list(used.missing if used else (*beside.missing, *baseline.missing)[:1])
    if beside:
        missing.append("how good the candidate and the version in use are, on rows whose outcome is known")
    elif not used:
        missing.append("a comparison with the version in use")
    elif not baseline:
        missing.append("a simple baseline that the candidate is held against as well")
    missing += [f"a figure that is recorded as `{one.name}`: nothing seen records one" for one in unlogged(system)[:1]]
    if aside:
        missing.append("a simple model that a program, and not a notebook alone, holds it against")
    return Answer(
        ITEM,
        evidence=(*used.evidence, *beside.evidence, *baseline.evidence, *aside),
        missing=tuple(missing),
        looked_for="comparisons of a candidate's figures with those of a baseline or of the version in use "
        "(gates, evaluation tools, metrics held against each other in CI)",
        next_step="Load the version in use by its alias, evaluate it on the same rows as the candidate, and compare.",
    )


def _answering_beside(system: System) -> Spoken:
    """What is held against the version in use that does not say how good the models are: costs, rates, errors."""
    found = Spoken()
    for one in versions_compared(system):
        if not one.good:
            says = f"the candidate and the version in use are held against each other by their `{one.what}`"
            found += at_step(system, ITEM, one.routine, one.pos, says)
    return found


def _in_notebooks(system: System) -> tuple[Evidence, ...]:
    return tuple(
        evidence(ITEM, system.at(routine, pos), f"{name}, a simple model to be beaten, in a notebook")
        for routine, pos, name in in_notebooks(system)
    )


def _against_baselines(system: System) -> Spoken:
    decisions, found = system.once(Decisions), Spoken()
    compared = (*(one for decision in decisions.all for one in decision.compared), *decisions.weighed)
    for one in compared:
        if decisions.against(one) == "baseline" and not decisions.watches(one):
            found += at_step(system, ITEM, one.routine, one.op.pos, "compared with the figure of a baseline")
    for routine, pos in () if found else kept_baselines(system):
        found += at_step(system, ITEM, routine, pos, "compared with the figure of a baseline")
    for routine, pos in named_baselines(system):
        found += at_step(system, ITEM, routine, pos, "a baseline is measured")
    for routine, pos, name in () if found else simple_models(system):
        found += at_step(system, ITEM, routine, pos, f"{name}, a simple model to be beaten, stands beside")
    return found


def _against_the_used(system: System) -> Spoken:
    tools = [one for one in system.signed("compare-models") if has_another(one)]
    found = by_signs(system, ITEM, tools, "a candidate is held against another model")
    decisions = system.once(Decisions)
    for decision in decisions.all:
        if any(decisions.against(one) == "used" for one in decision.compared):
            found += at_step(
                system, ITEM, decision.routine, decision.step.pos, "decided by a comparison with the version in use"
            )
    for one in decisions.weighed:
        if decisions.against(one) == "used" and not decisions.watches(one):
            found += at_step(system, ITEM, one.routine, one.op.pos, "compared with the version in use")
    pairs = [pair for pair in versions_compared(system) if pair.good]
    for pair in [pair for pair in pairs if system.reached.how(pair.routine) is not None] or pairs:
        says = f"the candidate's `{pair.what}` is held against that of the version in use"
        found += at_step(system, ITEM, pair.routine, pair.pos, says)
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
