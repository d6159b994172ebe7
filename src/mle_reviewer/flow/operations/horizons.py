"""Horizons: values that come to rows from the time after them, from a window whose length is known."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context, Frame
from mle_reviewer.flow.facts.dates import ahead
from mle_reviewer.flow.facts.rows import UNTOLD, Rows
from mle_reviewer.flow.facts.values import NOTHING_LEARNED, Learned

_UPPER: Final = frozenset({"<", "<="})
_LOWER: Final = frozenset({">", ">="})


def horizon(cx: Context, frame: Frame, pos: int, left: Rows, right: Rows) -> Learned:
    """The act of looking from rows that end at some time to a window of rows that begins there; none if it is not."""
    found = max((window for atom in right for window in _windows(atom[1]) if _ended(left, atom[0], window)),
                key=lambda window: window[2], default=None)  # fmt: skip
    if found is None:
        return NOTHING_LEARNED
    column, _start, days = found
    act = cx.learn(
        frame, pos, left, "horizon", words=f"rows of the {days:g} days after, by {column}, tell the value", strong=False
    )
    act.detail.update(days=days, time=column)
    return frozenset([act.number])


def _windows(steps: tuple[tuple[object, ...], ...]) -> list[tuple[str, object, float]]:
    """The windows in time that rows lie in: the column, the bound they begin at, and how many days they are long."""
    found = []
    bounds = [step for step in steps if step[0] == "where"]
    for _kind, column, op, low in bounds:
        for _other_kind, other, other_op, high in bounds:
            if column == other and op in _LOWER and other_op in _UPPER and low[0] != UNTOLD:  # type: ignore[index]
                days = ahead(low, high)  # type: ignore[arg-type]
                if days is not None and days > 0:
                    found.append((str(column), low, days))
    return found


def _ended(left: Rows, root: int, window: tuple[str, object, float]) -> bool:
    """Whether rows of the same source end where a window begins."""
    column, start, _days = window
    ends = {("where", column, op, start) for op in _UPPER}
    return any(atom[0] == root and not ends.isdisjoint(atom[1]) for atom in left)
