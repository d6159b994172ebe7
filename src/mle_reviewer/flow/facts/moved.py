"""Moments moved by spans of time: which of two comes first."""

from __future__ import annotations

from typing import Final

SPAN: Final = "span"  # the key of a known span of time is ("span", months, days)
MONTH: Final = 30.4375


def lies_before(low: object, high: object) -> bool:
    """Whether two moments are told from the same one, the first of them less far behind it."""
    base, far = _moved(low)
    other, further = _moved(high)
    return base == other and far < further


def _moved(bound: object) -> tuple[object, float]:
    """What a moment is told from, and by how many days it is moved from there."""
    if not isinstance(bound, tuple) or len(bound) != 3 or bound[0] not in {"+", "-"}:
        return bound, 0.0
    base, span = bound[1:]
    if not isinstance(span, tuple) or span[:1] != (SPAN,):
        return bound, 0.0
    inner, far = _moved(base)
    days = MONTH * span[1] + span[2]
    return inner, far + days if bound[0] == "+" else far - days
