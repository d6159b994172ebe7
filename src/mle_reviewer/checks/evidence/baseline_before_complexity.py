"""ME1: whether a simple model and the version in use stand beside the model that is built."""

from __future__ import annotations

from mle_reviewer.checks.speaking import Spoken, at_step, by_signs, without_models
from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer, Evidence
from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.questions.gates import Gates
from mle_reviewer.system.questions.held import against_the_used, keys_of, reports, scored_baselines
from mle_reviewer.system.system import System

ITEM = "ME1"
_CANDIDATE = frozenset({"candidate", "challenger", "new"})
_USED = frozenset({"production", "champion", "current", "incumbent"})


def answer(system: System) -> Answer:
    """Simple models that are fitted beside, comparisons with the version in use, and reports that show both."""
    reason = without_models(system)
    if reason:
        return Answer(ITEM, reason=reason)
    baseline = by_signs(system, ITEM, scored_baselines(system), "a simple model to be beaten")
    used = by_signs(system, ITEM, system.signed("compare-models"), "a candidate is held against another model")
    gates = system.once(Gates)
    for gate in gates.all():
        if against_the_used(gates, gate):
            used += at_step(system, ITEM, gate.routine, gate.step.pos, "compared with the version in use")
    shown, kinds = _reported(system)
    missing: list[str] = []
    if not baseline and "baseline" not in kinds:
        missing.append("no simple model stands beside")
    if not used and not kinds & _USED:
        missing.append("the version in use is not evaluated beside it")
    started = Spoken((*baseline.evidence, *used.evidence), baseline.started or used.started)
    return Answer(
        ITEM,
        evidence=(*started.evidence, *shown),
        missing=(*missing, *(() if shown else started.missing)),
        looked_for="simple baselines, comparisons with the version in use, and reports that show both",
        next_step="Fit a DummyClassifier or the rule in use today on the same split, and print its figure beside "
        "the model's.",
    )


def _reported(system: System) -> tuple[list[Evidence], set[str]]:
    found: list[Evidence] = []
    kinds: set[str] = set()
    for one in reports(system):
        keys = {word: inner for key, inner in keys_of(one.entry) for word in words(key)}
        said = set(keys) & (_USED | {"baseline"})
        if said and set(keys) & (_CANDIDATE | {"model"}):
            kinds |= said
            first = min(said)
            found.append(evidence(ITEM, one.place(keys[first]), f"the report shows `{first}` beside the candidate"))
    return found, kinds
