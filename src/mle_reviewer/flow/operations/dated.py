"""Series of dates by a rule: with which date one begins and ends, and what a part that is cut of it holds."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

from mle_reviewer.flow.facts.dates import SPAN, edge, first_day, worked_out
from mle_reviewer.flow.facts.values import BETWEEN, EVERY, Data, Symbol

_MONTHS: Final = {31.0: 1, 92.0: 3, 366.0: 12}  # by how many days one date lies before the next at most
_DAY: Final = 1.0
_MONTH: Final = 31.0


def series(days: float, rule: object, begins: object, ends: object, count: object) -> Data:
    """Dates by a rule, `days` apart at most: from one to another, or so many of them from or up to one."""
    made = Data(kind="moments")
    first, last = (one if isinstance(one, str) else "" for one in (begins, ends))
    if first and edge(rule) == "begin" and not _is_first(first):
        first = _first_of_month(_behind(first, _MONTH, 1))
    if last and edge(rule) == "begin":
        last = _first_of_month(last)
    every = (EVERY, str(days), str(rule))
    if isinstance(count, int) and first and not last:
        last = _behind(first, days, count - 1 if _exact(every) else count)
    elif isinstance(count, int) and last and not first:
        first = _behind(last, days, -count)
    made.traits = frozenset([every, (BETWEEN, first, last)])
    return made


def cut(data: Data, low: Hashable, high: Hashable) -> Data:
    """The part of a series from one number on, or up to another: its first and last date, or what they lie within."""
    every = next((trait for trait in data.traits if trait[0] == EVERY), None)
    between = next((trait for trait in data.traits if trait[0] == BETWEEN), None)
    if every is None or between is None:
        return data
    days, exact = float(every[1]), _exact(every)
    first, last = begins, ends = between[1], between[2]
    if type(low) is int and low:
        behind = _behind(last, days, low + exact)
        begins = _behind(first, days, low) if low > 0 else behind if exact else _behind(behind, _DAY, 1)
    elif low is not None and low != 0:
        begins = ""
    if type(high) is int:
        ends = _behind(first, days, high - exact) if high >= 0 else _behind(last, days, high)
    elif high is not None:
        ends = ""
    return data.but(traits=data.traits - {between} | {(BETWEEN, begins, ends)})


def _exact(every: tuple[str, ...]) -> bool:
    """Whether the dates between which a series is said to go are dates of it: of days, and of first days of months."""
    return edge(every[2]) == "begin" or float(every[1]) == _DAY


def _is_first(text: str) -> bool:
    return first_day(text).endswith("-01")


def _first_of_month(text: str) -> str:
    day = first_day(text)
    return day and f"{day[:8]}01"


def _behind(text: str, days: float, count: int) -> str:
    months = _MONTHS.get(days)
    span = (0, count * days) if months is None else (count * months, 0)
    return str(worked_out("+", text, Symbol((SPAN, *span))) or "") if text else ""
