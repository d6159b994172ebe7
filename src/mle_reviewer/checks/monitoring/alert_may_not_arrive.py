"""An alert is sent by code, and when it does not arrive nobody learns of it."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.skipping.alerting import Dropped, dropped_alerts
from mle_reviewer.system.system import System

CARD = Card(
    area="MI",
    title="Alert that may not arrive",
    items=("MI3",),
    severity=Severity.MEDIUM,
    risk="missing monitoring",
    lane="silent-failure-hunter",
    sees="system",
)
_TITLES = {
    "swallowed": "An alert that cannot be sent is dropped without a word",
    "unset": "Where the address of alerts is not set, they are dropped without a word",
    "unasked": "Nobody looks whether the alert was taken",
}
_WHY = {
    "swallowed": "Every error of sending is caught, and nothing is done or written.",
    "unset": "The function returns at once where the variable of the environment is not set, and nothing says so.",
    "unasked": "An answer with an error (a webhook that was withdrawn, a token that ran out) raises nothing by itself, "
    "and the answer is dropped.",
}
_FIX = {
    "swallowed": "Log the failure as an error and count it, or let it end the check that wanted to tell.",
    "unset": "End with an error where the address is missing; ask for it when the program starts.",
    "unasked": "Have an error of the answer raise (`response.raise_for_status()`), and log what could not be told.",
}


def find(system: System) -> Iterator[Finding]:
    """Messages to people whose loss stays unseen."""
    for one in dropped_alerts(system):
        yield _finding(system, one)


def _finding(system: System, one: Dropped) -> Finding:
    at = system.at(one.routine, one.pos)
    words = Words(
        title=_TITLES[one.kind],
        issue=f"{_WHY[one.kind]} Drift or a figure below its limit is then found and told to nobody, and silence is "
        "taken for health.",
        fix=_FIX[one.kind],
    )
    trace = [Step(system.at(one.routine, one.call.pos), f"people are told here ({one.name})"), Step(at, _WHY[one.kind])]
    return stated(CARD, at, words, trace, context=f"{one.kind} {system.source(one.routine, one.call.pos)}")
