"""Rows that are plain tuples, of which a query or the columns asked for say what stands at each place."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import literal
from mle_reviewer.flow.facts.values import TURNED, Data, Seq, Value, state

_STANDING: Final = "standing"  # the trait of such rows: the names of their fields, in order
_SEVERAL: Final = 2
_LISTED: Final = "columns"  # the first word of the trait of a table whose columns were asked for: their names, in order


def as_asked(data: Data) -> Data:
    """The rows of a query as tuples, with what stands where, if the query names each of its columns."""
    names = tuple(data.cols)
    if data.only is None or not names or data.only != frozenset(names):
        return data
    return data.but(traits=_others(data.traits) | {(_STANDING, *names)})


def in_order(chosen: Data, index: Value) -> Data:
    """Columns of a table that a list asks for, which stand in its order from then on."""
    listed = state(index)
    told = tuple(map(literal, listed.items)) if isinstance(listed, Seq) and listed.rest is None else ()
    if chosen.kind != "frame" or len(told) < _SEVERAL or chosen.only != frozenset(told) or len(chosen.only) < len(told):
        return chosen
    held = frozenset(trait for trait in chosen.traits if trait[0] != _LISTED)
    return chosen.but(traits=held | {(_LISTED, *map(str, told))})


def as_listed(table: Data, rows: Data) -> Data:
    """The rows of a table as tuples, where it still has the columns that it was asked for, and no others."""
    orders = [trait[1:] for trait in table.traits if trait[0] == _LISTED and frozenset(trait[1:]) == table.only]
    if len(orders) != 1:
        return as_asked(rows)
    return rows.but(traits=_others(rows.traits) | {(_STANDING, *orders[0])})


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


__all__ = ["as_asked", "as_listed", "field_of", "in_order", "name_at", "names"]
