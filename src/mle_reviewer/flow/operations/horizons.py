"""Horizons: values that come to rows from the time after them, from a window whose length is known."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

from mle_reviewer.flow.context import Context, Frame
from mle_reviewer.flow.facts.dates import ahead, between
from mle_reviewer.flow.facts.rows import UNTOLD, Rows
from mle_reviewer.flow.facts.values import NOTHING_LEARNED, Learned

Bound = tuple[Hashable, ...]
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


def reaching_back(cx: Context, frame: Frame, pos: int, left: Rows, right: Rows) -> Learned:
    """The act of telling rows that end at some time by a window that begins before that end and goes beyond it."""
    for root, steps, _arms in sorted(right, key=repr):
        for column, low, beyond in _open_windows(steps):
            for other_root, other_steps, _other_arms in sorted(left, key=repr):
                if other_root != root:
                    continue
                for end in (one for one in other_steps if one[0] == "where" and one[1] == column and one[2] in _UPPER):
                    days = between(low, end[3])
                    past = beyond is None or (later := between(end[3], beyond)) is None or later > 0
                    if days is not None and days > 0 and past and ("where", column, ">=", low) not in other_steps:
                        act = cx.learn(
                            frame, pos, left, "reach-back", strong=False,
                            words=f"rows from {days:g} days before the end of the history, by {column}, tell the value",
                        )  # fmt: skip
                        act.detail.update(days=days, column=column)
                        return frozenset([act.number])
    return NOTHING_LEARNED


def _open_windows(steps: tuple[tuple[object, ...], ...]) -> list[tuple[str, Bound, Bound | None]]:
    """The windows in time that rows lie in: the column, the bound they begin at, and the one they end at."""
    bounds = [step for step in steps if step[0] == "where"]
    found = []
    for _kind, column, op, low in bounds:
        if op in _LOWER and low[0] != UNTOLD:  # type: ignore[index]
            ends = [high for _k, other, other_op, high in bounds if other == column and other_op in _UPPER]
            found.append((str(column), low, ends[-1] if ends else None))
    return found  # type: ignore[return-value]


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
