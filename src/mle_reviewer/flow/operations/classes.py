"""Classes: rows told apart by the values of one column, in a loop over those values or by groups.

What is found out of each class and then chooses columns has seen the labels, if it was those that told them apart.
"""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context
from mle_reviewer.flow.facts.rows import Rows, Step, one_element
from mle_reviewer.flow.facts.values import Data

BY: Final = "by"  # the key of the trait of groups, with the number of what tells them apart


def of_a_class(cx: Context, step: Step, main: Data, op: str, other: Data) -> None:
    """Remembers by which column rows are told apart that are held against one of its values, whichever that is."""
    if op == "==" and other.rows and one_element(other.rows) and main.rows and not one_element(main.rows):
        cx.record.classes[step] = main


def classes_of(cx: Context, rows: Rows) -> list[Data]:
    """The columns by whose values rows were told apart last, each value in its turn."""
    lasts = [steps[-1] if steps else ("",) for _root, steps, _arms in rows]
    found = [cx.record.classes.get(step) for step in lasts]
    return [one for one in found if one is not None] if all(one is not None for one in found) else []


def partners(cx: Context, data: Data) -> list[Data]:
    """What tells groups apart, and the values that were found out of each."""
    return [cx.partners[int(trait[1])] for trait in sorted(data.traits) if trait[0] == BY]
