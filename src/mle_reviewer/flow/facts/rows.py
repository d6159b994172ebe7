"""Rows: which examples a value holds, and what two sets of them have in common."""

from __future__ import annotations

import operator
from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date
from enum import IntEnum
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from typing import Any, Final

from mle_reviewer.flow.facts.moved import lies_before
from mle_reviewer.flow.facts.reach import comes_first
from mle_reviewer.flow.facts.windows import looks_back

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
_COMPLEMENT: Final = {
    "<": ">=",
    ">=": "<",
    ">": "<=",
    "<=": ">",
    "==": "!=",
    "!=": "==",
    "in": "not in",
    "not in": "in",
    "true": "false",
    "false": "true",
}
_LONG: Final = 1_000_000
_ARITHMETIC: Final[dict[str, Callable[[float, float], float]]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "//": operator.floordiv,
}  # fmt: skip
INDEX: Final = "(index)"  # the name that conditions give to the labels of the rows
DRAW: Final = "draw "  # what the name of a column begins with that is drawn at random, row by row
UNTOLD: Final = "untold"  # the kind of what a condition compares with when nobody knows what it is
_PARTLY: Final = frozenset({"some", "thinned"})
_CHOSEN: Final = frozenset({"some", "mask"})
_OPAQUE: Final = frozenset({"slice", "nth", "mask", "where", "not", "outside"})
_UPPER: Final = {"<", "<="}
_LOWER: Final = {">", ">="}
_RANGES: Final = _UPPER | _LOWER
_NAMED: Final = {"==", "in"}
_BUT: Final = {"!=", "not in"}
_TOPS: Final = _UPPER | {"=="}  # above what they are held against there is nothing
_BOTTOMS: Final = _LOWER | {"=="}
EITHER: Final = "either"  # the first word of the key of a part that is one of two: the condition, the steps of each
_OF_VALUES: Final = 4  # ("value", source, steps, number) is one of some of the different values of a column
_HELD_AGAINST: Final = frozenset({"literal", "symbol"})
CHANCE: Final = " by chance"  # the end of the name of random numbers that no seed fixes


class Overlap(IntEnum):
    """How sure it is that two row sets share examples."""

    NONE = 0
    MAY = 1
    MUST = 2


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
    return blake2b(b"(".join(digest(one) for one in value), digest_size=8).digest()


@lru_cache(maxsize=65536)
def _of_set(value: frozenset[object]) -> bytes:
    return blake2b(b"{".join(sorted(digest(one) for one in value)), digest_size=8).digest()


def of_all(rows: Rows) -> Rows:
    """The rows of a collection from those of one of its elements: steps of iterations at the end are taken back."""
    return frozenset((root, _less_elements(steps), arms) for root, steps, arms in rows)


def is_element(step: Step) -> bool:
    """Whether a step stands for an element of an iteration."""
    return step[0] == "some" and isinstance(step[1], tuple) and len(step[1]) == 2 and isinstance(step[1][1], int)


def one_element(rows: Rows) -> bool:
    """Whether rows are known to be one element of an iteration."""
    return bool(rows) and all(steps and is_element(steps[-1]) for _root, steps, _arms in rows)


