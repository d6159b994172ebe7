"""Rows that a loop writes into: what the element of a round is given stands in the list that it was taken from."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TypeVar

from mle_reviewer.flow.context import Context, Frame, data_of, literal
from mle_reviewer.flow.facts.values import NONE, OPAQUE, Box, Const, Data, Map, Obj, Seq, State, Value, state
from mle_reviewer.flow.operations import entering, headings, indexing
from mle_reviewer.flow.operations.gathering import collected

K = TypeVar("K", bound=Hashable)

_ROWS = frozenset({"row", OPAQUE, ""})


def as_object(cx: Context, held: Value, element: Value) -> Value:
    """The element of a round as an object that can be written into, where its list can be told of it."""
    if type(element) is Seq and element.kind == "list" and isinstance(held, Box) and data_of(element).kind == "row":
        return cx.fresh(element)  # a list of what one row holds
    told = type(element) is Data and element.rows and element.kind in _ROWS
    return cx.fresh(element) if told and isinstance(element, Data) and isinstance(held, Box) else element


def write_back(cx: Context, held: Value, before: State | None, element: Value) -> None:
    """After a round: what was written into its element, which was `before` that, told to the list."""
    if not isinstance(held, Box) or not isinstance(element, Box) or before is None or element.state is before:
        return
    changed, inner = element.state, held.state
    rest = inner.rest if isinstance(inner, Seq) else None
    one = state(rest) if rest is not None else inner
    if one is changed:
        return  # the very object that the list holds
    if isinstance(changed, Data) and isinstance(one, Data) and one.rows:
        made: State = _with(one, changed)
    elif isinstance(changed, Map) and isinstance(one, Map) and isinstance(before, Map):
        made = Map({**one.items, **_new(cx, before.items, changed.items)}, one.rest, one.keys, one.factory)
    elif isinstance(changed, Obj) and isinstance(one, Obj) and isinstance(before, Obj):
        made = one.but(attrs={**one.attrs, **_new(cx, before.attrs, changed.attrs)})
    elif isinstance(changed, Seq) and isinstance(one, Seq) and one.rest is not None:
        values = state(one.rest)
        learned = data_of(changed).all_learned()
        if not isinstance(values, Data) or learned <= values.all_learned():
            return
        fields = values.but(learned=values.all_learned() | learned, cols={}, column=None)
        made = Seq(one.items, cx.fresh(fields), one.kind)
    else:
        return
    if isinstance(rest, Box):
        cx.write(rest, made)
    elif isinstance(inner, Seq):
        cx.write(held, Seq(inner.items, cx.fresh(made), inner.kind))
    elif isinstance(made, Data) and isinstance(inner, Data):
        cx.write(held, made.but(view=inner.view))


def _new(cx: Context, before: dict[K, Value], changed: dict[K, Value]) -> dict[K, Value]:
    """The entries that were written, each as those of all elements."""
    began = cx.rounds[-1].began
    return {key: collected(cx, value, began) for key, value in changed.items() if value is not before.get(key)}


def _with(row: Data, changed: Data) -> Data:
    return row.but(
        cols=changed.cols, learned=changed.learned, made=changed.made, only=changed.only, gone=changed.gone,
        fits=changed.fits, traits=row.traits | changed.traits, column=row.column,
    )  # fmt: skip


def entries(cx: Context, frame: Frame, row: Value, name: str, args: list[Value], pos: int) -> Value | None:
    """`row.get(key)`, `row.setdefault(key, value)`, `row.update({…})`: fields of a row; None of any other method."""
    data = state(row)
    if not isinstance(data, Data) or data.kind not in _ROWS or not data.rows:
        return None
    if name == "get" and args and isinstance(literal(args[0]), str):
        found = indexing.item(cx, frame, row, args[0], pos)
        return cx.store.join(found, args[1], None) if len(args) > 1 else found
    if name in {"keys", "values"} and headings.is_record(data):
        return cx.fresh(Data(kind="columns") if name == "keys" else headings.fields(data))
    if not (isinstance(row, Box) or data.view is not None):
        return None
    if name == "setdefault" and len(args) > 1:
        before = indexing.item(cx, frame, row, args[0], pos)
        entering.set_item(cx, frame, row, args[0], cx.store.join(before, args[1], None), pos)
        return indexing.item(cx, frame, row, args[0], pos)
    given = state(args[0]) if name == "update" and args else None
    if isinstance(given, Map) and given.rest is None:
        for key, value in given.items.items():
            entering.set_item(cx, frame, row, Const(key), value, pos)
        return NONE
    return None
