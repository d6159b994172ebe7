"""Rows that find no partner in a join are dropped with whatever else is missing, and nobody counts them."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.skipping.unmatched import Dropped, dropped
from mle_reviewer.system.system import System

CARD = Card(
    area="DL",
    title="Rows without a partner vanish",
    items=("DL4", "DL1"),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    confidence=Confidence.MEDIUM,
    lane="silent-failure-hunter",
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Left and outer joins whose unmatched rows a `dropna` of every column takes away again."""
    for one in dropped(system):
        yield _finding(system, one)


def _finding(system: System, one: Dropped) -> Finding:
    at = system.at(one.routine, one.join.pos)
    routine, call = one.dropped
    words = Words(
        title="Rows that the join does not match are dropped, and nobody counts them",
        issue=f"The {one.how} join keeps rows without a partner, with their columns missing; then every row with "
        f"anything missing is dropped. {one.reached.matter.says[:1].upper()}{one.reached.matter.says[1:]} from the "
        "rest: when keys change their form or a table is late, labels and rows vanish and the run is green.",
        fix="Count what finds no partner (`indicator=True`) and stop where it is more than a stated share; drop by the "
        "columns that are meant (`dropna(subset=[...])`).",
    )
    trace = [
        Step(at, f"a {one.how} join: what finds no partner stays, with columns missing"),
        Step(system.at(routine, call.pos), "every row with anything missing is dropped; nobody counted them before"),
        Step(system.at(one.reached.routine, one.reached.call.pos), one.reached.matter.says),
    ]
    return stated(CARD, at, words, trace, context=system.source(one.routine, one.join.pos))
