"""Which columns of which tables queries read, with their places: those that code runs, documents, models of dbt."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.program.code import line_of
from mle_reviewer.program.sql.facts import Expr, Query, Statement
from mle_reviewer.sources.location import Location
from mle_reviewer.system.code.terms import Const, Item, Result
from mle_reviewer.system.questions.data.spoken_queries import Spoken, spoken
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.system import System

_MOST_DOCUMENTS: Final = 400
_MOST_SPOKEN: Final = 400
_LONGEST: Final = 60_000
_DEEPEST: Final = 12
_MIGRATES: Final = re.compile(
    r"(?:^|/)(?:migrations?|migrate|versions|flyway|liquibase|schema_changes|alembic)(?:/|$)|(?:^|/)[VUR]\d[\w.]*__"
)


@dataclass(frozen=True, slots=True)
class Read:
    """One place where a query reads a column of a table, or code takes it from what a query gave."""

    table: str  # its last name alone
    column: str
    at: Location
    routine: Routine | None  # of code


@dataclass(frozen=True, slots=True)
class Written:
    """One statement of a document or of code, with where its text begins."""

    statement: Statement
    at: Location
    routine: Routine | None
    query: Spoken | None

    def place(self, pos: int) -> Location:
        """Where something of it stands; what Python spells stands where it is run."""
        if self.routine is not None:
            return self.at
        line = line_of(pos) or 1
        return Location(self.at.path, line, raw_line=line)


def migrates(path: str) -> bool:
    """Whether a document changes tables step by step, by where it lies."""
    return _MIGRATES.search(path) is not None


def written(system: System) -> tuple[Written, ...]:
    """Every statement of the documents and of the queries that code runs, migrations left out."""
    return system.once(_written)


def _written(system: System) -> tuple[Written, ...]:
    return tuple(_each(system))


def sql_documents(system: System) -> Iterator[tuple[str, str]]:
    """The SQL documents of production ground: path and text."""
    paths = [path for path in system.paths if path.endswith(".sql") and tier(path) == "code"]
    for path in paths[:_MOST_DOCUMENTS]:
        document = system.document(path)
        if document is not None and len(document.data) < _LONGEST:
            yield path, document.data.decode("utf-8", "replace")


def _each(system: System) -> Iterator[Written]:
    from mle_reviewer.program.sql.parse import parse

    for path, text in sql_documents(system):
        if not migrates(path):
            for statement in parse(text).statements:
                yield Written(statement, Location(path, 1, raw_line=1), None, None)
    for one in [query for query in spoken(system) if tier(query.routine.path) != "test"][:_MOST_SPOKEN]:
        for statement in parse(one.text).statements:
            yield Written(statement, system.at(one.routine, one.call.pos), one.routine, one)


def reads(system: System) -> Mapping[tuple[str, str], tuple[Read, ...]]:
    """The places that read each column, by the table's last name and the column's."""
    return system.once(_reads)


def _reads(system: System) -> Mapping[tuple[str, str], tuple[Read, ...]]:
    found: dict[tuple[str, str], list[Read]] = {}
    for one in written(system):
        if one.statement.query is None:
            continue
        for table, column, pos in columns_read(one.statement.query):
            read = Read(table, column, one.place(pos), one.routine)
            found.setdefault((table, column), []).append(read)
        for read in _taken(system, one):
            found.setdefault((read.table, read.column), []).append(read)
    return {key: tuple(dict.fromkeys(some)) for key, some in found.items()}


def _taken(system: System, one: Written) -> Iterator[Read]:
    """The columns that code takes by name from all that a query gives of one table."""
    query, spoken_query = one.statement.query, one.query
    if query is None or spoken_query is None or len(query.sources) != 1 or query.ctes or not query.sources[0].table:
        return
    if [item.expr.kind for item in query.items] != ["star"]:
        return
    table = last(query.sources[0].table)
    for term, step in spoken_query.routine.spoken():
        if not isinstance(term, Item) or not isinstance(term.of, Result) or term.of.call is not spoken_query.call:
            continue
        if isinstance(term.key, Const) and isinstance(term.key.value, str):
            at = system.at(spoken_query.routine, term.pos or step.pos)
            yield Read(table, term.key.value.lower(), at, spoken_query.routine)


def last(name: str) -> str:
    """The last part of a table's name."""
    return posixpath.basename(name.replace(".", "/")).strip('`"[]').lower()


def columns_read(query: Query, around: frozenset[str] = frozenset(), depth: int = 0) -> Iterator[tuple[str, str, int]]:
    """The columns of tables that a query names: table, column, place. What its own parts give is none of a table's."""
    if depth > _DEEPEST:
        return
    named = around
    for name, inner in query.ctes:
        yield from columns_read(inner, named, depth + 1)
        named |= {name}
    for part in query.parts:
        yield from columns_read(part, named, depth + 1)
    tables: dict[str, str] = {}
    for source in query.sources:
        if source.query is not None:
            yield from columns_read(source.query, named, depth + 1)
        elif source.table and source.table not in named:
            tables[source.alias or last(source.table)] = tables[last(source.table)] = last(source.table)
    alone = last(query.sources[0].table) if len(query.sources) == 1 and tables else ""
    given = {item.name.lower() for item in query.items if item.expr.kind != "column"}
    for expr in expressions(query):
        for one in each(expr):
            if one.query is not None:
                yield from columns_read(one.query, named, depth + 1)
            if one.kind == "column":
                table = tables.get(one.table, "") if one.table else alone
                if table and (one.table or one.name not in given):
                    yield table, one.name, one.pos


def expressions(query: Query) -> Iterator[Expr]:
    """The expressions of one query, those of inner ones left out."""
    yield from (item.expr for item in query.items)
    yield from (*query.where, *query.group, *query.having, *query.qualify, *query.distinct_on)
    yield from (one for one, _down in query.order)
    yield from (one for source in query.sources for one in source.on)


def each(expr: Expr, depth: int = 0) -> Iterator[Expr]:
    """An expression and all that it is made of, inner queries left out."""
    yield expr
    inner = list(expr.args)
    if expr.condition is not None:
        inner.append(expr.condition)
    if expr.window is not None:
        inner += [*expr.window.partition, *(one for one, _ in expr.window.order)]
    for one in inner if depth < _DEEPEST else ():
        yield from each(one, depth + 1)
