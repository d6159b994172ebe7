"""Neighbours: elements of a sequence at a running number, and those that stand so many places before or behind it.

In `for i in range(n): x.append(level[i - 1]); y.append(level[i + 1])` each round is about the row `i`; what stands
before it is a lag, what stands behind it is known only later.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Final

from mle_reviewer.flow.context import Context, data_of
from mle_reviewer.flow.facts.acts import Act, Place
from mle_reviewer.flow.facts.excluding import complement
from mle_reviewer.flow.facts.rows import Step, narrow, one_element
from mle_reviewer.flow.facts.values import COUNTED, EARLIER, OFFSET, OPAQUE, Const, Data, Slice, Symbol, Value, state
from mle_reviewer.flow.facts.windows import COUNTER, overlap, width
from mle_reviewer.flow.operations import order

Counted = tuple[tuple[Hashable, ...], Hashable]
_KINDS: Final = frozenset({"row", "series", "array", "", OPAQUE})
_SOME: Final = ("some",)  # a distance that nobody knows


def counted_from(key: object) -> Counted | None:
    """The running number that a place is told by, and how far it lies behind it; None of any other place."""
    if not isinstance(key, tuple) or not key:
        return None
    if key[0] in {COUNTER, COUNTED}:
        return key, 0
    if key[0] not in {"+", "-"} or len(key) != 3:
        return None
    inner = counted_from(key[1])
    by = key[2]
    if inner is None and key[0] == "+":
        inner, by = counted_from(key[2]), key[1]
    if inner is None or counted_from(by) is not None:
        return None
    base, so_far = inner
    if so_far == 0:
        return base, (-by if isinstance(by, (int, float)) else ("-", by)) if key[0] == "-" else by
    if isinstance(so_far, (int, float)) and isinstance(by, (int, float)):
        return base, so_far - by if key[0] == "-" else so_far + by
    return base, (key[0], so_far, by)


def place_of(value: Value | None) -> Counted | None:
    """The same of a value: a number that a loop counts, or one of the numbers of rows that it goes over."""
    if isinstance(value, Const):
        return counted_from(value.value.key) if isinstance(value.value, Symbol) else None
    data = state(value) if value is not None else None
    return _place_in(data) if isinstance(data, Data) and data.picks and len(data.picks) == 1 else None


def _place_in(data: Data) -> Counted | None:
    """The running number that one of some row numbers is, of all of them or of those that were chosen before."""
    step = data.picks[-1] if data.picks and data.kind == "indices" else ("",)
    if step[0] != "some" or not isinstance(step[1], tuple) or step[1][0] != "place":
        return None
    offset: Hashable = next((_distance(trait) for trait in data.traits if trait[0] == OFFSET), 0)
    return (COUNTER, step[1][1], 0), offset


def _distance(trait: tuple[str, ...]) -> Hashable:
    if trait[2] == "":
        return ("-", _SOME) if trait[1] == "-" else _SOME
    return -int(trait[2]) if trait[1] == "-" else int(trait[2])


def counted_on(op: str, number: Data, by: Value) -> Data | None:
    """One of the numbers of rows that a loop goes over, less or more so many; None of any other arithmetic."""
    found = _place_in(number)
    if found is None or op not in {"+", "-"} or not isinstance(by, Const):
        return None
    far: object = by.value
    if isinstance(far, bool) or not isinstance(far, (int, Symbol)):
        return None
    so_far = found[1]
    traits = frozenset(trait for trait in number.traits if trait[0] != OFFSET)
    if isinstance(far, int) and isinstance(so_far, int):
        moved_by = so_far + far if op == "+" else so_far - far
        return number.but(traits=traits | {(OFFSET, "-" if moved_by < 0 else "+", str(abs(moved_by)))})
    return number.but(traits=traits | {(OFFSET, op, "")}) if so_far == 0 else None


def element_step(base: tuple[Hashable, ...]) -> Step:
    """The step of the element that a running number stands at."""
    return ("some", ("place", base[1] if base[0] == COUNTER and base[2] == 0 and isinstance(base[1], tuple) else base))


def elsewhere(cx: Context, key: object) -> Step | None:
    """The step of the element that an outer loop stands at, where a condition asks whether an inner one does as well.

    `[fold for j, fold in enumerate(folds) if j != i]` are all but the element at `i`.
    """
    if not isinstance(key, tuple) or key[:2] != ("compare", "==") or len(key) != 4:
        return None
    found = [counted_from(one) for one in key[2:]]
    steps = {element_step(one[0]) for one in found if one is not None and one[1] == 0}
    if len(steps) < 2 or not steps <= cx.began.keys():
        return None
    return min(steps, key=lambda step: (cx.began[step], repr(step)))


def of_sides(cx: Context, values: Sequence[Value], index: Value) -> tuple[Step, ...]:
    """The steps to what stands at a running number, before or behind it, in a list of the sides of one split.

    There may be more sides than are told apart: which of these stands there, nobody knows. None of any other list.
    """
    low, high = (index.low, index.high) if isinstance(index, Slice) else (None, index)
    bounds = [None if one is None else place_of(one) for one in (low, high)]
    known = [one for one in bounds if one is not None and element_step(one[0]) in cx.began]
    if len(known) != 1 or (low is not None and high is not None) or not _sides_of_one(values):
        return ()
    (base, offset), here = known[0], element_step(known[0][0])
    if not isinstance(index, Slice):
        return (here,) if offset == 0 else ()
    far = offset if isinstance(offset, int) else None
    if far is None or (low is None and far > 0) or (high is None and far < 1):
        return ()
    return complement(here), ("slice", 0, None, base) if low is None else ("slice", 0, base, None)


def numbers_of_sides(cx: Context, values: Sequence[Value], index: Value) -> Data | None:
    """The same of a list of the row numbers of each side: those at a running number, or those of all other sides."""
    numbers = [state(one) for one in values]
    picks = [one.picks for one in numbers if isinstance(one, Data) and one.kind == "indices" and one.picks]
    if len(picks) < len(values) or len({(taken[:-1], taken[-1][:2]) for taken in picks}) != 1:
        return None
    *shared, last = picks[0]
    bounds = (index.low, index.high) if isinstance(index, Slice) else (index,)
    known = [found for one in bounds if one is not None and (found := place_of(one)) is not None]
    if last[0] != "side" or len(known) != 1 or element_step(known[0][0]) not in cx.began:
        return None
    here: Step = ("side", last[1], ("at", known[0][0]))
    if isinstance(index, Slice):
        far = known[0][1] if isinstance(known[0][1], int) else None
        if (
            far is None
            or (index.low is not None and (index.high is not None or far < 1))
            or (index.low is None and far)
        ):
            return None
        here = complement(here)
    elif known[0][1] != 0:
        return None
    found = numbers[0]
    return found.but(picks=(*shared, here)) if isinstance(found, Data) else None


def _sides_of_one(values: Sequence[Value]) -> bool:
    """Whether values are the sides of one split."""
    cut = {atom[1][-1][:2] if atom[1] else () for one in values for atom in data_of(one).rows}
    return len(cut) == 1 and all(data_of(one).rows for one in values) and next(iter(cut))[:1] == ("side",)


def at(cx: Context, place: Place, value: Value, index: Value) -> Value | None:
    """The element at a running number, or near it; `value` stands for any element. None of any other place."""
    found = place_of(index)
    if found is None or element_step(found[0]) not in cx.began:
        return None
    step, offset = element_step(found[0]), found[1]
    return order.each_part(cx, value, lambda data: _near(cx, place, data, step, offset))


def among(cx: Context, place: Place, data: Data, index: Value) -> Value | None:
    """The same of an array or column of rows; what stands at a place within one row has no rows beside it."""
    return None if data.kind == "frame" or _within(data) else at(cx, place, data, index)


def _within(data: Data) -> bool:
    return data.kind in {"row", "", OPAQUE} and one_element(data.rows)


def between(cx: Context, place: Place, data: Data, low: object, high: object) -> Data | None:
    """What stands around a running number, as something of the row there; None where the bounds are others."""
    first, end = counted_from(low), counted_from(high)
    if first is None or end is None or first[0] != end[0] or element_step(first[0]) not in cx.began or _within(data):
        return None
    return _around(cx, place, data, (first[0], first[1], end[1]))


def _around(cx: Context, place: Place, data: Data, reach: tuple[tuple[Hashable, ...], Hashable, Hashable]) -> Data:
    base, low, high = reach
    last = high - 1 if isinstance(high, int) else high
    one = _near(cx, place, data, element_step(base), low)
    one = one.but(kind="row", parts=None, column=None) if data.kind != OPAQUE else one
    if behind(low) is not False and last != 0 and behind(last) is False:
        later = moved(cx, place, one, data, last)
        one = one.but(learned=one.learned | later.learned, traits=one.traits | later.traits)
        for number in later.learned - data.learned:
            _reaching(cx.record.acts[number], low, last)
    return one


def _reaching(act: Act, low: Hashable, last: Hashable) -> None:
    """Notes that what was read lies around its row, and how far before and behind it where that is known."""
    act.detail["centred"] = True
    if isinstance(low, int) and isinstance(last, int):
        act.detail["back"] = -low
        act.detail["ahead"] = max(last, act.detail.get("ahead", 0))


def around(cx: Context, place: Place, value: Value, low: object, high: object) -> Value | None:
    """The elements of a list that stand around a running number; `value` stands for any of its elements."""
    first, end = counted_from(low), counted_from(high)
    if first is None or end is None or first[0] != end[0] or element_step(first[0]) not in cx.began:
        return None
    size = width(low, high)
    if size is not None and first[1] == 0:  # a window from here on: what of it is known when, is open
        far = cx.ranges.get(first[0][1], 1) if isinstance(first[0][1], int) else 1
        if not overlap(size, far):
            return None  # one batch after the other
        return order.each_part(cx, value, lambda data: _near(cx, place, data, element_step(first[0]), 0))
    return order.each_part(cx, value, lambda data: _around(cx, place, data, (first[0], first[1], end[1])))


def _near(cx: Context, place: Place, data: Data, step: Step, offset: Hashable) -> Data:
    one = data.but(rows=narrow(data.rows, step), parts=data.parts if offset == 0 else None, order=0)
    if data.kind in {"series", "array"}:
        one = one.but(kind="row" if data.kind == "series" else data.kind, column=data.column)
    if offset == 0 or data.kind not in _KINDS:
        return one
    return moved(cx, place, one, data, offset)


def moved(cx: Context, place: Place, one: Data, data: Data, offset: Hashable) -> Data:
    """A value of another row, with what that says: it is an earlier one, a later one, or one of another entity."""
    back = behind(offset)
    learned = one.learned | _crossing(cx, place, data)
    if back is None:
        return one.but(learned=learned, column=one.column)
    if order.REVERSED in data.traits or any(trait[0] == "falling" for trait in data.traits):
        back = not back
    if back or order.FILE_REVERSED in data.traits:
        act = cx.record.add("shift", place, key=(data.rows, data.column, offset), rows=data.rows,
                            words="an earlier place")  # fmt: skip
        act.detail.update(column=data.column, periods=None)
        return one.but(learned=learned, traits=one.traits | {("lag", data.column or "", str(act.number))})
    act = cx.record.add("learn", place, key=(data.rows, "look-ahead", place.chain), rows=data.rows, what="look-ahead",
                        words="a later place is read")  # fmt: skip
    act.detail["column"] = data.column
    if isinstance(offset, (int, float)):
        known = act.detail.get(OFFSET, offset)
        offset = max(offset, known) if isinstance(known, (int, float)) else known
    act.detail[OFFSET] = offset
    return one.but(learned=learned | {act.number}, column=one.column)


def of_earlier(cx: Context, value: Value | None) -> bool:
    """Whether a value is what the running loop kept of earlier rows: any of them, so that no part of them is told."""
    data = data_of(value)
    return EARLIER in data.traits and any(steps and steps[-1] in cx.began for _root, steps, _arms in data.rows)


def behind(offset: Hashable) -> bool | None:
    """Whether a place lies before the running number; None where nobody knows."""
    if isinstance(offset, (int, float)):
        return offset < 0
    if not isinstance(offset, tuple):
        return None
    if len(offset) == 2 and offset[0] == "-":
        return True
    if len(offset) == 3 and offset[0] in {"+", "-"}:
        first = behind(offset[1])
        return first if first is not None and (offset[0] == "-") == first else None
    return False


def _crossing(cx: Context, place: Place, data: Data) -> frozenset[int]:
    """The acts that take rows of one entity for those of another, because they stand after each other."""
    numbers = []
    for first, second, *outer in order.panels(data):
        if data.column in {first, second}:
            continue
        act = cx.record.add(
            "learn", place, key=("crossing", data.rows, first, place.chain), rows=data.rows, what="crossing",
            words="a place before or behind is read",
        )  # fmt: skip
        act.detail.update(entity=first, ordered=second, column=data.column, timed=("time", first) in data.traits)
        act.detail["within"] = "".join(outer)
        numbers.append(act.number)
    return frozenset(numbers)


def bound_of(value: Value | None) -> Hashable:
    """The key of a bound that is one of the numbers of rows that a loop goes over, as of a number that it counts."""
    found = place_of(value) if not isinstance(value, Const) else None
    if found is None:
        return None
    base, offset = found
    if offset == 0:
        return base
    if isinstance(offset, int):
        return ("+", base, offset) if offset > 0 else ("-", base, -offset)
    return ("-", base, _SOME) if behind(offset) else ("+", base, _SOME)


__all__ = ["at", "behind", "between", "bound_of", "counted_from", "counted_on", "moved", "place_of"]
