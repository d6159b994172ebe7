"""What a loop over a range of places comes to: the part of a sequence from its first place up to its last."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Final

from mle_reviewer.flow.facts.reach import Numbers
from mle_reviewer.flow.facts.rows import Rows, Step, less_since
from mle_reviewer.flow.facts.windows import COUNTER

_BLOCKS: Final = "blocks"  # the first word of the key of a part that lies in blocks with gaps between them
_MOVED: Final = frozenset({"+", "-"})
_WHOLE: Final = frozenset({"len", "count"})
_REACHING: Final = 4  # the key of a number that a loop counts: (word, range, first, reach[, what chose it])


def each_counted(rows: Rows, began: Mapping[Step, int], since: int) -> Rows:
    """What single elements come to that were taken by loops which began not before `since`.

    Of those that stand at a number which the loop counts from here to there, these are the rows from here to there.
    """
    changed, found = False, []
    for atom in rows:
        root, taken, arms = atom
        left = less_since(taken, began, since)
        if left is taken:
            found.append(atom)
        else:
            changed = True
            found.append((root, _counted(taken, left, began, since), arms))
    return frozenset(found) if changed else rows


def _counted(
    taken: tuple[Step, ...], left: tuple[Step, ...], began: Mapping[Step, int], since: int
) -> tuple[Step, ...]:
    """The steps that are left of those to one element, with the part that a loop counts through."""
    end = len(taken)
    while end and taken[end - 1][0] == "mask":
        end -= 1
    at = end - (len(taken) - len(left))
    return (*left[:at], *_part(taken[at], began, since), *left[at:]) if at == end - 1 else left


def _part(step: Step, began: Mapping[Step, int], since: int) -> tuple[Step, ...]:
    """The part of a sequence whose places a loop counts; nothing where that is all of it, or not known."""
    kind, place = step[1] if step[0] == "some" else ("", None)
    key = _counter(place) if kind == "place" else None
    if key is None or len(key) < _REACHING:
        return ()
    chosen = chosen_by(key)
    reach = key[3]
    if not isinstance(reach, Numbers) or reach.step != 1:
        return chosen
    if _counts_on(reach, began, since):
        reach = _all_told(reach)
        if reach is None:
            return (("some", (_BLOCKS, key[1], 0)), *chosen)
    high = None if isinstance(reach.high, tuple) and reach.high[0] in _WHOLE else reach.high
    low = None if reach.low == 0 else reach.low
    return chosen if low is None and high is None else (("slice", 0, low, high), *chosen)


def _counter(place: Hashable) -> tuple[Hashable, ...] | None:
    """The number that a loop counts, of the place that it stands at or that lies so far from there."""
    while isinstance(place, tuple) and len(place) == 3 and place[0] in _MOVED and isinstance(place[2], int):
        place = place[1]
    return place if isinstance(place, tuple) and place[:1] == (COUNTER,) else None


def _counts_on(reach: Numbers, began: Mapping[Step, int], since: int) -> bool:
    """Whether the ends of a range move with a loop that is over as well: block after block came by."""
    outer = reach.low
    return (
        isinstance(outer, tuple) and outer[:1] == (COUNTER,) and began.get(("some", ("place", outer)), since) >= since
    )


def _all_told(inner: Numbers) -> Numbers | None:
    """From where to where blocks reach together that follow each other without a gap; None of any others."""
    outer = inner.low[3] if isinstance(inner.low, tuple) and len(inner.low) > 3 else None
    if not isinstance(outer, Numbers) or inner.high != ("+", inner.low, outer.step):
        return None
    return Numbers(outer.low, outer.high, 1)


def chosen(key: tuple[Hashable, ...], steps: tuple[Step, ...]) -> tuple[Hashable, ...]:
    """The key of a number that a loop counts, of those that conditions choose: the rows at them are what these select.

    So a list of such numbers, whoever goes over it and takes what stands at each, comes to these rows alone.
    """
    start, reach = key[2] if len(key) > 2 else 0, key[3] if len(key) > _REACHING - 1 else None
    return (*key[:2], start, reach, (*chosen_by(key), *steps))


def chosen_by(key: Hashable) -> tuple[Step, ...]:
    """What chose a number that a loop counts."""
    found = key[_REACHING] if isinstance(key, tuple) and key[:1] == (COUNTER,) and len(key) > _REACHING else ()
    return found if isinstance(found, tuple) else ()
