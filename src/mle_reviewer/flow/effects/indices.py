"""Row numbers put after each other: rows that are numbered more than once will stand there more than once."""

from __future__ import annotations

from collections.abc import Sequence

from mle_reviewer.flow.effects.sampling import grown
from mle_reviewer.flow.facts.rows import NO_ROWS, union
from mle_reviewer.flow.facts.values import Data, Value
from mle_reviewer.flow.operations import shares
from mle_reviewer.flow.operations.call import Call


def put_together(call: Call, datas: Sequence[Data]) -> Value | None:
    """Row numbers of which some are known to come again, None of all others.

    Numbers that were drawn with replacement come again among themselves, a part comes again beside the whole.
    """
    if any(data.kind != "indices" or data.picks is None for data in datas):
        return None
    if len(datas) == 1 and datas[0].picks and datas[0].picks[-1][0] == "grown":  # each class's own, in a loop
        return call.cx.fresh(datas[0].but(picks=datas[0].picks[-1:]))
    if len(datas) == 1:
        return None
    again = any(_drawn_again(call, data) for data in datas) or _twice(datas)
    drawn = None if again else shares.of_numbers(call.cx, call.cx.place(call.frame, call.pos), list(datas))
    if not again and drawn is None:
        return None
    rows = NO_ROWS
    for data in datas:
        rows = union(rows, data.rows)
    made = Data(kind="indices", rows=rows)
    made.picks = (grown(call, rows) if drawn is None else drawn,)
    return call.cx.fresh(made)


def _drawn_again(call: Call, data: Data) -> bool:
    """Whether numbers were drawn with replacement, or repeated."""
    last = data.picks[-1] if data.picks else ("", None)
    if last[0] == "grown":
        return True
    act = call.cx.record.acts[last[1]] if last[0] == "some" and type(last[1]) is int else None
    return act is not None and bool(act.detail.get("replaced"))


def _twice(datas: Sequence[Data]) -> bool:
    """Whether the numbers of all rows stand beside those of a part of the same rows."""
    whole = [data for data in datas if data.picks == () and data.rows]
    return any(one is not other and one.rows == other.rows for one in whole for other in datas)


__all__ = ["put_together"]
