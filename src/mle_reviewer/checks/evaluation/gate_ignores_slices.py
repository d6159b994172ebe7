"""Figures are worked out per group, and the gate beside them looks only at the one over all."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.steps import Call, Return, Routine, SetItem, every
from mle_reviewer.system.code.terms import Op, Result, Term, within
from mle_reviewer.system.doing import closure
from mle_reviewer.system.questions.gating.gates import Gate, Gates
from mle_reviewer.system.questions.gating.held import loops_over_groups
from mle_reviewer.system.questions.measuring.measures import ORDERING
from mle_reviewer.system.system import System

CARD = Card(
    area="EP",
    title="Gate ignores slices",
    items=("EP3", "EP2", "CB3"),
    severity=Severity.MEDIUM,
    risk="weak eval",
    sees="system",
)


_PUTTING: Final = frozenset({"append", "add", "update"})


@dataclass(frozen=True, slots=True)
class _Figures:
    """Figures per group: where they are worked out, by what, and the terms that hold them."""

    routine: Routine
    pos: int
    how: str
    held: frozenset[int]  # identities of calls and of the containers that their results are put into


def find(system: System) -> Iterator[Finding]:
    """Metrics per group whose values nothing compares, where a gate of the same function compares others."""
    figures = [*_of_tools(system), *_of_loops(system)]
    if not figures:
        return
    gates = system.once(Gates)
    for one in figures:
        gate = next((gate for gate in gates.of(one.routine) if gate.then or gate.orelse), None)
        if gate is not None and not _looked_at(system, gates, one):
            yield _finding(system, one, gate)


def _of_tools(system: System) -> Iterator[_Figures]:
    for sign in system.signed("slice-metrics"):
        yield _Figures(sign.routine, sign.pos, sign.name, frozenset({id(sign.call)}))


def _of_loops(system: System) -> Iterator[_Figures]:
    """Loops over groups: what they work out, and the dicts and lists that it is kept in."""
    for routine, step, scored in loops_over_groups(system):
        held = {id(call) for call in scored}
        for inner in every(step.body):
            if isinstance(inner, SetItem) and _within(inner.term, held):
                held.add(id(inner.of))
            elif (
                isinstance(inner, Call) and inner.method in _PUTTING and any(_within(term, held) for term in inner.args)
            ):
                held.add(id(inner.callee))
        yield _Figures(routine, step.pos, "a loop over groups", frozenset(held))


def _looked_at(system: System, gates: Gates, figures: _Figures) -> bool:
    """Whether the figures of groups are compared, handed on to something of the repository, or given back."""
    for routine in closure(system.indexed, figures.routine):
        for step in routine.every():
            for term in step.terms():
                for one in within(term):
                    compared = isinstance(one, Op) and one.op in ORDERING
                    own = isinstance(one, Result) and bool(gates.world.own(one.call))
                    if (compared or own) and _within(one, figures.held):
                        return True
    returned = [step for step in figures.routine.every() if isinstance(step, Return)]
    return any(_within(term, figures.held) for step in returned for term in step.terms())


def _within(term: Term, held: Collection[int]) -> bool:
    return any(id(one.call if isinstance(one, Result) else one) in held for one in within(term))


def _finding(system: System, figures: _Figures, gate: Gate) -> Finding:
    words = Words(
        title="The figures per group are worked out, and the gate does not look at them",
        issue="The gate holds only the figure over all rows to its limit: a model that gains on the large groups and "
        "fails a small one passes, with the failure printed beside it.",
        fix="Hold the worst group (with enough rows) to a limit of its own, or to what the version in use reaches.",
    )
    at = system.at(figures.routine, figures.pos)
    trace = [
        Step(at, f"figures per group ({figures.how}), compared with nothing"),
        Step(system.at(gate.routine, gate.step.pos), "the gate compares another figure"),
    ]
    return stated(CARD, at, words, trace, context=system.source(figures.routine, figures.pos))
