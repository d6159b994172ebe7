"""Windows and running totals that end with the row itself: what they hold of the row's own value."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context
from mle_reviewer.flow.facts.acts import Place
from mle_reviewer.flow.facts.values import NOTHING_LEARNED, Data, Learned

OWN: Final = "own-row"


def held(cx: Context, place: Place, data: Data, name: str, *, waiting: bool) -> Learned:
    """The act of summing up a column over rows of which the last is the row itself; none where it has no name.

    An expression (`waiting` for its table) still has the name of its column after a shift.
    """
    if data.column is None or not data.rows or (waiting and any(trait[0] == "lag" for trait in data.traits)):
        return NOTHING_LEARNED
    act = cx.record.add(
        "learn", place, key=(OWN, data.rows, data.column, place.chain), rows=data.rows, what=OWN,
        words=f"{name} over {data.column!r} up to the row itself",
    )  # fmt: skip
    act.detail.update(column=data.column)
    return frozenset([act.number])


def without(cx: Context, data: Data, column: str | None = None) -> Data:
    """The same once the row's own value is out: the result was moved on, or the value (of a column) taken away."""
    gone = {
        number for number in data.all_learned()
        if (act := cx.record.acts[number]).what == OWN and column in {None, act.detail["column"]}
    }  # fmt: skip
    if not gone:
        return data
    cols = {name: learned - gone for name, learned in data.cols.items()}
    return data.but(learned=data.learned - gone, cols=cols, column=data.column)
