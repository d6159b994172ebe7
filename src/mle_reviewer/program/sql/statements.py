"""Statements of the SQL parser as our own: queries, tables made, models trained, schemas declared."""

from __future__ import annotations

import re
from typing import Any, Final

from sqlglot import exp

from mle_reviewer.program.code import line_of, pack
from mle_reviewer.program.sql.expressions import Reading, last_position, position
from mle_reviewer.program.sql.facts import Expr, Item, Query, Statement
from mle_reviewer.program.sql.sources import name_of, read_sources
from mle_reviewer.program.sql.template import PLACEHOLDER
from mle_reviewer.program.sql.times import TIME_TYPES

_LABEL_OPTIONS: Final = frozenset({"input_label_cols", "labels", "target", "time_series_data_col"})
_MOST_PARTS: Final = 60


def read_statement(tree: Any, line: int) -> list[Statement]:
    """What one parsed statement says, nothing if it neither reads nor makes rows."""
    pos = position(tree) or pack(line, 0)
    if isinstance(tree, exp.Create):
        return _created(tree, pos)
    if isinstance(tree, exp.Insert):
        target = tree.this.this if isinstance(tree.this, exp.Schema) else tree.this
        names = tuple(one.name.lower() for one in tree.this.expressions) if isinstance(tree.this, exp.Schema) else ()
        if isinstance(tree.expression, exp.Query):
            return [Statement("insert", pos, name_of(target), read_query(tree.expression), columns=names)]
        return []
    if isinstance(tree, (exp.Copy, exp.Export)):
        return _written(tree, pos)
    if isinstance(tree, exp.Query):
        into = tree.args.get("into")
        query = read_query(tree)
        if isinstance(into, exp.Into) and isinstance(into.this, exp.Table):
            return [Statement("table", pos, name_of(into.this), query)]
        return [Statement("query", pos, query=query)]
    if isinstance(tree, exp.Command) and re.search(r"\bselect\b", str(tree.expression), re.IGNORECASE):
        raise ValueError(f"{str(tree.this)[:20]} is not understood")
    return []


def _created(tree: exp.Create, pos: int) -> list[Statement]:
    kind = str(tree.args.get("kind") or "").upper()
    target = tree.this.this if isinstance(tree.this, exp.Schema) else tree.this
    query = tree.expression
    if isinstance(query, exp.Subquery):
        query = query.this
    if kind == "MODEL" and isinstance(query, exp.Query):
        options = _options(tree.args.get("properties"))
        labels = tuple(
            name.lower() for key, value in options if key in _LABEL_OPTIONS for name in re.findall(r"[\w ]+", value)
        )
        return [Statement("model", pos, name_of(target), read_query(query), labels, options)]
    if kind in {"TABLE", "VIEW"} and isinstance(query, exp.Query):
        return [Statement("table", pos, name_of(target), read_query(query))]
    if kind == "TABLE" and isinstance(tree.this, exp.Schema):
        columns = [one for one in tree.this.expressions if isinstance(one, exp.ColumnDef)]
        times = frozenset(one.name.lower() for one in columns if _type_name(one) in TIME_TYPES)
        names = tuple(one.name.lower() for one in columns)
        return [Statement("schema", pos, name_of(target), columns=names, times=times, keys=_keys(tree.this))]
    return []


def _keys(schema: exp.Schema) -> frozenset[frozenset[str]]:
    """The columns, one by one or together, that no two rows of a table have alike."""
    found: set[frozenset[str]] = set()
    for one in schema.expressions:
        if isinstance(one, exp.ColumnDef):
            kinds = [constraint.args.get("kind") for constraint in one.args.get("constraints") or ()]
            if any(isinstance(kind, (exp.PrimaryKeyColumnConstraint, exp.UniqueColumnConstraint)) for kind in kinds):
                found.add(frozenset({one.name.lower()}))
        for inner in one.expressions if isinstance(one, exp.Constraint) else (one,):
            if isinstance(inner, exp.PrimaryKey):
                found.add(frozenset(part.name.lower() for part in inner.expressions))
            elif isinstance(inner, exp.UniqueColumnConstraint) and isinstance(inner.this, exp.Schema):
                found.add(frozenset(part.name.lower() for part in inner.this.expressions))
    return frozenset(found)


def _written(tree: exp.Copy | exp.Export, pos: int) -> list[Statement]:
    """Rows that go into files: `COPY table TO 'path'`, `COPY (SELECT …) TO 'path'`, `EXPORT DATA … AS SELECT`."""
    what = tree.this
    if isinstance(tree, exp.Export):
        path = dict(_options(tree.args.get("options"))).get("uri", "")
    else:
        files = [*(tree.args.get("files") or ())]
        path = str(files[0].this) if len(files) == 1 and isinstance(files[0], exp.Literal) else ""
        if tree.args.get("kind"):  # FROM: the rows come from the file
            return []
    if isinstance(what, exp.Table):
        what = exp.select("*").from_(what.copy())
    if not path or PLACEHOLDER[:4] in path or "{" in path or not isinstance(what, (exp.Query, exp.Subquery)):
        return []
    return [Statement("file", pos, path, read_query(what))]


def _type_name(column: exp.ColumnDef) -> str:
    kind = column.args.get("kind")
    return str(getattr(getattr(kind, "this", None), "name", ""))


