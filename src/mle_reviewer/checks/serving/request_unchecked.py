"""What a caller sends goes to the model as it came: nothing refuses what is missing, mistyped or out of range."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.answering.flowing import Flowing
from mle_reviewer.system.questions.answering.predicting import Path, predictions
from mle_reviewer.system.questions.both_sides.refused_by_hand import checked_by_hand, refused_inside
from mle_reviewer.system.questions.serving.sending import unchecked, validated
from mle_reviewer.system.system import System

CARD = Card(
    area="SD",
    title="Request goes to the model unchecked",
    items=("SD2", "DL4"),
    severity=Severity.MEDIUM,
    risk="unsafe serving",
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Predictions on what was sent, on a way that holds no shape, no validation and no branch that refuses."""
    seen: set[int] = set()
    for path in predictions(system):
        flowing = Flowing(system, path)
        looked = checked_by_hand(flowing) or refused_inside(flowing) is not None
        if path.handler.kind != "route" or looked or validated(system, path):
            continue
        for asked in path.predicts:
            given = (*asked.call.args, *(value for _, value in asked.call.kwargs))
            sent = next((name for term in given if (name := unchecked(flowing, term)) is not None), None)
            if sent is not None and id(asked.call) not in seen:
                seen.add(id(asked.call))
                yield _finding(system, path, sent)
                break


def _finding(system: System, path: Path, sent: str) -> Finding:
    asked = path.predicts[0]
    at = system.at(asked.routine, asked.call.pos)
    words = Words(
        title="What the caller sends is scored unchecked",
        issue=f"`{sent}` reaches the model as it came. A field that is missing, misspelled, in another unit or order "
        "is scored like any other, and the caller gets a number instead of an error.",
        fix="Take a typed model of the request (names, types, bounds; unknown fields refused) and build the row from "
        "its fields.",
    )
    trace = [*path.way(asked.entered), Step(at, f"the model is asked with `{sent}`; nothing on the way refuses")]
    return stated(CARD, at, words, trace, context=system.source(asked.routine, asked.call.pos))
