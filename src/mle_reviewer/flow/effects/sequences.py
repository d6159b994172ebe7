"""Effects that read other rows in the order they stand in: shifts, differences, windows, running totals."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import is_missing, literal, symbol
from mle_reviewer.flow.effects.expressions import is_expression
from mle_reviewer.flow.effects.grouping import entities
from mle_reviewer.flow.effects.judging import right
from mle_reviewer.flow.effects.learning import plus, ungrouped
from mle_reviewer.flow.facts import dates, windows
from mle_reviewer.flow.facts.values import (
    HITS,
    INSIDE,
    NOTHING_LEARNED,
    TURNED,
    UNKNOWN,
    Data,
    Learned,
    Obj,
    Value,
    state,
)
from mle_reviewer.flow.operations import carried, heads, lasts, order, owning
from mle_reviewer.flow.operations import periods as periods_of
from mle_reviewer.flow.operations.call import Call, Effect, argument_of, expressed, truthy

# How a convolution is cut that keeps each value at the last row it is made of; "same" centres it.
_FROM_THE_FIRST: Final = frozenset({"full", "valid"})


def ahead(call: Call, data: Data, words: str, distance: object = None, *, leading: bool = False) -> Learned:
    """The id of an act of looking at later rows, `distance` rows away where that is known; `leading`: the first do."""
    if not data.rows:
        return NOTHING_LEARNED
    act = call.cx.learn(call.frame, call.pos, data.rows, "look-ahead", words=f"{call.name} reads {words}", strong=False)
    act.detail["whole"] = data.kind == "row" or bool(call.entry.slots.get("weak"))
    act.detail["leading"] = act.detail.get("leading", True) and leading
    act.detail.setdefault("column", data.column)
    act.detail.setdefault("columns", set()).add(data.column)
    act.detail.setdefault("periods", literal(call.slot("periods")))
    if isinstance(distance, (int, float)):
        act.detail["ahead"] = max(distance, act.detail.get("ahead", 0))
    return frozenset([act.number])


def crossing(call: Call, data: Data) -> Learned:
    """The ids of acts that take rows of one entity for those of another, because they stand after each other."""
    if not data.rows:
        return NOTHING_LEARNED
    found: list[tuple[str, ...]] = []
    if any(atom[0] == expressed(call.cx) for atom in data.rows):
        found.append(("", ""))  # which table's rows an expression will read is not known yet
    meet = order.panels if data.kind == "grouped" else order.neighbours
    found.extend(pair for pair in meet(data) if data.column not in pair)
    numbers = []
    for first, second, *outer in found:
        act = call.cx.record.add(
            "learn", call.cx.place(call.frame, call.pos), key=("crossing", data.rows, first, call.frame.chain),
            rows=data.rows, what="crossing", words=f"{call.name} reads neighbouring rows",
        )  # fmt: skip
        act.detail.update(entity=first, ordered=second, column=data.column, timed=("time", first) in data.traits)
        act.detail["step"], act.detail["within"] = _step(call), "".join(outer)
        numbers.append(act.number)
    return frozenset(numbers)


def _step(call: Call) -> float | None:
    """How far the next row that is read lies: in a window one, None if nobody knows, 0 if no number of rows says it."""
    if "periods" in call.entry.slots:
        periods = literal(call.slot("periods"))
        return abs(periods) if isinstance(periods, (int, float)) else None
    if "window" not in call.entry.slots:
        return 0  # all rows so far
    size = literal(call.slot("window"))
    return 1 if isinstance(size, int) else 0 if isinstance(size, str) else None


def disordered(call: Call, data: Data, window: Value | None = None) -> Learned:
    """What reading earlier neighbours sees of later rows, because the rows do not stand in the order of time."""
    if order.REVERSED in data.traits:
        return ahead(call, data, "later rows: the order is turned round", literal(window))
    return ahead(call, data, "rows that stand in random order") if order.SHUFFLED in data.traits else NOTHING_LEARNED


def _turned(call: Call, data: Data, distance: object = None) -> order.Traits:
    """The traits of values that look at rows behind them in a file that is turned round: later ones if it ascends."""
    if order.FILE_REVERSED not in data.traits:
        return frozenset()
    return order.seen_turned(ahead(call, data, "later rows: the order is turned round", distance))


def named(call: Call, data: Data) -> str | None:
    """The name a result keeps: an expression is still called after its column, other values are columns no more."""
    return data.column if is_expression(call.cx, data) else None


def shift(call: Call) -> Value:
    """Values of other rows; of later ones if the number is negative, or positive where the order is turned round."""
    data = call.column
    if data is UNKNOWN:
        return UNKNOWN
    if literal(call.slot("axis")) not in {None, 0, "index", "rows"}:
        return call.result(data.but(column=None, parts=None))  # columns are shifted, each row stays by itself
    periods, unknown = literal(call.slot("periods")), symbol(call.slot("periods"))
    negative = isinstance(unknown, tuple) and len(unknown) == 2 and unknown[0] == "-"
    if negative:
        periods = -1
    times = literal(call.slot("n"))  # of a call that always looks ahead, how far
    if isinstance(periods, (int, float)) and isinstance(times, (int, float)):
        periods *= times
    changed = data.but(column=named(call, data), parts=None)
    changed.traits |= frozenset(("border", trait[1]) for trait in data.traits if trait[:2] == ("panel", data.column))
    if data.kind == "grouped":
        changed.kind = "series" if data.column else "frame"
        changed.type = ungrouped(call, data)
        changed.traits = entities(data)
    if not is_missing(call.slot("rule")):
        return call.result(_by_moment(call, data, changed, periods))
    if not isinstance(periods, (int, float)) or periods == 0:
        return call.result(changed)
    learned = crossing(call, data)
    changed = owning.without(call.cx, changed)
    later = -periods if order.REVERSED in data.traits else periods
    if order.FILE_REVERSED in data.traits:  # earlier or later rows: they depend on each other
        changed.traits |= _turned(call, data, periods) if periods > 0 else frozenset()
        later = abs(periods)
    if later < 0:
        furthest = _furthest(call, unknown) if negative else -later
        later_rows = ahead(call, data, "values of later rows", furthest)
        for number in later_rows if negative else ():
            call.cx.record.acts[number].detail["counted"] = True
        learned |= later_rows
    elif order.SHUFFLED in data.traits:
        learned |= disordered(call, data)
    if later > 0:
        changed = _made_up_for(call, changed, later)
    if later > 0 and not call.entry.slots.get("weak"):
        changed.traits |= _lag(call, data, periods)
    if later > 0:
        changed = periods_of.of_earlier(call.cx, data, changed)
        changed.traits = carried.looked_back(changed)
    return call.result(plus(changed, learned))


def _by_moment(call: Call, data: Data, changed: Data, times: object) -> Data:
    """Values that other moments were written beside: no neighbour is read, in whatever order the rows stand.

    Who asks for the row of a moment gets the value of one before it, or after it where the moments were moved back.
    """
    by = call.slot("rule")
    forward = dates.forward(symbol(by))
    if forward is None or not isinstance(times, (int, float)) or times == 0:
        return changed
    if forward == (times > 0):
        traits = changed.traits | (frozenset() if call.entry.slots.get("weak") else _lag(call, data, None))
        return changed.but(traits=traits, column=changed.column)
    learned = ahead(call, data, "values of later moments")
    for number in learned:
        call.cx.record.acts[number].detail["periods"] = None  # how many rows that is, nobody knows
    return plus(changed, learned)


def _furthest(call: Call, moved: object) -> int | None:
    """How far the last round of a loop looks ahead that moves a column back by each number of a known range."""
    counter = moved[1] if isinstance(moved, tuple) else None
    return call.cx.lasts.get(counter[1]) if isinstance(counter, tuple) and counter[0] == windows.COUNTER else None


def _made_up_for(call: Call, data: Data, periods: float) -> Data:
    """Less the looks ahead that reached no further than the values are now moved on."""
    acts = call.cx.record.acts
    seen = {number for number in data.all_learned() if 0 < acts[number].detail.get("reach", 0) <= periods}
    if not seen:
        return data
    cols = {name: learned - seen for name, learned in data.cols.items()}
    return data.but(learned=data.learned - seen, cols=cols, column=data.column)


def _lag(call: Call, data: Data, periods: float | None) -> order.Traits:
    """The trait of rows that hold earlier ones: the column, and the act that moved it."""
    act = call.cx.record.add(
        "shift", call.cx.place(call.frame, call.pos), key=(data.rows, data.column, periods), rows=data.rows,
        words=call.name,
    )  # fmt: skip
    names = data.only or None if data.column is None else frozenset([data.column])
    act.detail.update(column=data.column, periods=periods, columns=names)
    return frozenset([("lag", data.column or "", str(act.number))])


def rolling(call: Call) -> Value:
    """A moving window; one that is centred looks ahead."""
    data = call.column
    if data is UNKNOWN:
        return UNKNOWN
    return call.result(_window(call, data).but(column=data.column))


def _window(call: Call, data: Data) -> Data:
    """Rows as a window over their neighbours sees them."""
    if data.kind == "row":
        return data.but(column=None, parts=None)  # within one example
    learned = crossing(call, data) | disordered(call, data, call.slot("window"))
    if literal(call.slot("closed")) not in {"left", "neither", "none"} and not call.entry.slots.get("weak"):
        learned |= owning.held(call.cx, call.cx.place(call.frame, call.pos), data, call.name,
                            waiting=is_expression(call.cx, data))  # fmt: skip
    centred = truthy(call.slot("center")) and literal(call.slot("center")) not in _FROM_THE_FIRST
    if centred or truthy(call.slot("reverse")):
        later = ahead(call, data, "a centred window" if centred else "from the last row back")
        for number in later if centred else ():
            detail, wide = call.cx.record.acts[number].detail, literal(call.slot("window"))
            detail["centred"] = True
            detail["reach"] = max(wide // 2, detail.get("reach", 0)) if isinstance(wide, int) else 0
        learned |= later
    shape = state(call.slot("window") or UNKNOWN)
    if isinstance(shape, Obj) and literal(argument_of(shape, "reverse")) is True:
        learned |= ahead(call, data, "a window of later rows", literal(argument_of(shape, "window")))
    changed = plus(data.but(column=data.column, parts=None), learned)
    # A filter mostly runs along one example: it says of the rows neither that they are lags nor that they are not.
    lags = frozenset[tuple[str, ...]]() if call.entry.slots.get("weak") else _lag(call, data, None)
    looks = _turned(call, data, literal(call.slot("window")))
    changed.traits = data.traits | lags | looks | {("was", data.kind, data.type or "")}
    return changed


def cut_windows(call: Call) -> Value:
    """All windows of a length along a sequence, each an example: neighbours share rows where the step is shorter."""
    data = call.first
    axis = literal(call.slot("axis"))
    size, step = symbol(call.slot("window")), symbol(call.slot("periods")) if "periods" in call.entry.slots else 1
    of_row = data.kind == "row" or INSIDE in data.traits
    beside = frozenset([TURNED]) if axis not in {None, 0} else frozenset()  # the windows stand beside each other
    if data is UNKNOWN or (beside and not of_row):
        return call.result(data.but(column=None)) if data is not UNKNOWN else UNKNOWN
    if not windows.overlap(size, step):
        apart = {(windows.STACK, ""), *beside} if of_row and None not in {size, step} else set()
        return call.result(data.but(column=None, traits=data.traits | apart))
    place = call.cx.place(call.frame, call.pos)
    act = call.cx.record.add("grow", place, key=("windows", data.rows), rows=data.rows, words="a moving window")
    act.detail["size"] = size
    what = windows.STACK if of_row else windows.OVERLAPPING
    return call.result(data.but(column=None, traits=data.traits | {(what, str(act.number)), *beside}))


def resampled(call: Call) -> Value:
    """Rows gathered by period: one row a period takes their place, and none sees another period."""
    data = call.column
    if data is UNKNOWN or "type" not in call.entry.slots:
        return call.result(data.but()) if data is not UNKNOWN else UNKNOWN
    waiting = data.but(column=data.column, parts=None)
    waiting.traits = data.traits | {("was", data.kind, data.type or ""), order.GAPS}
    return call.result(waiting)


def windowed(call: Call) -> Value:
    """A statistic per window: of a window made before, or of one whose size stands in this very call."""
    data = call.column
    if data is UNKNOWN:
        return UNKNOWN
    if "window" in call.entry.slots:
        data = _window(call, data)
    made = as_it_was(call, data)
    made.traits = carried.looked_back(made)
    if literal(call.slot("method")) != "asfreq":
        made.traits -= {order.GAPS}
    return call.result(made)


def as_it_was(call: Call, data: Data) -> Data:
    """Rows that were seen through windows or by periods, as a table or column again."""
    was = next((trait for trait in sorted(data.traits) if trait[0] == "was"), ("was", data.kind, data.type or ""))
    made = data.but(kind=was[1], type=was[2] or None, column=named(call, data))
    made.traits = frozenset(trait for trait in data.traits if trait[0] != "was")
    if made.kind == "grouped":
        made.type, made.kind = ungrouped(call, data.but(type=was[2], column=data.column)), "series"
        made.traits = entities(made)
    return made


def cumulate(call: Call) -> Value:
    """Running totals: only rows before are seen."""
    data = call.column
    if data is UNKNOWN:
        return UNKNOWN
    if HITS in data.traits and data.fits and data.rows:
        return call.cx.fresh(right(call, data))  # so many right ones among the first
    learned = disordered(call, data) | crossing(call, data)
    if call.name != "cumcount":
        learned |= owning.held(call.cx, call.cx.place(call.frame, call.pos), data, call.name,
                            waiting=is_expression(call.cx, data))  # fmt: skip
    if truthy(call.slot("reverse")):
        learned |= ahead(call, data, "from the last row back")
    looks = _turned(call, data)
    changed = plus(data.but(column=data.column, parts=None), learned)
    changed.traits |= looks
    if data.kind == "grouped":
        changed.kind, changed.type = "series" if data.column else "frame", ungrouped(call, data)
        changed.column = None
        keys = frozenset(("border", trait[1]) for trait in data.traits if trait[0] == "grouped")
        changed.traits = entities(data) | looks
        if call.name in carried.FORWARD:
            changed.traits = carried.noted(changed)
        if call.name == "cumcount":
            changed.traits |= keys | heads.counting_from(0, (trait[1] for trait in keys))
            by = frozenset(trait[1] for trait in keys)
            for trait in sorted(order.last_in_time(data, "first", by)):
                changed.traits |= lasts.counting_back(0, trait[1])
        return call.cx.fresh(changed)
    if call.name == "cum_count" and is_expression(call.cx, data):
        changed.traits |= heads.counting_from(1)
    return call.result(changed)


EFFECTS: Final[dict[str, Effect]] = {
    "shift": shift, "difference": shift, "rolling": rolling, "resample-time": resampled,
    "expanding": rolling, "window-aggregate": windowed,
    "cumulate": cumulate, "cut-windows": cut_windows,
}  # fmt: skip
