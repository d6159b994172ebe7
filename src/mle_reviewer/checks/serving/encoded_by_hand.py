"""Training codes categories by what it learns from the rows, and serving by a map that somebody wrote down."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.both_sides.coding import ByHand, Coded, coded_apart
from mle_reviewer.system.system import System

CARD = Card(
    area="SD",
    title="Categories coded by hand while serving",
    items=("SD1", "CB4"),
    severity=Severity.MEDIUM,
    risk="unsafe serving",
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Columns that training codes by an encoder, or spreads over columns, and serving by a map in its code."""
    for coded, by_hand in coded_apart(system):
        if not coded.several and by_hand.sorted_codes:
            continue  # the same codes as long as no category is added
        yield _finding(system, coded, by_hand)


def _finding(system: System, coded: Coded, by_hand: ByHand) -> Finding:
    column = by_hand.column
    routine = by_hand.entered.routine
    at = system.at(routine, by_hand.pos)
    how = "spreads the categories over columns" if coded.several else "has an encoder number the categories"
    words = Words(
        title=f"`{column}` is coded by hand while serving, and learned in training",
        issue=f"Training {how} that it finds in the rows; serving looks `{column}` up in a map that was written down. "
        "The model is asked with numbers that mean other categories, or with columns that it never learned from.",
        fix="Save the encoder (or one pipeline with the model), load it where requests are answered, and drop the map.",
    )
    trace = [
        Step(system.at(coded.routine, coded.call.pos), f"training {how}"),
        *by_hand.path.way(by_hand.entered),
        Step(at, f"serving codes `{column}` by a map in the code"),
    ]
    return stated(CARD, at, words, trace, context=f"{routine.name} codes {column}")
