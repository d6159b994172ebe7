"""A gate compares two numbers that stand in the code: no model is looked at, and it always ends the same way."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.knowledge.measures import is_measure
from mle_reviewer.system.code.steps import Assert, Assign, Branch, Routine
from mle_reviewer.system.code.terms import Const, Op, Term, within
from mle_reviewer.system.questions.gating.gates import Gates
from mle_reviewer.system.questions.measuring.measures import ORDERING
from mle_reviewer.system.system import System

CARD = Card(
    area="EP", title="Gate on constants", items=("EP2",), severity=Severity.HIGH, risk="weak eval", sees="system"
)


def find(system: System) -> Iterator[Finding]:
    """Tests that stop or promote, of a constant that is named as a figure of a model against another constant."""
    gates = system.once(Gates)
    for routine in system.routines():
        tops = _top(system, routine)
        for step in routine.every():
            if not isinstance(step, (Branch, Assert)):
                continue
            for op in within(step.test if isinstance(step, Branch) else step.term):
                if isinstance(op, Op) and op.op in ORDERING and (figure := _figure((routine, *tops), op)) is not None:
                    if isinstance(step, Branch) and not gates.outcomes(step.then) | gates.outcomes(step.orelse):
                        continue
                    yield _finding(system, routine, step, figure)


def _top(system: System, routine: Routine) -> tuple[Routine, ...]:
    module = system.indexed.module(routine.path) if routine.function >= 0 else None
    return () if module is None else (module.top(),)


def _figure(routines: tuple[Routine, ...], op: Op) -> tuple[Routine, Assign] | None:
    """Where the constant got its name that is compared as if it were measured."""
    if not all(_is_number(term) for term in op.terms):
        return None
    for routine in routines:
        for step in routine.every():
            if isinstance(step, Assign) and any(step.term is term for term in op.terms) and is_measure(step.name):
                return routine, step
    return None


def _is_number(term: Term) -> bool:
    return isinstance(term, Const) and isinstance(term.value, (int, float)) and not isinstance(term.value, bool)


def _finding(system: System, routine: Routine, step: Branch | Assert, figure: tuple[Routine, Assign]) -> Finding:
    where, bound = figure
    value = bound.term.value if isinstance(bound.term, Const) else ""
    words = Words(
        title=f"The gate compares `{bound.name}`, which is the number {value}",
        issue="Both sides of the comparison stand in the code, so the gate ends the same way whatever was trained: "
        "it looks like a check of the model and checks nothing.",
        fix=f"Take `{bound.name}` from the evaluation of the very model that is to be promoted (its metrics file or "
        "its run), and fail where it is missing.",
    )
    trace = [
        Step(system.at(where, bound.pos), f"`{bound.name}` is {value}, whatever the model does"),
        Step(system.at(routine, step.pos), "held against another constant"),
    ]
    return stated(CARD, system.at(routine, step.pos), words, trace, context=system.source(routine, step.pos))
