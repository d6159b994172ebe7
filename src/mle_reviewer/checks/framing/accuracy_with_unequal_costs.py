"""The model is chosen by accuracy, though a note says that one kind of mistake costs far more than the other."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.gating.budgets import asymmetric, stated_costs
from mle_reviewer.system.questions.measuring.selecting import selections
from mle_reviewer.system.system import System

CARD = Card(
    area="PF",
    title="Accuracy chosen though mistakes cost unequally",
    items=("PF3",),
    severity=Severity.MEDIUM,
    risk="weak eval",
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Choices by accuracy in code that runs, where declared costs differ at least twofold."""
    unequal = asymmetric(stated_costs(system))
    if unequal is None:
        return
    missed, alarm = unequal
    for one in selections(system):
        if one.figure == "accuracy" and one.how is not None:
            at = system.at(one.routine, one.call.pos)
            words = Words(
                title="The model is chosen by accuracy, and mistakes cost unequally",
                issue=f"`{missed.at.path}` puts a false negative at {missed.text} and a false positive at "
                f"{alarm.text}; accuracy counts both as one. The candidate that costs least may come last.",
                fix="Choose by the cost itself (`make_scorer`), or by a metric that follows from the costs.",
            )
            trace = [
                Step(missed.at, f"a false negative costs {missed.text}"),
                Step(alarm.at, f"a false positive costs {alarm.text}"),
                Step(at, f"`{one.by}` chooses by `{one.spelled}`"),
            ]
            yield stated(CARD, at, words, trace, context=system.source(one.routine, one.call.pos))
