"""Effects that put tables together as they are: rows of several after each other, columns side by side."""

from __future__ import annotations

from itertools import zip_longest
from typing import Final

from mle_reviewer.flow.context import Context, data_of, literal, mix
from mle_reviewer.flow.effects import indices
from mle_reviewer.flow.effects.sampling import grown
from mle_reviewer.flow.facts import windows
from mle_reviewer.flow.facts.acts import COPIES, MEETING, NAMED, SPELLED, UNSEEN
from mle_reviewer.flow.facts.rows import NO_ROWS, Rows, Step, narrow, union
from mle_reviewer.flow.facts.values import (
    INSIDE,
    NO_NAMES,
    NOTHING_LEARNED,
    NUMBERED,
    TURNED,
    UNKNOWN,
    Data,
    Map,
    Obj,
    Seq,
    Value,
    Written,
    state,
    written,
)
from mle_reviewer.flow.operations import (
    adding_columns,
    constants,
    extracts,
    fills,
    frames,
    meeting,
    per_group,
    pieces,
    piling,
    row_numbers,
    slices,
    twice,
)
from mle_reviewer.flow.operations.call import Call, Effect, truthy

_ONE_COLUMN: Final = frozenset({"series", "mask"})


def concat(call: Call) -> Value:
    """Rows of several after each other, or columns side by side (axis=1)."""
    items = call.slot("items")
    inner = state(items) if items is not None else UNKNOWN
    values: list[Value] = []
    titles: list[str | None] = []
    if isinstance(inner, Seq):
        values = [*inner.items] if inner.rest is None else [*inner.items, inner.rest]
    elif isinstance(inner, Map):
        values = [*inner.items.values()] if inner.rest is None else [*inner.items.values(), inner.rest]
        titles = [key if isinstance(key, str) else None for key in inner.items]
    elif items is not None:
        values = [items]
    if call.receiver is not None and "self" not in str(call.entry.slots.get("items")):
        values.insert(0, call.receiver)
    datas = [data for data in (data_of(value) for value in values) if data is not UNKNOWN]
    if not datas:
        return fills.joined(call.cx, values)
    if (numbers := indices.put_together(call, datas)) is not None:
        return numbers
    axis = literal(call.slot("axis"))
    if axis == "columns" or (isinstance(axis, int) and axis != 0):
        made = beside([titled(data, name) for data, name in zip_longest(datas, titles[: len(datas)])])
        made = pieces.put_beside(made, datas)
        table = call.entry.slots.get("beside")
        return call.result(made.but(type=table) if table and datas[0].kind == "series" else made)
    if (rest := slices.around(datas)) is not None:
        return call.cx.fresh(rest)
    datas = [constants.settled(data) for data in datas]
    if call.entry.slots.get("stacks") and all(data.fits for data in datas):
        told = beside(datas)
        return call.result(told.but(traits=told.traits | {TURNED}))  # an axis of the models before that of the rows
    merged = mix(datas)
    if merged.rows and merged.kind != "frame" and _of_one(call, datas):
        return call.result(merged.but(kind="row", column=None))  # what was worked out of one row, one after the other
    rows: Rows = NO_ROWS
    for data in datas:
        rows = union(rows, row_numbers.rows_of(data))
    pairs = [(a, b) for n, a in enumerate(datas) for b in datas[n + 1 :]]
    picks: tuple[Step, ...] = ()
    if (again := twice.again(call.cx, pairs)) is not None:
        if all(data.fits for data in datas):
            return call.result(beside(datas))  # what several models say of the same rows, one after the other
        picks = (_twice(call, rows),)
        rows = narrow(rows, *picks)  # the same examples stand in it more than once
        call.cx.record.acts[picks[0][1]].detail[UNSEEN] = not again
    elif extracts.overlap(call.cx, [data.rows for data in datas]):
        rows = narrow(rows, step := _twice(call, rows))
        call.cx.record.acts[step[1]].detail[NAMED] = True
    elif (words := meeting.both(call.cx, [(a.rows, b.rows) for a, b in pairs])) is not None:
        rows = narrow(rows, step := _twice(call, rows))
        call.cx.record.acts[step[1]].detail.update({MEETING: True, SPELLED: words})
    thin = piling.thinned(call.cx, call.cx.place(call.frame, call.pos), datas)
    if thin is not None:
        rows = narrow(rows, thin)
    result = merged.but(rows=rows, kind=datas[0].kind, column=datas[0].column)
    if picks and result.kind == "indices":
        result.picks = picks
    # Whole groups after each other: rows of which several belong to one entity.
    result.traits = frozenset(("entity", t[1]) if t[0] == "whole" else t for t in merged.traits if t != INSIDE)
    result.traits |= frozenset(("holder", name) for value in values for name in _files_called(value))
    if all(data.only == datas[0].only for data in datas):
        result.only = datas[0].only
    result.gone = frozenset.intersection(*(data.gone for data in datas))
    result.source = datas[0].source if all(d.source == datas[0].source for d in datas) else 0
    result.made = _renamed_apart(datas) if result.source > 0 else {}
    if any(data.cols for data in datas):
        names = {name for data in datas for name in data.cols}
        result.cols = {n: frozenset[int]().union(*(d.of_column(n) for d in datas)) for n in sorted(names)}
        result.learned = frozenset[int]().union(*(d.learned for d in datas))
    several = inner is not UNKNOWN and isinstance(inner, (Seq, Map)) and inner.rest is not None
    if several and len(datas) == 1:
        # Pieces of one loop put together again: all of what they were pieces of.
        result.rows = frozenset((root, _whole(call.cx, steps), arms) for root, steps, arms in rows)
    if len(datas) == 1 and windows.are_cut(result.traits):
        stacks = bool(call.entry.slots.get("stacks"))
        listed = several or (stacks and isinstance(inner, Seq) and not windows.are_stacked(result.traits))
        result = slices.put_beneath(call.cx, result, several=listed, stacks=stacks)
    alone = merged if len({data.rows for data in datas} - {NO_ROWS}) == 1 else datas[-1] if several else None
    if alone is not None and not slices.are_windows(alone) and extracts.windows_overlap(call.cx, alone):
        result.rows = narrow(result.rows, step := _twice(call, rows))
        if extracts.by_names(rows):
            call.cx.record.acts[step[1]].detail[NAMED] = True
    if truthy(call.kwargs.get("ignore_index")):
        result.traits = result.traits | {NUMBERED}
    if result.kind == "columns" and len(values) > 1:
        result.traits = adding_columns.with_more(result, None)
    return call.result(result)


