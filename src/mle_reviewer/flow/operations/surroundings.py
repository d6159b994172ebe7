"""Surroundings: windows that lie around a moment which each row has of its own, as two columns of a table tell them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from mle_reviewer.flow.context import Context, Frame
from mle_reviewer.flow.facts.dates import days_of_unit
from mle_reviewer.flow.facts.rows import Step
from mle_reviewer.flow.facts.values import NOTHING_LEARNED, Data, Learned
from mle_reviewer.flow.operations import lapses
from mle_reviewer.flow.operations.leads import MOVED

_LOWER: Final = frozenset({">", ">="})
_UPPER: Final = frozenset({"<", "<="})
_Traits = Iterable[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Limit:
    """A bound in time: the column of the events, that of the moment, the side that it closes, how many days after."""

    time: str
    moment: str
    upper: bool
    days: float


def limits(steps: Iterable[Step], traits: _Traits) -> list[Limit]:
    """The bounds that conditions set to one time, told from another one of the same row."""
    found = []
    for step in steps:
        if step[0] != "where" or step[2] not in _LOWER | _UPPER:
            continue
        _kind, column, op, bound = step
        upper = op in _UPPER
        if bound[0] == "column":
            found.append(Limit(column, str(bound[1]), upper, 0.0))
        elif bound[0] == MOVED:
            found.append(Limit(column, str(bound[1][0]), upper, float(bound[1][1])))
        elif bound[0] == "literal" and isinstance(bound[1], (int, float)):
            lapse = lapses.told(column, traits)
            days = days_of_unit(lapse[2]) if lapse is not None else None
            if lapse is not None and days is not None:
                found.append(Limit(lapse[0], lapse[1], upper, bound[1] * days))
    return found


def told(cx: Context, frame: Frame, pos: int, left: Data, right: Data) -> Learned:
    """The act of telling rows by others that happen in a window around a moment; none where it lies on one side."""
    for _root, steps, _arms in sorted(right.rows, key=repr):
        known = limits(steps, right.traits)
        for low in known:
            high = next((one for one in known if one.upper and (one.time, one.moment) == (low.time, low.moment)), None)
            if low.upper or low.days >= 0 or high is None or high.days <= 0:
                continue
            act = cx.learn(
                frame, pos, left.rows, "around", strong=False,
                words=f"rows from {-low.days:g} days before {low.moment} to {high.days:g} days after, by {low.time}, "
                "tell the value",
            )  # fmt: skip
            act.detail.update(time=low.time, moment=low.moment, days=-low.days)
            return frozenset([act.number])
    return NOTHING_LEARNED
