"""A program that trains, checks or evaluates ends with success although that went wrong."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.skipping.ends import Ended, ended_well
from mle_reviewer.system.system import System

CARD = Card(
    area="EP",
    title="Error ends as success",
    items=("EP2", "TR5"),
    severity=Severity.MEDIUM,
    risk="weak eval",
    lane="silent-failure-hunter",
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Handlers that end the program with exit code 0, or after which it ends by itself."""
    for one in ended_well(system):
        yield _finding(system, one)


def _finding(system: System, one: Ended) -> Finding:
    at = system.at(one.routine, one.stop.pos if one.stop is not None else one.attempt.pos)
    caught = f"`except {one.handler.types}`" if one.handler.types else "a bare `except`"
    ends = "ends the program with exit code 0" if one.stop is not None else "lets the program come to its end"
    words = Words(
        title="The program ends with success although it failed",
        issue=f"{one.matter.says[:1].upper()}{one.matter.says[1:]} in it; when that fails, {caught} {ends}. A "
        "scheduler, a pipeline or CI sees exit code 0 and goes on with what an earlier run left.",
        fix="Let the error go on (`raise`), or end with an exit code that is not 0 (`sys.exit(1)`).",
    )
    routine, call = one.at
    trace = [Step(system.at(routine, call.pos), one.matter.says), Step(at, f"after an error, {caught} {ends}")]
    context = f"except {one.handler.types} {system.source(routine, call.pos)}"
    return stated(CARD, at, words, trace, context=context)
