"""Rows that a cursor hands out: plain tuples, of which a query says what stands at each place."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import literal
from mle_reviewer.flow.facts.values import TURNED, Data, Value

_STANDING: Final = "standing"  # the trait of such rows: the names of their fields, in order


def as_asked(data: Data) -> Data:
    """The rows of a query as tuples, with what stands where, if the query names each of its columns."""
    names = tuple(data.cols)
    if data.only is None or not names or data.only != frozenset(names):
        return data
    return data.but(traits=_others(data.traits) | {(_STANDING, *names)})


def names(data: Data) -> tuple[str, ...]:
    """What stands at each place of a row, or of an array whose rows stand turned; empty where nobody knows."""
    if data.column is not None or (data.kind != "row" and not (data.kind == "array" and TURNED in data.traits)):
        return ()
    return next((trait[1:] for trait in data.traits if trait[0] == _STANDING), ())


def name_at(data: Data, index: Value) -> str | None:
    """The field at a place of such a row."""
    held, number = names(data), literal(index)
    return held[number] if type(number) is int and -len(held) <= number < len(held) else None


def field_of(data: Data) -> Data:
    """Such rows, of which one field is taken: they are tuples and stand turned no more."""
    return data.but(traits=_others(data.traits) - {TURNED})


def _others(traits: frozenset[tuple[str, ...]]) -> frozenset[tuple[str, ...]]:
    return frozenset(trait for trait in traits if trait[0] != _STANDING)


__all__ = ["as_asked", "field_of", "name_at", "names"]
