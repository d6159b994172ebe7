"""How far bounds reach that loops move: the least and the greatest that they come to, where the code says both ends."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from mle_reviewer.flow.facts.moved import EDGE, END, SPAN, STARTED
from mle_reviewer.flow.facts.windows import COUNTER

EACH: Final = "each"  # the key of a date of a series is ("each", where, days between two, rule[, first, last])
_SIGNS: Final = {"+": 1, "-": -1}
_MONTHS: Final = {31.0: 1, 92.0: 3, 366.0: 12}  # the most days that periods of so many months have
_DATE: Final = len("2015-01-01")
_TICK: Final = timedelta(seconds=1)  # a period ends right before the next one begins


class Numbers(NamedTuple):
    """From which number to before which one a loop counts, and by how much."""

    low: Hashable
    high: Hashable
    step: int


class Place(NamedTuple):
    """A number or a moment, told from something that is not known unless `base` is None."""

    base: Hashable
    far: float | datetime


def narrowed(numbers: Numbers, low: Hashable, high: Hashable) -> Numbers | None:
    """Some numbers of a range, from one place of it on or up to another; None where nobody knows which."""
    if not (isinstance(numbers.low, int) and isinstance(numbers.high, int)):
        return None
    if not ((low is None or isinstance(low, int)) and (high is None or isinstance(high, int))):
        return None
    kept = range(numbers.low, numbers.high, numbers.step)[low:high]
    return Numbers(kept.start, kept.stop, kept.step) if kept else None


def comes_first(low: object, high: object, *, strictly: bool) -> bool:
    """Whether all that `low` comes to lies before all that `high` comes to (or, unless strictly, is the same)."""
    if not (_moves(low) or _moves(high)):
        return False
    one, other = _end(low, last=True), _end(high, last=False)
    if one is None or other is None or one.base != other.base or type(one.far) is not type(other.far):
        return False
    return one.far < other.far or (one.far == other.far and not strictly)  # type: ignore[operator]


def _moves(bound: object) -> bool:
    if not isinstance(bound, tuple) or not bound:
        return False
    return bound[0] in {COUNTER, EACH, STARTED} or any(_moves(one) for one in bound[1:])


def _end(bound: object, *, last: bool) -> Place | None:
    """The greatest that a bound comes to, or the least."""
    if isinstance(bound, (int, float)) and not isinstance(bound, bool):
        return Place(None, float(bound))
    if isinstance(bound, str):
        return _moment(bound)
    if not isinstance(bound, tuple) or not bound:
        return None
    if bound[0] == COUNTER:
        return _counted(bound, last=last)
    if bound[0] == EACH:
        return _moment(bound[5 if last else 4]) if len(bound) > 5 else None
    if bound[0] == STARTED:  # nobody says where it ends
        return None if last or bound[2] <= 0 else _end(bound[3], last=False)
    if bound[0] == END and len(bound) == 3:
        return _behind(_end(bound[1], last=last), timedelta(days=bound[2]) - _TICK)
    if bound[0] in _SIGNS and len(bound) == 3:
        return _moved(bound[0], *bound[1:], last=last)
    return Place(bound, 0.0)


def _counted(key: tuple[Hashable, ...], *, last: bool) -> Place | None:
    reach = key[3] if len(key) > 3 else None
    if not isinstance(reach, Numbers):
        return None
    if not last:
        return _end(reach.low, last=False)
    if type(reach.low) is int and type(reach.high) is int:
        return Place(None, float(reach.low + (reach.high - 1 - reach.low) // reach.step * reach.step))
    return _behind(_end(reach.high, last=True), -float(reach.step))


def _moved(op: str, base: object, by: object, *, last: bool) -> Place | None:
    """One bound moved by another: by a number, a span of time, or to the n-th next edge of a month."""
    sign = _SIGNS[op]
    place = _end(base, last=last)
    if place is None:
        return None
    if isinstance(by, tuple) and len(by) == 3 and by[0] == SPAN:
        months = _behind(place, sign * by[1])
        return None if months is None else _behind(months, timedelta(days=sign * by[2]))
    if isinstance(by, tuple) and len(by) == 3 and by[0] == EDGE:
        return _rolled(place, sign * by[2], to_begin=by[1] == "begin")
    if isinstance(place.far, datetime):
        return _periods_on(place, base, by, sign)
    if isinstance(by, (int, float)):
        return Place(place.base, place.far + sign * by)
    far = _end(by, last=last == (sign > 0))
    if far is None or far.base is not None or isinstance(far.far, datetime):
        return Place((op, base, by), 0.0) if not _moves(base) and not _moves(by) else None
    return Place(place.base, place.far + sign * far.far)


def _periods_on(place: Place, base: object, by: object, sign: int) -> Place | None:
    """A period moved by a number of periods."""
    if type(by) is not int or not isinstance(base, tuple) or base[0] != EACH or not isinstance(base[2], (int, float)):
        return None
    months = _MONTHS.get(base[2])
    return _behind(place, timedelta(days=sign * by * base[2]) if months is None else float(sign * by * months))


def _behind(place: Place | None, far: float | timedelta) -> Place | None:
    """A place moved by a number, or a moment by a span or by a number of months."""
    if place is None:
        return None
    at = place.far
    if not isinstance(at, datetime):
        return None if isinstance(far, timedelta) else Place(place.base, at + far)
    try:
        if isinstance(far, timedelta):
            return Place(place.base, at + far)
        months = at.year * 12 + at.month - 1 + int(far)
        first = at.replace(year=months // 12, month=months % 12 + 1, day=1)
        following = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
        return Place(place.base, min(first + timedelta(days=at.day - 1), following - timedelta(days=1)))
    except (ValueError, OverflowError):
        return None


def _rolled(place: Place, count: int, *, to_begin: bool) -> Place | None:
    """The n-th next first day of a month, or last one; the one before for a negative count."""
    at = place.far
    if not isinstance(at, datetime):
        return None
    if to_begin:
        begun = at.day > 1 and count < 0  # the first step back goes to the first day of its own month
        return _behind(Place(place.base, at.replace(day=1)), float(count + begun))
    tomorrow = at + timedelta(days=1)  # last days are those before first ones
    rolled = _rolled(Place(place.base, tomorrow), count, to_begin=True)
    return _behind(rolled, -timedelta(days=1))


def _moment(text: object) -> Place | None:
    if not isinstance(text, str) or not text[:4].isdecimal():
        return None
    try:
        whole = text + "-01-01"[len(text) - _DATE :] if len(text) < _DATE else text
        return Place(None, datetime.fromisoformat(whole).replace(tzinfo=None))
    except ValueError:
        return None
