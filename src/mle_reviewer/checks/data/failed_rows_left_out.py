"""What cannot be read or prepared is left out of a loop without a word, and the rest is learned from or kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.skipping.losing import Lost, lost_in_loops
from mle_reviewer.system.questions.skipping.lost_counts import only_works_out
from mle_reviewer.system.system import System

CARD = Card(
    area="DL",
    title="What fails is left out unseen",
    items=("DL4", "TR1"),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    lane="silent-failure-hunter",
    sees="system",
)
_HOW = {"silent": "without a word", "says": "with a line in the log, and no count"}
_BY_DATA: Final = (
    "A renamed column, a moved folder or expired rights then take away a part, a class or all of the data, and the run "
    "stays green."
)
_BY_FIGURE: Final = (
    "What it cannot be worked out for (too few rows, one value only, a division by zero) is no random part, so that "
    "the result is about fewer than it says, or about none."
)


def find(system: System) -> Iterator[Finding]:
    """Loops that go on after every error, with what the others give handed to something that matters."""
    seen: set[int] = set()
    for one in lost_in_loops(system):
        if id(one.attempt) not in seen:
            seen.add(id(one.attempt))
            yield _finding(system, one)


def _finding(system: System, one: Lost) -> Finding:
    at = system.at(one.routine, one.attempt.pos)
    caught = f"`except {one.handler.types}`" if one.handler.types else "a bare `except`"
    figure = only_works_out(system, one.attempt)
    words = Words(
        title="What fails is left out, and nobody counts how much",
        issue=f"Whatever goes wrong is caught by {caught} and that one is left out {_HOW[one.reaction]}. "
        f"{_sentence(one.reached.matter.says)} from the rest. {_BY_FIGURE if figure else _BY_DATA}",
        fix="Catch only the error that is expected, count what was left out, and write the count beside the result."
        if figure
        else "Catch only the error that is expected, count what was left out, and stop where it is more than a stated "
        "share.",
    )
    trace = [
        Step(system.at(one.loop[0], one.loop[1].pos), "goes through these one by one"),
        Step(system.at(one.routine, one.tried.pos), "what may fail"),
        Step(at, f"every error is caught; that one is left out {_HOW[one.reaction]}"),
        Step(system.at(one.reached.routine, one.reached.call.pos), f"{one.reached.matter.says} from what is left"),
    ]
    silent = one.reaction == "silent"
    return stated(
        CARD,
        at,
        words,
        trace,
        context=f"except {one.handler.types} {system.source(one.routine, one.tried.pos)}",
        severity=Severity.MEDIUM if silent else Severity.LOW,
        confidence=Confidence.HIGH if silent else Confidence.MEDIUM,
    )


def _sentence(says: str) -> str:
    return f"{says[:1].upper()}{says[1:]}"
