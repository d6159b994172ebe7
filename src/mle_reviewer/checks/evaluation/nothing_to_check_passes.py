"""A gate or a check goes over files or slices that may be none, and none of them passes."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.skipping.nothing import Vacuous, vacuous
from mle_reviewer.system.system import System

CARD = Card(
    area="EP",
    title="Nothing to check passes",
    items=("EP2", "EP3"),
    severity=Severity.MEDIUM,
    risk="weak eval",
    confidence=Confidence.MEDIUM,
    lane="silent-failure-hunter",
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Tests and loops over what may be empty, where nobody asks whether it is."""
    for one in vacuous(system):
        yield _finding(system, one)


def _finding(system: System, one: Vacuous) -> Finding:
    at = system.at(one.routine, one.pos)
    words = Words(
        title="When there is nothing to check, the check passes",
        issue=f"What is checked here may be empty ({one.may_be}): {one.passes}. A report under another name, a folder "
        "that moved or a slice that nobody filled passes as if it had been measured and were good.",
        fix="Ask first whether there is anything (`if not files: raise ...`), better for the names that are expected.",
    )
    trace = [Step(system.at(one.routine, one.source), f"may be empty: {one.may_be}"), Step(at, one.passes)]
    return stated(CARD, at, words, trace, context=system.source(one.routine, one.pos))
