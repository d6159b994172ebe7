"""What a loop over a range of places comes to: the part of a sequence from its first place up to its last."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mle_reviewer.flow.facts.reach import Numbers
from mle_reviewer.flow.facts.rows import Rows, Step, less_since
from mle_reviewer.flow.facts.windows import COUNTER

_WHOLE: Final = frozenset({"len", "count"})


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
            found.append((root, _counted(taken, left), arms))
    return frozenset(found) if changed else rows


def _counted(taken: tuple[Step, ...], left: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps that are left of those to one element, with the part that a loop counts through."""
    one = taken[-1] if len(taken) == len(left) + 1 else None
    part = _part(one) if one is not None and one[0] == "some" else None
    return left if part is None else (*left, part)


def _part(step: Step) -> Step | None:
    """The part of a sequence whose places a loop counts; None where that is all of it, or not known."""
    kind, key = step[1]
    if kind != "place" or not isinstance(key, tuple) or key[:1] != (COUNTER,) or len(key) < 4:
        return None
    reach = key[3]
    if not isinstance(reach, Numbers) or reach.step != 1:
        return None
    high = None if isinstance(reach.high, tuple) and reach.high[0] in _WHOLE else reach.high
    low = None if reach.low == 0 else reach.low
    return None if low is None and high is None else ("slice", 0, low, high)
