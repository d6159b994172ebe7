"""How long a list is while a loop fills it: put into the row that comes next, it is the number of that row."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context, data_of
from mle_reviewer.flow.facts.values import COUNTED, EARLIER, Box, Const, Map, Seq, Symbol, Value, state

_SO_FAR: Final = "so far"  # the key of such a length: the number of the list follows


def length(cx: Context, value: Value) -> Const | None:
    """The length of a list that outlives all loops under way, and that these fill row by row; None of any other."""
    inner = state(value)
    if not isinstance(value, Box) or not isinstance(inner, Seq) or inner.kind != "list" or not cx.rounds:
        return None
    if value.number >= cx.rounds[0].began:
        return None
    if EARLIER in data_of(value).traits:
        cx.growing.add(value.number)
    return Const(Symbol((_SO_FAR, value.number))) if value.number in cx.growing else None


def less_earlier(cx: Context, box: Box, seq: Seq) -> Seq:
    """Such a list without what stood for the rows before, now that one is put into it."""
    if box.number in cx.growing and seq.rest is not None and EARLIER in data_of(seq.rest).traits:
        return Seq(seq.items, None, seq.kind)
    return seq


def numbered(box: Box, value: Value) -> Value:
    """A row that goes into a list, with its number told as such where it holds how long the list was before."""
    inner = state(value)
    if isinstance(inner, Seq) and any(_is_number(box, item) for item in inner.items):
        fields = tuple(_number(box) if _is_number(box, item) else item for item in inner.items)
        return Seq(fields, inner.rest, inner.kind)
    if isinstance(inner, Map) and any(_is_number(box, item) for item in inner.items.values()):
        items = {key: _number(box) if _is_number(box, item) else item for key, item in inner.items.items()}
        return Map(items, inner.rest, inner.keys, inner.factory)
    return value


def _is_number(box: Box, value: Value) -> bool:
    return isinstance(value, Const) and isinstance(value.value, Symbol) and value.value.key == (_SO_FAR, box.number)


def _number(box: Box) -> Const:
    return Const(Symbol((COUNTED, (_SO_FAR, box.number))))


__all__ = ["length", "less_earlier", "numbered"]