def titled(data: Data, name: str | None) -> Data:
    """A column that comes beside others under its own name, or the one that it is given."""
    if name is None and (name := data.column) is None and data.only is not None and len(data.only) == 1:
        name = min(data.only)
    if data.kind not in _ONE_COLUMN or name is None:
        return data
    learned = data.all_learned()
    return data.but(only=frozenset([name]), learned=NOTHING_LEARNED, cols={name: learned}, gone=NO_NAMES)


def _twice(call: Call, rows: Rows) -> Step:
    """The step of rows of which some stand in a table more than once, as they are."""
    step = grown(call, rows)
    call.cx.record.acts[step[1]].detail[COPIES] = True
    return step


def _of_one(call: Call, datas: list[Data]) -> bool:
    """Whether all parts come of one and the same element of a loop that runs."""
    began = call.cx.began
    alike = all(data.rows == datas[0].rows for data in datas)
    return alike and all(steps and steps[-1] in began for _root, steps, _arms in datas[0].rows)


def _files_called(value: Value) -> set[str]:
    """What the code calls a file of which all rows are put after those of others: by the loop's name, by a class."""
    data, owner = data_of(value), state(value)
    cls = owner.cls if isinstance(owner, Obj) else None
    if INSIDE not in data.traits or (data.kind == "row" and cls is None):
        return set()
    named = {trait[1] for trait in data.traits if trait[0] == "folder"}
    return named if cls is None else named | {cls.code.name}


def _whole(cx: Context, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    return steps[:-1] if steps and steps[-1][0] == "some" and steps[-1] not in cx.began else steps


def beside(datas: list[Data]) -> Data:
    """Columns of several tables on the rows of the first."""
    first = next((data for data in datas if data.rows), datas[0])
    told = row_numbers.as_column(first)
    merged = told.but(kind="frame" if told.kind == "series" else told.kind, column=None)
    cols = dict(first.cols)
    only, made = first.only, dict(first.made)
    for other in datas:
        if other is first:
            continue
        learned = other.all_learned() | per_group.come_back(first, other)
        merged.fits |= other.fits
        merged.traits |= other.traits
        if other.only is not None and other.only and only is None:
            # Known columns come beside unknown ones: what they carry stays with them.
            cols.update(
                {name: other.of_column(name) | per_group.come_back(first, other) for name in sorted(other.only)}
            )
            made.update(_made_there(other))
        elif other.only is None or only is None:
            if only is not None:
                merged.source = 0  # a few known columns beside others of which nobody knows which they are
                # What the others carry is not in the columns that are known.
                cols.update(dict.fromkeys(sorted(only - cols.keys()), merged.learned))
            only = None
            if learned - merged.learned:
                merged.learned = merged.learned | learned
        else:
            only |= other.only
            cols.update({name: other.of_column(name) | per_group.come_back(first, other) for name in other.only})
            made.update(_made_there(other))
    merged.only, merged.cols, merged.made = only, cols, made
    return merged


def _made_there(table: Data) -> dict[str, Written]:
    """What the named columns of a table are worked out from, where they come to stand in another one."""
    return {
        name: table.made[name] if name in table.made else written(frames.made_of(table, name))
        for name in sorted(table.only or ())
    }


def _renamed_apart(datas: list[Data]) -> dict[str, Written]:
    """Columns that each of several tables calls by one name, and that were others in the source of all of them.

    `home_goals` of one and `away_goals` of the other, both renamed to `scored`: what stands there is either of them.
    """
    found: dict[str, Written] = {}
    for name in sorted(frozenset[str]().union(*(data.made for data in datas))):
        parts = [data.made[name][1] if name in data.made else None for data in datas]
        alias = all(one is not None and len(one) == 1 and next(iter(one))[2] == "=" for one in parts)
        if alias and len(set(parts)) > 1:
            found[name] = written(frozenset((source, old, "~") for one in parts for source, old, _how in one or ()))
    return found


EFFECTS: Final[dict[str, Effect]] = {"concat": concat}
