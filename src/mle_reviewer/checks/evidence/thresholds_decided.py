"""ME3: whether the thresholds that decide are settings with an origin."""

from __future__ import annotations

from mle_reviewer.checks.speaking import Spoken, at_step, by_signs, without_models
from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer, Evidence
from mle_reviewer.system.code.terms import Element, Param, Result, Term, within
from mle_reviewer.system.questions.gating.budgets import stated_thresholds
from mle_reviewer.system.questions.gating.conditions import by_figures
from mle_reviewer.system.questions.gating.kept_limits import is_kept, judged_by_the_same, on_test_rows
from mle_reviewer.system.questions.gating.written_limits import written_limits
from mle_reviewer.system.questions.measuring.chances import Cutoff, all_cutoffs
from mle_reviewer.system.questions.measuring.limits import limits, on_a_curve, tuned
from mle_reviewer.system.system import System

ITEM = "ME3"
_MOST = 8
_LOST = "that the threshold that is chosen is kept with the model, or reaches what answers"
_TESTED = "rows for the choice of the threshold other than those of the test"
_SAME = "figures of rows other than those by which the threshold was chosen"
_USUAL = 0.5
_READING = frozenset({"read-settings", "restore", "load"})


def answer(system: System) -> Answer:
    """Thresholds that are searched for or read from somewhere; those that stand in the code are half of it."""
    reason = without_models(system)
    if reason:
        return Answer(ITEM, reason=reason)
    found = by_signs(system, ITEM, system.signed("decision-threshold"), "a threshold is chosen on data")
    held, lacking = bool(found), [] if found else _lacking(system)
    for routine, pos, says in tuned(system):
        found += at_step(system, ITEM, routine, pos, says)
    fixed, literal = Spoken(), False
    for one in system.once(all_cutoffs):
        if one.value is not None and not 0 < one.value < 1:  # an end of the range: checked for sense
            continue
        found_here, fixed_here = _cut(system, one)
        held = held or bool(found_here)
        found, fixed, literal = found + found_here, fixed + fixed_here, literal or _stands_in_code(one)
    agreed, literal = _agreed(system, found, literal=literal)
    held, found = held or len(agreed.evidence) > len(found.evidence), agreed
    seen = {(one.at.path, one.at.line) for one in (*found.evidence, *fixed.evidence)}
    fixed += _named(system, seen)
    fixed = Spoken(fixed.evidence[:_MOST], fixed.started)
    fixed = fixed or _written(system)
    for sign in by_figures(system):
        fixed += at_step(system, ITEM, sign.routine, sign.pos, "a pipeline goes on by a figure of the model")
    missing = list(found.missing) if found else []
    if found and lacking and not (held and lacking == [_LOST]):
        missing += lacking
    if found and literal:
        missing.append("an origin of the cut-offs that stand in the code")
    if fixed and not found:
        missing.append("where the threshold comes from: by which costs, on which rows")
    return Answer(
        ITEM,
        evidence=_each_once((*found.evidence, *fixed.evidence)),
        missing=tuple(missing),
        looked_for="thresholds on probabilities, on figures, on drift and confidence, conditions of pipelines: tuned, "
        "read from configuration, kept with the model or written in the code",
        next_step="Keep the decision threshold in the model's configuration, with the rows and the costs it was "
        "chosen by.",
    )


def _named(system: System, seen: set[tuple[str, int]]) -> Spoken:
    """Limits by their names, where they are compared and where they are set."""
    fixed = Spoken()
    for limit in limits(system):
        at = system.at(limit.routine, limit.pos)
        if (at.path, at.line) in seen:
            continue
        if limit.at is not None:
            fixed += Spoken(
                (evidence(ITEM, limit.at, f"`{limit.name}` is a setting"),),
                system.reached.how(limit.routine) is not None,
            )
        says = f"compared with `{limit.name}`" + ("" if limit.literal is None else f", {limit.literal:g} in the code")
        says = says if limit.name else f"drift is said to be there at {limit.literal:g}, a number in the code"
        fixed += at_step(system, ITEM, limit.routine, limit.pos, says)
    return fixed


def _written(system: System) -> Spoken:
    """Numbers without a name that figures are held against."""
    fixed = Spoken()
    for routine, pos, number in written_limits(system)[:_MOST]:
        fixed += at_step(system, ITEM, routine, pos, f"a figure is held against {number:g}, a number in the code")
    return fixed


def _agreed(system: System, found: Spoken, *, literal: bool) -> tuple[Spoken, bool]:
    """A threshold that a note declares and that code which runs decides by has an origin: the note."""
    for said in stated_thresholds(system):
        same = [one for one in system.once(all_cutoffs) if one.value == said.value]
        if same:
            started = any(system.reached.how(one.routine) is not None for one in same)
            found += Spoken(
                (evidence(ITEM, said.at, f"the threshold is declared beside its costs: {said.value:g}"),), started
            )
            others = [one for one in system.once(all_cutoffs) if one.value != said.value and _stands_in_code(one)]
            literal = bool(others)
    return found, literal


def _lacking(system: System) -> list[str]:
    """What is open of thresholds that are chosen by a function: the rows, and whether the choice is kept."""
    some = tuned(system)
    found = [_TESTED] if some and all(on_test_rows(system, routine) for routine, _, _ in some) else []
    if some and not found and all(judged_by_the_same(system, routine) for routine, _, _ in some):
        found = [_SAME]
    return found + ([_LOST] if some and not is_kept(system) else [])


def _stands_in_code(one: Cutoff) -> bool:
    """Whether a number other than one half is written where it decides, and is no default that callers may replace."""
    return one.value not in {None, _USUAL} and not isinstance(one.bound, Param)


def _each_once(some: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """One place for each thing that is said in a document."""
    return tuple({(one.at.path, one.statement): one for one in reversed(some)}.values())[::-1]


def _cut(system: System, one: Cutoff) -> tuple[Spoken, Spoken]:
    """A cut-off on a probability: as one that has an origin, or as one that has none to be seen."""
    none = Spoken()
    if isinstance(one.bound, Element):  # one of several that are tried out
        return none, none
    if on_a_curve(system, one.bound):
        return at_step(system, ITEM, one.routine, one.op.pos, "the threshold is chosen on a curve"), none
    number = one.value
    if number is None:
        some = system.indexed.constants(one.bound)
        number = next((float(value) for value in some if isinstance(value, (int, float))), None)
    if number is not None:
        name = f"`{one.named}`, " if one.named else ""
        says = f"the threshold is visible: {name}{number:g}"
        return none, at_step(system, ITEM, one.routine, one.op.pos, says)
    if _is_kept(system, one.bound):
        return at_step(system, ITEM, one.routine, one.op.pos, "the threshold is read from a document"), none
    return none, at_step(
        system, ITEM, one.routine, one.op.pos, "the threshold is a value that the caller or settings give"
    )


def _is_kept(system: System, bound: Term) -> bool:
    """Whether a threshold is read from a document or with the model, and not only from the command line."""
    calls = (one.call for one in within(bound) if isinstance(one, Result))
    return any(entry.effect in _READING for call in calls for entry in system.indexed.entries(call))
