"""Columns that hold one value in every row: a statistic written whole into a table, or the mark of where rows are from.

A model learns nothing from a column without variation. What is worked out from it beside other columns carries the
statistic, and so do tables put after each other, each with a value of its own. Rows that are then chosen by such a
mark are those of the table that it was written into.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Final

from mle_reviewer.flow.context import Context, data_of, symbol
from mle_reviewer.flow.facts.rows import NO_ROWS, Rows, Step, roots
from mle_reviewer.flow.facts.values import NOTHING_LEARNED, Const, Data, Learned, Seq, Value, state

_CONSTANT: Final = "constant"  # the trait of such a column: its name and the number of one statistic
SAME: Final = ("same",)  # the trait of a number that stands in a list for every row
MARK: Final = "mark"  # the trait of a constant written by hand: name and value, after a concat the source of rows
_KINDS: Final = frozenset({_CONSTANT, MARK})
_UNNAMED: Final = "constant-so"  # … of a column of which only is known how its name begins and ends, and the number


def is_constant(value: Data) -> bool:
    """Whether a value is one number of many rows, the same wherever it is written."""
    return value.kind == "stat" and value.rows is NO_ROWS and not value.cols and not value.fits


def spread(value: Value) -> Data:
    """What a value says that is written as a column: a list of numbers of many rows has one for each row, not one."""
    data, inner = data_of(value), state(value)
    if isinstance(inner, Seq) and is_constant(data) and SAME not in data.traits:
        return data.but(kind="array")
    return data


def worked_out(cx: Context, op: str, left: Value, right: Value, made: Data) -> Data:
    """What was made of one number of many rows and other numbers: equal where it is worked out once more."""
    told: list[Hashable] = []
    for side in (left, right):
        data = state(side)
        if isinstance(data, Data) and is_constant(data):
            told.append(("data", cx.identity(data)))
        elif isinstance(side, Const) and symbol(side) is not None:
            told.append(symbol(side))
        else:
            return made
    return cx.worked_out.setdefault((op, *told), made)


def noted(data: Data, name: str, value: Data) -> Data:
    """A table whose column `name` is written with one value for all rows."""
    data.traits |= frozenset((_CONSTANT, name, str(number)) for number in value.learned)
    return data


def unnamed(data: Data, value: Data, before: str, after: str) -> Data:
    """A table into which one value for all rows is written under a name that only begins and ends so."""
    told = frozenset((_UNNAMED, str(number), before, after) for number in value.learned)
    return data.but(traits=data.traits | told, column=data.column)


def so_called(data: Data, before: str, after: str) -> Learned:
    """The statistics of the columns of one value that a name which begins and ends so may lead to."""
    told = [trait for trait in data.traits if trait[0] == _UNNAMED]
    return frozenset(int(n) for _kind, n, *ends in told if _meet(ends[0], before) and _meet(ends[1][::-1], after[::-1]))


def _meet(one: str, other: str) -> bool:
    """Whether a text may begin with both."""
    return one.startswith(other) or other.startswith(one)


def less(traits: frozenset[tuple[str, ...]], name: str) -> frozenset[tuple[str, ...]]:
    """What is known of a table whose column `name` is written anew."""
    gone = [trait for trait in traits if trait[0] in _KINDS and trait[1] == name]
    return traits.difference(gone) if gone else traits


def marked(data: Data, name: str, value: Value) -> Data:
    """A table whose column `name` was written with a constant, if it was."""
    if isinstance(value, Const) and isinstance(value.value, (str, int, float)):
        data.traits |= {(MARK, name, spelled(value.value))}
    return data


def spelled(value: object) -> str:
    """A constant as marks tell it."""
    return repr(float(value) if isinstance(value, (int, float)) else value)


def of(data: Data, name: str) -> Learned:
    """The statistics that a column is one value of."""
    found = [int(trait[2]) for trait in data.traits if trait[0] == _CONSTANT and trait[1] == name]
    return frozenset(found) if found else NOTHING_LEARNED


def settled(data: Data) -> Data:
    """The same table as one of several whose values differ: its constant columns tell them apart."""
    held = [trait for trait in data.traits if trait[0] == _CONSTANT]
    unnamed_ones = [trait for trait in data.traits if trait[0] == _UNNAMED]
    if unnamed_ones:
        learned = data.learned.union(int(trait[1]) for trait in unnamed_ones)
        data = data.but(learned=learned, traits=data.traits.difference(unnamed_ones), column=data.column)
    marks = [trait for trait in data.traits if trait[0] == MARK and len(trait) == 3]
    if not held and not marks:
        return data
    cols = dict(data.cols)
    for _kind, name, number in sorted(held):
        cols[name] = cols.get(name, data.learned) | {int(number)}
    rooted = {(*trait, str(root)) for trait in marks for root in roots(data.rows)}
    traits = data.traits.difference(held, marks) | rooted
    return data.but(cols=cols, traits=traits, column=data.column)


def chosen(data: Data, steps: Iterable[Step]) -> Rows:
    """The rows of a table less those whose mark says that none of these conditions can select them."""
    asked = [(step[1], step[2] == "==", spelled(step[3][1])) for step in steps if _of_mark(step)]
    known: dict[tuple[str, int], set[str]] = {}
    for trait in data.traits if asked else ():
        if trait[0] == MARK and len(trait) == 4:
            known.setdefault((trait[1], int(trait[3])), set()).add(trait[2])
    if not known:
        return data.rows
    left = data.rows
    for name, equal, value in asked:
        left = frozenset(
            atom for atom in left
            if len(held := known.get((name, atom[0]), ())) != 1 or (value in held) == equal
        )  # fmt: skip
    return left or data.rows  # marks that were written over in a way nobody followed


def _of_mark(step: Step) -> bool:
    return step[0] == "where" and step[2] in {"==", "!="} and step[3][0] == "literal"
