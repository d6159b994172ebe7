"""Bounds that loops move on: what a moment or number is told from, how far off it lies, how far a round moves it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from mle_reviewer.flow.facts import moved
from mle_reviewer.flow.facts.dates import EDGE, MONTH, days_of_unit, edge, in_days, span_key
from mle_reviewer.flow.facts.moved import END
from mle_reviewer.flow.facts.values import WORD
from mle_reviewer.flow.facts.windows import COUNTER

NO_RANGES: Final[Mapping[int, Hashable]] = {}
DAY: Final = "day"  # the key of a day that is put together from numbers is ("day", year, month, day)
NOW: Final = ("now",)  # the key of the moment at which a program runs
WRITTEN: Final = "written "  # what the key of a time that is written by a format begins with: ("written %Y-%m", time)
FIRST: Final = "first of month"  # the key of the first day of a moment's month is ("first of month", moment)
STARTED: Final = moved.STARTED
_NO_TIMES: Final = frozenset({"argument", "environment", WORD, "len", "value", "not"})
_OF_DAY: Final = (366.0, 31.0, 1.0)  # no two years, months lie further apart
_NUMBER: Final = "number"
_SPAN: Final = "span"
MOMENT: Final = "moment"


@dataclass(frozen=True, slots=True)
class Bound:
    """What a bound is told from, how far one round of each loop moves it, and how far it lies from there, in days.

    Of numbers (`week - 4`) it is in numbers.
    """

    start: Hashable
    moves: tuple[tuple[Hashable, float], ...]
    by: float
    kind: str

    @property
    def stride(self) -> float | None:
        """How far apart two of these are at least; None of what no loop moves."""
        return min((abs(far) for _loop, far in self.moves), default=None)


def bound_of(key: Hashable, ranges: Mapping[int, Hashable] = NO_RANGES) -> Bound | None:
    """What a constant or a symbol's key is as a bound; None where it is neither a number nor a moment of these."""
    if isinstance(key, (int, float)) and not isinstance(key, bool):
        return Bound(None, (), float(key), _NUMBER)
    if isinstance(key, str):
        return Bound(key, (), 0.0, MOMENT)
    if not isinstance(key, tuple) or not key:
        return None
    if (span := span_key(key)) is not None:
        return Bound(None, (), in_days(span), _SPAN)
    head = key[0]
    if head == COUNTER:
        step = ranges.get(key[1])
        return Bound(None, ((key, float(step)),), 0.0, _NUMBER) if isinstance(step, int) and step else None
    if head == "each":
        return Bound(key, ((key, float(key[2])),), 0.0, MOMENT) if isinstance(key[2], (int, float)) else None
    if head == STARTED:
        return Bound(key, ((key, float(key[2])),), 0.0, MOMENT) if isinstance(key[2], (int, float)) else None
    if head == END and len(key) == 3:
        inner = bound_of(key[1], ranges)
        return None if inner is None else replace(inner, by=inner.by + float(key[2]))
    if head == DAY and len(key) == 4:
        return _day(key, ranges)
    if head in {"+", "-"} and len(key) == 3:
        return _moved(key, ranges)
    if head == "*" and len(key) == 3:
        one, other = bound_of(key[1], ranges), bound_of(key[2], ranges)
        for number, times in ((one, other), (other, one)):
            if number is not None and times is not None and times.kind != MOMENT and _is_known(number):
                return _scaled(times, number.by, _SPAN if _SPAN in {number.kind, times.kind} else _NUMBER)
        return None
    if len(key) == 3 and (days := days_of_unit(key[2])) is not None:  # `timedelta(days=7 * k)`
        count = bound_of(key[1], ranges)
        return _scaled(count, days, _SPAN) if count is not None and count.kind == _NUMBER else None
    if len(key) == 2 and isinstance(head, str) and head not in _NO_TIMES:  # a time made of a time
        inner = bound_of(key[1], ranges)
        if inner is not None and inner.kind == MOMENT and inner.moves:
            return inner
        return Bound(key, (), 0.0, MOMENT) if head == FIRST else bound_of(key[1]) if head.startswith(WRITTEN) else None
    return Bound(key, (), 0.0, MOMENT) if key == NOW else None


