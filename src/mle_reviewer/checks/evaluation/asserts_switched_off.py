"""A program is started with assertions off, though they are what judges its data or its model."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.skipping.unchecked_steps import Unclaimed, unclaimed
from mle_reviewer.system.system import System

CARD = Card(
    area="EP",
    title="Assertions are switched off",
    items=("EP2", "DL4"),
    severity=Severity.MEDIUM,
    risk="weak eval",
    lane="silent-failure-hunter",
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Commands with `python -O` or PYTHONOPTIMIZE that start a document whose `assert`s are gates."""
    for one in unclaimed(system):
        yield _finding(system, one)


def _finding(system: System, one: Unclaimed) -> Finding:
    claim = system.at(one.routine, one.claim.pos)
    words = Words(
        title="The assertions that judge the data or the model are not run",
        issue=f"With `{one.says}` Python leaves out every `assert`, those as well by which this program refuses data "
        "or a model. It goes through for whatever it is given.",
        fix="Leave the option away, or raise where something does not hold (`if not ...: raise ValueError`).",
    )
    trace = [Step(claim, "an `assert` that judges"), Step(one.at, f"started with `{one.says}`: it is left out")]
    return stated(CARD, one.at, words, trace, context=f"{one.says} {one.routine.path}")
