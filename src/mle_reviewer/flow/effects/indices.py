"""Row numbers and labels of rows put after each other, and what that does to the rows that they stand for.

Rows that are numbered more than once will stand there more than once; one class beside a draw from another changes
how rare the first one is.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Final

from mle_reviewer.flow.context import data_of
from mle_reviewer.flow.effects.passing import keep
from mle_reviewer.flow.effects.sampling import grown
from mle_reviewer.flow.facts.rows import Rows, narrow, union
from mle_reviewer.flow.facts.values import Data, Value
from mle_reviewer.flow.operations import piling, sets, shares, twice
from mle_reviewer.flow.operations.call import Call, Effect


def put_together(call: Call, datas: Sequence[Data]) -> Value | None:
    """Row numbers of which some are known to come again, or of one class beside a draw from another; else None.

    Numbers that were drawn with replacement come again among themselves, a part comes again beside the whole. Labels
    of rows stand for those of all parts.
    """
    if len(datas) > 1 and all(data.kind == "index" and data.rows for data in datas):
        return _labels(call, datas)
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
    rows = _all(datas)
    made = Data(kind="indices", rows=rows)
    made.picks = (grown(call, rows) if drawn is None else drawn,)
    return call.cx.fresh(made)


def _labels(call: Call, datas: Sequence[Data], *, once: bool = False) -> Value | None:
    """The labels of the rows of all parts; None where some may come again."""
    pairs = [(a, b) for n, a in enumerate(datas) for b in datas[n + 1 :]]
    if not once and any(
        twice.repeats(call.cx, a, b) or twice.drawn_beside(call.cx, a, b) is not None for a, b in pairs
    ):
        return None
    rows = _all(datas)
    thin = piling.thinned(call.cx, call.cx.place(call.frame, call.pos), datas)
    made = datas[0].but(rows=rows if thin is None else narrow(rows, thin), column=None, parts=None)
    return call.cx.fresh(made)


def united(call: Call) -> Value:
    """The labels of both, each once."""
    datas = [call.first, data_of(call.slot("other"))]
    made = _labels(call, datas, once=True) if all(data.kind == "index" and data.rows for data in datas) else None
    return made if made is not None else keep(call)


def _all(datas: Sequence[Data]) -> Rows:
    return reduce(union, (data.rows for data in datas))


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


def common(call: Call) -> Value:
    """What is in both: of predictions and the truth the right ones."""
    met = sets.common(call.data("rows"), call.data("other"))
    return call.cx.fresh(met) if met is not None else keep(call)


EFFECTS: Final[dict[str, Effect]] = {"set-union": united, "set-common": common}
