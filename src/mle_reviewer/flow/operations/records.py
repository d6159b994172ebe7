"""Records: lists of dicts whose names are columns, and the tables that they make."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context, data_of, is_counted, together
from mle_reviewer.flow.facts.values import FIELD, Const, Data, Map, Parts, Seq, Value, state, written

NEW_TABLES: Final = 1_000_000_000  # numbers of tables put together here; those that were read have the load's number


def table(cx: Context, given: Value, data: Data) -> Data:
    """The table that a list of dicts makes: each name is a column; of rows as they were read, a table of its own."""
    inner = state(given)
    fields = _fields(inner) if isinstance(inner, Seq) else {}
    made = data.but(column=None, parts=None)
    made.source = NEW_TABLES + cx.identity(given)
    if not fields:
        return made
    made.cols = {
        name: frozenset[int]().union(*(data_of(value).all_learned() for value in values))
        for name, values in fields.items()
    }
    made.learned, made.only, made.gone = frozenset(), frozenset(fields), frozenset()
    made.made = {name: written(_worked_out(values)) for name, values in fields.items()}
    counted = {("running-number", n) for n, values in fields.items() if all(map(_counted, values))}
    made.traits = frozenset(trait for trait in data.traits if trait[0] != FIELD) | counted
    return made


def _fields(rows: Seq) -> dict[str, list[Value]]:
    """The values under each name, of a list of dicts that all have the same names."""
    dicts = [state(row) for row in (*rows.items, *([rows.rest] if rows.rest is not None else ()))]
    if not dicts or not all(isinstance(one, Map) and one.rest is None and one.items for one in dicts):
        return {}
    names = set(dicts[0].items)
    if any(set(one.items) != names for one in dicts) or not all(isinstance(name, str) for name in names):
        return {}
    return {str(name): [one.items[name] for one in dicts] for name in sorted(names)}


def _worked_out(values: list[Value]) -> Parts:
    """The columns that what stands under a name is worked out from."""
    held = [data_of(value) for value in values]
    return held[0].parts if len(held) == 1 else together(held)


def _counted(value: Value) -> bool:
    """Whether a value is a running number."""
    return type(value) is Const and is_counted(value)
