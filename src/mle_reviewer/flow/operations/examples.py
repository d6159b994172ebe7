"""Examples: which rows a data set of the repository gives, where it holds more than these.

`return self.table.loc[self.ids[i]]` gives the rows of these ids, however many rows the table has that it looks into.
"""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import EXAMPLES, Context, Frame, data_of
from mle_reviewer.flow.facts.rows import Rows, contains, each, roots, same
from mle_reviewer.flow.facts.values import OPAQUE, Box, Const, Data, Obj, Seq, Symbol

_GIVES: Final = "__getitem__"


def told(cx: Context, frame: Frame, box: Box, pos: int) -> None:
    """Remembers of a data set that was just made which of the rows it holds its examples are."""
    owner = box.state
    if not isinstance(owner, Obj) or owner.cls is None or "(data" in owner.attrs or not _unlike(owner):
        return
    whole = data_of(owner).rows
    given = cx.method(frame, box, _GIVES, [Const(Symbol(("number", cx.identity(box))))], {}, pos)
    own = roots(whole)
    rows = frozenset(atom for atom in each(data_of(given).rows) if atom[0] in own or not _made_up(cx, atom[0]))
    owner = box.state
    if not isinstance(owner, Obj) or not rows or same(rows, whole) or not _within(whole, rows):
        return
    cx.write(box, owner.but(attrs={**owner.attrs, EXAMPLES: Seq((Data(whole), Data(rows)))}))


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
