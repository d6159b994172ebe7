"""Figures are worked out per group, and the gate beside them looks only at the one over all."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, place, stated, step_at
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.steps import Return
from mle_reviewer.system.code.terms import Op, Result, Term, within
from mle_reviewer.system.doing import closure
from mle_reviewer.system.questions.chances import terms_of
from mle_reviewer.system.questions.gates import Gate, Gates
from mle_reviewer.system.questions.measures import ORDERING
from mle_reviewer.system.signs import Sign
from mle_reviewer.system.system import System

CARD = Card(
    area="EP",
    title="Gate ignores slices",
    items=("EP3", "EP2", "CB3"),
    severity=Severity.MEDIUM,
    risk="weak eval",
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Metrics per group whose values nothing compares, where a gate of the same function compares others."""
    slices = system.signed("slice-metrics")
    if not slices:
        return
    gates = Gates(system)
    for sign in slices:
        gate = next((one for one in gates.of(sign.routine) if one.then or one.orelse), None)
        if gate is not None and not _looked_at(system, gates, sign):
            yield _finding(system, sign, gate)


def _looked_at(system: System, gates: Gates, sign: Sign) -> bool:
    """Whether the figures of groups are compared, handed on to something of the repository, or given back."""
    for routine in closure(system.indexed, sign.routine):
        for step in routine.every():
            for term in terms_of(step):
                for one in within(term):
                    compared = isinstance(one, Op) and one.op in ORDERING
                    own = isinstance(one, Result) and bool(gates.world.own(one.call))
                    if (compared or own) and _holds(one, sign):
                        return True
    returned = [step for step in sign.routine.every() if isinstance(step, Return)]
    return any(_holds(term, sign) for step in returned for term in terms_of(step))


def _holds(term: Term, sign: Sign) -> bool:
    return any(isinstance(one, Result) and one.call is sign.call for one in within(term))


def _finding(system: System, sign: Sign, gate: Gate) -> Finding:
    words = Words(
        title="The figures per group are worked out, and the gate does not look at them",
        issue="The gate holds only the figure over all rows to its limit: a model that gains on the large groups and "
        "fails a small one passes, with the failure printed beside it.",
        fix="Hold the worst group (with enough rows) to a limit of its own, or to what the version in use reaches.",
    )
    at = place(system, sign)
    trace = [
        step_at(system, sign, f"figures per group ({sign.name}), compared with nothing"),
        Step(system.at(gate.routine, gate.step.pos), "the gate compares another figure"),
    ]
    return stated(CARD, at, words, trace, context=system.source(sign.routine, sign.pos))
