"""Dates and spans of time that stand in code: what they are as text, one moved by the other, and what lies between."""

from __future__ import annotations

import re
from collections.abc import Hashable
from datetime import datetime, timedelta
from typing import Final

from mle_reviewer.flow.facts import moved
from mle_reviewer.flow.facts.values import Symbol

SPAN: Final = moved.SPAN
EDGE: Final = moved.EDGE
MONTH: Final = moved.MONTH
_TEXT: Final = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?(?:[ T].*)?$")
_LENGTH: Final = re.compile(r"([+-]?\d+)\s*([A-Za-z]+)$")
_RULE: Final = re.compile(r"(\d*)([A-Za-z]+)(?:-[A-Z]+)?$")
_DIRECTIVE: Final = re.compile(r"%[-#]?([A-Za-z])")
_PACES: Final = {
    "D": 1.0, "B": 3.0, "W": 7.0, "H": 1 / 24, "M": 31.0, "MO": 31.0, "ME": 31.0, "MS": 31.0,
    "Q": 92.0, "QE": 92.0, "QS": 92.0,
    "A": 366.0, "Y": 366.0, "YE": 366.0, "YS": 366.0,
}  # fmt: skip
_DAYS: Final = {
    "weeks": 7.0, "days": 1.0, "hours": 1 / 24, "minutes": 1 / 1440, "seconds": 1 / 86400,
    "week": 7.0, "day": 1.0, "hour": 1 / 24, "minute": 1 / 1440, "second": 1 / 86400,
    "w": 7.0, "d": 1.0, "h": 1 / 24, "min": 1 / 1440, "s": 1 / 86400,
    "milliseconds": 1 / 86_400_000, "millisecond": 1 / 86_400_000, "ms": 1 / 86_400_000,
    "microseconds": 1 / 86_400_000_000, "microsecond": 1 / 86_400_000_000, "us": 1 / 86_400_000_000,
}  # fmt: skip
_EDGES: Final = {"M": "end", "ME": "end", "MS": "begin"}
UNITS: Final = frozenset(_DAYS)
_MONTHS: Final = {"years": 12, "quarters": 3, "months": 1}


def date_text(numbers: list[object]) -> str | None:
    """Year, month, day (and time of day) as the text that sorts like the time it stands for."""
    counts = [number for number in numbers if isinstance(number, int)]
    if len(counts) != len(numbers) or len(counts) < 3:
        return None
    try:
        return _written(datetime(*counts[:6]))  # type: ignore[arg-type]  # noqa: DTZ001 - no clock is read
    except (ValueError, OverflowError):
        return None


def span_of(parts: dict[str, object]) -> Symbol | None:
    """A span from counts of units (`days=30`); None if one is not known."""
    months, days = 0, 0.0
    for unit, number in parts.items():
        if not isinstance(number, (int, float)):
            return None
        if unit in _MONTHS and isinstance(number, int):
            months += _MONTHS[unit] * number
        elif unit.lower() in _DAYS:
            days += _DAYS[unit.lower()] * number
        else:
            return None
    return Symbol((SPAN, months, days))


def span_text(text: str) -> Symbol | None:
    """A span as it is written in one text ("30D", "12 hours")."""
    found = _LENGTH.match(text.strip())
    return span_of({found[2]: int(found[1])}) if found is not None else None


def pace(rule: object) -> float | None:
    """How many days at most lie between two dates of a series that comes by a rule ("D", "2W", "ME"); None if unknown.

    The rule names the unit; what follows says at which end or day of it ("W-MON", "QS").
    """
    found = _RULE.match(rule.strip()) if isinstance(rule, str) else None
    days = _PACES.get(found[2].upper()) if found is not None else None
    return None if found is None or days is None else int(found[1] or 1) * days


def rule_of(key: Hashable) -> str | None:
    """The rule that a series comes by whose step is a span of time or the edge of a month; None of any other key."""
    if not isinstance(key, tuple) or len(key) != 3:
        return None
    kind, one, other = key
    if kind == EDGE:
        return f"{other}{'MS' if one == 'begin' else 'ME'}"
    if kind == SPAN and (not one or not other):
        return f"{one}MO" if one else f"{int(other)}D" if other == int(other) else f"{round(other * 24)}H"
    return None


def days_of_unit(unit: object) -> float | None:
    """How many days one of a unit of time has ("weeks"); None of what is none."""
    name = str(unit)
    return MONTH * _MONTHS[name] if name in _MONTHS else _DAYS.get(name)


def edge(rule: object) -> str | None:
    """Whether dates that come by a rule are first or last days of months."""
    found = _RULE.match(rule.strip()) if isinstance(rule, str) else None
    return None if found is None or found[1] not in {"", "1"} else _EDGES.get(found[2].upper())


def span_key(value: object) -> tuple[int, float] | None:
    """Months and days of a known span."""
    key = value.key if isinstance(value, Symbol) else value
    return key[1:] if isinstance(key, tuple) and len(key) == 3 and key[0] == SPAN else None


def forward(key: Hashable) -> bool | None:
    """Whether a span, or the rule of a series of dates, leads to later moments; None where nobody knows."""
    if isinstance(key, str):
        back = key.strip().startswith("-")
        return not back if back or pace(key) is not None or span_text(key) is not None else None
    if isinstance(key, tuple) and len(key) == 2 and key[0] == "-":
        ahead = forward(key[1])
        return None if ahead is None else not ahead
    if isinstance(key, tuple) and key[:1] == (EDGE,):
        return True  # of counts above zero alone are they told
    length = span_key(key)
    return in_days(length) > 0 if length is not None and in_days(length) else None


