"""Contiguous parts of rows: slices, their bounds, and the parts that a table was put together from."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from typing import Final

from mle_reviewer.flow.context import Context, literal, symbol
from mle_reviewer.flow.facts import windows
from mle_reviewer.flow.facts.acts import Place
from mle_reviewer.flow.facts.excluding import complement
from mle_reviewer.flow.facts.rows import Rows, Step, each, is_element, narrow, one_element, single
from mle_reviewer.flow.facts.values import (
    INSIDE,
    LISTED,
    TURNED,
    UNKNOWN,
    Const,
    Data,
    Seq,
    Slice,
    Symbol,
    Value,
    state,
)
from mle_reviewer.flow.operations import answers, dated, headings, neighbours, order, pieces

_OPEN: Final = frozenset({"value", "unknown"})  # the kinds of bounds of which nothing is known
_CUT: Final = frozenset({"array", "series", "row", ""})
_FLAGS: Final = ("flags",)  # the trait of a mask that was written place by place
_OF_WINDOWS: Final = frozenset({windows.OVERLAPPING, windows.CUT, windows.STACK})
_ROWS: Final = frozenset({"array", "series", "frame", "indices"})
_PERIOD: Final = re.compile(r"(19|20)\d\d(-\d\d(-\d\d)?)?")


def rows_slice(cx: Context, data: Data, cut: Slice, place: Place | None = None) -> Data:
    """`data[a:b]`: a contiguous part in the present order of the rows; `[::-1]` only reorders."""
    if headings.some_fields(data):
        return data.but(column=None, parts=None, only=None, source=0)
    low, high = bound(cx, cut.low), bound(cx, cut.high)
    if data.kind == "moments" and cut.step is None:
        return dated.cut(data, low, high)
    if LISTED in data.traits and data.kind == "row":  # of the name of one file, perhaps less its ending alone
        return data.but() if low is None and high in pieces.ENDINGS else pieces.marked(data)
    if data.fits and one_element(data.rows):
        if type(low) is int and low > 0:
            return answers.without_nearest(cx, data.but())
        return data.but()  # of what a model says of one row: a part of a text, or of its numbers
    if single(data.rows) and data.picks is None and all(one is None or type(one) is int for one in (low, high)):
        return data.but(column=None, parts=None, only=None, source=0)  # some of what stands at a running number
    if data.kind in _ROWS and not one_element(data.rows) and (steps := nth(cx, data.order, cut)) is not None:
        if data.picks is not None and data.kind == "indices":
            return data.but(picks=(*data.picks, *steps))
        if not any(trait[0] in {windows.OVERLAPPING, windows.STACK} for trait in data.traits):
            return data.but(rows=narrow(data.rows, *steps), column=data.column)
    if low is None and high is None:
        data = _every(cx, data, cut.step)
        return order.turned(data) if literal(cut.step) == -1 else data.but(column=data.column)
    if low == 0:
        low = None
    if (behind := _from_behind(cx, data, low, high)) is not None:
        return data.but(rows=behind)
    if data.kind == "row" and data.only is not None and len(data.only) > 1 and data.source:
        # Some fields of one row: which columns these are, nobody knows.
        data = data.but(source=0, only=None, parts=None, made={})
    first = _first_part(cx, data, high) if low is None else _middle_part(cx, data, low, high)
    if first is not None:
        return data.but(rows=first)
    rest = _rest(cx, data, low) if high is None else None
    if rest is not None:
        return data.but(rows=rest)
    step: Step = ("slice", data.order, low, high)
    if data.kind == "keys" and data.column is not None:
        cx.record.keyed.setdefault(step, data.column)
    size = windows.width(low, high)
    if size is None and place is not None and (near := neighbours.between(cx, place, data, low, high)) is not None:
        return near
    if size is not None and place is not None and data.rows and (data.kind in _CUT or INSIDE in data.traits):
        return _window(cx, data, step, size, place)
    if data.kind == "row" and place is not None and _OPEN.issuperset({_kind_of(low), _kind_of(high)}):
        # From somewhere to somewhere in one row: a part of it, wherever that is.
        part = data.but(rows=narrow(data.rows, step), column=None, parts=None, only=None, source=0)
        return part.but(traits=part.traits | {(windows.CUT, "")})
    if data.picks is not None and data.kind in {"indices", "mask"}:
        return data.but(picks=(*data.picks, step), rows=data.rows)
    if place is not None:
        cx.record.conditions.setdefault(step, place)
    return data.but(rows=narrow(data.rows, step))


def is_period(label: Value) -> bool:
    """Whether a label is a written year, month or day: it takes what a slice from it to itself takes."""
    text = literal(label)
    return isinstance(text, str) and _PERIOD.fullmatch(text) is not None


def nth(cx: Context, order: int, cut: Slice) -> tuple[Step, ...] | None:
    """The steps of every so many-th row from a first one on, which others begin elsewhere; None of a plain slice."""
    far = symbol(cut.step)
    if far is None or far in {1, -1}:
        return None
    every: Step = ("nth", order, far, bound(cx, cut.low) or 0)
    high = bound(cx, cut.high)
    return (every,) if high is None else (("slice", order, None, high), every)


def _kind_of(limit: object) -> object:
    return limit[0] if isinstance(limit, tuple) and limit else None


def _every(cx: Context, data: Data, step: Value | None) -> Data:
    """Every so many windows of a sequence: they share no rows where that is as far as they are long."""
    several = {trait for trait in data.traits if trait[0] in {windows.OVERLAPPING, windows.STACK} and trait[1]}
    if step is None or not several:
        return data
    acts, far = cx.record.acts, symbol(step)
    apart = {t for t in several if "size" in acts[int(t[1])].detail
             and not windows.overlap(acts[int(t[1])].detail["size"], far)}  # fmt: skip
    left = frozenset((windows.STACK, "") for trait in apart if trait[0] == windows.STACK)
    return data.but(traits=data.traits - apart | left, column=data.column) if apart else data


def _window(cx: Context, data: Data, cut: Step, size: Hashable, place: Place) -> Data:
    """One of many windows that are cut at a counter: an example of its own, that may share rows with its neighbours."""
    step = windows.step_between(cut[2], cut[3], cx.ranges)
    one = data.but(rows=narrow(data.rows, cut), column=None, parts=None, only=None, source=0)
    number = ""
    if windows.overlap(size, step):
        one.kind = "row"
        act = cx.record.add("grow", place, key=("windows", data.rows), rows=data.rows, words="a moving window")
        number = str(act.number)
    if data.kind == "row" or INSIDE in data.traits:  # examples only where each goes into a list of examples
        one.traits |= {(windows.CUT, number)}
    elif number:
        one.traits |= {(windows.OVERLAPPING, number)}
    return one


def from_end(cx: Context, rest: Value, number: int) -> Value:
    """One of the elements of a list as it is counted from its end: the last is none of those before it.

    So is each of the tables that a loop made of one file after the other, wherever it is counted from.
    """
    data = state(rest)
    if not isinstance(data, Data) or not data.rows:
        return rest
    if not _is_table_each(cx, data) and (number >= 0 or data.kind != "row"):
        return rest
    return cx.fresh(data.but(rows=narrow(data.rows, numbered(data.order, number)), parts=data.parts))


def numbered(order: int, number: int) -> Step:
    """The step that takes the element at a known number."""
    return ("slice", order, number, number + 1 or None)


def is_filled(cx: Context, seq: Seq) -> bool:
    """Whether the one element that a list is known to hold stands for the tables of all rounds of a loop."""
    return seq.rest is None and len(seq.items) == 1 and _is_table_each(cx, state(seq.items[0]))


def _is_table_each(cx: Context, data: Value) -> bool:
    """Whether a table is the one that each round of a loop made, of a loop that is over."""
    if not isinstance(data, Data) or data.kind != "frame" or not one_element(data.rows):
        return False
    return all(steps[-1] not in cx.began for _root, steps, _arms in data.rows)


def around(datas: Sequence[Data]) -> Data | None:
    """The numbers of rows before and behind a part, one after the other: those of all rows but that part."""
    if len(datas) != 2 or any(data.kind != "indices" or not data.picks for data in datas):
        return None
    if datas[0].picks == datas[1].picks and (datas[0].picks or ("",))[-1][0] == "not":
        return datas[0]  # those before a side and those behind it, of which each stands for all but that side
    for one, other in (datas, datas[::-1]):
        (*shared, first), (*others, last) = one.picks or (), other.picks or ()
        if shared != others or first[0] != "slice" or first[:2] != last[:2] or first[2] is not None:
            continue
        ends = first[3], last[2]
        if last[3] is None and None not in ends and ends[0] != ends[1]:
            return one.but(picks=(*shared, ("not", ("slice", first[1], *ends))))
    return None


def further(value: Value, far: int) -> Value:
    """A number that a list holds one of for each round of a loop: the one that stands so many places behind it."""
    key = symbol(value)
    return Const(Symbol(("behind", key, far))) if isinstance(value, Const) and isinstance(key, tuple) else value


def at_number(value: Value, index: Value) -> Value | None:
    """The number that stands at a running number in a list of them; None of other lists and places."""
    key, place = symbol(value), symbol(index)
    if not (isinstance(value, Const) and isinstance(key, tuple) and isinstance(place, tuple)):
        return None
    return Const(Symbol(("at", key, place)))


def flagged(cx: Context, blank: Data, index: Value, value: Value) -> Data | None:
    """An array that is nothing but yes where it was no before, at some places, or the other way round: a mask."""
    holds, places = literal(value), state(index)
    if blank.rows or blank.kind or not isinstance(holds, bool):
        return None
    picks: tuple[Step, ...] = ()
    if isinstance(places, Slice) and places.step is None:
        picks = (("slice", 0, bound(cx, places.low), bound(cx, places.high)),)
    elif isinstance(places, Data) and places.kind in {"indices", "mask"}:
        picks = places.picks or ()
    elif (found := neighbours.place_of(index)) is not None and found[1] == 0:
        picks = (neighbours.element_step(found[0]),)
    if not picks or (not holds and len(picks) > 1):
        return None
    made = Data(kind="mask").but(traits=frozenset([_FLAGS]))
    made.picks = picks if holds else (complement(picks[0]),)
    return made


def is_flagged(data: Data) -> bool:
    """Whether a value is such a mask: looked up by other places, it says something of other rows."""
    return data.kind == "mask" and _FLAGS in data.traits


def uncut(rows: Rows) -> Rows:
    """Rows less the windows that were cut of them."""
    return frozenset((root, _uncut(steps), arms) for root, steps, arms in rows)


def put_beneath(cx: Context, made: Data, *, several: bool, stacks: bool) -> Data:
    """What was made of windows of rows that a list holds: a list that got `several`, or one in a loop that is over.

    Windows of one row come to a stack of them; of stacks that stand beneath each other each window is an example.
    """
    apart = windows.are_stacked(made.traits) or made.kind == "frame"
    over = all(steps and is_element(steps[-1]) and steps[-1] not in cx.began for _root, steps, _a in uncut(made.rows))
    if TURNED in made.traits or not (several or (apart and over)):
        return made
    if apart:
        return made.but(rows=each(uncut(made.rows)), traits=windows.as_examples(made.traits), column=made.column)
    return made.but(rows=uncut(made.rows), traits=windows.stacked(made.traits), column=made.column) if stacks else made


def put_together(data: Data) -> Data:
    """All windows of a sequence as one again (the n-grams of a text, joined): what they were cut from."""
    traits = frozenset(trait for trait in data.traits if trait[0] not in _OF_WINDOWS)
    return data.but(rows=uncut(data.rows), traits=traits, column=data.column)


def are_windows(data: Data) -> bool:
    """Whether a value holds windows whose neighbours share rows."""
    return any(trait[0] in _OF_WINDOWS for trait in data.traits)


def is_window(steps: tuple[Step, ...]) -> bool:
    """Whether rows are one of many windows."""
    return bool(steps) and steps[-1][0] == "slice" and windows.width(*steps[-1][2:]) is not None


def _uncut(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    while is_window(steps):
        steps = steps[:-1]
    return steps


def _first_part(cx: Context, data: Data, at: object) -> Rows | None:
    """If `at` is the length of some of the parts that `data` was put together from, those parts' rows."""
    rows = _counted(cx, data, at)
    if rows is None and isinstance(at, tuple) and at[:1] == ("len",) and len(at) == 2:
        once = cx.rows_of(at[1])  # as many rows of a table put behind itself are those rows, once
        grown = {steps[-1] for _root, steps, _arms in data.rows if steps and steps[-1][0] == "grown"}
        if any(data.rows == narrow(once, step) for step in grown):
            return once
    return rows if rows is not None and len(data.rows) > 1 and rows < data.rows else None


