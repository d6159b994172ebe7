"""ME3: whether the thresholds that decide are settings with an origin."""

from __future__ import annotations

from mle_reviewer.checks.speaking import Spoken, at_step, by_signs, without_models
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.system.code.terms import Result, Term, within
from mle_reviewer.system.questions.chances import Chances
from mle_reviewer.system.system import System

ITEM = "ME3"
_READING = frozenset({"read-settings", "restore", "load"})


def answer(system: System) -> Answer:
    """Thresholds that are searched for or read from somewhere; those that stand in the code are half of it."""
    reason = without_models(system)
    if reason:
        return Answer(ITEM, reason=reason)
    found = by_signs(system, ITEM, system.signed("decision-threshold"), "a threshold is chosen on data")
    fixed = Spoken()
    for one in Chances(system).cutoffs():
        if one.value is None and not _is_kept(system, one.bound):
            says = "the threshold comes from outside of this code"
            fixed += at_step(system, ITEM, one.routine, one.op.pos, says)
        elif one.value is None:
            found += at_step(system, ITEM, one.routine, one.op.pos, "the threshold is read from a document")
        else:
            name = f"`{one.named}`, " if one.named else ""
            says = f"the threshold is visible: {name}{one.value:g}"
            fixed += at_step(system, ITEM, one.routine, one.op.pos, says)
    missing = list(found.missing) if found else []
    if fixed and not found:
        missing.append("where the threshold comes from: by which costs, on which rows")
    return Answer(
        ITEM,
        evidence=(*found.evidence, *fixed.evidence),
        missing=tuple(missing),
        looked_for="thresholds on probabilities that are tuned, read from configuration or kept with the model",
        next_step="Keep the decision threshold in the model's configuration, with the rows and the costs it was "
        "chosen by.",
    )


def _is_kept(system: System, bound: Term) -> bool:
    """Whether a threshold is read from a document or with the model, and not only from the command line."""
    calls = (one.call for one in within(bound) if isinstance(one, Result))
    return any(entry.effect in _READING for call in calls for entry in system.indexed.entries(call))
