"""A gate lets through what it could not judge: a missing figure, a swallowed error, an answer nobody looks at."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.gating.absences import absences
from mle_reviewer.system.questions.gating.fail_open import Opening, openings
from mle_reviewer.system.questions.gating.outages import outages
from mle_reviewer.system.system import System

CARD = Card(
    area="EP",
    title="Gate fails open",
    items=("EP2",),
    severity=Severity.HIGH,
    risk="weak eval",
    lane="silent-failure-hunter",
    read=(1, 5),
    sees="system",
)
_FIXES = {
    "default": "Read the figure by its key, or with None, and refuse the model where it is missing.",
    "nothing": "Refuse the model where the figure is missing: only the very first version has nothing to be held "
    "against.",
    "swallowed": "Let the error end the program, or refuse the model in the handler; promote only behind the "
    "comparison.",
    "both": "Promote in the arm that passed only, and end with an error in the other.",
    "ignored": "Branch on what the gate says, or have it raise.",
    "nan": "Write the condition so that it has to hold for the model to pass (`if not value >= limit: refuse`), "
    "and check for NaN.",
    "outage": "Catch only the error that says the alias or model does not exist, and let every other one end the "
    "program.",
}


def find(system: System) -> Iterator[Finding]:
    """The ways round a gate that the questions know."""
    for one in (*openings(system), *absences(system), *outages(system)):
        yield _finding(system, one)


def _finding(system: System, one: Opening) -> Finding:
    at = system.at(one.routine, one.pos)
    words = Words(
        title=one.title,
        issue=f"{one.why} A model that nobody measured then takes the place of the one in use, and nothing says so.",
        fix=_FIXES[one.kind],
    )
    trace = [Step(system.at(routine, pos), says) for routine, pos, says in one.steps]
    doubtful = one.kind in {"outage", "nan"}
    return stated(
        CARD,
        at,
        words,
        trace,
        context=f"{one.kind}: {system.source(one.routine, one.pos)}",
        severity=Severity.MEDIUM if doubtful else Severity.HIGH,
        confidence=Confidence.MEDIUM if doubtful else Confidence.HIGH,
    )
