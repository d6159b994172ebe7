"""Edges of periods: the moments at which a month, a quarter or a year begins and ends, as conditions ask for them."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import data_of, literal, symbol
from mle_reviewer.flow.facts.bounds import MOMENT, bound_of
from mle_reviewer.flow.facts.moved import END
from mle_reviewer.flow.facts.values import SPANS, Const, Data, Symbol, Value

STARTS: Final = "start_time"
ENDS: Final = "end_time"
STAMP: Final = "to_timestamp"
_SIDES: Final = {"s": STARTS, "start": STARTS, "e": ENDS, "end": ENDS}


def attribute(period: Value, name: str) -> Value | None:
    """The moment at which a period begins or ends; None of what is no period or not known to be one.

    A period is told by the moment at which it begins.
    """
    if name not in {STARTS, ENDS}:
        return None
    if isinstance(period, Const):
        return _of_series(period, last=name == ENDS)
    return period if name == STARTS and _is_period(data_of(period)) else None


def stamped(period: Value, args: list[Value], kwargs: dict[str, Value]) -> Value | None:
    """`to_timestamp`: the moment at which a period begins, or ends where that is asked for."""
    if args or not kwargs.keys() <= {"how"}:
        return None
    how = str(literal(kwargs["how"])).lower() if kwargs else "start"
    return attribute(period, _SIDES[how]) if how in _SIDES else None


def _of_series(period: Const, *, last: bool) -> Value | None:
    key = symbol(period) if isinstance(period.value, Symbol) else None
    found = bound_of(key)
    series = found.start if found is not None else None
    if found is None or not isinstance(series, tuple) or series[0] != "each" or found.kind != MOMENT:
        return None
    return Const(Symbol((END, key, float(series[2])))) if last else period


def _is_period(data: Data) -> bool:
    """Whether a value is one of the periods that times were cut to."""
    return data.kind in {"row", "keys"} and SPANS in data.traits
