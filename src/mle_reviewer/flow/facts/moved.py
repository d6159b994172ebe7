"""Moments moved by spans of time: which of two comes first."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.facts.windows import COUNTER

EDGE: Final = "edge"  # the key of an offset to the n-th first or last day of a month is ("edge", "begin" or "end", n)
STARTED: Final = "started"  # the key of a moment that each round moves is ("started", number, days, first one)
SPAN: Final = "span"  # the key of a known span of time is ("span", months, days)
END: Final = "end of period"  # the key of the moment at which a period ends is ("end of period", period, its days)
_TICK: Final = 1e-6  # a period ends right before the next one begins
MONTH: Final = 30.4375


def lies_before(low: object, high: object) -> bool:
    """Whether two moments are told from the same one, the first of them less far behind it."""
    base, far = _moved(low)
    other, further = _moved(high)
    return base == other and far < further


def _moved(bound: object) -> tuple[object, float]:
    """What a moment is told from, and by how many days it is moved from there."""
    if not isinstance(bound, tuple) or len(bound) != 3 or bound[0] not in {"+", "-", END}:
        return bound, 0.0
    base, span = bound[1:]
    if bound[0] == END:
        inner, far = _moved(base)
        return inner, far + span - _TICK
    if type(span) is int and isinstance(base, tuple) and base[0] == COUNTER:
        return base, span if bound[0] == "+" else -span
    if type(span) is int and isinstance(base, tuple) and base[0] == "each" and isinstance(base[2], float):
        return base, span * base[2] if bound[0] == "+" else -span * base[2]  # a number of periods
    if not isinstance(span, tuple) or span[:1] != (SPAN,):
        return bound, 0.0
    inner, far = _moved(base)
    days = MONTH * span[1] + span[2]
    return inner, far + days if bound[0] == "+" else far - days
