"""Trying: what a loop makes of rows with one number after the other, a limit or a weight that it tries."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

from mle_reviewer.flow.context import symbol
from mle_reviewer.flow.facts.rows import Step
from mle_reviewer.flow.facts.values import Const, Data, Value
from mle_reviewer.flow.facts.windows import COUNTER

TRIED: Final = ("tried",)  # the trait of values that a running number was held against or went into
_ORDER: Final = frozenset({"<", "<=", ">", ">="})


def told(made: Data, *values: Value) -> Data:
    """What was made of rows and other values, which says so where one of these is a running number."""
    if not made.rows or not any(isinstance(value, Const) and _runs(symbol(value)) for value in values):
        return made
    return made.but(traits=made.traits | {TRIED}, column=made.column, picks=made.picks, parts=made.parts)


def limits(data: Data) -> tuple[Hashable, Hashable] | None:
    """What a mask asks, and the limits that it asks it with; None of any other value."""
    told = [_limit(step) for step in data.picks or ()]
    return (tuple(what for what, _by in told), tuple(by for _what, by in told)) if told else None


def _limit(step: Step) -> tuple[Hashable, Hashable]:
    if step[0] == "where" and step[2] in _ORDER:
        return step[:3], step[3]
    asked = step[1]
    if step[0] == "mask" and isinstance(asked, tuple) and len(asked) == 6 and asked[3] in _ORDER:
        return asked[:5], asked[5]
    return step, None


def _runs(key: object) -> bool:
    return isinstance(key, tuple) and (key[:1] == (COUNTER,) or any(map(_runs, key)))
