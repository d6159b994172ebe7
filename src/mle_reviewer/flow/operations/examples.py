"""Examples: which rows a data set of the repository gives, where it holds more than these.

`return self.table.loc[self.ids[i]]` gives the rows of these ids, however many rows the table has that it looks into.
"""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import EXAMPLES, Context, Frame, data_of
from mle_reviewer.flow.facts.rows import Rows, contains, each, roots, same
from mle_reviewer.flow.facts.values import (
    NOTHING_LEARNED,
    OPAQUE,
    Box,
    Const,
    Data,
    Map,
    Obj,
    Seq,
    Symbol,
    Value,
    state,
)

_GIVES: Final = "__getitem__"
_MOVING: Final = frozenset({"own-row", "look-ahead"})  # what took values from row to row


def told(cx: Context, frame: Frame, box: Box, pos: int) -> None:
    """Remembers of a data set that was just made which of the rows it holds its examples are, and what none holds."""
    owner = box.state
    if not isinstance(owner, Obj) or owner.cls is None or "(data" in owner.attrs:
        return
    held, unlike = data_of(owner), _unlike(owner)
    moved = frozenset(one for one in held.all_learned() if cx.record.acts[one].what in _MOVING)
    if not unlike and not moved:
        return
    given = cx.method(frame, box, _GIVES, [Const(Symbol(("number", cx.identity(box))))], {}, pos)
    owner = box.state
    if not isinstance(owner, Obj):
        return
    rows = _of_examples(cx, held.rows, data_of(given)) if unlike else held.rows
    unread = moved - data_of(given).all_learned() if _followed(given) else NOTHING_LEARNED
    if rows != held.rows or unread:
        cx.write(box, owner.but(attrs={**owner.attrs, EXAMPLES: Seq((Data(held.rows, learned=unread), Data(rows)))}))


def _of_examples(cx: Context, whole: Rows, given: Data) -> Rows:
    """The rows that examples are of; all that the data set holds where that is not known."""
    own = roots(whole)
    rows = frozenset(atom for atom in each(given.rows) if atom[0] in own or not _made_up(cx, atom[0]))
    return whole if not rows or same(rows, whole) or not _within(whole, rows) else rows


def _followed(given: Value) -> bool:
    """Whether all that an example is put together of is known to be of rows."""
    inner = state(given)
    if isinstance(inner, Seq):
        return inner.rest is None and bool(inner.items) and all(map(_followed, inner.items))
    if isinstance(inner, Map):
        return inner.rest is None and bool(inner.items) and all(map(_followed, inner.items.values()))
    return isinstance(inner, Data) and bool(inner.rows)


def _unlike(owner: Obj) -> bool:
    """Whether what a data set holds are different rows: numbers or names of some, and a table of all."""
    held = [data for value in owner.attrs.values() if (data := data_of(value)).rows or data.picks]
    return any(data.picks or data.kind == OPAQUE for data in held) or len({data.rows for data in held}) > 1


def _made_up(cx: Context, root: int) -> bool:
    """Whether rows are numbers that the code made: noise put beside an example is no example."""
    act = cx.record.by_root.get(root)
    return act is not None and act.kind == "generate"


def _within(whole: Rows, rows: Rows) -> bool:
    """Whether all examples are of rows that the data set holds: what a file of each row holds is not known there."""
    return contains(whole, rows)
