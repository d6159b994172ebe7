"""A change takes a column out of a table that a query makes, and other queries or code still read it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.changed import Systems
from mle_reviewer.system.questions.data.preparing import answering
from mle_reviewer.system.questions.data.tables_read import Written, last, reads, written

if TYPE_CHECKING:
    from mle_reviewer.program.sql.facts import Query
    from mle_reviewer.system.system import System

CARD = Card(
    area="DL",
    title="Column taken out of a table that is read",
    items=("DL1",),
    severity=Severity.MEDIUM,
    risk="other",
    sees="systems",
    lane="database-reviewer",
)

_DEEPEST: Final = 8
_MAKES: Final = frozenset({"table", "schema"})
Made = Mapping[str, tuple[frozenset[str], Written]]


def find(systems: Systems) -> Iterator[Finding]:
    """Columns that a made table had before and has no longer, by name, with what of head still reads them."""
    if not any(file.path.endswith((".sql", ".py", ".ipynb")) for file in systems.files):
        return
    before, after = _made(systems.before), _made(systems.after)
    for table, (columns, now) in after.items():
        was = before.get(table)
        for column in sorted(was[0] - columns) if was is not None else ():
            found = [one for one in reads(systems.after).get((table, column), ()) if one.at.path != now.at.path]
            if was is None or not found:
                continue
            at = now.place(now.statement.pos)
            served = [
                one for one in found if one.routine and _answers(systems.after, one.routine.path, one.routine.function)
            ]
            first = found[0].at
            words = Words(
                title=f"`{table}` has no `{column}` any more, and it is still read",
                issue=f"{first.path}:{first.line} reads the column that this change takes out: "
                + ("requests fail." if served else "the query fails, and what is built or trained with it stops."),
                fix="Change the readers in the same change, or keep the column until they are.",
            )
            trace = [
                Step(was[1].place(was[1].statement.pos), f"`{table}` was made with `{column}`"),
                Step(at, "it is made without it now"),
                *(Step(one.at, "and is read here") for one in found[:3]),
            ]
            severity = Severity.HIGH if served else None
            yield stated(CARD, at, words, trace, context=f"{table} {column}", severity=severity)


def _answers(system: System, path: str, function: int) -> bool:
    return (path, function) in answering(system)


def _made(system: System) -> Made:
    """The tables that queries make, each with its columns, where all of them are named."""
    found: dict[str, tuple[frozenset[str], Written]] = {}
    twice: set[str] = set()
    for one in written(system):
        statement = one.statement
        name = last(statement.target) if statement.kind in _MAKES else _model(system, one)
        columns = frozenset(statement.columns) or (
            frozenset() if statement.query is None else _given(statement.query, {})
        )
        if name and name in found:
            twice.add(name)
        elif name and columns:
            found[name] = columns, one
    return {name: one for name, one in found.items() if name not in twice}


def _model(system: System, one: Written) -> str:
    """The name of a model of dbt, whose document is one query."""
    path = one.at.path
    if one.statement.kind != "query" or not path.endswith(".sql") or "/models/" not in f"/{path}":
        return ""
    folder = f"/{path}".partition("/models/")[0].lstrip("/")
    return posixpath.basename(path)[:-4].lower() if posixpath.join(folder, "dbt_project.yml") in system.paths else ""


def _given(query: Query, around: Mapping[str, frozenset[str]], depth: int = 0) -> frozenset[str]:
    """The columns that a query gives; none where some are not named."""
    if depth > _DEEPEST:
        return frozenset()
    named = dict(around)
    for name, inner in query.ctes:
        named[name] = _given(inner, named, depth + 1)
    if query.parts:
        return _given(query.parts[0], named, depth + 1)
    found: set[str] = set()
    for item in query.items:
        if item.expr.kind != "star":
            found.add(item.name.lower())
            continue
        source = query.sources[0] if len(query.sources) == 1 else None
        behind: frozenset[str] = frozenset()
        if source is not None and source.query is not None:
            behind = _given(source.query, named, depth + 1)
        elif source is not None:
            behind = named.get(source.table, frozenset())
        if not behind:
            return frozenset()
        found |= behind - item.expr.names
    return frozenset(found)
