"""The facts of SQL: statements, queries, sources and expressions, each with its position in the text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

ExprKind = Literal[
    "column",  # table, name
    "star",  # table; `names` are left out
    "literal",  # value
    "moment",  # a constant time: value is its text, "now" for the current time
    "interval",  # value is its length in days, None if not known
    "aggregate",  # name, args; `condition` of FILTER; `names` hold "distinct" where equal values count once
    "window",  # args[0] is what is computed, `window` over which rows
    "call",  # name, args: any other function
    "time",  # name, args: a function that gives a time made from its first argument
    "since",  # name, args: a function of times that gives a number (difference, part of a date)
    "shifted",  # name (+ or -), args: a time and an interval
    "and",  # args
    "or",  # args
    "not",  # args
    "compare",  # name (< <= > >= = <>), args
    "case",  # args: condition, value, condition, value …, default
    "query",  # a query used as a value
    "member",  # args[0] IN args[1:] or IN query
    "operator",  # name, args: arithmetic and anything row by row
    "unknown",  # a placeholder
]
Side = Literal["preceding", "current", "following"]


@dataclass(frozen=True, slots=True)
class Bound:
    """One end of a window frame; `amount` is None where it is unbounded, -1 where it is not a number."""

    side: Side
    amount: float | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """Over which rows a window function looks: partition, order (expression, descending), and the frame if given."""

    partition: tuple[Expr, ...] = ()
    order: tuple[tuple[Expr, bool], ...] = ()
    start: Bound | None = None
    end: Bound | None = None
    pos: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Expr:
    """One expression. Positions do not count when two are compared: equal means written alike."""

    kind: ExprKind
    pos: int = field(default=0, compare=False)
    name: str = ""
    table: str = ""
    value: object = None
    args: tuple[Expr, ...] = ()
    names: frozenset[str] = frozenset()
    condition: Expr | None = None
    window: Window | None = None
    query: Query | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One column that a query gives."""

    name: str
    expr: Expr
    pos: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Source:
    """One thing that a query reads: a table by name, a query in brackets, or what a model says of either.

    `how` is "from" for the first, otherwise the kind of join ("cross comma" where nothing but a comma says so); `on`
    are the conjuncts of its condition.
    """

    alias: str
    table: str = ""
    query: Query | None = None
    how: str = "from"
    on: tuple[Expr, ...] = ()
    using: tuple[str, ...] = ()
    model: str = ""
    judged: bool = False
    pos: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Query:
    """A SELECT, or a set operation over `parts`."""

    pos: int = field(default=0, compare=False)
    ctes: tuple[tuple[str, Query], ...] = ()
    items: tuple[Item, ...] = ()
    sources: tuple[Source, ...] = ()
    where: tuple[Expr, ...] = ()
    group: tuple[Expr, ...] = ()
    grouped: bool = False
    having: tuple[Expr, ...] = ()
    qualify: tuple[Expr, ...] = ()
    order: tuple[tuple[Expr, bool], ...] = ()
    limit: float | None = None
    distinct: bool = False
    distinct_on: tuple[Expr, ...] = ()
    parts: tuple[Query, ...] = ()
    operation: str = ""


StatementKind = Literal["query", "table", "insert", "model", "schema", "file"]


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement that reads or makes rows.

    query: rows are given back. table, insert, file: `target` (of a file its path) holds them. model: `target` is
    trained on them, `labels` are its label columns and `options` the rest. schema: `times` are the columns of `target`
    declared as times, `columns` all of them, `keys` those that no two rows have alike.
    """

    kind: StatementKind
    pos: int
    target: str = ""
    query: Query | None = None
    labels: tuple[str, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    columns: tuple[str, ...] = ()
    times: frozenset[str] = frozenset()
    keys: frozenset[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Trouble:
    """What of a text could not be parsed: the line in it, and why."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Script:
    """All statements of one text, and what could not be parsed."""

    statements: tuple[Statement, ...] = ()
    troubles: tuple[Trouble, ...] = ()


AGGREGATE_NUMBERS: Final = frozenset({"count", "countif", "count_if", "approx_count_distinct", "approxdistinct"})
__all__ = [
    "AGGREGATE_NUMBERS", "Bound", "Expr", "Item", "Query", "Script", "Source", "Statement", "Trouble", "Window",
]  # fmt: skip
