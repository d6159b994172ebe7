"""Parted tables that queries read whole, because no part is asked for."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.program.code import line_of
from mle_reviewer.program.sql.partitions import parted
from mle_reviewer.program.sql.template import is_left_open
from mle_reviewer.sources.location import Location
from mle_reviewer.system.questions.data.cut_by_hand import timely
from mle_reviewer.system.questions.data.preparing import answering, prepares
from mle_reviewer.system.questions.data.spoken_queries import spoken
from mle_reviewer.system.questions.data.tables_read import Written, each, last, migrates, sql_documents, written

if TYPE_CHECKING:
    from mle_reviewer.program.sql.facts import Query, Source
    from mle_reviewer.system.system import System

_DEEPEST: Final = 10
_PSEUDO: Final = frozenset({"_partitiontime", "_partitiondate", "_table_suffix"})


@dataclass(frozen=True, slots=True)
class Parts:
    """How a table is parted, and where that is said."""

    column: str
    required: bool
    at: Location


def parts(system: System) -> Mapping[str, Parts]:
    """The tables that are parted, by their last names; one that is parted in two ways is none."""
    return system.once(_parts)


def _parts(system: System) -> Mapping[str, Parts]:
    found: dict[str, Parts | None] = {}
    for path, text in sql_documents(system):
        for one in parted(text):
            name = last(one.table) or posixpath.basename(path)[:-4].lower()
            line = line_of(one.pos)
            this = Parts(one.column, one.required, Location(path, line, raw_line=line))
            known = found.get(name, this)
            found[name] = this if known is not None and known.column == this.column else None
    for query in spoken(system):
        for one in parted(query.text):
            if one.table:
                this = Parts(one.column, one.required, system.at(query.routine, query.call.pos))
                found.setdefault(last(one.table), this)
    return {name: one for name, one in found.items() if one is not None and timely(one.column)}


def _lasting(system: System, one: Written) -> bool:
    """Whether a query is run again and again: it makes a table, or code prepares rows or answers by it."""
    if migrates(one.at.path):
        return False
    if one.routine is None:
        return one.statement.kind in {"table", "insert", "file", "model"}
    key = one.routine.path, one.routine.function
    return key in answering(system) or prepares(system, one.routine)


@dataclass(frozen=True, slots=True)
class Scanned:
    """A query that reads all parts of a table."""

    written: Written
    source: Source
    parts: Parts

    @property
    def at(self) -> Location:
        """Where it reads the table."""
        return self.written.place(self.source.pos)


def scanned(system: System) -> Iterator[Scanned]:
    """The queries that name a parted table, and its column of parts nowhere that could hold them to some.

    Where the table does not ask for such a condition, another query has to show that one is meant.
    """
    found = list(_scanned(system))
    wanted = {last(one.source.table) for one in found if not one.parts.required}
    shown = {name for name in wanted if _asked_in_parts(system, name, parts(system)[name].column)}
    yield from (one for one in found if one.parts.required or last(one.source.table) in shown)


def _asked_in_parts(system: System, table: str, column: str) -> bool:
    """Whether some query asks for parts of a table alone."""
    for one in written(system):
        for inner in _queries(one.statement.query) if one.statement.query is not None else ():
            if any(last(source.table) == table for source in inner.sources if source.table) and _held(inner, column):
                return True
    return False


def _scanned(system: System) -> Iterator[Scanned]:
    known = parts(system)
    for one in written(system) if known else ():
        query = one.statement.query
        if (
            query is None
            or not _lasting(system, one)
            or last(one.statement.target) in known
            or one.at.path in {parts.at.path for parts in known.values()}
        ):
            continue  # a table that is itself parted is filled part by part, or from its beginning once
        for inner in _queries(query):
            for source in inner.sources:
                this = known.get(last(source.table)) if source.table else None
                if this is None or _held(inner, this.column) or _held_around(query, this.column):
                    continue
                if this.required or not _kept(query, this.column):
                    yield Scanned(one, source, this)


def _queries(query: Query, depth: int = 0) -> Iterator[Query]:
    yield query
    inner = (
        *(one for _, one in query.ctes),
        *query.parts,
        *(one.query for one in query.sources if one.query is not None),
    )
    for one in inner if depth < _DEEPEST else ():
        yield from _queries(one, depth + 1)


def _held(query: Query, column: str) -> bool:
    """Whether conditions of a query speak of a column; templates may hold what nobody sees."""
    conditions = (*query.where, *query.having, *query.qualify, *(on for source in query.sources for on in source.on))
    names = [using for source in query.sources for using in source.using]
    for condition in conditions:
        for one in each(condition):
            if one.kind in {"unknown", "query"} or (
                one.kind == "column" and (one.name in _PSEUDO or is_left_open(one.name))
            ):
                return True
            if one.kind == "column" and one.name == column:
                return True
    return column in names


def _kept(query: Query, column: str) -> bool:
    """Whether a query gives the column on: a copy of the whole history, or a sum for each part of it, is meant."""
    given = (*(item.expr for inner in _queries(query) for item in inner.items), *query.group)
    return any(one.kind == "column" and one.name == column for expr in given for one in each(expr))


def _held_around(query: Query, column: str) -> bool:
    """Whether a query around hands a condition on the column inwards, which many databases do."""
    return any(_held(one, column) for one in _queries(query))
