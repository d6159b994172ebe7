"""Changes of tables in SQL: columns that are dropped, renamed, added or made another type, and tables that go."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Literal

from mle_reviewer.program.code import pack
from mle_reviewer.program.sql.template import filled

ChangeKind = Literal[
    "dropped", "renamed", "retyped", "nullable", "added", "table dropped", "table renamed", "table made"
]
_SPEAKS: Final = re.compile(r"\b(?:alter\s+table|drop\s+table|create\s+table)\b", re.IGNORECASE)
_LONGEST: Final = 300_000
_FIRST: Final = frozenset({"ALTER", "DROP", "CREATE"})
_DIALECTS: Final = ("", "postgres", "tsql", "mysql", "bigquery", "snowflake")


@dataclass(frozen=True, slots=True)
class SchemaChange:
    """One change of one table; `column` is "" where the whole table changes, `to` a new name or type."""

    kind: ChangeKind
    table: str
    column: str
    to: str
    pos: int


@lru_cache(maxsize=256)
def schema_changes(text: str) -> tuple[SchemaChange, ...]:
    """What the statements of a text change of tables; what cannot be parsed changes nothing here."""
    if len(text) > _LONGEST or not _SPEAKS.search(text):
        return ()
    try:
        return tuple(_changes(filled(text)))
    except ValueError:  # a template that cannot be told apart into text and tags
        return ()


def _changes(text: str) -> Iterator[SchemaChange]:
    import logging

    import sqlglot
    from sqlglot.errors import SqlglotError

    log = logging.getLogger("sqlglot")
    silent, log.disabled = log.disabled, True
    try:
        try:
            tokens = list(sqlglot.Dialect.get_or_raise("postgres").tokenize(text))
        except (SqlglotError, ValueError):
            return
        for part in _parts(tokens):
            tree = _tree(part, text)
            if tree is not None:
                yield from _of(tree, pack(part[0].line, 0))
    finally:
        log.disabled = silent


def _parts(tokens: list[Any]) -> Iterator[list[Any]]:
    part: list[Any] = []
    for token in [*tokens, None]:
        if token is None or token.token_type.name == "SEMICOLON":
            if part and part[0].text.upper() in _FIRST and part[1:]:
                yield part
            part = []
        else:
            part.append(token)


def _tree(tokens: list[Any], text: str) -> Any:
    import sqlglot
    from sqlglot import exp
    from sqlglot.errors import SqlglotError

    for name in _DIALECTS:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tree = sqlglot.Dialect.get_or_raise(name).parser().parse(tokens, text)[0]
        except (SqlglotError, RecursionError, AttributeError, TypeError, ValueError, KeyError, IndexError):
            continue
        if tree is not None and not isinstance(tree, exp.Command):
            return tree
    return None


def _of(tree: Any, pos: int) -> Iterator[SchemaChange]:
    from sqlglot import exp

    from mle_reviewer.program.sql.sources import name_of

    if isinstance(tree, exp.Drop) and str(tree.args.get("kind")).upper() == "TABLE":
        for one in tree.args.get("tables") or (tree.this,):
            yield SchemaChange("table dropped", name_of(one), "", "", pos)
    elif isinstance(tree, exp.Create) and str(tree.args.get("kind")).upper() == "TABLE":
        target = tree.this.this if isinstance(tree.this, exp.Schema) else tree.this
        yield SchemaChange("table made", name_of(target), "", "", pos)
    elif isinstance(tree, exp.Alter) and str(tree.args.get("kind")).upper() == "TABLE":
        table = name_of(tree.this)
        for action in tree.args.get("actions") or ():
            yield from _action(action, table, pos)


def _action(action: Any, table: str, pos: int) -> Iterator[SchemaChange]:
    from sqlglot import exp

    from mle_reviewer.program.sql.sources import name_of

    if isinstance(action, exp.Drop) and str(action.args.get("kind")).upper() == "COLUMN":
        for one in action.args.get("tables") or (action.this,):
            if one is not None:
                yield SchemaChange("dropped", table, one.name.lower(), "", pos)
    elif isinstance(action, exp.RenameColumn):
        yield SchemaChange("renamed", table, action.this.name.lower(), action.args["to"].name.lower(), pos)
    elif isinstance(action, exp.AlterRename):
        yield SchemaChange("table renamed", table, "", name_of(action.this), pos)
    elif isinstance(action, exp.AlterColumn):
        if action.args.get("dtype") is not None:
            yield SchemaChange("retyped", table, action.this.name.lower(), action.args["dtype"].sql().lower(), pos)
        elif action.args.get("allow_null") is True or (action.args.get("drop") and "NULL" in action.sql().upper()):
            yield SchemaChange("nullable", table, action.this.name.lower(), "", pos)
    elif isinstance(action, exp.ColumnDef):
        yield SchemaChange("added", table, action.name.lower(), "", pos)
