"""Opaque values: what a call of something unknown gives. They may hold rows, and are a source of their own if so.

A loader that no page describes returns the data set of a program as often as a number or a figure. Its value gets a
root, so that what is later split, learned and judged from it can be told to be the same rows. Every attribute, element
or method result of it is an unknown part (never known to be the whole, nor to be the same as another part), and beside
rows whose origin is known it says nothing.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

from mle_reviewer.flow.context import Context, Frame, data_of, literal, symbol
from mle_reviewer.flow.facts.acts import Place
from mle_reviewer.flow.facts.rows import NO_ARMS, Rows, Step, is_element, narrow, one_element, single
from mle_reviewer.flow.facts.values import (
    ANSWER,
    OPAQUE,
    UNKNOWN,
    Box,
    Const,
    Data,
    Lib,
    Obj,
    Seq,
    Slice,
    Symbol,
    Value,
    state,
)
from mle_reviewer.knowledge.entries import CallEntry, ClassEntry

_TABLES: Final = frozenset({"frame", "series", "dataset"})
_CALLED: Final = "called"  # the first word of the key of what an unknown call may take of rows, whichever
_NUMBERS: Final = frozenset({int, float})
_CONSTANTS: Final = _NUMBERS | {str, bool}
# Effects of methods that only something made of rows has.
OF_TABLES: Final = frozenset(
    {"accessor", "assign", "correlate", "describe", "drop", "drop-duplicates", "drop-missing", "fill", "group",
     "interpolate", "join", "missing-mask", "pivot", "rename", "reset-index", "rolling", "sample", "select-columns",
     "set-index", "shift", "sort", "take", "to-array"}
)  # fmt: skip


def made(cx: Context, frame: Frame, name: str, args: list[Value], pos: int) -> Value:
    """What a call of the unknown `name` gives; a constructor, by Python's spelling, gives an object without rows."""
    if not name or name[0].isupper():
        return cx.fresh(UNKNOWN)
    place = cx.place(frame, pos)
    root = cx.record.root("unknown", place, f"{name}(…)", ("opaque", place, tuple([symbol(value) for value in args])))
    return cx.fresh(Data(_part_of(root), kind=OPAQUE))


def _part_of(root: int) -> Rows:
    """Some rows of a source: which these are, nobody knows."""
    return frozenset([(root, (("some", root),), NO_ARMS)])


def numbered(given: Value, name: str, args: list[Value]) -> Value:
    """What an unknown call is given; beside numbers (`select(rows, 0, 8000)`) it may take any part, told by these.

    Of something that is itself unknown, it may do so beside any constant (`fetch(root, "train")`).
    """
    inner = state(given)
    if type(inner) is not Data or not (inner.kind in _TABLES or inner.kind == OPAQUE) or not name or not inner.rows:
        return given
    telling = _CONSTANTS if inner.kind == OPAQUE else _NUMBERS
    constants = tuple(n for one in args if type(n := literal(one)) in telling)
    if not constants:
        return given
    return inner.but(rows=narrow(inner.rows, ("some", (_CALLED, name, constants))), column=inner.column)


def any_part(data: Data) -> bool:
    """Whether an unknown call that was given numbers beside rows made this: perhaps some of them, or several parts."""
    lasts = [steps[-1] if steps else ("",) for _root, steps, _arms in data.rows]
    taken = (last[1] if last[0] == "some" else None for last in lasts)
    return bool(lasts) and all(isinstance(key, tuple) and key[0] == _CALLED for key in taken)


def as_source(cx: Context, box: Box, name: str, args: list[Value], place: Place) -> None:
    """A data set of the repository whose rows nobody could follow is a source of its own, told by its constants.

    What it is made of may be its rows even where nothing is known of it: made of another thing, it is another source.
    """
    if not isinstance(box.state, Obj) or data_of(box.state).rows:
        return
    told: tuple[Hashable, ...] = tuple(
        value.value for value in args if isinstance(value, Const) and not isinstance(value.value, Symbol)
    )
    told += tuple(
        ("of", cx.identity(value if type(value) is Box else box)) for value in args if state(value) is UNKNOWN
    )
    root = cx.record.root("unknown", place, f"{name}(…)", ("data set", box.state.path, told))
    data = Data(_part_of(root), kind="dataset")
    cx.write(box, box.state.but(attrs={**box.state.attrs, "(data": data}))


def stored(cx: Context, name: Hashable, words: str, place: Place) -> Data:
    """What a document holds that the repository has not: settings or rows, the same wherever it is read."""
    root = cx.record.root("unknown", place, words, ("stored", "", name))
    return Data(_part_of(root), kind=OPAQUE)


def piece(data: Data, key: Hashable) -> Data:
    """An unknown part of an opaque value, the same for the same key; a field of one of its elements is of that one."""
    field = key[1] if isinstance(key, tuple) and key[0] == "item" and isinstance(key[1], str) else None
    if data.kind == ANSWER:
        return _of_answer(data, key, field)
    if data.rows and all(steps and is_element(steps[-1]) for _root, steps, _arms in data.rows):
        return data.but(column=field, picks=None, only=None if field is None else frozenset([field]))
    return data.but(rows=narrow(data.rows, ("some", key)), column=None, picks=None)


