"""What migrations change of tables, in SQL and in Python, on the way forward; and what stands after all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.program.code import line_of
from mle_reviewer.program.sql.changes import SchemaChange, schema_changes
from mle_reviewer.sources.location import Location
from mle_reviewer.system.code.terms import Call, Const, Result, Term
from mle_reviewer.system.questions.data.spoken_queries import form_of
from mle_reviewer.system.questions.data.tables_read import last, migrates, sql_documents
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mle_reviewer.knowledge.conventions import SignEntry
    from mle_reviewer.system.system import System

_BACK: Final = frozenset({"downgrade", "downgrade_", "rollback", "down", "backwards"})


@dataclass(frozen=True, slots=True)
class Migrated:
    """One change of a table by a migration, and where it stands."""

    change: SchemaChange
    at: Location

    @property
    def table(self) -> str:
        """The table's last name."""
        return last(self.change.table)


def migrated(system: System) -> tuple[Migrated, ...]:
    """Every change that migrations make on the way forward, in the order of the documents."""
    return system.once(_migrated)


def _migrated(system: System) -> tuple[Migrated, ...]:
    return tuple(sorted((*_in_sql(system), *_in_code(system)), key=lambda one: (one.at.path, one.at.line)))


def _in_sql(system: System) -> Iterator[Migrated]:
    for path, text in sql_documents(system):
        if not migrates(path) or path.endswith((".down.sql", "_down.sql", "/down.sql")):
            continue
        for change in schema_changes(text):
            line = line_of(change.pos)
            yield Migrated(change, Location(path, line, raw_line=line))


def _in_code(system: System) -> Iterator[Migrated]:
    for routine in system.routines("code"):
        if routine.name.rpartition(".")[2] in _BACK or tier(routine.path) != "code":
            continue
        for call in routine.calls():
            entry = form_of(system, call)
            if entry is not None and entry.sign == "changes-table":
                for change in _changes(call, entry):
                    yield Migrated(change, system.at(routine, call.pos))


def _changes(call: Call, entry: SignEntry) -> Iterator[SchemaChange]:
    kind = str(entry.slots.get("change"))[1:]
    if kind == "text":
        yield from schema_changes(_word(_given(entry, call, "text")))
        return
    table = _word(_given(entry, call, "table")) or _batch(call)
    column = _given(entry, call, "column")
    if isinstance(column, Result):  # the column itself, whose name stands first in it
        column = column.call.given("name", 0)
    name, to = _word(column), _word(_given(entry, call, "to"))
    if kind == "altered":
        nullable, retyped = _given(entry, call, "nullable"), _given(entry, call, "type")
        if to and to != name:
            yield SchemaChange("renamed", table, name.lower(), to.lower(), call.pos)
        if retyped is not None:
            yield SchemaChange("retyped", table, name.lower(), "", call.pos)
        if isinstance(nullable, Const) and nullable.value is True:
            yield SchemaChange("nullable", table, name.lower(), "", call.pos)
    elif kind in {"dropped", "added"} and name:
        yield SchemaChange(kind, table, name.lower(), "", call.pos)  # type: ignore[arg-type]
    elif kind.startswith("table"):
        yield SchemaChange(kind, table, "", to, call.pos)  # type: ignore[arg-type]


def _given(entry: SignEntry, call: Call, slot: str) -> Term | None:
    named = entry.slots.get(slot)
    if not isinstance(named, str):
        return None
    return call.given(named, entry.params.index(named) if named in entry.params else None)


def _word(term: Term | None) -> str:
    if isinstance(term, Result) and term.call.args:  # a text that is marked as SQL
        return _word(term.call.args[0])
    return term.value if isinstance(term, Const) and isinstance(term.value, str) else ""


def _batch(call: Call) -> str:
    """The table that a batch of changes is about."""
    of = call.callee
    return _word(of.call.given("table_name", 0)) if isinstance(of, Result) else ""


def gone(system: System) -> Iterator[Migrated]:
    """The columns and tables that migrations take away or rename and that nothing puts there again."""
    every = migrated(system)
    for number, one in enumerate(every):
        change = one.change
        if change.kind not in {"dropped", "renamed", "table dropped", "table renamed"} or not one.table:
            continue
        if not _again(one, every[:number], every[number + 1 :], system):
            yield one


def _again(one: Migrated, before: tuple[Migrated, ...], after: tuple[Migrated, ...], system: System) -> bool:
    """Whether a column or table is there after all: made again, added, or what another one is renamed to."""
    name, column = one.table, one.change.column
    for other in (*before, *after):
        to = last(other.change.to) if other.change.kind == "table renamed" else other.change.to
        if column and other.table == name and other.change.kind == "added" and other.change.column == column:
            return True
        if column and other.table == name and other.change.kind == "renamed" and to == column:
            return True
        if other.table == name and other.change.kind == "table made" and (other in after or not column):
            return True
        if not column and other.change.kind == "table renamed" and to == name:
            return True
    return (name, column) in _declared(system) or (not column and any(table == name for table, _ in _declared(system)))


def _declared(system: System) -> frozenset[tuple[str, str]]:
    """The columns that SQL documents make tables with, beside migrations; of queries, those that they name."""
    return system.once(_declares)


def _declares(system: System) -> frozenset[tuple[str, str]]:
    from mle_reviewer.system.questions.data.tables_read import written

    found: set[tuple[str, str]] = set()
    for one in written(system):
        statement = one.statement
        if statement.kind == "schema":
            found |= {(last(statement.target), name) for name in statement.columns}
        elif statement.kind == "table" and statement.query is not None:
            names = [item.name.lower() for item in statement.query.items]
            found |= {(last(statement.target), name) for name in (*names, "")}
    return frozenset(found)
