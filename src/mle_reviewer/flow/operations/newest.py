"""The newest record of each key: what a dict holds that a loop filled in the order of time, one over the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.flow.context import Context, data_of
from mle_reviewer.flow.facts.rows import Step, is_element, of_groups, one_element, roots
from mle_reviewer.flow.facts.values import (
    NOTHING_LEARNED,
    UNKNOWN,
    Box,
    Data,
    Learned,
    Map,
    Obj,
    Seq,
    Slice,
    Value,
    state,
)
from mle_reviewer.flow.operations import order

if TYPE_CHECKING:
    from mle_reviewer.flow.facts.acts import Place

SEARCHED: Final = "searched"  # the trait of a place that was searched by a row's time: in what a look-up brought


def filled(cx: Context, owner: Value) -> None:
    """Remembers the loops that ran when a dict was filled: while one of them goes on, it holds what came so far."""
    if isinstance(owner, Box) and cx.rounds:
        if not all(_at_any_time(step) for steps, _count in cx.arms for step in steps):
            cx.chosen_for.add(owner.number)
        cx.filled[owner.number] = cx.filled.get(owner.number, frozenset()) | {one.began for one in cx.rounds}


def looked_up(cx: Context, place: Place | None, owner: Value, mapped: Map, key: Data, found: Value) -> Value:
    """What stands under a key of another row, with what it says if it is the newest record of that key."""
    told = mapped.keys if mapped.rest is not None and not mapped.items else None
    if told is None or place is None or not key.rows or not _is_record(state(found)):
        return found
    data, keys = data_of(found), frozenset({data_of(told).column or ""})
    if not data.rows or data.fits or of_groups(data.rows) or not roots(data.rows).isdisjoint(roots(key.rows)):
        return found
    if isinstance(owner, Box) and owner.number in cx.chosen_for:
        return found
    if isinstance(owner, Box) and cx.filled.get(owner.number, frozenset()) & {one.began for one in cx.rounds}:
        return found
    told_last = order.last_in_time(data, "last", keys) or {trait for trait in data.traits if trait[0] == "latest"}
    act = _brought(cx, place, data, key, keys, {trait[1] for trait in told_last} - keys)
    if not act:
        return found
    return order.each_part(cx, found, lambda part: part.but(rows=key.rows, learned=part.learned | act))


def located(cx: Context, place: Place, table: Data, index: Value, found: Value) -> Value:
    """What stands under the key of another row in a table of the newest row of each key (`newest.loc[row.user]`)."""
    newest = {trait[1] for trait in table.traits if trait[0] == "latest"}
    inner = state(index)
    key = data_of(inner.items[0] if isinstance(inner, Seq) and inner.items else index)
    one = key.kind == "row" or one_element(key.rows)
    if not newest or not one or not key.rows or not roots(table.rows).isdisjoint(roots(key.rows)):
        return found
    act = _brought(cx, place, table, key, frozenset({key.column or ""}), newest)
    if not act or not data_of(found).rows:
        return found
    return data_of(found).but(rows=key.rows, learned=data_of(found).learned | act, kind="row", type=None)


def mapped_to(cx: Context, place: Place, owner: Value, data: Data) -> Learned:
    """What it says of the values of a column that each is replaced by what stands under it in a dict or another column.

    Of one row for each key, the newest, that is as it is of a dict.
    """
    inner = state(owner)
    if isinstance(inner, Map):
        found = inner.rest if inner.rest is not None else UNKNOWN
        told = looked_up(cx, place, owner, inner, data, found)
        return data_of(told).all_learned() - data_of(found).all_learned()
    if not isinstance(inner, Data) or not inner.rows or not roots(inner.rows).isdisjoint(roots(data.rows)):
        return NOTHING_LEARNED
    keys = frozenset({data.column or ""})
    return _brought(cx, place, inner, data, keys, {trait[1] for trait in inner.traits if trait[0] == "latest"} - keys)


def searched(cx: Context, among: Data, wanted: Data) -> Data:
    """A place among the times that are kept of a key, found by a time of the row that asks.

    A dict that keeps the whole history of each key brings the newest record only to who takes that; who takes what
    stands at such a place takes what was known then.
    """
    acts = cx.record.acts
    found = (number for number in among.all_learned() - wanted.all_learned() if acts[number].what == "snapshot")
    return wanted.but(traits=wanted.traits | {(SEARCHED, str(number)) for number in found})


def as_of(index: Value, taken: Value) -> Value:
    """What was taken from the history of a key, without what looking that up brought, if a search told the place."""
    inner = state(index)
    places = (inner.low, inner.high) if isinstance(inner, Slice) else (index,)
    told = {int(trait[1]) for one in places if one is not None for trait in data_of(one).traits if trait[0] == SEARCHED}
    data = data_of(taken)
    if not told or not told & data.all_learned():
        return taken
    return data.but(learned=data.learned - told, cols={name: some - told for name, some in data.cols.items()})


def _brought(cx: Context, place: Place, data: Data, key: Data, keys: frozenset[str], newest: set[str]) -> Learned:
    """The act of bringing the newest records to rows by their key alone."""
    if not newest or not _of_all(data, newest):
        return NOTHING_LEARNED
    dated = {trait[1] for trait in data.traits if trait[0] == "time"}
    times = {trait[1] for trait in key.traits if trait[0] == "time"}
    in_order = {trait[1] for trait in key.traits if trait[0] == "sorted"} - {key.column}
    act = cx.record.add(
        "learn", place, key=("newest", key.rows, data.rows), rows=key.rows, what="snapshot",
        words=f"the newest record by {min(newest)} is looked up by {min(keys) or 'its key'} alone",
    )  # fmt: skip
    act.detail.update(
        table="", times=frozenset(("", name) for name in newest | dated),
        anchors=frozenset(("", name) for name in times), in_order=frozenset(in_order), current=frozenset(),
        latest=True, supposed=frozenset(newest - dated), keys=tuple(sorted(keys)), uppers=frozenset(),
        lowers=frozenset(),
    )  # fmt: skip
    return frozenset([act.number])


def _at_any_time(step: Step) -> bool:
    """Whether a condition chooses by what a record says, or that it says something, not by when it is of."""
    if step[0] == "mask":
        return isinstance(step[1], tuple) and step[1][:1] == ("missing",)
    return step[0] == "where" and step[2] in {"==", "!=", "in", "not in", "true", "false"} and step[3][0] == "literal"


def _is_record(found: object) -> bool:
    """Whether something is what one record says, not a list of several."""
    return isinstance(found, (Data, Map, Obj)) or (isinstance(found, Seq) and found.kind == "tuple")


def _of_all(data: Data, times: set[str]) -> bool:
    """Whether records of all times went in: nothing chose among them but what is the same at any time."""
    return all(
        is_element(step)
        or step[0] == "groups"
        or (step[0] == "slice" and step[2:] in {(-1, None), (None, 1)})  # of each of them
        or (step[0] == "where" and step[1] not in times and step[3][0] == "literal")
        for _root, steps, _arms in data.rows
        for step in steps
    )


__all__ = ["SEARCHED", "as_of", "filled", "located", "looked_up", "mapped_to", "searched"]
