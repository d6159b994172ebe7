"""Lists of columns: `zip(*rows)`, `[[row[j] for row in rows] for j in …]`; each element has a value of every row."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context, data_of
from mle_reviewer.flow.facts.rows import Step, is_element
from mle_reviewer.flow.facts.values import COLUMNWISE, WITHIN, Data, Seq, Value, state
from mle_reviewer.flow.operations.loops import loop_of
from mle_reviewer.flow.operations.neighbours import element_step, place_of

_PARTS: Final = frozenset({"slice", "nth", "side", "mask", "where", "not"})


def turned(value: Value) -> Seq | None:
    """The columns of rows that were spread out (`zip(*rows)`): one for each field, or any where these are not known."""
    inner = state(value)
    if isinstance(inner, Seq) and inner.items and inner.rest is None and data_of(inner).rows:
        return Seq(tuple(Seq((), item, "tuple") for item in inner.items), None, "list")
    if isinstance(inner, Seq) and not inner.items and data_of(inner).rows:
        return Seq((), Seq((), inner.rest, "tuple"), COLUMNWISE)
    if not isinstance(inner, Data) or not inner.rows or inner.kind not in {"row", "array"}:
        return None
    column = inner.but(column=None, parts=None, only=None, source=0, order=inner.order)
    if inner.kind == "array":
        return Seq((), column, COLUMNWISE)
    return Seq((), Seq((), column.but(traits=column.traits | {WITHIN}), "tuple"), COLUMNWISE)


def is_column(cx: Context, one: Value, whole: Value, began: int) -> bool:
    """Whether a loop that was no loop over rows gave a list with one value of each of them in a round."""
    inner = state(one)
    if not isinstance(inner, Seq) or inner.items or inner.kind == COLUMNWISE:
        return False
    if data_of(whole).rows != data_of(one).rows:
        return False
    data = state(inner.rest) if inner.rest is not None else None
    if not isinstance(data, Data) or data.kind != "row" or not data.rows or data.fits:
        return False
    if any(cx.began.get(step, -1) >= began for _root, taken, _arms in data.rows for step in taken):
        return False  # of the row that the loop is at
    return not any(taken and _is_part(taken) for _root, taken, _arms in data.rows)


def _is_part(taken: tuple[Step, ...]) -> bool:
    """Whether rows are one or some of many: not all fields, or some of the fields, of each."""
    of_fields = len(taken) > 1 and taken[-1][0] == "slice" and is_element(taken[-2])
    return is_element(taken[-1]) or (taken[-1][0] in _PARTS and not of_fields)


def of_column(cx: Context, value: Value, index: Value) -> bool:
    """Whether a running number stands for a column: the loop that takes the row runs within the one that counts."""
    found = place_of(index)
    if found is None or found[1] != 0 or (began := cx.began.get(element_step(found[0]))) is None:
        return False
    rows = data_of(value).rows
    steps = [taken[-1] if taken else ("",) for _root, taken, _arms in rows]
    return bool(steps) and all(
        is_element(step) and loop_of(cx, step) is not None and cx.began.get(step, 0) > began for step in steps
    )


__all__ = ["is_column", "of_column", "turned"]
