"""Few constants: what a comparison says of a value that is one of them, where it says the same of each."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from typing import Any, Final

from mle_reviewer.flow.facts.values import Const, Default, Few, Symbol

COMPARE: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def compared(op: str, left: Const, right: Const) -> Const | None:
    """What comparing one of a few constants with a constant, or with another such choice, comes to in any case."""
    ones, others = _values(left), _values(right)
    if op not in COMPARE or ones is None or others is None:
        return None
    try:
        return _agreed(bool(COMPARE[op](one, other)) for one in ones for other in others)
    except TypeError:
        return None


def among(op: str, left: Few, known: list[object]) -> Const | None:
    """What asking whether one of a few constants is among others comes to in any case."""
    return None if None in known else _agreed((value in known) is (op == "in") for value in left.values)


def _values(value: Const) -> Iterable[object] | None:
    """What a constant may be; None where nobody knows, and of None itself, which may have been left out of a few."""
    if type(value) is Few:
        return value.values
    open_ended = isinstance(value.value, Symbol) or value.value is None or type(value) is Default
    return None if open_ended else (value.value,)


def _agreed(answers: Iterable[bool]) -> Const | None:
    said = set(answers)
    return Const(said.pop()) if len(said) == 1 else None


__all__ = ["COMPARE", "among", "compared"]
