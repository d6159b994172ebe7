"""Steps that exclude each other: conditions, parts and sides that no row satisfies at once."""

from __future__ import annotations

import operator
from collections.abc import Callable, Hashable
from datetime import date
from functools import lru_cache
from typing import Any, Final

from mle_reviewer.flow.facts.moved import lies_before
from mle_reviewer.flow.facts.reach import comes_first
from mle_reviewer.flow.facts.rows import CHANCE, Step

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
_UPPER: Final = {"<", "<="}
_LOWER: Final = {">", ">="}
_RANGES: Final = _UPPER | _LOWER
_NAMED: Final = {"==", "in"}
_BUT: Final = {"!=", "not in"}
_TOPS: Final = _UPPER | {"=="}  # above what they are held against there is nothing
_BOTTOMS: Final = _LOWER | {"=="}
_OF_VALUES: Final = 4  # ("value", source, steps, number) is one of some of the different values of a column
_HELD_AGAINST: Final = frozenset({"literal", "symbol"})


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


def ranges_meet(one: Step, other: Step) -> bool:
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
    if one[1] == other[1] and (_lies_in(one, other) or _lies_in(other, one)):
        return True
    if one[1] != other[1] or len(lengths) != 1 or None in lows or None in highs:
        return False
    low, high = (
        pick(_from_the_start(b) for b in bounds if b is not None) for pick, bounds in ((max, lows), (min, highs))
    )
    return low + _LONG / 50 <= high


def _lies_in(inner: Step, outer: Step) -> bool:
    """Whether a part with known ends lies in another one with known ends."""
    (low, high), (first, last) = ((step[2] or 0, step[3]) for step in (inner, outer))
    if not all(type(bound) is int and bound >= 0 for bound in (low, high, first, last)):
        return False
    return bool(first <= low < high <= last)


def _by_chance(step: Step) -> bool:
    return bool(step[0] == "where" and str(step[1]).endswith(CHANCE))


def _dated(bound: object) -> bool:
    """Whether a text sorts like the time it stands for."""
    return isinstance(bound, str) and bound[:4].isdigit() and (len(bound) == 4 or bound[4] in "-T")
