"""Data sets that hold features and labels together (`DMatrix`, `Pool`, `Dataset`): what each was before."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context
from mle_reviewer.flow.facts.values import UNKNOWN, Data

_HELD: Final = "held"  # the trait that names (by their number) the features and labels that went into a data set


def held_together(cx: Context, made: Data, features: Data, labels: Data) -> None:
    """Remembers of a new data set which features and labels went into it."""
    if features.rows and labels.rows:
        cx.held.append((features, labels))
        made.traits = frozenset(t for t in made.traits if t[0] != _HELD) | {(_HELD, str(len(cx.held) - 1))}


def taken_apart(cx: Context, data: Data, labels: Data) -> tuple[Data, Data]:
    """The features and labels that a data set holds, with the columns that they had."""
    numbers = [int(trait[1]) for trait in data.traits if trait[0] == _HELD]
    if data.kind != "dataset" or labels is not UNKNOWN or len(numbers) != 1:
        return data, labels
    features, answers = cx.held[numbers[0]]
    apart = data.rows != features.rows  # a part was chosen since, of both alike
    return (features.but(rows=data.rows), answers.but(rows=data.rows)) if apart else (features, answers)
