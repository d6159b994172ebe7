"""An index that is a function: it is called with the table that it indexes, and what it gives selects."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context, Frame
from mle_reviewer.flow.facts.values import Data, Func, Seq, Value

_CALLING: Final = frozenset({"frame", "series"})  # tables that call what they are indexed with


def given(cx: Context, frame: Frame, table: Value, held: Data, index: Value, pos: int) -> Value:
    """The index itself, or what it gives where it is a function; by rows and columns (`.loc`) each by itself."""
    if held.kind not in _CALLING:
        return index
    if isinstance(index, Func):
        return cx.call(frame, index, [table], {}, pos)
    if isinstance(index, Seq) and index.kind == "tuple" and any(isinstance(one, Func) for one in index.items):
        items = tuple(given(cx, frame, table, held, one, pos) for one in index.items)
        return Seq(items, index.rest, index.kind)
    return index
