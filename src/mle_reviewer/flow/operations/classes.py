"""Classes: rows told apart by the values of one column, in a loop over those values or by groups.

What is found out of each class and then chooses columns has seen the labels, if it was those that told them apart.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

from mle_reviewer.flow.context import Context
from mle_reviewer.flow.facts.rows import Rows, Step, each, one_element
from mle_reviewer.flow.facts.values import Data

BY: Final = "by"  # the key of the trait of groups, with the number of what tells them apart


def of_a_class(cx: Context, step: Step, main: Data, op: str, other: Data) -> None:
    """Remembers by which column rows are told apart that are held against one of its values, whichever that is."""
    if op != "==" or not main.rows or one_element(main.rows):
        return
    if other.rows and one_element(other.rows):
        cx.record.classes[step] = main
    elif other.rows or other.kind != "stat":
        return
    cx.turns[step] = all_in_turn(cx, other), main.column or f"(values {cx.identity(main)})"


def all_in_turn(cx: Context, value: Data) -> Hashable:
    """What tells the values apart of which a loop takes one after the other: the rows and column that they are of."""
    return (each(value.rows), value.column) if value.rows else ("value", cx.identity(value))


def column_by(cx: Context, step: Step, key: Data) -> str | None:
    """The column in which the rows of a step have the value that stands for a key in each round of a loop."""
    told = cx.turns.get(step)
    if told is None or told[0] != all_in_turn(cx, key):
        return None
    return str(step[1]) if step[0] == "where" else told[1]


def tells(cx: Context, key: Data) -> bool:
    """Whether rows were told apart by this value, which a loop takes in its turn."""
    return key.kind == "stat" and any(told[0] == all_in_turn(cx, key) for told in cx.turns.values())


def classes_of(cx: Context, rows: Rows) -> list[Data]:
    """The columns by whose values rows were told apart last, each value in its turn."""
    lasts = [steps[-1] if steps else ("",) for _root, steps, _arms in rows]
    found = [cx.record.classes.get(step) for step in lasts]
    return [one for one in found if one is not None] if all(one is not None for one in found) else []


def partners(cx: Context, data: Data) -> list[Data]:
    """What tells groups apart, and the values that were found out of each."""
    return [cx.partners[int(trait[1])] for trait in sorted(data.traits) if trait[0] == BY]