def _less_elements(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    while steps and is_element(steps[-1]):
        steps = steps[:-1]
    return steps


def under(rows: Rows, condition: Hashable, polarity: bool) -> Rows:  # noqa: FBT001 - a pair (condition, polarity)
    """The same rows, known to be held only in one arm of a branch."""
    arm = (condition, polarity)
    return frozenset([(root, steps, arms | {arm}) for root, steps, arms in rows])


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


def complement(step: Step) -> Step:
    """The step that selects the rows which `step` leaves."""
    kind = step[0]
    if kind == "mask":
        return ("mask", step[1], not step[2])
    if kind == "where" and step[2] in _COMPLEMENT:
        return ("where", step[1], _COMPLEMENT[step[2]], step[3])
    if kind == "not":
        inner: Step = step[1]
        return inner
    return ("not", step)


def _ordered(low: object, high: object) -> bool:
    """Whether a part that ends at `low` lies before one that begins at `high`."""
    if low is None or high is None:
        return False
    if low == high:
        return True
    if isinstance(low, (int, float)) and isinstance(high, (int, float)):
        return low <= high and (low >= 0) == (high >= 0)
    if isinstance(low, str) and isinstance(high, str) and low[:4].isdecimal() and high[:4].isdecimal():
        return low < high and not high.startswith(low)  # dates as they are written: "2019" holds "2019-05"
    if isinstance(high, tuple) and (_is_further(high, low) or lies_before(low, high)):
        return True
    if comes_first(low, high, strictly=False):
        return True
    # Bounds worked out from one length (`int(n * 0.7)`, `n - 96`): which comes first holds for every long series.
    lengths: set[Hashable] = set()
    before, after = _worked_out(low, lengths), _worked_out(high, lengths)
    if before is None or after is None or len(lengths) != 1:
        return False
    return 0 <= _from_the_start(before) <= _from_the_start(after)


def _is_further(high: tuple[Any, ...], low: object) -> bool:
    """Whether a bound is a multiple of another, or that and so many more: sizes of parts are no negative numbers."""
    if high[0] not in {"+", "*"} or len(high) != 3 or low not in high[1:]:
        return False
    more = high[2] if high[1] == low else high[1]
    least = 1 if high[0] == "*" else 0
    return (
        more >= least
        if isinstance(more, (int, float))
        else high[0] == "+" and isinstance(more, tuple) and more[:1] != ("-",)
    )


def _from_the_start(place: float) -> float:
    """A place counted from the end, as one counted from the start."""
    return place + _LONG if place < 0 else place


def _worked_out(bound: object, lengths: set[Hashable]) -> float | None:
    """A bound for a series of a million rows, with the length that it is counted from; None if it is not of one."""
    if isinstance(bound, (int, float)):
        return float(bound)
    if not isinstance(bound, tuple) or not bound:
        return None
    if bound[0] in {"len", "count"}:
        lengths.add(bound)
        return float(_LONG)
    if bound[0] == "-" and len(bound) == 2:
        back = _worked_out(bound[1], lengths)
        return None if back is None else -back
    if bound[0] in _ARITHMETIC and len(bound) == 3:
        left, right = _worked_out(bound[1], lengths), _worked_out(bound[2], lengths)
        if left is None or right is None or (bound[0] in {"/", "//"} and not right):
            return None
        return _ARITHMETIC[bound[0]](left, right)
    return None


@lru_cache(maxsize=65536)
def separates(one: Step, other: Step) -> bool:
    """Whether no row satisfies both steps (taken on the same population)."""
    kind, other_kind = one[0], other[0]
    if kind == "not":
        return bool(one[1] == other)
    if other_kind == "not":
        return bool(other[1] == one)
    if _either(one) or _either(other):
        several, alone = (one, other) if _either(one) else (other, one)
        return all(any(separates(step, alone) for step in steps) for steps in several[1][1:])
    if kind != other_kind:
        return False
    if kind == "side":
        return bool(one[1] == other[1] and one[2] != other[2])
    if kind == "mask":
        return bool(one[1] == other[1] and one[2] != other[2])
    if kind == "nth":
        return bool(one[1:3] == other[1:3] and one[3] != other[3])
    if kind == "slice":
        if one[1] != other[1]:
            return False
        return _ordered(one[3], other[2]) or _ordered(other[3], one[2])
    if kind == "where" and one[1] == other[1]:
        return _contradict(one[2], one[3], other[2], other[3])
    if kind == "where" and one[3] == other[3]:
        return before_period(one, other) or before_period(other, one)
    return False


def before_period(one: Step, other: Step) -> bool:
    """Whether times lie before the moment at which the period begins that other times are cut to, or a later one."""
    whole, cut = one[1], other[1]
    if one[2] != "<" or other[2] not in {"==", ">=", ">"} or not isinstance(whole, str) or not isinstance(cut, str):
        return False
    return cut.startswith(f"{whole}.") and cut.endswith(")")


def _either(step: Step) -> bool:
    """Whether a step takes what either of two masks selects, of which is known by which steps they do."""
    key = step[1] if step[0] == "mask" and step[2] else None
    return isinstance(key, tuple) and len(key) == 3 and key[0] == "|" and all(type(one) is tuple for one in key[1:])


def _contradict(op: str, constant: Any, other_op: str, other_constant: Any) -> bool:
    if constant == other_constant:
        return _COMPLEMENT.get(op) == other_op or {op, other_op} in ({"<", ">"}, {"==", "<"}, {"==", ">"})
    if op == "==" == other_op and _literal(constant) and _literal(other_constant):
        return True
    if not (_literal(constant) and _literal(other_constant)):
        if constant[0] == "value" == other_constant[0] and len(constant) == len(other_constant) == _OF_VALUES:
            return _other_values(op, constant, other_op, other_constant) or _other_values(
                other_op, other_constant, op, constant
            )
        return _before(op, constant, other_op, other_constant) or _before(other_op, other_constant, op, constant)
    try:
        if {op, other_op} == {"<", ">"}:
            below, above = (constant, other_constant) if op == "<" else (other_constant, constant)
            return bool(below[1] < above[1]) or _next(above[1], below[1])
        if op in _TOPS and other_op in _BOTTOMS:
            return bool(constant[1] < other_constant[1])
        if other_op in _TOPS and op in _BOTTOMS:
            return bool(other_constant[1] < constant[1])
        if op == "in" and other_op in _RANGES:
            return all(_contradict("==", ("literal", one), other_op, other_constant) for one in constant[1])
        if other_op == "in" and op in _RANGES:
            return all(_contradict(op, constant, "==", ("literal", one)) for one in other_constant[1])
        if op == "in" and other_op == "in":
            return not set(constant[1]) & set(other_constant[1])
        if {op, other_op} == {"in", "=="}:
            one, many = (constant, other_constant) if op == "==" else (other_constant, constant)
            return one[1] not in many[1]
        if {op, other_op} == {"not in", "=="}:
            one, many = (constant, other_constant) if op == "==" else (other_constant, constant)
            return one[1] in many[1]
        if {op, other_op} == {"not in", "in"}:
            few, many = (constant, other_constant) if op == "in" else (other_constant, constant)
            return set(few[1]) <= set(many[1])
    except TypeError:
        return False
    return False


def _other_values(op: str, constant: Any, other_op: str, other_constant: Any) -> bool:
    """Whether two of the different values of a column are of parts of them that lie apart, the first one before."""
    if constant[1] != other_constant[1]:
        return False
    for one in constant[2]:
        for other in other_constant[2]:
            if one[0] == "slice" == other[0] and one[1] == other[1]:
                if op == "==" == other_op and separates(one, other):
                    return True
                if op in _TOPS and other_op in _BOTTOMS and _ordered(one[3], other[2]):
                    return True
    return False


def _before(op: str, constant: Any, other_op: str, other_constant: Any) -> bool:
    """Whether what is held against a bound that a loop moves, or against a moment, ends before other such begins."""
    if op not in _TOPS or other_op not in _BOTTOMS or not {constant[0], other_constant[0]} <= _HELD_AGAINST:
        return False
    if constant[0] == "symbol" == other_constant[0] and lies_before(constant[1], other_constant[1]):
        return True
    return comes_first(constant[1], other_constant[1], strictly=op != "<" and other_op != ">")


def _next(first: object, second: object) -> bool:
    """Whether nothing lies between two whole numbers, or two days: whoever cuts there means two parts."""
    if type(first) is int and type(second) is int:
        return second - first == 1
    if isinstance(first, str) and isinstance(second, str) and len(first) == len(second) == len("2015-01-01"):
        try:
            return (date.fromisoformat(second) - date.fromisoformat(first)).days == 1
        except ValueError:
            return False
    return False


def _literal(constant: Any) -> bool:
    return isinstance(constant, tuple) and len(constant) == 2 and constant[0] == "literal"


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
    if any(not _ranges_meet(a, b) for a in conditions for b in others):
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


def _ranges_meet(one: Step, other: Step) -> bool:
    """Whether two conditions that exclude each other in no way are ranges of one column with known bounds."""
    if one[0] == "slice" == other[0]:
        return _parts_meet(one, other)
    if one[0] != "where" or other[0] != "where" or one[1] != other[1]:
        return _by_chance(one) and _by_chance(other)  # two draws that know nothing of each other
    if {one[2], other[2]} <= {"in", "=="} and _literal(one[3]) and _literal(other[3]):
        return True  # lists of values that share one, or a value that is one of them
    if {one[2], other[2]} & _BUT and {one[2], other[2]} & _NAMED and _literal(one[3]) and _literal(other[3]):
        return True  # some values, and all but others
    if not {one[2], other[2]} <= _RANGES or not (_literal(one[3]) and _literal(other[3])):
        return False
    low, high = one[3][1], other[3][1]
    return all(isinstance(bound, (int, float)) for bound in (low, high)) or (_dated(low) and _dated(high))


def _parts_meet(one: Step, other: Step) -> bool:
    """Whether two parts in one order share a good share of it; some rows before a part may only lead up to it."""
    lengths: set[Hashable] = set()
    lows = [_worked_out(0 if step[2] is None else step[2], lengths) for step in (one, other)]
    highs = [_LONG if step[3] is None else _worked_out(step[3], lengths) for step in (one, other)]
    if one[1] != other[1] or len(lengths) != 1 or None in lows or None in highs:
        return False
    low, high = (
        pick(_from_the_start(b) for b in bounds if b is not None) for pick, bounds in ((max, lows), (min, highs))
    )
    return low + _LONG / 50 <= high


def _by_chance(step: Step) -> bool:
    return bool(step[0] == "where" and str(step[1]).endswith(CHANCE))


def _dated(bound: object) -> bool:
    """Whether a text sorts like the time it stands for."""
    return isinstance(bound, str) and bound[:4].isdigit() and (len(bound) == 4 or bound[4] in "-T")


def of_groups(rows: Rows) -> bool:
    """Whether there is one of these for each group of other rows."""
    return bool(rows) and all(any(step[0] == "groups" for step in steps) for _root, steps, _arms in rows)


def each(rows: Rows) -> Rows:
    """What single elements, taken one after the other, come to together: all rows that they were taken from."""
    return frozenset((root, _less_single(steps), arms) for root, steps, arms in rows)


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
    lasts = [steps[-1] if steps else ("", ()) for _root, steps, _arms in rows]
    return bool(lasts) and all(is_single(step) and step[1][0] == "place" for step in lasts)


def taken_singly(rows: Rows) -> bool:
    """Whether each of these is one element, of whatever iteration."""
    return bool(rows) and all(steps and is_single(steps[-1]) for _root, steps, _arms in rows)


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


def overlap(one: Rows, other: Rows) -> tuple[Overlap, Step | None]:
    """The strongest overlap between any two atoms, with the growing step behind it if there is one."""
    best, behind = Overlap.NONE, None
    for a in one:
        for b in other:
            found, grown = atoms_overlap(a, b)
            if found > best or (found == best and found and behind is not None and grown is None):
                best, behind = found, grown
                if best is Overlap.MUST and behind is None:
                    return best, None
    return best, behind


def disjoint(one: Rows, other: Rows) -> bool:
    """Whether no two atoms share a row (copies made before a split do not count: the rows differ)."""
    return all(
        found is Overlap.NONE or grown is not None for found, grown in (atoms_overlap(a, b) for a in one for b in other)
    )


def parted(rows: Rows) -> bool:
    """Whether rows hold several parts of one source that exclude each other: both sides of a split."""
    return len(rows) > 1 and any(a[0] == b[0] and atoms_overlap(a, b)[0] is Overlap.NONE for a in rows for b in rows)


def contains(outer: Rows, inner: Rows) -> bool:
    """Whether every atom of `inner` lies within some atom of `outer`."""
    return bool(inner) and all(
        any(a[0] == b[0] and b[1][: len(a[1])] == a[1] and _compatible(a, b) for a in outer) for b in inner
    )


def _compatible(one: Atom, other: Atom) -> bool:
    return not any((key, not polarity) in other[2] for key, polarity in one[2])


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
    return frozenset(atom[0] for atom in rows)
