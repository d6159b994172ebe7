"""Short ranges whose numbers a comprehension takes one by one: `train, test = (rows[part == n] for n in range(2))`.

A loop is followed for a number that stands for all of them. Where each is held against what tells parts of rows, or a
name is given to what each makes, that would make one part of several.
"""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context, symbol
from mle_reviewer.flow.facts.values import Const, Data, Seq, Value, state
from mle_reviewer.flow.facts.windows import COUNTER
from mle_reviewer.program import code as ir
from mle_reviewer.program.code import Block

_FEW: Final = 4
_MOST: Final = 12


def told(cx: Context, value: Value, body: Block) -> Value:
    """The numbers of a short range, each of them; any other value as it is."""
    first, last = _ends(cx, value)
    if first is None or last is None or not 0 < last - first < _MOST:
        return value
    if last - first >= _FEW and not any(ins[0] == ir.COMPARE for ins in ir.every(body)):
        return value
    return Seq(tuple(Const(number) for number in range(first, last + 1)))


def _ends(cx: Context, value: Value) -> tuple[int | None, int | None]:
    """The first and the last number of a range that is counted one by one, as far as they are known."""
    inner = state(value)
    if isinstance(inner, Seq) and len(inner.items) == 1 and inner.rest is not None:
        key, number = symbol(inner.rest), symbol(inner.items[0])
        counts = isinstance(key, tuple) and key[:1] == (COUNTER,) and type(number) is int
        return (number, cx.lasts.get(key[1])) if counts else (None, None)  # type: ignore[index,return-value]
    if not isinstance(inner, Data) or inner.rows or inner.kind != "indices" or len(inner.picks or ()) != 1:
        return None, None
    kind, _order, low = (*(inner.picks or ((),))[0], None, None, None)[:3]
    first = (low or 0) if kind == "slice" else None
    return (first if type(first) is int else None), cx.lasts.get(inner.source)
