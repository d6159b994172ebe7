"""Effects of data sets that hold several tensors of the same rows: the tensors themselves, and one row or many of each.

`cells[fit.indices]` are as many tensors as went into the data set, each of these rows; `cells[7]` is one row.
"""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import symbol
from mle_reviewer.flow.facts.rows import narrow
from mle_reviewer.flow.facts.values import UNKNOWN, Const, Data, Seq, Value
from mle_reviewer.flow.operations import bundles, selecting
from mle_reviewer.flow.operations.call import Call, Effect


def fields(call: Call) -> Value:
    """Each of the tensors of a data set, whole or at the rows asked for; what stands at one number is one row."""
    data, index = call.first, call.slot("by")
    if data is UNKNOWN:
        return UNKNOWN
    if isinstance(index, Const):
        one = data.but(kind="row", type=None, column=None, parts=None)
        return call.cx.fresh(one.but(rows=narrow(data.rows, ("some", ("place", symbol(index))))))
    whole = call.typed(data.but(column=None))
    taken = whole if index is None else selecting.select(call.cx, call.frame, None, whole, index, call.pos)
    if not isinstance(taken, Data):
        return taken
    several = bundles.untied(call.cx, taken)
    return Seq(tuple(call.cx.fresh(one) for one in several)) if several else Seq((), call.cx.fresh(taken))


def undivided(call: Call) -> Value:
    """The data set that a part was split off from, where the part is a side of it."""
    data = call.first
    if data is UNKNOWN or not data.rows or any(not steps or steps[-1][0] != "side" for _r, steps, _a in data.rows):
        return call.result(data.but(column=None)) if data is not UNKNOWN else UNKNOWN
    return call.result(data.but(rows=frozenset((root, steps[:-1], arms) for root, steps, arms in data.rows)))


EFFECTS: Final[dict[str, Effect]] = {"fields": fields, "undivided": undivided}
