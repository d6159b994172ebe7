"""Joins that multiply rows: tables beside each other by a comma alone, and sums over two lists of the same thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from mle_reviewer.system.questions.data.tables_read import Written, each, expressions, last, written

if TYPE_CHECKING:
    from mle_reviewer.program.sql.facts import Expr, Query, Source
    from mle_reviewer.sources.location import Location
    from mle_reviewer.system.system import System

_DEEPEST: Final = 10
_ADDS: Final = frozenset({"sum", "count", "avg", "countif", "count_if"})
_PAIR: Final = 2


@dataclass(frozen=True, slots=True)
class Multiplied:
    """A query whose rows are multiplied, by which source, and what of it proves that."""

    how: Literal["comma", "lists"]
    written: Written
    pos: int
    tables: tuple[str, str]
    declared: tuple[Location, ...] = ()
    column: str = ""


def multiplied(system: System) -> Iterator[Multiplied]:
    """The queries in which rows are multiplied for certain."""
    keys = _keys(system)
    for one in written(system):
        for query, singles in _queries(one.statement.query) if one.statement.query is not None else ():
            yield from _by_comma(one, query, singles)
            yield from _by_lists(one, query, keys)


def _queries(
    query: Query, singles: frozenset[str] = frozenset(), depth: int = 0
) -> Iterator[tuple[Query, frozenset[str]]]:
    """A query and those in it, each with the names around it that stand for one row."""
    for name, inner in query.ctes:
        if depth < _DEEPEST:
            yield from _queries(inner, singles, depth + 1)
        singles = singles | {name} if _one_row(inner, singles) else singles - {name}
    yield query, singles
    inner_queries = (*query.parts, *(one.query for one in query.sources if one.query is not None))
    for inner in inner_queries if depth < _DEEPEST else ():
        yield from _queries(inner, singles, depth + 1)


def _one_row(query: Query, singles: frozenset[str]) -> bool:
    """Whether a query gives one row: a sum of all, constants, or what is made of such."""
    if query.parts:
        return False
    if query.limit == 1 or (query.grouped and not query.group):
        return True
    return all(
        source.table in singles or (source.query is not None and _one_row(source.query, singles))
        for source in query.sources
    )


def _by_comma(one: Written, query: Query, singles: frozenset[str]) -> Iterator[Multiplied]:
    if any(source.query is None and not source.table for source in query.sources):
        return  # rows that a function makes of the others
    if any((source.query is not None and not source.alias) or ":" in source.table for source in query.sources):
        return  # in the first dialect of BigQuery a comma puts tables after each other
    named = {name for source in query.sources for name in (source.alias, last(source.table)) if name}
    if any("." in source.table and source.table.partition(".")[0] in named for source in query.sources):
        return  # a list that stands in a row of another one
    columns = [each_one for condition in query.where for each_one in each(condition)]
    if any(
        expr.kind in {"unknown", "query", "member"} or (expr.kind == "column" and not expr.table) for expr in columns
    ):
        return  # conditions whose tables are not said
    for source in query.sources:
        single = source.table in singles or (source.query is not None and _one_row(source.query, singles))
        if source.how != "cross comma" or single:
            continue
        others = [other for other in query.sources if other is not source and not _is_one(other, singles)]
        if others and not _tied(query, source):
            first = others[0]
            yield Multiplied("comma", one, source.pos, (_named(first), _named(source)))
            return


def _is_one(source: Source, singles: frozenset[str]) -> bool:
    return source.table in singles or (source.query is not None and _one_row(source.query, singles))


def _named(source: Source) -> str:
    return last(source.table) if source.table else source.alias


def _tied(query: Query, source: Source) -> bool:
    """Whether a condition speaks of a source and of another one."""
    names = {source.alias, last(source.table)} - {""}
    conditions = (*query.where, *(on for other in query.sources for on in other.on))
    for condition in conditions:
        tables = {expr.table for expr in each(condition) if expr.kind == "column"}
        if tables & names and tables - names:
            return True
    return False


def _keys(system: System) -> Mapping[str, tuple[frozenset[frozenset[str]], Location]]:
    """The keys of tables that the repository declares with one; a table that is declared twice says nothing."""
    found: dict[str, tuple[frozenset[frozenset[str]], Location] | None] = {}
    for one in written(system):
        if one.statement.kind == "schema" and one.statement.keys:
            name = last(one.statement.target)
            same = name not in found or ((known := found[name]) is not None and known[0] == one.statement.keys)
            found[name] = (one.statement.keys, one.place(one.statement.pos)) if same else None
    return {name: one for name, one in found.items() if one is not None}


def _by_lists(
    one: Written, query: Query, keys: Mapping[str, tuple[frozenset[frozenset[str]], Location]]
) -> Iterator[Multiplied]:
    """Sums and counts over one of two tables that both hold many rows for each row of a third one."""
    if not query.grouped or len(query.sources) <= _PAIR:
        return
    lists = [source for source in query.sources if _is_list(source, keys)]
    if len(lists) < _PAIR or len({_joined_to(query, source) for source in lists}) != 1:
        return
    for expr in expressions(query):
        for added in each(expr):
            if added.kind != "aggregate" or added.name not in _ADDS or _distinct(added):
                continue
            tables = {column.table for column in each(added) if column.kind == "column"}
            summed = next((source for source in lists if tables & {source.alias, last(source.table)}), None)
            other = next((source for source in lists if source is not summed), None)
            if summed is not None and other is not None and len(tables) == 1:
                declared = tuple(keys[last(source.table)][1] for source in (summed, other))
                yield Multiplied(
                    "lists", one, added.pos or query.pos, (_named(summed), _named(other)), declared, added.name
                )
                return


def _distinct(added: Expr) -> bool:
    return "distinct" in added.names or added.name.endswith("distinct")


def _is_list(source: Source, keys: Mapping[str, tuple[frozenset[frozenset[str]], Location]]) -> bool:
    """Whether a table that is joined may hold many rows for each of the other side's: no key of it is asked for."""
    known = keys.get(last(source.table)) if source.table else None
    if known is None or source.how == "from" or not (source.on or source.using):
        return False
    mine = {source.alias, last(source.table)} - {""}
    asked = set(source.using)
    for condition in source.on:
        if condition.kind != "compare" or condition.name != "=" or len(condition.args) != _PAIR:
            return False
        asked |= {side.name for side in condition.args if side.kind == "column" and side.table in mine}
    return bool(asked) and not any(key <= asked for key in known[0])


def _joined_to(query: Query, source: Source) -> str:
    """The one other source that a condition ties a source to."""
    mine = {source.alias, last(source.table)} - {""}
    tables = {e.table for on in source.on for e in each(on) if e.kind == "column"} - mine
    return next(iter(tables)) if len(tables) == 1 else (query.sources[0].alias if source.using else "")
