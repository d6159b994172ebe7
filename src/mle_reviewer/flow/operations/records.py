"""Records: lists of dicts whose names are columns, and the tables that they make."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context, data_of, is_counted, together
from mle_reviewer.flow.facts.values import FIELD, Const, Data, Map, Parts, Seq, Value, state, written
from mle_reviewer.flow.operations import counting

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
    several = any(step[0] == "grown" for _root, steps, _arms in data.rows for step in steps)
    told = counting.apart_from(data.traits) if several else data.traits
    made.traits = frozenset(trait for trait in told if trait[0] != FIELD) | counted
    return made


def fields(cx: Context, given: Value, data: Data) -> Data:
    """What a list of dicts or of lists holds under each name or at each place; of any other list, what it is."""
    made = table(cx, given, data)
    return made if made.made else listed(cx, given, data)


def _fields(rows: Seq) -> dict[str, list[Value]]:
    """The values under each name, of a list of dicts that all have the same names."""
    dicts = [state(row) for row in (*rows.items, *([rows.rest] if rows.rest is not None else ()))]
    if not dicts or not all(isinstance(one, Map) and one.rest is None and one.items for one in dicts):
        return {}
    names = set(dicts[0].items)
    if any(set(one.items) != names for one in dicts) or not all(isinstance(name, str) for name in names):
        return {}
    return {str(name): [one.items[name] for one in dicts] for name in sorted(names)}


def listed(cx: Context, given: Value | None, data: Data) -> Data:
    """The table that a list of lists makes: a field that is a column as it was read keeps its name, others are counted.

    It is a table of its own, since what is in it may be taken out again (`row.pop()`) by a way that nobody follows.
    Nothing is told apart that was learned: it may be in each of them.
    """
    fields = _places(state(given)) if given is not None and data.rows else []
    if len(fields) < 2 or data.cols:
        return data
    parts = [_worked_out(values) for values in fields]
    read = {source for one in parts for source, _name, how in one or () if how == "="}
    names = [_read_as(one, values) if len(read) == 1 else None for one, values in zip(parts, fields, strict=True)]
    if len(set(names) - {None}) < len(names) - names.count(None):
        return data  # one column twice
    table = data.but(source=NEW_TABLES + cx.identity(given), column=None, parts=None)
    table.only = frozenset(name or str(number) for number, name in enumerate(names))
    table.gone = frozenset()
    table.made = {str(n): written(parts[n]) for n, name in enumerate(names) if name is None}
    table.kind = "array"
    return table


def _places(rows: object) -> list[list[Value]]:
    """The values at each place, of a list of lists that are all equally long."""
    if not isinstance(rows, Seq):
        return []
    lists = [state(row) for row in (*rows.items, *([rows.rest] if rows.rest is not None else ()))]
    if not lists or not all(isinstance(one, Seq) and one.rest is None for one in lists):
        return []
    if len({len(one.items) for one in lists}) != 1:
        return []
    return [list(values) for values in zip(*(one.items for one in lists), strict=True)]


def _read_as(parts: Parts, values: list[Value]) -> str | None:
    """The column that a value is, as it was read."""
    told = [name for _source, name, how in parts or () if how == "="]
    return told[0] if len(parts or ()) == 1 == len(told) and data_of(values[0]).column == told[0] else None


def _worked_out(values: list[Value]) -> Parts:
    """The columns that what stands under a name is worked out from."""
    held = [data_of(value) for value in values]
    return held[0].parts if len(held) == 1 else together(held)


def _counted(value: Value) -> bool:
    """Whether a value is a running number."""
    return type(value) is Const and is_counted(value)
