"""Neighbours by hand: what the rows that are nearest to a row hold says something of that row.

`near = sorted(train, key=lambda row: distance(x, row))[:k]`, then the mean or the most frequent of what these hold.
"""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context, Frame
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.overlaps import disjoint
from mle_reviewer.flow.facts.rows import Rows, Step, is_single, of_all
from mle_reviewer.flow.facts.values import UNKNOWN, Data
from mle_reviewer.flow.operations.loops import loop_of

_NEAR: Final = "near"  # the trait of rows in the order of how near they are to another one: which that is


def near(cx: Context, data: Data, by: Data) -> Data:
    """Elements in the order of a key that is worked out with the row that asks, and what that key has learned."""
    asking = frozenset(atom for atom in by.rows - data.rows if atom[1] and is_single(atom[1][-1]))
    if not asking or not disjoint(data.rows, asking):
        return data
    told = (_NEAR, str(cx.row_set(asking)), *map(str, sorted(by.all_learned())))
    return data.but(traits=data.traits | {told}, column=data.column)


def said(cx: Context, frame: Frame, data: Data, pos: int) -> Data | None:
    """What something of the nearest rows says of the row that they are nearest to; None of anything else."""
    mark = next((trait for trait in sorted(data.traits) if trait[0] == _NEAR), None)
    if mark is None or not data.rows or data.fits or data.scores:
        return None
    asking = cx.rows_of(int(mark[1]))
    others = frozenset(atom for atom in data.rows if disjoint(frozenset([atom]), asking))
    if not others or any(loop_of(cx, step) is not None for _root, steps, _arms in others for step in steps):
        return None  # something of one of them
    rows = _whole(cx, others)
    learned = data.all_learned() | frozenset(map(int, mark[2:]))
    fit = cx.record.add(
        "fit", cx.place(frame, pos), key=("near", rows), rows=rows, learned=learned,
        words="the nearest rows say what a row is",
    )  # fmt: skip
    labels = data.but(rows=rows, column=data.column)
    fit.detail.update(
        labels=labels, features=Data(rows, learned, "array"), validation=UNKNOWN, name="neighbours by hand",
        role="estimator", selects=False, stopping=False, weights=False,
    )  # fmt: skip
    traits = frozenset(trait for trait in data.traits if trait[0] != _NEAR)
    return Data(asking, learned, "row").but(fits=frozenset([fit.number]), traits=traits)


def pair(cx: Context, frame: Frame, op: str, one: Data, other: Data, pos: int) -> tuple[Data, Data]:
    """Two values that are compared: what the nearest rows hold, and what the row that asks for them holds itself."""
    if op not in {"==", "!="} or not (one.rows and other.rows):
        return one, other
    return _against(cx, frame, one, other, pos), _against(cx, frame, other, one, pos)


def _against(cx: Context, frame: Frame, one: Data, other: Data, pos: int) -> Data:
    number = next((trait[1] for trait in one.traits if trait[0] == _NEAR), None)
    if number is None or other.fits or cx.rows_of(int(number)) != other.rows:
        return one
    return said(cx, frame, one, pos) or one


def _whole(cx: Context, rows: Rows) -> Rows:
    """All rows of which the nearest are taken."""
    acts = cx.record.acts
    found = set()
    for root, steps, arms in of_all(rows):
        kept = [step for step in steps if not _of_order(acts, step)]
        found.add((root, tuple(kept), arms))
    return frozenset(found)


def _of_order(acts: list[Act], step: Step) -> bool:
    number = step[1] if step[0] == "slice" else None
    return isinstance(number, int) and 0 < number < len(acts) and bool(acts[number].detail.get("nearest"))


__all__ = ["near", "pair", "said"]
