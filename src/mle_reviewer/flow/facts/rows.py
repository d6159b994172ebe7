"""Rows: which examples a value holds, and the parts and elements that are taken of them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from functools import lru_cache
from hashlib import blake2b
from typing import Any, Final

# A step narrows or changes a population of examples. Its first item is its kind:
#   ("side", key, n)          one side of a split; other sides of the same key hold other examples
#   ("side", key, n, draw)    the same, where all that it is drawn by is known: equal draws of the same rows are one
#   ("slice", order, lo, hi)  a contiguous part in one order of the rows; bounds are ints, symbols or None
#   ("nth", order, far, first)   every so many-th row, from the first one on
#   ("where", column, op, constant)   rows that satisfy a predicate on a column ("true", "false": as it stands)
#   ("mask", key, polarity)   rows that an opaque mask selects, or the others
#   ("not", step)             the rows that `step` does not select
#   ("grown", event)          rows were duplicated or synthesised here: what follows no longer separates examples
#   ("some", key)             an unknown part
#   ("outside", rows)         the rows that are none of these
#   ("thinned", event)        rows were left out to change the shares of classes
Step = tuple[Any, ...]
# (root, steps, arms): a root is a number that stands for one source of rows; arms are the branches under which the
# value has these rows, as (condition, polarity) pairs.
Atom = tuple[int, tuple[Step, ...], frozenset[tuple[Hashable, bool]]]
Rows = frozenset[Atom]

NO_ROWS: Final[Rows] = frozenset()
NO_ARMS: Final[frozenset[tuple[Hashable, bool]]] = frozenset()
_MOST_ATOMS: Final = 24
_DEEPEST_CHOICE: Final = 3
INDEX: Final = "(index)"  # the name that conditions give to the labels of the rows
DRAW: Final = "draw "  # what the name of a column begins with that is drawn at random, row by row
UNTOLD: Final = "untold"  # the kind of what a condition compares with when nobody knows what it is
_CHOSEN: Final = frozenset({"some", "mask"})
EITHER: Final = "either"  # the first word of the key of a part that is one of two: the condition, the steps of each
CHANCE: Final = " by chance"  # the end of the name of random numbers that no seed fixes


def source(root: int) -> Rows:
    """All rows of one root."""
    return frozenset([(root, (), NO_ARMS)])


def narrow(rows: Rows, *steps: Step) -> Rows:
    """The part of `rows` that `steps` select."""
    if not steps:
        return rows
    return frozenset([(root, (*taken, *steps), arms) for root, taken, arms in rows])


def union(first: Rows, second: Rows) -> Rows:
    """The rows of both. A set that grows beyond what is worth telling apart keeps its least narrowed atoms."""
    if first is second or not second:
        return first
    if not first:
        return second
    both = first | second
    if len(both) > _MOST_ATOMS:
        both = _least_narrowed(both)
    return both


def crowded(rows: Rows) -> bool:
    """Whether a set has grown beyond what is told apart: those it still holds stand for others, narrowed further."""
    return len(rows) >= _MOST_ATOMS


def _least_narrowed(rows: Rows) -> Rows:
    """The atoms with the fewest steps, then the fewest arms; what is equal in both is told apart by its digest."""
    by_size: dict[tuple[int, int], list[Atom]] = {}
    for atom in rows:
        by_size.setdefault((len(atom[1]), len(atom[2])), []).append(atom)
    kept: list[Atom] = []
    for size in sorted(by_size):
        equal, room = by_size[size], _MOST_ATOMS - len(kept)
        if len(equal) >= room:
            kept += equal if len(equal) == room else sorted(equal, key=digest)[:room]
            break
        kept += equal
    return frozenset(kept)


def digest(value: object) -> bytes:
    """A short text that is equal for equal values in every run; steps hold bounds that hold rows that hold steps."""
    if isinstance(value, frozenset):
        return _of_set(value)
    if isinstance(value, tuple):
        return _of_tuple(value)
    return repr(value).encode()


@lru_cache(maxsize=65536)
def _of_tuple(value: tuple[object, ...]) -> bytes:
    return blake2b(b"(".join([digest(one) for one in value]), digest_size=8).digest()


@lru_cache(maxsize=65536)
def _of_set(value: frozenset[object]) -> bytes:
    return blake2b(b"{".join(sorted([digest(one) for one in value])), digest_size=8).digest()


def of_all(rows: Rows) -> Rows:
    """The rows of a collection from those of one of its elements: steps of iterations at the end are taken back."""
    return frozenset([(root, _less_elements(steps), arms) for root, steps, arms in rows])


def is_element(step: Step) -> bool:
    """Whether a step stands for an element of an iteration."""
    return step[0] == "some" and isinstance(step[1], tuple) and len(step[1]) == 2 and isinstance(step[1][1], int)


def one_element(rows: Rows) -> bool:
    """Whether rows are known to be one element of an iteration."""
    for _root, steps, _arms in rows:
        if not steps or not is_element(steps[-1]):
            return False
    return bool(rows)


def _less_elements(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    while steps and is_element(steps[-1]):
        steps = steps[:-1]
    return steps


def under(rows: Rows, condition: Hashable, polarity: bool) -> Rows:  # noqa: FBT001 - a pair (condition, polarity)
    """The same rows, known to be held only in one arm of a branch."""
    arm = (condition, polarity)
    return frozenset([(root, steps, arms | {arm}) for root, steps, arms in rows])


def held(rows: Rows, arms: frozenset[tuple[Hashable, bool]]) -> Rows:
    """What of rows there is where these arms are taken: less what is only held in their opposites."""
    possible = [atom for atom in rows if not any((key, not holds) in atom[2] for key, holds in arms)]
    return frozenset([(root, steps, taken | arms) for root, steps, taken in possible or rows])


def picked(rows: Rows, steps: tuple[Step, ...], depth: int = 0) -> Rows:
    """The part of `rows` that row numbers pick; what either of two pick, each under its arm."""
    for n, step in enumerate(steps):
        if is_either(step) and depth < _DEEPEST_CHOICE:
            _word, condition, one, other = step[1]
            yes, no = (picked(rows, (*steps[:n], *arm, *steps[n + 1 :]), depth + 1) for arm in (one, other))
            return union(under(yes, condition, True), under(no, condition, False))  # noqa: FBT003 - the polarities
    return narrow(rows, *steps)


def is_either(step: Step) -> bool:
    """Whether a step takes what one of two choices of row numbers takes."""
    return step[0] == "some" and isinstance(step[1], tuple) and step[1][0] == EITHER


def of_groups(rows: Rows) -> bool:
    """Whether there is one of these for each group of other rows."""
    return bool(rows) and all(any(step[0] == "groups" for step in steps) for _root, steps, _arms in rows)


def each(rows: Rows) -> Rows:
    """What single elements, taken one after the other, come to together: all rows that they were taken from."""
    return frozenset([(root, _less_single(steps), arms) for root, steps, arms in rows])


def each_since(rows: Rows, began: Mapping[Step, int], since: int) -> Rows:
    """What single elements come to that were taken by loops which began not before `since`.

    Of those that a condition chose in the loop, these are the rows that it chooses.
    """
    return frozenset([(root, less_since(steps, began, since), arms) for root, steps, arms in rows])


def less_since(steps: tuple[Step, ...], began: Mapping[Step, int], since: int) -> tuple[Step, ...]:
    """The same of the steps to one of them."""
    if not steps or steps[-1][0] not in _CHOSEN:
        return steps
    end = chosen = len(steps)
    while chosen and steps[chosen - 1][0] == "mask":
        end = chosen = chosen - 1
    while end and is_single(steps[end - 1]) and began.get(steps[end - 1], since) >= since:
        end -= 1
    return steps[:end] + steps[chosen:] if end < chosen else steps


def single(rows: Rows) -> bool:
    """Whether each of these is one element of a sequence, taken at a place that runs."""
    for _root, steps, _arms in rows:
        if not steps or not is_single(steps[-1]) or steps[-1][1][0] != "place":
            return False
    return bool(rows)


def taken_singly(rows: Rows) -> bool:
    """Whether each of these is one element, of whatever iteration."""
    for _root, steps, _arms in rows:
        if not steps or not is_single(steps[-1]):
            return False
    return bool(rows)


def _less_single(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    end = len(steps)
    while end and is_single(steps[end - 1]):
        end -= 1
    return steps[:end]


def is_single(step: Step) -> bool:
    """Whether a step takes one element at a place that is not a constant: in a loop, each in its turn."""
    if step[0] != "some" or not isinstance(step[1], tuple) or len(step[1]) != 2:
        return False
    kind, where = step[1]
    if kind in {"item", "place"}:
        return not isinstance(where, (int, str))
    return isinstance(kind, str) and isinstance(where, int)


def contains(outer: Rows, inner: Rows) -> bool:
    """Whether every atom of `inner` lies within some atom of `outer`."""
    for one in inner:
        if not _lies_within(one, outer):
            return False
    return bool(inner)


def _lies_within(one: Atom, outer: Rows) -> bool:
    """Whether an atom is a part of one of these, held under no arm that excludes that one."""
    root, steps, arms = one
    for other, taken, others in outer:
        if other != root or steps[: len(taken)] != taken:
            continue
        if not any((key, not holds) in arms for key, holds in others):
            return True
    return False


def same(one: Rows, other: Rows) -> bool:
    """Whether two row sets are the same up to the branches they were made in."""
    return {(a[0], a[1]) for a in one} == {(b[0], b[1]) for b in other}


def sides(rows: Rows) -> list[tuple[Atom, Step, tuple[Step, ...]]]:
    """For each atom that is a side of something: the atom, its last separating step and the steps before it."""
    found = []
    for atom in sorted(rows, key=repr):
        steps = atom[1]
        for number in range(len(steps) - 1, -1, -1):
            if steps[number][0] in {"side", "slice", "mask", "where", "not"}:
                found.append((atom, steps[number], steps[:number]))
                break
    return found


def roots(rows: Iterable[Atom]) -> frozenset[int]:
    """The roots that atoms come from."""
    return frozenset([atom[0] for atom in rows])
