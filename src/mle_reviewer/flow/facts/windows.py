"""Windows: parts cut at a counter, one after the other, of which neighbours may share rows."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Final

COUNTER: Final = "counter"
CUT: Final = "cut"  # the trait of windows that were cut of one row, with the number of the act if they overlap
STACK: Final = "stack"  # the trait of an array that holds all windows of one row, with the same number
OVERLAPPING: Final = "windows"  # the trait of windows whose neighbours share rows, with the number of the act


def are_cut(traits: Iterable[tuple[str, ...]]) -> bool:
    """Whether something was made of windows that were cut of one row."""
    return any(trait[0] in {CUT, STACK} for trait in traits)


def are_stacked(traits: Iterable[tuple[str, ...]]) -> bool:
    """Whether something holds all windows that were cut of one row."""
    return any(trait[0] == STACK for trait in traits)


def as_examples(traits: Iterable[tuple[str, ...]]) -> frozenset[tuple[str, ...]]:
    """What is known of windows of one row when each is an example: pieces of the row, and whether they overlap."""
    return _told(traits, {CUT, STACK}, lambda number: (OVERLAPPING, number) if number else ("pieces", "window"))


def stacked(traits: Iterable[tuple[str, ...]]) -> frozenset[tuple[str, ...]]:
    """What is known of windows of one row when they stand in an array."""
    return _told(traits, {CUT}, lambda number: (STACK, number))


def one_of_stack(traits: Iterable[tuple[str, ...]]) -> frozenset[tuple[str, ...]]:
    """What is known of one of the windows that an array holds."""
    return _told(traits, {STACK}, lambda number: (CUT, number))


def _told(
    traits: Iterable[tuple[str, ...]], words: set[str], told: Callable[[str], tuple[str, ...]]
) -> frozenset[tuple[str, ...]]:
    return frozenset(told(trait[1]) if trait[0] in words else trait for trait in traits)


def width(low: object, high: object) -> Hashable | None:
    """How many rows lie between two bounds of which one is a counter and the other that counter moved; else None.

    A counter may count in steps of its own (`k * hop`).
    """
    if _counts(low) and isinstance(high, tuple) and high[:1] == ("+",) and low in high[1:]:
        return _other(high, low)
    if _counts(high) and isinstance(low, tuple) and low[:2] == ("-", high):
        return low[2]  # type: ignore[no-any-return]
    one, other = _times(low), _times(high)
    if one is not None and other is not None and one[1] == other[1] and _next(one[0], other[0]):
        return one[1]  # `x[k * size : (k + 1) * size]`
    return None


def _next(low: object, high: object) -> bool:
    return _counts(low) and isinstance(high, tuple) and high[:1] == ("+",) and set(high[1:]) == {low, 1}


def _times(bound: object) -> tuple[Hashable, Hashable] | None:
    """What a product multiplies: something with a counter in it, and a number."""
    if not isinstance(bound, tuple) or len(bound) != 3 or bound[0] != "*":
        return None
    one, other = bound[1:]
    return (other, one) if _counts(other) or (isinstance(other, tuple) and other[:1] == ("+",)) else (one, other)


def _counts(bound: object) -> bool:
    if not isinstance(bound, tuple):
        return False
    return bound[:1] == (COUNTER,) or (len(bound) == 3 and bound[0] == "*" and any(map(_is_counter, bound[1:])))


def _is_counter(key: object) -> bool:
    return isinstance(key, tuple) and key[:1] == (COUNTER,)


def _other(added: tuple[Hashable, ...], counter: object) -> Hashable:
    return added[2] if added[1] == counter else added[1]


def step_between(low: object, high: object, ranges: Mapping[int, Hashable]) -> Hashable:
    """How far one window begins after the one before it; None if nobody knows."""
    counter = low if _counts(low) else high
    if not isinstance(counter, tuple):
        return None
    if counter[0] != "*":
        return ranges.get(counter[1])
    hop, counted = counter[1:] if _is_counter(counter[2]) else (counter[2], counter[1])
    by = ranges.get(counted[1])
    if isinstance(by, int) and isinstance(hop, int):
        return by * hop
    return hop if by == 1 else None


def overlap(size: Hashable, step: Hashable) -> bool:
    """Whether neighbouring windows are known to share rows: the step is smaller than the window."""
    if isinstance(size, int) and isinstance(step, int):
        return 0 < step < size
    if step == 1:
        return size is not None
    if isinstance(step, tuple) and len(step) == 3 and step[1] == size:
        share = step[2]
        shrinks = {"/": ">", "//": ">", "*": "<"}.get(str(step[0]))
        return isinstance(share, (int, float)) and (share > 1 if shrinks == ">" else shrinks == "<" and share < 1)
    return False


def looks_back(low: object, high: object, cut: object, end: object) -> bool:
    """Whether windows (from `low` to `high`) cut at number `cut` share with the rows before `end` no more than context.

    The window with that number begins so many rows after the first one does. The rows between there and `end` are what
    the first held-out windows look back on, as long as they are no more than one window.
    """
    size, counter = width(low, high), low if _counts(low) else high
    if size is None or not isinstance(counter, tuple):
        return False
    added: object = None
    if isinstance(cut, int) and isinstance(end, int):
        added = end - cut
    elif isinstance(end, tuple) and end[:1] == ("+",) and cut in end[1:]:
        added = _other(end, cut)
    elif cut == end and cut is not None:
        added = 0
    if added is None:
        return False
    if counter[0] != COUNTER:
        return False
    first = counter[2] if low == counter else _less(counter[2], size)
    if not isinstance(added, int) or not isinstance(size, int):
        return added == size and first == 0
    return isinstance(first, int) and added - first <= size


def _less(start: object, size: object) -> object:
    """Where windows that end at a counter begin, as its first number is `start`."""
    if isinstance(start, int) and isinstance(size, int):
        return start - size
    return 0 if start == size else None
