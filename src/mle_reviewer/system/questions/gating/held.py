"""What a candidate is held against: the version in use, a simple baseline, a declared figure, the figures of groups."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import INCUMBENT, words
from mle_reviewer.system.code.steps import Assign, Loop, Routine, every
from mle_reviewer.system.code.terms import Call, Const, Op, Result, Term, within
from mle_reviewer.system.doing import scores
from mle_reviewer.system.questions.gating.asked_again import asked_before_a_change
from mle_reviewer.system.questions.gating.gates import Gate, Gates
from mle_reviewer.system.questions.measuring.figures import Figures, figure, is_figure

if TYPE_CHECKING:
    from mle_reviewer.program.entries import Entry
    from mle_reviewer.system.manifests import Manifest
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System

_COSTS: Final = frozenset({"latency", "cost", "costs", "p95", "p99", "throughput", "memory"})
_FAIR: Final = frozenset({"parity", "odds", "disparity", "fairness", "bias", "dpd", "eod"})
_TRUE_CHANCES: Final = frozenset({"brier", "ece", "calibration", "logloss"})
# What figures are worked out for each of without being slices of the examples.
_NO_GROUPS: Final = frozenset({"model", "models", "fold", "folds", "run", "experiment", "seed", "origin", "epoch"})


def scored_baselines(system: System) -> list[Sign]:
    """The simple models whose answers are scored, alone or among others."""
    found = []
    for sign in system.signed("baseline-model"):
        for call in sign.routine.calls():
            given = (call.callee, *call.args, *(value for _, value in call.kwargs))
            made = (one.call for term in given for one in within(term) if isinstance(one, Result))
            if scores(system.indexed, call) and any(one is sign.call for one in made):
                found.append(sign)
                break
    return found


def has_another(sign: Sign) -> bool:
    """Whether a call that can compare two models is given the second one."""
    if "baseline" not in sign.entry.slots:
        return True
    other = sign.given("baseline")
    return other is not None and not (isinstance(other, Const) and other.value is None)


_SIMPLE: Final = frozenset({"baseline", "naive", "dummy", "persistence", "majority"})


def named_baselines(system: System) -> Iterator[tuple[Routine, int]]:
    """Metrics of predictions, or bound to names, that are said to be those of a baseline."""
    figures = system.once(Figures)
    for routine in system.routines():
        same_model = asked_before_a_change(routine)
        bound = {id(step.term.call): step.name for step in routine.every()
                 if isinstance(step, Assign) and isinstance(step.term, Result)}  # fmt: skip
        for call in routine.calls():
            if not scores(system.indexed, call):
                continue
            given = (*call.args, *(value for _, value in call.kwargs))
            if same_model & {id(one.call) for term in given for one in within(term) if isinstance(one, Result)}:
                continue
            if set(words(bound.get(id(call), ""))) & _SIMPLE or any(
                figures.said(routine, one) & _SIMPLE for one in given
            ):
                yield routine, call.pos


def against_the_used(gates: Gates, gate: Gate) -> bool:
    """Whether a gate holds a figure against that of the version in use."""
    return any(_sides(gates, gate.routine, op) for op in gate.compared)


def _sides(gates: Gates, routine: Routine, op: Op) -> bool:
    if len(op.terms) != 2:  # noqa: PLR2004 - both sides of a comparison
        return False
    for side, other in (op.terms, op.terms[::-1]):
        known = gates.of_the_used(side) or bool(_named(routine, side) & INCUMBENT)
        if known and (gates.measures.measured(other) or gates.measures.measured(side)):
            return True
    return False


def _named(routine: Routine, term: Term) -> set[str]:
    names = (step.name for step in routine.every() if isinstance(step, Assign) and step.term is term)
    return {word for name in names for word in words(name)}


def loops_over_groups(system: System) -> Iterator[tuple[Routine, Loop, tuple[Call, ...]]]:
    """The loops over groups that work out metrics, with the calls that do."""
    for routine in system.routines():
        for step in routine.every():
            if isinstance(step, Loop) and step.over is not None and _goes_over_groups(system, step.over):
                scored = [one for one in every(step.body) if isinstance(one, Call) and _measures(system, one)]
                if scored:
                    yield routine, step, tuple(scored)


def _measures(system: System, call: Call) -> bool:
    """Whether a call works out a metric, by itself or in the function that it enters."""
    world = system.indexed
    if scores(world, call) or figure(system, call):
        return True
    return any(any(scores(world, one) for one in own.calls()) or _reckons(own) for own in world.own(call)[:2])


def _reckons(own: Routine) -> bool:
    """Whether a function reckons several figures and gives them back together."""
    named = [step for step in own.every() if isinstance(step, Assign) and is_figure(step.name)]
    return sum(any(isinstance(one, Op) and one.op == "/" for one in within(step.term)) for step in named) > 1


def _goes_over_groups(system: System, over: Term) -> bool:
    """Whether the groups of a column are gone through, and not models, folds or runs."""
    calls = [one.call for one in within(over) if isinstance(one, Result)]
    if {word for one in within(over) if isinstance(one, Const) for word in words(str(one.value))} & _NO_GROUPS:
        return False
    return any(_effects(system, call) & {"group", "levels"} or _distinct(system, call) for call in calls)


def _distinct(system: System, call: Call) -> bool:
    return any(name.rpartition(".")[2] in {"unique", "distinct"} for name in system.indexed.names(call))


def _effects(system: System, call: Call) -> set[str]:
    return {entry.effect for entry in system.indexed.entries(call)}


def reports(system: System) -> Iterator[Manifest]:
    """The documents that hold figures of models."""
    yield from system.manifests.get("metrics", ())


def keys_of(entry: Entry, depth: int = 0) -> Iterator[tuple[str, Entry]]:
    """The keys of a report and what stands under them, to a few levels."""
    for key, inner in entry.items():
        yield key, inner
        if depth < 3:  # noqa: PLR2004 - reports nest by split, group and metric
            yield from keys_of(inner, depth + 1)
