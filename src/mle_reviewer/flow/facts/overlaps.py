"""Overlaps: whether two sets of rows share examples, and how sure that is."""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache
from itertools import pairwise
from typing import Final

from mle_reviewer.flow.facts.excluding import ranges_meet, separates
from mle_reviewer.flow.facts.rows import DRAW, Atom, Rows, Step, contains, is_element
from mle_reviewer.flow.facts.windows import looks_back

_PARTLY: Final = frozenset({"some", "thinned"})
_OPAQUE: Final = frozenset({"slice", "nth", "mask", "where", "not", "outside"})


class Overlap(IntEnum):
    """How sure it is that two row sets share examples."""

    NONE = 0
    MAY = 1
    MUST = 2


def _one_draw(one: Step, other: Step) -> bool:
    """Whether two steps are sides of the same draw of the same rows."""
    return one[0] == "side" == other[0] and len(one) > 3 and len(other) > 3 and bool(one[3] == other[3])


@lru_cache(maxsize=65536)
def atoms_overlap(one: Atom, other: Atom) -> tuple[Overlap, Step | None]:
    """Whether two atoms share examples, and the growing step if it is only through copies that they do."""
    root, steps, arms = one
    other_root, other_steps, other_arms = other
    if root != other_root or _of_two_parts(steps) or _of_two_parts(other_steps):
        return Overlap.NONE, None
    if arms and other_arms and any((key, not polarity) in other_arms for key, polarity in arms):
        return Overlap.NONE, None
    common = 0
    for a, b in zip(steps, other_steps, strict=False):
        if a != b and not (_one_draw(a, b) and a[2] == b[2]):
            break
        common += 1
    grown = next((step for step in steps[:common] if step[0] == "grown"), None)
    rest, other_rest = steps[common:], other_steps[common:]
    for number, a in enumerate(rest):
        for other_number, b in enumerate(other_rest):
            if separates(a, b) or (number == 0 == other_number and _one_draw(a, b)):
                # Steps before the separating ones may have copied rows on one side only; a shared growth comes first.
                # A condition on a column keeps copies together: they hold the same value.
                apart = grown is None or (a[0] == "where" and not _drawn(a))
                return (Overlap.NONE, None) if apart else (Overlap.MUST, grown)
    if _left_out(rest, other) or _left_out(other_rest, one):
        return Overlap.NONE, None
    if _before_windows(rest, other_rest) or _before_windows(other_rest, rest):
        return Overlap.NONE, None
    within = not rest or not other_rest  # then what loops took one by one is a part of the rows for sure
    unsure = [step for step in (*rest, *other_rest) if not (within and _surely_some(step))]
    if any(step[0] in _PARTLY or _but_one(step) or (_untold(step) and not within) for step in unsure):
        return Overlap.MAY, grown
    shared = {step for step in rest if step[0] == "where" and step in other_rest}
    conditions, others = (
        [step for step in taken if step[0] in _OPAQUE and step not in shared] for taken in (rest, other_rest)
    )
    if any(not ranges_meet(a, b) for a in conditions for b in others):
        return Overlap.MAY, grown  # two conditions of which nobody knows whether they exclude each other
    return Overlap.MUST, None


def _surely_some(step: Step) -> bool:
    """Whether a step leaves some of the rows that it narrows, whichever these are."""
    return step[0] == "thinned" or is_element(step) or _in_turn(step)


def _of_two_parts(steps: tuple[Step, ...]) -> bool:
    """Whether rows would be on two named parts of what holds them: there are none, other ones came in on the way."""
    named = [step for step in steps if step[0] == "side" and isinstance(step[1], tuple) and step[1][0] == "part"]
    return len(named) > 1 and any(separates(one, other) for one, other in pairwise(named))


def _in_turn(step: Step) -> bool:
    """Whether a step takes the element of a sequence at a running number."""
    return step[0] == "some" and isinstance(step[1], tuple) and step[1][0] == "place"


def _untold(step: Step) -> bool:
    """Whether rows are selected by something that nobody knows: it may be what the other ones leave."""
    return step[0] == "mask" and isinstance(step[1], tuple) and step[1][0] == "value"


def _drawn(step: Step) -> bool:
    """Whether a condition is on what is drawn for each row by itself, for copies of one as well."""
    return isinstance(step[1], str) and step[1].startswith(DRAW)


def _but_one(step: Step) -> bool:
    """Whether rows are all but those that share a value with another row: it may be the very one that is judged."""
    return step[0] == "where" and step[2] == "!=" and bool(step[3][0] == "value")


def _left_out(rest: tuple[Step, ...], other: Atom) -> bool:
    """Whether rows were chosen to be none of those that the other ones are."""
    return any(step[0] == "outside" and contains(step[1], frozenset([other])) for step in rest)


def _before_windows(part: tuple[Step, ...], windows: tuple[Step, ...]) -> bool:
    """Whether a first part of rows ends where the last windows over them begin, but for what they look back on."""
    cuts = (*part[:1], *windows[:2])  # what narrows them further changes nothing
    if (
        len(cuts) != 3
        or any(step[0] != "slice" for step in cuts)
        or ("grown" in {step[0] for step in (*part, *windows)})
    ):
        return False
    _kind, _order, start, end = part[0]
    begin, last = windows[1][2:]
    return start is None and last is None and looks_back(windows[0][2], windows[0][3], begin, end)


@lru_cache(maxsize=65536)  # a set of rows keeps its hash, its atoms work theirs out anew
def overlap(one: Rows, other: Rows) -> tuple[Overlap, Step | None]:
    """The strongest overlap between any two atoms, with the growing step behind it if there is one."""
    best, behind = Overlap.NONE, None
    for a in one:
        for b in other:
            if a[0] != b[0]:
                continue
            found, grown = atoms_overlap(a, b)
            if found > best or (found == best and found and behind is not None and grown is None):
                best, behind = found, grown
                if best is Overlap.MUST and behind is None:
                    return best, None
    return best, behind


@lru_cache(maxsize=65536)
def disjoint(one: Rows, other: Rows) -> bool:
    """Whether no two atoms share a row (copies made before a split do not count: the rows differ)."""
    for a in one:
        for b in other:
            if a[0] == b[0]:
                found, grown = atoms_overlap(a, b)
                if found is not Overlap.NONE and grown is None:
                    return False
    return True


def parted(rows: Rows) -> bool:
    """Whether rows hold several parts of one source that exclude each other: both sides of a split."""
    return len(rows) > 1 and any(a[0] == b[0] and atoms_overlap(a, b)[0] is Overlap.NONE for a in rows for b in rows)
