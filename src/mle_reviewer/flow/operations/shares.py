"""Shares of groups: as many rows drawn of each group are no longer there in the shares that they came in."""

from __future__ import annotations

from mle_reviewer.flow.context import Context, is_missing, literal, symbol
from mle_reviewer.flow.facts.acts import Place
from mle_reviewer.flow.facts.rows import Step
from mle_reviewer.flow.facts.values import UNKNOWN, WHOLE, Const, Data, Value, state
from mle_reviewer.flow.operations import piling, row_numbers


def levelled(cx: Context, place: Place, data: Data, number: Value | None) -> Step | None:
    """The step of rows of which the same number is taken of each group; None where groups keep their shares."""
    kinds = {"grouped", WHOLE} if data.kind == "grouped" else {WHOLE}
    keys = sorted({trait[1] for trait in data.traits if trait[0] in kinds})
    if len(keys) != 1 or is_missing(number) or not _one_for_all(cx, data, number):
        return None
    act = cx.record.add(
        "grow", place, key=("thinned", data.rows), rows=data.rows, words=f"so many rows of each {keys[0]}"
    )
    act.detail.update(by=keys[0], each=True)
    return cx.record.cut(("thinned", act.number), act)


def _one_for_all(cx: Context, group: Data, number: Value | None) -> bool:
    """Whether a number is the same for each group: given, or worked out of all of them."""
    if isinstance(literal(number), int):
        return literal(number) != 1  # one of each: what is grouped is an example then
    if isinstance(number, Const):
        return not _mentions(symbol(number), ("len", cx.row_set(group.rows)))
    counted = state(number) if number is not None else UNKNOWN
    return isinstance(counted, Data) and counted is not UNKNOWN and not counted.rows


def _mentions(key: object, part: object) -> bool:
    return key == part or (isinstance(key, tuple) and any(_mentions(one, part) for one in key))


def of_numbers(cx: Context, place: Place, datas: list[Data]) -> Step | None:
    """The step of rows that are numbered, those of one class beside a drawn part of those of another."""
    return piling.thinned(cx, place, [Data(row_numbers.rows_of(data)) for data in datas])
