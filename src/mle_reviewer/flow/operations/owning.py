"""What is summed up over the row itself: windows that end with it, and what is worked out of one element alone."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context
from mle_reviewer.flow.facts.acts import Act, Place
from mle_reviewer.flow.facts.rows import NO_ROWS, Rows, Step, is_single
from mle_reviewer.flow.facts.values import NOTHING_LEARNED, OF_EACH, Data, Learned
from mle_reviewer.flow.operations.loops import loop_of

OWN: Final = "own-row"
_MOVING: Final = frozenset({OWN, "look-ahead"})
_MOST: Final = 24  # columns that one window is laid over


def held(cx: Context, place: Place, data: Data, name: str, *, waiting: bool) -> Learned:
    """The act of summing up a column over rows of which the last is the row itself; none where it has no name.

    An expression (`waiting` for its table) still has the name of its column after a shift.
    """
    if not data.rows or ((waiting or data.column is None) and any(trait[0] == "lag" for trait in data.traits)):
        return NOTHING_LEARNED
    names = [data.column] if data.column is not None else sorted(data.only or ())
    acts = [_of_column(cx, place, data, column, name) for column in names] if len(names) <= _MOST else []
    return frozenset(act.number for act in acts)


def _of_column(cx: Context, place: Place, data: Data, column: str, name: str) -> Act:
    act = cx.record.add(
        "learn", place, key=(OWN, data.rows, column, place.chain), rows=data.rows, what=OWN,
        words=f"{name} over {column!r} up to the row itself",
    )  # fmt: skip
    act.detail.update(column=column, made_of=_made_of(data, column))
    return act


def _made_of(data: Data, column: str) -> frozenset[tuple[int, str]]:
    """The columns of a source that a column was worked out from, each as (source, name)."""
    found = {(data.source, column)} if column not in data.made else {(data.made[column][0], column)}
    for _depth in range(4):
        again: set[tuple[int, str]] = set()
        for source, name in found:
            number, parts = data.made.get(name, (0, None))
            again |= {part[:2] for part in parts} if number == source and parts else {(source, name)}
        if again == found:
            break
        found = again
    return frozenset(found)


def without(cx: Context, data: Data, column: str | None = None) -> Data:
    """The same once the row's own value is out: the result was moved on, or the value (of a column) taken away."""
    gone = {
        number for number in data.all_learned()
        if (act := cx.record.acts[number]).what == OWN and column in {None, act.detail["column"]}
    }  # fmt: skip
    if not gone:
        return data
    cols = {name: learned - gone for name, learned in data.cols.items()}
    return data.but(learned=data.learned - gone, cols=cols, column=data.column)


def less_of_others(cx: Context, table: Data, written: Data) -> Learned:
    """What is learned that a column holds which was worked out of itself, whichever of the table's columns it is.

    What moves values from row to row stays with the columns that are known to hold it: nothing new comes of it.
    """
    learned = written.all_learned()
    if OF_EACH not in written.traits or written.rows != table.rows:
        return learned
    held = frozenset[int]().union(*table.cols.values()) - table.learned
    return frozenset(one for one in learned if one not in held or cx.record.acts[one].what not in _MOVING)


def of_each(cx: Context, data: Data, began: int) -> Data:
    """The same once a list gets one for each element: what was summed up of a single element is of that one alone.

    Groups of a table are no elements of their own: each holds rows that a split may part. A list that gets one for
    each group holds nothing that may be parted.
    """
    if data.kind in {"series", "frame"}:
        return data
    whole = any(trait[0] == "whole" for trait in data.traits)
    if whole and data.kind != "row":
        return data
    acts = cx.record.acts
    gone = {
        number for number in data.all_learned()
        if _of_group(cx, acts[number], began) or (not whole and _of_one(cx, acts[number], began))
    }  # fmt: skip
    if not gone:
        return data
    cols = {name: learned - gone for name, learned in data.cols.items()}
    return data.but(learned=data.learned - gone, cols=cols, column=data.column)


def _of_one(cx: Context, act: Act, began: int) -> bool:
    """Whether all that was learned there is of one element that a loop took which began not before `began`."""
    lasts = [steps[-1] if steps else None for _root, steps, _arms in act.rows]
    return (
        act.strong
        and bool(lasts)
        and all(step is not None and is_single(step) and cx.began.get(step, began - 1) >= began for step in lasts)
    )


def _of_group(cx: Context, act: Act, began: int) -> Rows:
    """The one group that all that was learned there is of, or of some of its rows; no rows where it is of several.

    The innermost loop is the one that took the group, so that a list gets one for each of them.
    """
    groups = [_group(cx, steps, began) for _root, steps, _arms in act.rows] if cx.groups and act.strong else []
    if not groups or None in groups:
        return NO_ROWS
    return frozenset((root, steps[:end], arms) for (root, steps, arms), end in zip(act.rows, groups, strict=True))


def _group(cx: Context, steps: tuple[Step, ...], began: int) -> int | None:
    """Up to where steps take a group, if that is the element that the innermost loop is at; None if it is not."""
    for number in range(len(steps) - 1, -1, -1):
        if steps[number] in cx.groups and cx.began.get(steps[number], began - 1) >= began:
            running = loop_of(cx, steps[number])
            if running is None or running is cx.rounds[-1]:
                return number + 1
    return None


def as_field(cx: Context, data: Data, began: int) -> Data:
    """A number worked out of one element of a loop alone, as a field of that element once a list gets one for each."""
    if data.rows or data.kind != "stat" or data.fits or data.scores or not data.learned or data.cols:
        return data
    acts = [cx.record.acts[number] for number in sorted(data.learned)]
    if len({act.rows for act in acts}) == 1 and all(_of_one(cx, act, began) for act in acts):
        return data.but(rows=acts[0].rows, kind="row")
    groups = {rows for act in acts if (rows := _of_group(cx, act, began))}
    return data.but(rows=groups.pop(), kind="row") if len(groups) == 1 else data
