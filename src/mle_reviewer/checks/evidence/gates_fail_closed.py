"""EP2: whether gates are declared before a model is chosen, and refuse what does not pass."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.speaking import Spoken, at_step, by_signs, without_models
from mle_reviewer.checks.stating import evidence, place
from mle_reviewer.findings.evidence import Answer, Evidence
from mle_reviewer.system.questions.gating.conditions import by_figures, of_training
from mle_reviewer.system.questions.gating.decisions import Decisions
from mle_reviewer.system.questions.gating.declared_gates import DeclaredGate, declared_gates, unread
from mle_reviewer.system.questions.gating.ungated import registered_ungated, ungated
from mle_reviewer.system.questions.gating.unlogged import unlogged
from mle_reviewer.system.questions.gating.unmeasured import passing_unmeasured
from mle_reviewer.system.system import System

ITEM = "EP2"
_SAYS = {
    "promotes": "whether it is registered, promoted or deployed",
    "stops": "whether the program goes on",
    "keeps": "whether it is kept",
}
_CANDIDATE = frozenset({"candidate", "challenger", "new"})


def answer(system: System) -> Answer:
    """Gates in code and pipelines, and files that declare what has to be reached."""
    reason = without_models(system) or _nothing_released(system)
    if reason:
        return Answer(ITEM, reason=reason)
    found = _in_code(system)
    declared = tuple(_declared(system))
    weighed = Spoken() if found else _weighed(system)
    missing = list(found.missing)
    if weighed:
        missing.append("something that refuses a model by this figure: its outcome is only told or given back")
    elif declared and not found:
        missing.append("code that compares a figure with what is declared")
    elif declared and unread(system):
        missing.append(f"code that reads {unread(system)[0]}, so that what it declares holds something back")
    missing += _passing(system)
    missing += [f"a figure that is recorded as `{one.name}`: nothing seen records one" for one in unlogged(system)[:1]]
    conditions = by_figures(system)
    if conditions and all(map(of_training, conditions)) and len(conditions) == len(found.evidence):
        missing.append("a figure of rows kept out: the condition reads one of the training")
    if found:
        beside = ungated(system)
        missing += [f"a gate before {place(system, one)}, where a version is put into use" for one in beside[:1]]
        if not beside and all(one.outcomes == {"stops"} for one in system.once(Decisions).all):
            early = registered_ungated(system)
            missing += [f"a gate before {place(system, one)}, where the version is registered" for one in early[:1]]
    return Answer(
        ITEM,
        evidence=(*found.evidence, *weighed.evidence, *declared),
        missing=tuple(missing),
        looked_for="comparisons of a figure of the model that stop, register, promote or keep it; conditions of "
        "pipelines; thresholds declared to evaluation tools; gates files",
        next_step="Before the version is registered or deployed, compare its held-out figure with a declared threshold "
        "and exit with an error where it is missing or too low.",
    )


def _declared(system: System) -> Iterator[Evidence]:
    """The documents that declare gates, each with the figures that it bounds."""
    of: dict[str, list[DeclaredGate]] = {}
    for one in declared_gates(system):
        of.setdefault(one.at.path, []).append(one)
    for some in of.values():
        names = ", ".join(f"`{name}`" for name in list(dict.fromkeys(one.metric for one in some))[:4])
        yield evidence(ITEM, some[0].at, f"what a candidate has to reach is declared here: {names}")


def _in_code(system: System) -> Spoken:
    found = by_signs(system, ITEM, system.signed("metric-threshold"), "what a metric has to reach is declared")
    found += by_signs(system, ITEM, by_figures(system), "a step of the pipeline runs only if this holds")
    for one in sorted(system.once(Decisions).all, key=lambda one: system.reached.how(one.routine) is None):
        says = next(words for outcome, words in _SAYS.items() if outcome in one.outcomes)
        found += at_step(system, ITEM, one.routine, one.step.pos, f"a figure of the model decides {says}")
    return found


def _weighed(system: System) -> Spoken:
    """Figures that are held to a declared bound where models are trained, evaluated or registered."""
    decisions, found = system.once(Decisions), Spoken()
    roles = system.roles
    at_work = {one.at.path for some in (roles.trains, roles.evaluates, roles.registers) for one in some}
    for one in decisions.weighed:
        module = system.indexed.module(one.routine.path)
        near = {one.routine.path}
        near |= set(system.layout.imported(one.routine.path, module.code.imports)) if module is not None else set()
        named = decisions.figures.said(one.routine, one.figure) & _CANDIDATE
        against = decisions.bounded(one) or decisions.against(one) == "used"
        if against and (named or near & at_work) and not decisions.watches(one):
            found += at_step(system, ITEM, one.routine, one.op.pos, "a figure of the model is held to a bound")
    return found


def _passing(system: System) -> list[str]:
    """What is open at the gates that let a model pass where its figure is not there."""
    found = (one for decision in system.once(Decisions).all for one in passing_unmeasured(system, decision))
    places = [f"{system.at(routine, pos)}" for routine, pos in found]
    return [f"a refusal where a figure is missing: {places[0]} lets the model pass"] if places else []


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