def _from_behind(cx: Context, data: Data, low: object, high: object) -> Rows | None:
    """`data[-len(c):]` are the rows of c, `data[:-len(c)]` all but them."""
    ends = [one for one in (low, high) if one is not None]
    if len(ends) != 1 or not isinstance(ends[0], tuple) or len(ends[0]) != 2 or ends[0][0] != "-":
        return None
    last = _first_part(cx, data, ends[0][1])
    return last if last is None or high is None else data.rows - last


def _counted(cx: Context, data: Data, at: object) -> Rows | None:
    """The parts of `data` whose lengths, one or several added up, are a number."""
    if not isinstance(at, tuple):
        return None
    if len(at) == 2 and at[0] == "len":
        rows = cx.rows_of(at[1])
        return rows if rows <= data.rows else None
    if len(at) == 3 and at[0] == "+":
        one, other = _counted(cx, data, at[1]), _counted(cx, data, at[2])
        return one | other if one is not None and other is not None and not one & other else None
    return None


def _middle_part(cx: Context, data: Data, low: object, high: object) -> Rows | None:
    """The part between: `data[len(a) : len(a) + len(b)]` are the rows of b."""
    first, until = _first_part(cx, data, low), _counted(cx, data, high)
    return until - first if first is not None and until is not None and first < until else None


def _rest(cx: Context, data: Data, low: object) -> Rows | None:
    first = _first_part(cx, data, low)
    return None if first is None else data.rows - first


def bound(cx: Context, value: Value | None) -> object:
    """A slice's bound as something that can be compared: an int, a symbol's key, a value's number, None."""
    if value is None:
        return None
    if isinstance(value, Const):
        return value.value.key if isinstance(value.value, Symbol) else value.value
    if value is UNKNOWN:
        return ("unknown", cx.identity(object()))
    if (counted := neighbours.bound_of(value)) is not None:
        return counted
    number = cx.identity(value)
    return cx.sizes.get(number, ("value", number))


def sized(cx: Context, op: str, left: Value, right: Value, made: Data) -> Data:
    """A number that was made of one that nobody knows, remembered by how: twice as many rows, so many more."""
    if op in {"+", "*"} and UNKNOWN not in (left, right):
        cx.sizes[cx.identity(made)] = (op, bound(cx, left), bound(cx, right))
    return made
