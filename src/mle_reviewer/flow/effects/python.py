"""Effects of Python's own functions on values."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import data_of, is_missing, literal, mix, symbol
from mle_reviewer.flow.effects.elements import elements_of
from mle_reviewer.flow.facts.dates import in_days, span_key
from mle_reviewer.flow.facts.reach import Numbers
from mle_reviewer.flow.facts.rows import each, is_element, is_single, source
from mle_reviewer.flow.facts.values import (
    EVERY,
    OPAQUE,
    UNKNOWN,
    Box,
    Const,
    Data,
    Default,
    Func,
    Lib,
    Map,
    Obj,
    Seq,
    Symbol,
    Text,
    Value,
    state,
)
from mle_reviewer.flow.facts.windows import COUNTER
from mle_reviewer.flow.operations import extracts, having, headings, heads, loops
from mle_reviewer.flow.operations.call import Call, Effect, expressed
from mle_reviewer.flow.operations.containers import of_pairs, row_with
from mle_reviewer.flow.operations.counting import RUNNING
from mle_reviewer.flow.operations.gathering import collected
from mle_reviewer.flow.operations.iteration import element
from mle_reviewer.flow.operations.keys import one_key
from mle_reviewer.flow.operations.order import HERE
from mle_reviewer.flow.operations.slices import bound
from mle_reviewer.knowledge.table import CallEntry
from mle_reviewer.program.code import FunctionCode

_MOST: Final = 16


def ranged(call: Call) -> Value:
    """range: numbers; short constant ones one by one."""
    call.args = _bounds(call)  # not in place: the list may be that of other calls
    if not call.args and call.word("numbers"):
        return call.result(Data(source(expressed(call.cx))).but(traits=frozenset([RUNNING]) | heads.counting_from(1)))
    numbers = [literal(value) for value in call.args]
    if _is_empty(call):
        return Seq(())
    if len(numbers) == 1 and isinstance(numbers[0], int) and 0 < numbers[0] <= 4:
        known = tuple(Const(number) for number in range(min(numbers[0], 2)))
        return Seq(known) if numbers[0] <= len(known) else Seq(known[:1], _later(call, numbers[0] - 1))
    data = data_of(call.args[-1]) if call.args else UNKNOWN
    ends = call.args[1:2] if numbers[:1] == [0] else call.args if len(call.args) == 1 else []
    counted = next((v.value.key for v in ends if isinstance(v, Const) and isinstance(v.value, Symbol)), None)
    if isinstance(counted, tuple) and counted[0] == "len" and (len(call.args) < 3 or symbol(call.args[2]) == 1):
        made = Data(kind="indices", rows=call.cx.rows_of(counted[1]))
        made.picks, made.traits = (), frozenset([RUNNING])
        return call.cx.fresh(made)
    # Numbers up to a statistic say no more than that there are so many.
    if data.rows or call.receiver is not None:
        return call.cx.fresh(data.but()) if data is not UNKNOWN else Seq((), UNKNOWN)
    return call.cx.fresh(_numbers(call))


def _bounds(call: Call) -> list[Value]:
    """Start, stop and step as they would stand by place: numpy's `arange` takes them by name, too."""
    named = [name for name in ("start", "stop", "step") if name in call.kwargs]
    if not named or call.word("numbers"):
        return call.args
    told = dict(zip(("start", "stop", "step"), call.args, strict=False))
    told |= {name: call.kwargs[name] for name in named}
    if "stop" not in told:  # a single bound is the end
        told["stop"] = told.pop("start", UNKNOWN)
    return [told.get("start", Const(0)), told["stop"], *([told["step"]] if "step" in told else ())]


def _is_empty(call: Call) -> bool:
    """Whether constants of the code leave no number at all: `folds = 0` and then `range(1, folds + 1)`.

    A bound that may be another one when the code really runs tells nothing: what a parameter stands for, what whoever
    starts the program may replace, what another round of a loop may have changed.
    """
    cx, code = call.cx, call.frame.code
    given = isinstance(code, FunctionCode) and (code.params or code.kwonly or code.vararg or code.kwarg)
    if given or None in call.frame.env or cx.rounds or cx.whiles or not 1 <= len(call.args) <= 3:
        return False
    ends = [value.value for value in call.args if type(value) is Const and type(value.value) is int]
    return len(ends) == len(call.args) and ends[2:] != [0] and not range(*ends)


def _later(call: Call, last: int) -> Value:
    """Any number of a short range but the first."""
    number = len(call.cx.ranges) + 1
    call.cx.lasts[number] = last
    call.cx.ranges[number] = 1
    return Const(Symbol((COUNTER, number, 1, Numbers(1, literal(call.args[0]), 1))))


