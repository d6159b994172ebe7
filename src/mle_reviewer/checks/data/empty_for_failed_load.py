"""Where data cannot be loaded something empty stands for it, is put beside other rows, and nothing fails."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.skipping.absent import Emptied, emptied
from mle_reviewer.system.system import System

CARD = Card(
    area="DL",
    title="Something empty stands for missing data",
    items=("DL4", "TR1"),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    lane="silent-failure-hunter",
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Loads that give an empty table or list where they fail, which nobody asks about before it matters."""
    seen: set[tuple[str, int]] = set()
    for one in emptied(system):
        if (one.routine.path, one.pos) not in seen:
            seen.add((one.routine.path, one.pos))
            yield _finding(system, one)


def _finding(system: System, one: Emptied) -> Finding:
    at = system.at(one.routine, one.pos)
    words = Words(
        title=f"`{one.routine.name}` gives {one.given} where its data is missing",
        issue=f"Where the data cannot be loaded ({one.why}), {one.given} is given back, and put beside other rows. "
        f"Nothing fails: {one.reached.matter.says} without a source, a period or a class, and the run is green.",
        fix="Let a missing source fail; where it may be missing, say so in settings, record which sources were there, "
        "and check the count of rows of each.",
    )
    trace = [
        Step(system.at(one.routine, one.loads.pos), "data is loaded"),
        Step(at, f"where that is not possible ({one.why}), {one.given} stands for it"),
        Step(system.at(one.mixed[0], one.mixed[1].pos), "put beside other rows"),
        Step(system.at(one.reached.routine, one.reached.call.pos), one.reached.matter.says),
    ]
    return stated(CARD, at, words, trace, context=f"{one.routine.name} {one.given}")
