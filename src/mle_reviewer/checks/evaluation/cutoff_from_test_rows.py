"""A cut-off is chosen on the test rows, and what follows from it is used."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.measuring.choosing import Choosing
from mle_reviewer.system.system import System

CARD = Card(
    area="EP",
    title="A cut-off is chosen on the test rows",
    items=("EP5", "ME3"),
    severity=Severity.MEDIUM,
    risk="weak eval",
    confidence=Confidence.MEDIUM,
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Calls of functions that search for a cut-off with the labels of the test part, whose answer is handed on."""
    for routine, call, name, used in system.once(Choosing).limits():
        at = system.at(routine, call.pos)
        words = Words(
            title=f"The cut-off is chosen on `{name}`",
            issue="The labels of the test rows decide where the cut-off lies. What is told of these rows at this "
            "cut-off, costs and savings among them, is better than what new rows will give.",
            fix="Choose the cut-off on the validation part, and tell of the test rows once, at that cut-off.",
        )
        trace = [Step(at, f"searched for with the labels of `{name}`"), Step(system.at(routine, used), "and used here")]
        yield stated(CARD, at, words, trace, context=system.source(routine, call.pos))