def _is_known(number: Bound) -> bool:
    return number.kind != MOMENT and not number.moves


def _scaled(bound: Bound, times: float, kind: str) -> Bound:
    return Bound(None, tuple((loop, far * times) for loop, far in bound.moves), bound.by * times, kind)


def _moved(key: tuple[Hashable, ...], ranges: Mapping[int, Hashable]) -> Bound | None:
    """One bound moved by another: a moment by a span, a number by a number, a period by a number of periods."""
    base, other = bound_of(key[1], ranges), bound_of(key[2], ranges)
    if key[0] == "+" and other is not None and other.kind == MOMENT:
        base, other, key = other, base, (key[0], key[2], key[1])
    if base is not None and (days := _rolled(str(key[0]), base, key[2])) is not None:
        return Bound(base.start, base.moves, base.by + days, base.kind)
    if base is None and other is not None and other.kind == _SPAN and other.moves:
        base = Bound(key[1], (), 0.0, MOMENT)  # whatever it is, it is moved by spans of time
    if base is None or other is None or other.kind == MOMENT:
        return None
    if base.kind == MOMENT and other.kind == _NUMBER:
        pace = _of_periods(base)
        if pace is None or other.moves:
            return None
        other = _scaled(other, pace, _SPAN)
    if base.kind != other.kind and (base.kind, other.kind) != (MOMENT, _SPAN):
        return None
    sign = 1 if key[0] == "+" else -1
    moves = dict(base.moves)
    for loop, far in other.moves:
        moves[loop] = moves.get(loop, 0.0) + sign * far
    kept = tuple(sorted(((loop, far) for loop, far in moves.items() if far), key=repr))
    return Bound(base.start, kept, base.by + sign * other.by, base.kind)


def _of_periods(base: Bound) -> float | None:
    """How long the periods of a series are that a number counts on (`month - 3`)."""
    key = base.start
    return float(key[2]) if isinstance(key, tuple) and key[0] == "each" and len(base.moves) == 1 else None


def _day(key: tuple[Hashable, ...], ranges: Mapping[int, Hashable]) -> Bound | None:
    """A day that is put together from a year, a month and a day of which a loop counts some."""
    parts = [bound_of(part, ranges) for part in key[1:]]
    moves: list[tuple[Hashable, float]] = []
    known: list[Hashable] = []
    for part, key_of, far in zip(parts, key[1:], _OF_DAY, strict=True):
        if part is not None and part.kind == _NUMBER and part.moves:
            moves += [(loop, count * far) for loop, count in part.moves]
            known.append(part.by)
        else:
            known.append(key_of)
    return Bound((DAY, *known), tuple(moves), 0.0, MOMENT) if moves else None


def _rolled(op: str, inner: Bound, offset: object) -> float | None:
    """How many days at most a first or last day of a month moves to the n-th next, or back, that an offset tells."""
    if not isinstance(offset, tuple) or len(offset) != 3 or offset[0] != EDGE or inner.by:
        return None
    series = inner.start
    stands = edge(series[3]) if isinstance(series, tuple) and series[0] == "each" else None
    if stands is None:
        return None
    months, forth = int(offset[2]), op == "+"
    if stands == offset[1]:
        return months * MONTH if forth else -months * MONTH
    near = 1.0 if (stands == "end") == forth else MONTH - 1.0  # the first step goes to the other end of a month
    return (near + (months - 1) * MONTH) * (1 if forth else -1)


def told(key: Hashable, ranges: Mapping[int, Hashable]) -> bool:
    """Whether a bound is a moment that a loop moves."""
    bound = bound_of(key, ranges)
    return bound is not None and bound.kind == MOMENT and bool(bound.moves)


def is_moment(key: Hashable, ranges: Mapping[int, Hashable]) -> bool:
    """Whether a symbol's key is that of a moment, whether a loop moves it or not."""
    bound = bound_of(key, ranges) if isinstance(key, tuple) else None
    return bound is not None and bound.kind == MOMENT


def counted(key: Hashable, ranges: Mapping[int, Hashable]) -> bool:
    """Whether a bound is a number that a loop moves."""
    bound = bound_of(key, ranges)
    return bound is not None and bound.kind == _NUMBER and bool(bound.moves)
