"""A generator is seeded with a number that is another in each run."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, place, stated, step_at
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.terms import Result, within
from mle_reviewer.system.questions.learning.randomness import clock
from mle_reviewer.system.system import System

CARD = Card(
    area="TR",
    title="Seeded with the clock",
    items=("TR3", "TR1"),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    sees="system",
    may_block=False,
)


def find(system: System) -> Iterator[Finding]:
    """Seeds and `random_state` made of the time or of the process, which nothing writes down."""
    recorded = [
        inner.call for sign in system.signed("log-parameters", "log", "start-run") for term in sign.call.args
        for inner in within(term) if isinstance(inner, Result)
    ]  # fmt: skip
    for sign in system.signed("seed-python", "seed-numpy", "seed-torch", "seed-tensorflow", "seed-all", "draw"):
        given = sign.given("seed")
        ticks = None if given is None else clock(system, given)
        if ticks is None or any(ticks is one for one in recorded):
            continue
        words = Words(
            title="The seed is another in each run",
            issue="It is made of the time or the process and written down nowhere, so no run can be made again: the "
            "same as no seed, but it looks like one.",
            fix="Take the seed from the settings, or draw it once and record it with the run.",
        )
        trace = [
            Step(system.at(sign.routine, ticks.pos), "another value in each run"),
            step_at(system, sign, f"is the seed here ({sign.name})"),
        ]
        yield stated(CARD, place(system, sign), words, trace, context=system.source(sign.routine, sign.pos))
