"""A step that trains, checks or publishes is left out where a file is missing, and the program ends well."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.skipping.absent import LeftOut, left_out
from mle_reviewer.system.system import System

CARD = Card(
    area="TR",
    title="Step left out where a file is missing",
    items=("TR5", "EP2"),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    lane="silent-failure-hunter",
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Functions that return at once where a file is not there, and do what matters only otherwise."""
    for one in left_out(system):
        yield _finding(system, one)


def _finding(system: System, one: LeftOut) -> Finding:
    at = system.at(one.routine, one.branch.pos)
    routine, call = one.at
    words = Words(
        title="Where the file is missing, the step is left out and nothing fails",
        issue=f"Here the function returns when a file is not there; otherwise {one.matter.says}. A step before it that "
        "wrote to another place, or wrote nothing, leaves the run green with this step not done.",
        fix="Raise (`FileNotFoundError`), or end with an exit code that is not 0; where the file may be missing, have "
        "the pipeline decide that.",
    )
    trace = [
        Step(at, "returns where the file is not there"),
        Step(system.at(routine, call.pos), f"what is left out then: {one.matter.says}"),
    ]
    return stated(CARD, at, words, trace, context=f"{one.routine.name} {system.source(one.routine, one.branch.pos)}")