def in_days(span: tuple[int, float]) -> float:
    """How long a span is."""
    return span[0] * MONTH + span[1]


def worked_out(op: str, left: object, right: object) -> object:
    """Arithmetic on dates and spans, all of which are known: a text, a span, or None."""
    one, other = span_key(left), span_key(right)
    if isinstance(left, str) and other is not None and op in {"+", "-"}:
        return _moved(left, other, 1 if op == "+" else -1)
    if isinstance(right, str) and one is not None and op == "+":
        return _moved(right, one, 1)
    if one is not None and other is not None and op in {"+", "-"}:
        sign = 1 if op == "+" else -1
        return Symbol((SPAN, one[0] + sign * other[0], one[1] + sign * other[1]))
    span, number = (one, right) if one is not None else (other, left)
    if span is not None and op == "*" and isinstance(number, int):
        return Symbol((SPAN, span[0] * number, span[1] * number))
    return None


def _moved(text: str, span: tuple[int, float], sign: int) -> str | None:
    start = _read(text)
    if start is None:
        return None
    months = start.year * 12 + start.month - 1 + sign * span[0]
    try:
        day = min(start.day, _length(months // 12, months % 12 + 1))
        moved = start.replace(year=months // 12, month=months % 12 + 1, day=day) + sign * timedelta(days=span[1])
    except (ValueError, OverflowError):
        return None
    return _written(moved)


def _read(text: str) -> datetime | None:
    if _TEXT.match(text) is None:
        return None
    try:
        return datetime.fromisoformat(first_day(text) if len(text) < 10 else text)
    except ValueError:
        return None


def _written(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d") if moment.time() == datetime.min.time() else moment.isoformat(" ")


def _length(year: int, month: int) -> int:
    following = datetime(year + month // 12, month % 12 + 1, 1)  # noqa: DTZ001 - no clock is read
    return (following - timedelta(days=1)).day


def written_as(text: str, how: object) -> str | None:
    """A date as a format in numbers writes it ("%Y_%m"); None where one of both is not known."""
    moment = _read(text)
    if moment is None or not isinstance(how, str) or set(_DIRECTIVE.findall(how)) - set("YmdHMSjyVUWG"):
        return None
    return moment.strftime(how)


def pace_of_format(how: str) -> float | None:
    """How many days at most lie between neighbouring times that a format tells apart; None if it tells none.

    Whoever writes the day may do so each day, each week or once a month.
    """
    asked = set(_DIRECTIVE.findall(how))
    if asked & set("VUW"):
        return 7.0
    return 31.0 if asked & set("djDFxcsmbB") else 366.0 if asked & set("Yy") else None


def first_day(text: str) -> str:
    """The first day of a date, month or year as it is written."""
    found = _TEXT.match(text)
    return "" if found is None else f"{found[1]}-{int(found[2] or 1):02}-{int(found[3] or 1):02}"


def last_day(text: str) -> str:
    """The last day of a date, month or year as it is written."""
    found = _TEXT.match(text)
    if found is None:
        return ""
    month = int(found[2] or 12)
    return f"{found[1]}-{month:02}-{int(found[3] or _length(int(found[1]), month)):02}"


def days_apart(early: str, late: str) -> float | None:
    """How many days after the last day of `early` the first day of `late` is; None if one is no date."""
    try:
        one, other = datetime.fromisoformat(last_day(early)), datetime.fromisoformat(first_day(late))
    except ValueError:
        return None
    return float((other - one).days)


def between(low: tuple[Hashable, ...], high: tuple[Hashable, ...]) -> float | None:
    """How many days the bound `high` is after `low`, where both are dates or told from the same moment."""
    if low[0] == high[0] == "literal" and isinstance(low[1], str) and isinstance(high[1], str):
        return days_apart(low[1], high[1])
    (one, moved_by), (other, by) = _from_moment(low[-1]), _from_moment(high[-1])
    return by - moved_by if one == other and low[0] == high[0] == "symbol" else None


def _from_moment(key: Hashable) -> tuple[Hashable, float]:
    """The moment that a time is told from, and how many days after it the time is."""
    if isinstance(key, tuple) and len(key) == 2 and isinstance(key[0], str) and isinstance(key[1], tuple):
        return _from_moment(key[1])  # a time made of a time
    if isinstance(key, tuple) and len(key) == 3 and key[0] in {"+", "-"} and (span := span_key(key[2])) is not None:
        moment, days = _from_moment(key[1])
        return moment, days + (in_days(span) if key[0] == "+" else -in_days(span))
    return key, 0.0


def ahead(step_value: tuple[Hashable, ...], upper: tuple[Hashable, ...]) -> float | None:
    """How many days the bound `upper` is after the bound `step_value`, both as conditions on a column hold them."""
    (kind, *_, low), (other, *_, high) = step_value, upper
    if kind == other == "literal" and isinstance(low, str) and isinstance(high, str):
        return days_apart(low, high)
    if other == "symbol" and isinstance(high, tuple) and len(high) == 3 and high[0] == "+":
        start = low if kind == "symbol" else step_value
        for moved, by in ((high[1], high[2]), (high[2], high[1])):
            span = span_key(by)
            if moved == start and span is not None:
                return in_days(span)
    return None
