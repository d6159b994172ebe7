"""A model or table is stored or published, every error of that is caught, and the program goes on."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.steps import Routine
from mle_reviewer.system.questions.skipping.ends import Ended
from mle_reviewer.system.questions.skipping.publishing import swallowed_releases
from mle_reviewer.system.system import System

CARD = Card(
    area="TR",
    title="Failed publication is swallowed",
    items=("TR2", "TR5"),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    lane="silent-failure-hunter",
    read=(7, 10),
    sees="system",
)
_HOW = {"silent": "without a word", "says": "with a line in the log", "warns": "with a line in the log"}


def find(system: System) -> Iterator[Finding]:
    """Attempts to register, promote, upload or deploy whose failure ends nothing."""
    for one in swallowed_releases(system):
        yield _finding(system, one)


def _finding(system: System, one: Ended) -> Finding:
    at = system.at(one.routine, one.attempt.pos)
    caught = f"`except {one.handler.types}`" if one.handler.types else "a bare `except`"
    words = Words(
        title="The program ends well though nothing was published",
        issue=f"{one.matter.says[:1].upper()}{one.matter.says[1:]}; every error of it is caught by {caught} "
        f"{_HOW[one.reaction]}, and the program goes on. When the store or registry refuses, the run is green and what "
        "is in use stays the version of before, or half of a version.",
        fix="Let the error end the program (log it, then `raise`), or try again and raise after the last time.",
    )
    trace = [
        Step(system.at(*_place(one)), one.matter.says),
        Step(at, f"every error is caught {_HOW[one.reaction]}, and nothing stops"),
    ]
    warns = one.reaction == "warns"
    return stated(
        CARD,
        at,
        words,
        trace,
        context=f"except {one.handler.types} {system.source(one.at[0], one.at[1].pos)}",
        severity=Severity.LOW if warns and one.matter.kind != "releases" else Severity.MEDIUM,
        confidence=Confidence.MEDIUM if warns else Confidence.HIGH,
    )


def _place(one: Ended) -> tuple[Routine, int]:
    routine, call = one.at
    return routine, call.pos