def _options(properties: Any) -> tuple[tuple[str, str], ...]:
    found = []
    for one in properties.expressions if properties is not None else ():
        if type(one) is exp.Property:
            key = getattr(one.this, "name", str(one.this)).lower()
            value = one.args.get("value")
            words = [literal.name for literal in value.find_all(exp.Literal)] if value is not None else []
            found.append((key, " ".join(words) if key not in _LABEL_OPTIONS else ",".join(words)))
        else:
            found.append((type(one).__name__.lower(), ""))
    return tuple(found)


def read_query(tree: Any) -> Query:
    """A SELECT, or a set operation with its parts."""
    tree = _unwrapped(tree)
    ctes = _ctes(tree)
    if isinstance(tree, exp.SetOperation):
        operation = type(tree).__name__.lower()
        parts = _operands(tree)[:_MOST_PARTS]
        read = tuple(read_query(part) for part in parts)
        once = bool(tree.args.get("distinct"))
        return Query(_between(parts), ctes, parts=read, operation=operation, distinct=once)
    if not isinstance(tree, exp.Select):
        return Query(position(tree), ctes)
    named = {one.name.lower(): one for one in tree.args.get("windows") or () if isinstance(one, exp.Window)}
    reading = Reading(read_query, named)
    sources = read_sources(reading, tree)
    items = tuple(_item(reading, one, number) for number, one in enumerate(tree.expressions))
    group = tree.args.get("group")
    distinct = tree.args.get("distinct")
    distinct_on = reading.each(distinct.args["on"].expressions) if distinct and distinct.args.get("on") else ()
    return Query(
        position(tree),
        ctes,
        items,
        sources,
        reading.conjuncts(tree.args.get("where")),
        _grouped(reading, group, items),
        group is not None or (bool(items) and all(_single(item.expr) for item in items) and _any_aggregate(items)),
        reading.conjuncts(tree.args.get("having")),
        reading.conjuncts(tree.args.get("qualify")),
        reading.ordered(tree.args.get("order")),
        _limit(tree.args.get("limit")),
        distinct is not None and not distinct_on,
        distinct_on,
    )


def _unwrapped(tree: Any) -> Any:
    while isinstance(tree, (exp.Subquery, exp.Paren)) and not tree.args.get("joins"):
        inner = tree.this
        if not isinstance(inner, (exp.Query, exp.Paren)):
            break
        tree = inner
    return tree


def _ctes(tree: Any) -> tuple[tuple[str, Query], ...]:
    held = tree.args.get("with_") or tree.args.get("with")
    if held is None:
        return ()
    return tuple((one.alias.lower(), read_query(one.this)) for one in held.expressions)


def _between(parts: list[Any]) -> int:
    """Where the word stands that puts the first two parts together: below the first one, not after the second."""
    first, second = last_position(parts[0]), position(parts[1]) if len(parts) > 1 else 0
    if not first or not second:
        return position(parts[0])
    return min(pack(line_of(first) + 1, 0), second)


def _operands(tree: Any) -> list[Any]:
    """The parts of a chain of set operations, left to right and without recursion."""
    found: list[Any] = []
    while isinstance(tree, exp.SetOperation):
        found.append(tree.expression)
        tree = _unwrapped(tree.this)
    return [tree, *reversed(found)]


def _item(reading: Reading, node: Any, number: int) -> Item:
    expr = reading.expr(node.this if isinstance(node, exp.Alias) else node)
    name = node.alias_or_name if hasattr(node, "alias_or_name") else ""
    return Item(name or f"_column{number}", expr, expr.pos or position(node))


def _grouped(reading: Reading, group: Any, items: tuple[Item, ...]) -> tuple[Expr, ...]:
    """GROUP BY, with numbers and names of the select list replaced by what they stand for."""
    if group is None:
        return ()
    if group.args.get("all"):
        return tuple(item.expr for item in items if not _any_aggregate((item,)))
    found: list[Expr] = []
    nodes = list(group.expressions)
    for key in ("rollup", "cube", "grouping_sets"):
        for held in group.args.get(key) or ():
            nodes += list(getattr(held, "expressions", ()) or ())
    by_name = {item.name.lower(): item.expr for item in items}
    for node in nodes:
        expr = reading.expr(node)
        if expr.kind == "literal" and isinstance(expr.value, float) and 0 < expr.value <= len(items):
            found.append(items[int(expr.value) - 1].expr)
        elif expr.kind == "column" and not expr.table and by_name.get(expr.name, expr).kind != "aggregate":
            found.append(by_name.get(expr.name, expr))
        else:
            found.append(expr)
    return tuple(found)


def _single(expr: Expr) -> bool:
    """Whether an expression is one value for all rows: aggregates, constants, and what is made of them."""
    if expr.kind in {"aggregate", "literal", "moment", "interval", "unknown", "query"}:
        return True
    return expr.kind not in {"column", "star", "window"} and bool(expr.args) and all(map(_single, expr.args))


def _any_aggregate(items: tuple[Item, ...]) -> bool:
    return any(_has_aggregate(item.expr) for item in items)


def _has_aggregate(expr: Expr) -> bool:
    return expr.kind == "aggregate" or (expr.kind != "window" and any(map(_has_aggregate, expr.args)))


def _limit(node: Any) -> float | None:
    if node is None:
        return None
    try:
        return float(node.expression.this)
    except (AttributeError, TypeError, ValueError):
        return -1.0
