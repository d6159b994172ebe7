"""How tables are parted: by which columns, as their statements and the settings of models of dbt say."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from mle_reviewer.program.code import pack
from mle_reviewer.program.sql.template import filled

_SPEAKS: Final = re.compile(r"\bpartition(?:ed)?[\s_]+by\b", re.IGNORECASE)
_MAKES: Final = re.compile(r"\bcreate\b.{0,80}\btable\b", re.IGNORECASE | re.DOTALL)
_CONFIG: Final = re.compile(r"\{\{-?\s*config\s*\((?P<inner>.*?)\)\s*-?\}\}", re.DOTALL)
_FIELD: Final = re.compile(
    r"partition_by\s*=\s*(?:\{[^}]*?['\"]field['\"]\s*:\s*|\[\s*)?['\"](?P<name>\w{1,100})['\"]", re.DOTALL
)
_REQUIRED: Final = re.compile(r"require_partition_filter\s*=\s*true", re.IGNORECASE)
_LONGEST: Final = 300_000
_DIALECTS: Final = ("bigquery", "postgres", "spark", "athena", "snowflake", "duckdb")


@dataclass(frozen=True, slots=True)
class Parted:
    """A table that is parted by a column; `table` is "" where the document is the table. `required`: asked for."""

    table: str
    column: str
    required: bool
    pos: int


@lru_cache(maxsize=256)
def parted(text: str) -> tuple[Parted, ...]:
    """The tables that a text makes in parts."""
    if len(text) > _LONGEST or not _SPEAKS.search(text):
        return ()
    return (*_configured(text), *(_made(text) if _MAKES.search(text) else ()))


def _configured(text: str) -> Iterator[Parted]:
    for found in _CONFIG.finditer(text):
        field = _FIELD.search(found["inner"])
        if field is not None:
            line = text.count("\n", 0, found.start("inner") + field.start()) + 1
            yield Parted("", field["name"].lower(), bool(_REQUIRED.search(found["inner"])), pack(line, 0))


def _made(text: str) -> Iterator[Parted]:
    import logging

    import sqlglot
    from sqlglot import exp
    from sqlglot.errors import SqlglotError

    from mle_reviewer.program.sql.sources import name_of

    log = logging.getLogger("sqlglot")
    silent, log.disabled = log.disabled, True
    try:
        text = filled(text)
        for statement, line in _statements(text):
            for name in _DIALECTS:
                try:
                    with warnings.catch_warnings():
                        warnings.simplefilter("ignore")
                        tree = sqlglot.parse_one(statement, dialect=name)
                except (SqlglotError, RecursionError, ValueError, TypeError, AttributeError, KeyError, IndexError):
                    continue
                by = _by(tree)
                if isinstance(tree, exp.Create) and by is not None:
                    target = tree.this.this if isinstance(tree.this, exp.Schema) else tree.this
                    columns = [one.name.lower() for one in by.find_all(exp.Column, exp.ColumnDef)]
                    columns = columns or [one.name.lower() for one in by.find_all(exp.Identifier)]
                    if columns:
                        required = bool(_REQUIRED.search(statement))
                        yield Parted(name_of(target), columns[0], required, pack(line, 0))
                    break
    except ValueError:
        return
    finally:
        log.disabled = silent


def _by(tree: Any) -> Any:
    from sqlglot import exp

    properties = tree.args.get("properties") if isinstance(tree, exp.Create) else None
    found = [one for one in properties.expressions if isinstance(one, exp.PartitionedByProperty)] if properties else []
    return found[0] if found else None


def _statements(text: str) -> Iterator[tuple[str, int]]:
    """The statements that make tables in parts, each with its line."""
    at = 0
    for piece in text.split(";"):
        if _SPEAKS.search(piece) and _MAKES.search(piece):
            begins = len(piece) - len(piece.lstrip())
            yield piece, text.count("\n", 0, at + begins) + 1
        at += len(piece) + 1
