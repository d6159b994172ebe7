"""Rows that a reader is asked for: so many, from here to there, or those that conditions on columns select."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

from mle_reviewer.flow.context import data_of, is_missing, literal, symbol
from mle_reviewer.flow.facts.rows import Step
from mle_reviewer.flow.facts.values import UNKNOWN, Const, Seq, Text, Value, state
from mle_reviewer.flow.operations import comparing, criteria, slices
from mle_reviewer.flow.operations.call import Call

_SLOTS: Final = ("begins", "ends", "n")
_OPERATORS: Final = {"=": "==", "==": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="} | {
    "in": "in", "not in": "not in",
}  # fmt: skip
_TRIPLE: Final = 3  # (column, operator, value)


def steps(call: Call) -> tuple[Step, ...]:
    """The steps to the rows that a call of a reader asks for, of all that are stored there."""
    asked = call.slot("conditions") if "conditions" in call.entry.slots else None
    chosen = () if is_missing(asked) or asked is None else _conditions(call, asked)
    return (*_stretch(call), *chosen)


def _stretch(call: Call) -> tuple[Step, ...]:
    """From one row to another."""
    given = {name: call.slot(name) for name in _SLOTS if name in call.entry.slots}
    told = {name: value for name, value in given.items() if not is_missing(value) and literal(value) != 0}
    if not told:
        return ()
    low, high, count = (_bound(call, told.get(name)) for name in _SLOTS)
    if count is not None:
        high = count if low is None else low + count if type(low) is type(count) is int else ("+", low, count)
    return (("slice", 0, low, high),)


def _bound(call: Call, value: Value | None) -> Hashable:
    """A number of rows; of those that are named to be passed over (`range(1, 5000)`), as many as there are."""
    picks = data_of(value).picks
    if picks and len(picks) == 1 and picks[0][0] == "slice" and isinstance(picks[0][3], int):
        return picks[0][3] - (picks[0][2] or 0) if isinstance(picks[0][2] or 0, int) else picks[0][3]
    return slices.bound(call.cx, value)


def _conditions(call: Call, asked: Value) -> tuple[Step, ...]:
    """The conditions on columns, as far as they can be read; rows of which nobody knows which they are else."""
    if isinstance(asked, Const) and isinstance(symbol(asked), str):
        return tuple(criteria.steps(symbol(asked)))
    if isinstance(asked, Text) and (told := criteria.put_in(symbol(asked))):
        return tuple(told)
    listed = state(asked)
    triples = listed.items if isinstance(listed, Seq) and listed.rest is None else ()
    found = [_one(call, state(triple)) for triple in triples]
    if found and None not in found:
        return tuple(step for step in found if step is not None)
    unknown = object() if listed is UNKNOWN else listed  # perhaps other ones each time
    return (("some", ("asked of a file", call.cx.identity(unknown), 0)),)


def _one(call: Call, triple: object) -> Step | None:
    """What `("year", "<", 2018)` selects."""
    if not isinstance(triple, Seq) or triple.rest is not None or len(triple.items) != _TRIPLE:
        return None
    column, op = literal(triple.items[0]), _OPERATORS.get(str(literal(triple.items[1])))
    if not isinstance(column, str) or op is None:
        return None
    value = triple.items[2]
    among = state(value)
    if isinstance(among, Seq):
        values = tuple(literal(one) for one in among.items)
        return ("where", column, op, ("literal", values)) if among.rest is None and None not in values else None
    return comparing.on_column(call.cx, call.frame, column, op, value, data_of(None).rows)


__all__ = ["steps"]
