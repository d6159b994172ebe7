"""PF2: who cares, and what each kind of failure costs them, in a note or in numbers that training weighs by."""

from __future__ import annotations

from mle_reviewer.checks.applying import NO_MODEL, has_model
from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.system.notes import said
from mle_reviewer.system.questions.budgets import KINDS, stated_costs, weighed
from mle_reviewer.system.system import System

ITEM = "PF2"
_WHO = ("stakeholders", "who cares", "users and stakeholders")


def answer(system: System) -> Answer:
    """Evidence are stakeholders and costs in notes, and weights in code; what is not named is missing."""
    if not has_model(system):
        return Answer(ITEM, reason=NO_MODEL)
    own = [note for note in system.notes if note.kind in {"iteration", "model card", "brief"}]
    who = said(own, fields=("stakeholders",), titles=_WHO)
    costs = stated_costs(system)
    found = [evidence(ITEM, one.at, f"{one.name}: {one.text}") for one in who]
    found += [evidence(ITEM, one.at, f"{one.kind} cost {one.text}") for one in costs]
    found += [evidence(ITEM, system.at(one.routine, one.pos), one.says) for one in weighed(system)]
    named = {one.kind for one in costs}
    missing = [] if who else ["stakeholders"]
    missing += [f"the cost of {kind}" for kind in KINDS if kind not in named]
    return Answer(
        ITEM,
        evidence=tuple(found),
        missing=tuple(missing) if found else (),
        looked_for="stakeholders and a mistake budget in iteration notes, weights of mistakes in training",
        next_step="List `stakeholders` and `mistake_budget: {fn, fp, latency_ms, compute, opacity, missed}` in "
        "docs/iterations/0001.md.",
    )
