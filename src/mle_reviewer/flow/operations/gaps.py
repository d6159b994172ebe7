"""Gaps: statistics that are put only where values are missing, or where a value stands that the code names.

How many rows such a statistic reaches is a matter of the data, so it is told as what fills gaps.
"""

from __future__ import annotations

from mle_reviewer.flow.context import Context, data_of, literal
from mle_reviewer.flow.facts.rows import Step
from mle_reviewer.flow.facts.values import NOTHING_LEARNED, UNKNOWN, Box, Data, Learned, Value
from mle_reviewer.flow.operations import applying, comparing


def as_fill(cx: Context, learned: Learned, besides: Learned = NOTHING_LEARNED) -> Learned:
    """Statistics told as what fills gaps, but for those that stand `besides` them anyway."""
    acts = cx.record.acts
    return frozenset(
        cx.record.retold(acts[number], ("fill", acts[number].rows, acts[number].words), what="fill").number
        if acts[number].what == "statistic" and acts[number].strong and number not in besides
        else number
        for number in learned
    )


def put(cx: Context, column: Data, index: Value, value: Data) -> Data:
    """What is written at places of a column, told as what fills gaps where these places are."""
    if chosen(index, _named(column)):
        return filling(cx, value)
    applying.noted(cx, (data_of(index), value))
    return value


def chosen(index: Value, names: frozenset[str]) -> bool:
    """Whether an index selects one row, or a mask those with gaps in a column.

    One certain value (`rows["age"] == 0`) is a gap only in the column that is written.
    """
    data = data_of(index)
    if data.kind == "index" and data.rows:  # `rows[rows["age"].isna()].index`
        return all(_gaps(steps, names, holds=True) for _root, steps, _arms in data.rows)
    return literal(index) is not None or _gaps(data.picks or (), names, holds=True)


def _gaps(steps: tuple[Step, ...], names: frozenset[str], *, holds: bool) -> bool:
    if holds:
        return any(_gap(step, names, holds=True) for step in steps)
    return len(steps) == 1 and _gap(steps[0], names, holds=False)


def _gap(step: Step, names: frozenset[str], *, holds: bool) -> bool:
    if step[0] == "mask" and isinstance(step[1], tuple) and step[1][:1] == ("missing",):
        return step[2] is holds
    op = "==" if holds else "!="
    if step[0] == "where":
        return bool(step[2] == op) and step[1] in names
    # Of columns whose names are not known (`rows[name][rows[name] == rows[name].min()] = 0`).
    return not names and step[0] == "mask" and isinstance(step[1], tuple) and step[1][3:4] == (op,)


def either(cx: Context, condition: Value, one: Value, other: Value) -> tuple[Value, Value]:
    """What stands for a row on each side of a condition, with the side of gaps told as what fills them."""
    steps = comparing.selects(cx, condition)
    applying.noted(cx, (data_of(condition), data_of(one), data_of(other)))
    if _gaps(steps, _named(data_of(other)), holds=True):
        return _filling(cx, one, other), other
    if _gaps(steps, _named(data_of(one)), holds=False):
        return one, _filling(cx, other, one)
    return one, other


def returned(
    cx: Context, condition: Value, one: Value | None, other: Value | None
) -> tuple[Value | None, Value | None]:
    """The same of what a function returns where a condition holds, and where it does not (None: nothing)."""
    filled = either(cx, condition, one or UNKNOWN, other or UNKNOWN)
    return None if one is None else filled[0], None if other is None else filled[1]


def _named(data: Data) -> frozenset[str]:
    return frozenset() if data.column is None else frozenset([data.column])


def _filling(cx: Context, value: Value, beside: Value) -> Value:
    data = value.state if isinstance(value, Box) else value
    if not isinstance(data, Data):
        return value
    return filling(cx, data, data_of(beside).all_learned())


def filling(cx: Context, data: Data, besides: Learned = NOTHING_LEARNED) -> Data:
    """A value that is put into gaps."""
    told = data.but(learned=as_fill(cx, data.learned, besides), column=data.column)
    if data.cols:
        told.cols = {name: as_fill(cx, learned, besides) for name, learned in data.cols.items()}
    return told


__all__ = ["as_fill", "chosen", "either", "filling", "put", "returned"]
