"""EP4: whether calibration, latency, cost and fairness hold a release back where they matter."""

from __future__ import annotations

from mle_reviewer.checks.speaking import Spoken, at_step, by_signs, without_models
from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.questions.decisions import Decisions
from mle_reviewer.system.questions.gates import Gates
from mle_reviewer.system.questions.held import guardrails, keys_of, kinds
from mle_reviewer.system.questions.tested import keeps_best, tested
from mle_reviewer.system.system import System

ITEM = "EP4"


def answer(system: System) -> Answer:
    """Guardrails that gates compare, those that gates files declare, and figures that are only worked out."""
    reason = without_models(system)
    if reason:
        return Answer(ITEM, reason=reason)
    held = Spoken()
    decisions = system.once(Decisions)
    for decision in decisions.all:
        said = [decisions.figures.said(one.routine, one.figure) for one in decision.compared]
        said += [decisions.figures.said(decision.routine, side) for side in tested(decision.step)]
        some = kinds({word for words in said for word in words})
        if some:
            held += at_step(
                system,
                ITEM,
                decision.routine,
                decision.step.pos,
                f"a gate holds {' and '.join(sorted(some))} to a limit",
            )
    seen = {id(decision.step) for decision in decisions.all}
    for gate in system.once(Gates).all():
        some = guardrails(gate) if id(gate.step) not in seen and not keeps_best(gate.step) else set()
        if some:
            held += at_step(
                system, ITEM, gate.routine, gate.step.pos, f"a gate holds {' and '.join(sorted(some))} to a limit"
            )
    for one in system.manifests.get("gates", ()):
        for key, inner in keys_of(one.entry):
            some = kinds(set(words(key)))
            if some:
                held += Spoken(
                    (evidence(ITEM, one.place(inner), f"`{key}` is among the declared gates"),), started=True
                )
    measured = by_signs(system, ITEM, system.signed("calibration", "fairness"), "worked out")
    return Answer(
        ITEM,
        evidence=(*held.evidence, *measured.evidence),
        missing=held.missing
        if held
        else ("nothing is refused by it: no gate looks at calibration, latency, cost or fairness",),
        looked_for="calibration, latency, cost and fairness in gates, gates files and evaluations",
        next_step="Add one guardrail with a limit to the gate: the 95th percentile of latency, or the "
        "calibration error.",
    )