def _numbers(call: Call) -> Data:
    """Numbers from one bound to another: they select that part of what they index, and count where they are looped."""
    bounds = [None if literal(value) == 0 else bound(call.cx, value) for value in call.args[:2]]
    step = symbol(call.args[2]) if len(call.args) > 2 else 1
    if (span := span_key(step)) is not None:
        return Data(kind="moments").but(traits=frozenset([(EVERY, str(abs(in_days(span))), "")]))
    made = Data(kind="indices")
    made.source = len(call.cx.ranges) + 1
    call.cx.ranges[made.source] = step
    if call.args and step == 1 and type(end := literal(call.args[min(1, len(call.args) - 1)])) is int:
        call.cx.lasts[made.source] = end - 1
    low, high = (None, bounds[0]) if len(bounds) == 1 else bounds if len(bounds) == 2 else (None, None)
    if type(step) is int and step > 0:
        call.cx.reaches[made.source] = Numbers(low or 0, high, step)
    made.picks = (("slice", HERE, low, high),) if step == 1 else (("some", ("numbers", made.source)),)
    return made


def mapped(call: Call) -> Value:
    """map: a function over elements."""
    function = call.args[0] if call.args else UNKNOWN
    began = call.cx.store.count
    columns = [elements_of(call, value) for value in call.args[1:]]
    if not columns:
        return UNKNOWN
    items, rest = columns[0]
    rounds = [[item, *[c[0][n] for c in columns[1:] if n < len(c[0])]] for n, item in enumerate(items[:_MOST])]
    made = tuple(call.cx.call(call.frame, function, args, {}, call.pos) for args in rounds)
    more = None
    if rest is not None:
        with loops.row_by_row(call.cx, call.frame, data_of(rest).rows):
            one = call.cx.call(call.frame, function, [rest, *[c[1] or UNKNOWN for c in columns[1:]]], {}, call.pos)
        more = collected(call.cx, one, began)
    return call.cx.fresh(Seq(made, more, "list"))


def reduced(call: Call) -> Value:
    """functools.reduce: a function over elements, carrying a value along."""
    if len(call.args) < 2:
        return UNKNOWN
    items, rest = elements_of(call, call.args[1])
    known = [*items[:_MOST], *([rest] if rest is not None else [])]
    if len(call.args) > 2:
        known.insert(0, call.args[2])
    if not known:
        return UNKNOWN
    carried = known[0]
    if len(known) == 1 and rest is not None and extracts.windows_overlap(call.cx, data_of(rest)):
        known.append(rest)  # of extracts that overlap, two hold the same rows
    for item in known[1:]:
        carried = call.cx.call(call.frame, call.args[0], [carried, item], {}, call.pos)
    return carried


def partial(call: Call) -> Value:
    """functools.partial of a repository function: the function with some arguments given."""
    function = call.args[0] if call.args else UNKNOWN
    if not isinstance(function, Func):
        return function
    code = function.code
    defaults = {**dict(zip(reversed(code.params), reversed(function.defaults), strict=False)), **call.kwargs}
    defaults.update(zip(code.params[function.bound is not None :], call.args[1:], strict=False))
    made = Func(
        code, function.module, function.env, function.defaults, function.kwdefaults, function.bound, function.cls
    )
    made.given = defaults
    return made


def _is_queue(call: Call, made: Value) -> bool:
    says = call.cx.table.find(made.path) if isinstance(made, Lib) else None
    return isinstance(says, CallEntry) and says.effect == "queue"


def dictionary(call: Call) -> Value:
    """dict: of keywords, pairs or another dict."""
    items: dict[object, Value] = dict(call.kwargs.items())
    rest: Value | None = None
    keys: Value | None = None
    if call.word("function") and call.args:
        made = call.cx.fresh(Map(items, factory=None if is_missing(call.args[0]) else call.args[0]))
        if isinstance(call.args[0], Func) or _is_queue(call, call.args[0]):
            call.cx.queues.append(made)  # what it makes may keep what came last
        return made
    given = call.args
    if given:
        inner = state(given[0])
        if isinstance(inner, Map):
            items = {**inner.items, **items}
            rest, keys = inner.rest, inner.keys
        elif isinstance(inner, Data) and inner.kind == "grouped" and not items:
            return call.cx.fresh(of_pairs(call.cx, Seq((element(call.cx, call.frame, inner, call.pos),))))
        elif (row := row_with([(None, given[0]), *((Const(name), one) for name, one in items.items())])) is not None:
            return call.cx.fresh(row)  # the fields of a row once more
        elif isinstance(inner, Seq) and (record := headings.named_fields(inner)) is not None:
            return call.cx.fresh(record)
        elif isinstance(inner, Seq):
            for pair in inner.items if inner.rest is None else (*inner.items, inner.rest):
                two = state(pair)
                if isinstance(two, Seq) and len(two.items) == 2:
                    key = literal(two.items[0])
                    if key is None:
                        rest, keys = two.items[1], one_key(call.cx, keys, two.items[0])
                    else:
                        items[key] = two.items[1]
    return call.cx.fresh(Map(items, rest, keys))