def takes_part(data: Data, made: Data, args: list[Value]) -> bool:
    """Whether a method of an opaque value gives something of it alone, of which its arguments only say what."""
    only_says = all((given := data_of(one)) is UNKNOWN or given.kind == "indices" for one in args)
    return made.kind == OPAQUE or (only_says and made.rows == data.rows)


def of_method(cx: Context, data: Data, call: tuple[str, list[Value], dict[str, Value]], at: Place) -> Data:
    """What a method of an opaque value gives: an unknown part of it, the same one where the same was asked for.

    `sel(time=slice("2010", "2018"))` takes other rows than with other bounds, whatever it means; a number alone says
    how many (`take(64)`), not which: then the part is told by the place.
    """
    name, args, kwargs = call
    told = [_asked(cx, value) for value in (*args, *kwargs.values())]
    if not told or None in told or (len(told) == 1 and isinstance(told[0], (int, float))):
        return piece(data, (name, at.pos, at.chain))
    return piece(data, ("called", name, (*told, *sorted(kwargs))))


def _asked(cx: Context, value: Value) -> Hashable:
    """What a value asks for, equal where the same is asked for; None where nobody knows."""
    inner = state(value)
    if isinstance(value, Slice):
        return ("slice", *(_asked(cx, one) if one is not None else "" for one in (value.low, value.high, value.step)))
    if isinstance(inner, Seq) and inner.rest is None and all(isinstance(one, Const) for one in inner.items):
        return tuple(symbol(one) for one in inner.items)
    return symbol(value) if isinstance(value, Const) else None if inner is UNKNOWN else ("value", cx.identity(inner))


def drawn(numbers: Data) -> Data:
    """What was drawn of an opaque list, once it has fields: no numbers of rows, but the rows of that draw."""
    if numbers.picks is None or not one_element(numbers.rows):
        return numbers
    picks = numbers.picks[:-1]
    rows = frozenset(
        (root, (*steps[:-1], *(step for step in picks if step not in steps), steps[-1]), arms)
        for root, steps, arms in numbers.rows
    )
    return numbers.but(rows=rows, kind=OPAQUE, picks=None)


def _of_answer(data: Data, key: Hashable, field: str | None) -> Data:
    """A field of what was answered is of every question; one of the things answered, of one where there are many."""
    if field is not None:
        return data.but(column=field, only=frozenset([field]), picks=None)
    if one_element(data.rows) or single(data.rows):
        return data.but(column=None, parts=None)
    return data.but(rows=narrow(data.rows, ("some", ("place", key[1] if isinstance(key, tuple) else key))), column=None)


def field(_cx: Context, data: Data, name: str, _box: Box | None) -> Data:
    """What stands under a name in an opaque value, as `frames.column` gives it of a table."""
    return piece(data, ("item", name))


def is_blank(data: Data) -> bool:
    """Whether a value may be anything: nothing is known of it, or it is opaque."""
    return data is UNKNOWN or data.kind == OPAQUE


def known_by_use(cx: Context, value: Value) -> None:
    """A table's method was called on it: from here on it holds rows."""
    if type(value) is Box and type(value.state) is Data and value.state.kind == OPAQUE:
        cx.write(value, value.state.but(kind=""))


def chosen(cx: Context, conditions: list[Value]) -> Step:
    """The step to what conditions choose of an opaque list, whatever that is: others choose other parts."""
    asked = tuple(symbol(one) if isinstance(one, Const) else cx.identity(one) for one in conditions)
    return ("some", ("chosen", cx.number(("conditions", asked)), 0))


def called(cx: Context, callee: Value) -> str:
    """What is called so is a function and holds no rows; gives the name of the call."""
    if type(callee) is Box and type(callee.state) is Data and callee.state.kind == OPAQUE:
        cx.write(callee, UNKNOWN)
    return "call"


def table_after_all(cx: Context, value: Value, name: str) -> CallEntry | None:
    """What a method does that arrays have not but tables have: a transformer was told to give tables back.

    Or only arrays of another kind have it: what a transformer gives is sparse.
    """
    says = cx.table.duck(name)
    gives = says.slots.get("type") if says is not None and says.effect == "keep" else None
    kind = cx.table.find(gives) if isinstance(gives, str) else None
    if isinstance(kind, ClassEntry) and kind.role == "array":
        return says
    if says is None or says.effect not in OF_TABLES | {"save"}:
        return None
    if type(value) is Box and type(value.state) is Data:
        cx.write(value, value.state.but(kind="frame", type=None, view=value.state.view))
    return says


def key_of(cx: Context, value: Value, data: Data) -> Hashable:
    """What identifies a value nobody knows; equal for the same part of the same opaque value, or the same constant."""
    if type(value) is Lib:
        return ("library", value.path)
    return ("opaque", cx.row_set(data.rows)) if data.kind == OPAQUE else ("value", cx.identity(value))
