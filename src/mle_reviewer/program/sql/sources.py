"""Sources of a query: tables by name, files and rows that functions give, queries in brackets, and what models say."""

from __future__ import annotations

import re
from typing import Any, Final

from sqlglot import exp

from mle_reviewer.program.sql.expressions import Reading, position
from mle_reviewer.program.sql.facts import Source
from mle_reviewer.program.sql.template import PLACEHOLDER, is_left_open

_READERS: Final = frozenset({
    "read_parquet", "parquet_scan", "read_csv", "read_csv_auto", "read_json", "read_json_auto", "read_ndjson",
    "read_ndjson_auto",
})  # fmt: skip
# Functions that make rows of bounds alone: days of a calendar, numbers
_MAKERS: Final = frozenset({
    "range", "generate_series", "exploding_generate_series", "generate_date_array", "generate_timestamp_array",
    "sequence", "generator", "numbers",
})  # fmt: skip
_PARTS: Final = re.compile(r"[/.]")
JUDGED: Final = "MJ"  # the name space that stands for functions that judge a model


def read_sources(reading: Reading, tree: exp.Select) -> tuple[Source, ...]:
    """What a SELECT reads: the first source, and those that are joined to it."""
    first = tree.args.get("from_") or tree.args.get("from")
    found: list[Source] = []
    if first is not None:
        found += _with_joins(reading, first.this, "from")
    for join in tree.args.get("joins") or ():
        found += _joined(reading, join)
    for lateral in tree.args.get("laterals") or ():
        found.append(_unnested(lateral, "lateral"))
    return tuple(found)


def _joined(reading: Reading, join: exp.Join) -> list[Source]:
    words = [join.args.get("method"), join.side, join.kind]
    how = " ".join(str(word).lower() for word in words if word) or "inner"
    if join.args.get("on") is None and not join.args.get("using") and how == "inner":
        how = "cross comma" if not join.kind else "cross"  # the one is said, the other may be forgotten
    inner = _with_joins(reading, join.this, how)
    on = reading.conjuncts(join.args.get("on"))
    using = tuple(one.name.lower() for one in join.args.get("using") or ())
    head = inner[0]
    made = Source(
        head.alias, head.table, head.query, head.how, on, using, head.model, head.judged, head.pos or position(join)
    )
    return [made, *inner[1:]]


def _with_joins(reading: Reading, node: Any, how: str) -> list[Source]:
    found = [_source(reading, node, how)]
    for join in node.args.get("joins") or ():
        found += _joined(reading, join)
    return found


def _source(reading: Reading, node: Any, how: str) -> Source:
    pos = position(node)
    alias = node.alias_or_name.lower() if hasattr(node, "alias_or_name") else ""
    if isinstance(node, exp.Table):
        if isinstance(node.this, exp.Predict):
            judged = node.db == JUDGED
            return _predicted(reading, node.this, node.alias.lower(), how, pos, judged=judged)
        if isinstance(node.this, exp.Func):
            return (
                _unnested(node, how)
                if _makes(node.this)
                else Source(node.alias.lower(), _file(node.this), how=how, pos=pos)
            )
        return Source(alias, name_of(node), how=how, pos=pos)
    if isinstance(node, exp.Subquery):
        return Source(node.alias.lower(), query=reading.query(node.this), how=how, pos=pos)
    if isinstance(node, exp.Query):
        return Source(node.alias.lower(), query=reading.query(node), how=how, pos=pos)
    if isinstance(node, exp.Lateral) and isinstance(node.this, exp.Subquery):
        return Source(node.alias.lower(), query=reading.query(node.this.this), how=how, pos=pos)
    return _unnested(node, how)


def _file(read: exp.Func) -> str:
    """The path that a function reads rows from, as `read_parquet('a.parquet')` does; "" of any other or an open one."""
    name = read.name if isinstance(read, exp.Anonymous) else read.sql_name()
    given = [read.this] if isinstance(read, exp.ReadCSV) else read.expressions
    if name.lower() not in _READERS or not given or not isinstance(given[0], exp.Literal) or not given[0].is_string:
        return ""
    path = str(given[0].this)
    left_open = PLACEHOLDER[:4] in path or "{" in path or any(map(is_left_open, _PARTS.split(path)))
    return "" if left_open else path


def _makes(function: exp.Func) -> bool:
    """Whether a function makes rows that no table holds: `range(…)`, `table(generator(…))`."""
    name = function.name if isinstance(function, exp.Anonymous) else function.sql_name()
    inner = function.expressions[0] if name.lower() == "table" and len(function.expressions) == 1 else None
    return name.lower() in _MAKERS or (isinstance(inner, exp.Func) and _makes(inner))


def _unnested(node: Any, how: str) -> Source:
    return Source(str(getattr(node, "alias", "")).lower(), how=f"{how} unnest", pos=position(node))


def _predicted(reading: Reading, node: exp.Expression, alias: str, how: str, pos: int, *, judged: bool) -> Source:
    given = node.args.get("expression")
    model = name_of(node.this)
    if isinstance(given, exp.Table):
        return Source(alias, name_of(given), how=how, model=model, judged=judged, pos=pos)
    if isinstance(given, (exp.Query, exp.Subquery)):
        return Source(alias, query=reading.query(given), how=how, model=model, judged=judged, pos=pos)
    return Source(alias, how=how, model=model, judged=judged, pos=pos)


def name_of(table: Any) -> str:
    """A table's name, `a.b.c`, in small letters and without quotes."""
    if not isinstance(table, exp.Table):
        return str(getattr(table, "name", "")).lower()
    parts = [part.name for part in table.parts if isinstance(part, exp.Identifier)]
    return ".".join(parts).lower()
