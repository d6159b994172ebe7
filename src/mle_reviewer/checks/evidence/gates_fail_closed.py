"""EP2: whether gates are declared before a model is chosen, and refuse what does not pass."""

from __future__ import annotations

from mle_reviewer.checks.speaking import Spoken, at_step, by_signs, without_models
from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.system.questions.gates import Gates
from mle_reviewer.system.system import System

ITEM = "EP2"


def answer(system: System) -> Answer:
    """Gates in code and pipelines, and files that declare what has to be reached."""
    reason = without_models(system) or _nothing_released(system)
    if reason:
        return Answer(ITEM, reason=reason)
    found = _in_code(system)
    declared = tuple(
        evidence(ITEM, one.at, "what a candidate has to reach is declared here")
        for one in system.manifests.get("gates", ())
    )
    missing = list(found.missing)
    if declared and not found:
        missing.append("nothing seen compares a figure with what is declared")
    return Answer(
        ITEM,
        evidence=(*found.evidence, *declared),
        missing=tuple(missing),
        looked_for="comparisons of a measured figure that stop, register or promote; conditions of pipelines; "
        "thresholds declared to evaluation tools; gates files",
        next_step="Before the version is registered or deployed, compare its held-out figure with a declared threshold "
        "and exit with an error where it is missing or too low.",
    )


def _in_code(system: System) -> Spoken:
    found = by_signs(system, ITEM, system.signed("metric-threshold"), "what a metric has to reach is declared")
    found += by_signs(system, ITEM, system.signed("condition"), "a step of the pipeline runs only if this holds")
    for gate in system.once(Gates).all():
        if "stops" in gate.then | gate.orelse or "promotes" in gate.then | gate.orelse:
            says = "ends the program" if "stops" in gate.then | gate.orelse else "decides what is promoted"
            found += at_step(system, ITEM, gate.routine, gate.step.pos, f"a measured figure {says}")
    return found


def _nothing_released(system: System) -> str:
    roles = system.roles
    if roles.deploys or roles.registers or roles.serves or system.signed("save-model"):
        return ""
    kept = any(
        entry.effect in {"persist", "save"}
        for routine in system.routines()
        for call in routine.calls()
        for entry in system.indexed.entries(call)
    )
    return "" if kept else "nothing here keeps, registers, serves or deploys a model"
