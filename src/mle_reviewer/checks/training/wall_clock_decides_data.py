"""Which rows a training sees is decided by the day on which it runs, and nothing can tell it another one."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.data.moments import windows
from mle_reviewer.system.system import System

CARD = Card(
    area="TR",
    title="Today decides the training data",
    items=("TR1",),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Rows that code of training keeps or drops by what a clock says there and then."""
    for one in windows(system):
        at = system.at(one.routine, one.pos)
        words = Words(
            title="Today's date decides which rows are trained on",
            issue=f"Rows are kept by `{one.clock.name}`, asked right here: the same commit on the same data trains "
            "another model tomorrow. A failed run cannot be repeated, a backfill is impossible, and two models compare "
            "two windows.",
            fix="Take the date as an argument of the run (with today as its default), record it, and compute the "
            "window from it.",
        )
        asked = system.at(one.routine, one.clock.pos)
        trace = [Step(asked, f"the day is asked ({one.clock.name})"), Step(at, "and decides which rows stay")]
        yield stated(CARD, at, words, trace, context=system.source(one.routine, one.pos))
