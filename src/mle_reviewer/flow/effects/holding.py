"""Data sets that hold features and labels together (`DMatrix`, `Pool`, `Dataset`) or masks: what each was before."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context, data_of
from mle_reviewer.flow.facts.values import UNKNOWN, Data, Value

_ATTACHED: Final = "attached"  # the trait that names a value which a data set was given as an attribute
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


def attach(cx: Context, data: Data, name: str, value: Value, *, beside: bool) -> Data:
    """A data set to which a value was given as an attribute: a mask of its rows, or (`beside`) what each of them has.

    One that has no rows yet gets those of the first that stands beside them.
    """
    given = data_of(value)
    rows, learned = data.rows, data.learned
    if beside and given.rows and not rows:
        rows, learned = given.rows, learned | given.all_learned()
    kept = frozenset(trait for trait in data.traits if trait[:2] != (_ATTACHED, name))
    trait = (_ATTACHED, name, str(cx.identity(value)), str(cx.row_set(rows)))
    return data.but(rows=rows, learned=learned, traits=kept | {trait}, column=data.column)


def attached(cx: Context, data: Data, name: str, *, beside: bool) -> Value | None:
    """The value that a data set was given as an attribute, of these very rows; one `beside` its rows has some."""
    for trait in data.traits:
        if trait[:2] == (_ATTACHED, name) and trait[3] == str(cx.row_set(data.rows)):
            value: Value = cx.by_identity(int(trait[2]))  # type: ignore[assignment]
            return value if not beside or data_of(value).rows else None
    return None