def number(call: Call) -> Value:
    """int, float, round, abs: the same number."""
    value = call.args[0] if call.args else Const(0)
    if isinstance(value, Text) and call.name == "str":
        return value
    if isinstance(value, Const):
        if isinstance(value.value, Symbol):
            return value
        kind = Default if type(value) is Default else Const
        try:
            return kind({"int": int, "float": float, "str": str, "round": round, "abs": abs}[call.name](value.value))  # type: ignore[operator]
        except (TypeError, ValueError, KeyError, OverflowError):
            return UNKNOWN
    data = data_of(value)
    if call.name in {"int", "float"} and _is_setting(data):
        return Const(Symbol(("number", call.cx.row_set(data.rows))))
    return call.cx.fresh(data.but()) if data is not UNKNOWN else value


def _is_setting(data: Data) -> bool:
    """Whether a value that is made one number is nothing of a row: no element of a loop over what nobody knows."""
    if data.kind != OPAQUE or not data.rows or data.fits or data.scores or data.learned:
        return False
    return not any(is_element(step) or is_single(step) for _root, steps, _arms in data.rows for step in steps)


def same_text(call: Call) -> Value:
    """A text or function as it is given (dedent, text, delayed)."""
    return call.slot("what") or (call.args[0] if call.args else UNKNOWN)


def attribute(call: Call) -> Value:
    """Getattr with a constant name."""
    name = literal(call.args[1]) if len(call.args) > 1 else None
    if isinstance(name, str) and call.args:
        found = call.cx.read(call.frame, call.args[0], name, call.pos)
        return call.args[2] if found is UNKNOWN and len(call.args) > 2 else found
    return UNKNOWN


def has_attribute(call: Call) -> Value:
    """Hasattr: true of what an own object got or its class has; whether a library's part has it, nobody says."""
    if len(call.args) < 2 or not isinstance(name := literal(call.args[1]), str):
        return UNKNOWN
    return having.asked(call.cx, call.args[0], name)


def set_attribute(call: Call) -> Value:
    """Setattr with a constant name."""
    if len(call.args) > 2 and isinstance(call.args[0], Box) and isinstance(call.args[0].state, Obj):
        name = literal(call.args[1])
        if isinstance(name, str):
            owner = call.args[0].state
            call.cx.write(call.args[0], owner.but(attrs={**owner.attrs, name: call.args[2]}))
    return UNKNOWN


def parent(call: Call) -> Value:
    """super(): the object itself, seen as its base."""
    me = call.frame.env.get("self")
    return Obj("super", None, None, {"(self": me}) if me is not None else UNKNOWN


def called(call: Call) -> Value:
    """A call of an argument (Parallel jobs, delayed functions, retries)."""
    says = call.entry.slots.get("function")
    number = call.entry.params.index(says) if isinstance(says, str) and says in call.entry.params else 0
    function = call.slot("function") or (call.args[number] if len(call.args) > number else UNKNOWN)
    before = len(call.cx.record.acts)
    given = call.cx.call(call.frame, function, call.args[number + 1 :], call.kwargs, call.pos)
    return given if call.word("type") is None else _as_rows(call, given, before)


def _as_rows(call: Call, given: Value, before: int) -> Value:
    """What a function gives one by one, as the data set that a library makes of it: it is asked again at every pass."""
    data = data_of(given)
    if not data.rows or call.typed(data).kind != "dataset":
        return given
    made = data.but(rows=each(data.rows), learned=data.all_learned(), cols={}, column=None, picks=None)
    for act in call.cx.record.acts[before:]:
        if act.detail.get("shuffled") and not act.detail.get("seeded"):
            act.detail["reshuffles"] = True
            made.order = act.number
    return call.result(made)


EFFECTS: Final[dict[str, Effect]] = {
    "range": ranged, "map-function": mapped,
    "reduce": reduced,
    "partial": partial, "dict": dictionary, "number": number, "getattr": attribute,
    "setattr": set_attribute, "hasattr": has_attribute, "call": called, "super": parent,
    "text": same_text, "as-given": same_text,
}  # fmt: skip
__all__ = ["EFFECTS", "mix"]
