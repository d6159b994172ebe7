"""Versions of a row: conditions that choose the one which holds today."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from mle_reviewer.program.sql.facts import Expr

NEVER: Final = ("9999", "2999", "3000", "2099-12-31")  # how tables write that a version has not ended
_SAID: Final = frozenset({1.0, "1", "y", "yes", "t", "true"})


def today(conditions: Iterable[Expr], alias: str | None) -> frozenset[str]:
    """The columns by which conditions may choose today's version: a flag, an end that has not come.

    With an alias, only conditions on columns of that table count. What a flag is for, its name has to say.
    """
    found = set()
    for condition in conditions:
        for one in condition.args if condition.kind == "and" else (condition,):
            column = _chosen(one)
            if column is not None and (alias is None or column.table in {alias, ""}):
                found.add(column.name)
    return frozenset(found)


def _chosen(condition: Expr) -> Expr | None:
    if condition.kind == "column":
        return condition
    if condition.kind == "operator" and condition.name == "is":
        column, what = _column(condition.args[0]), condition.args[-1]
        return column if what.kind == "operator" and what.name in {"null", "boolean"} else None
    if condition.kind != "compare" or condition.name != "=":
        return None
    for one, other in (condition.args, condition.args[::-1]):
        value = other.value
        if other.kind == "operator" and other.name == "boolean":
            return _column(one)
        if isinstance(value, str) and value.startswith(NEVER):
            return _column(one)
        if other.kind == "literal" and (value.lower() if isinstance(value, str) else value) in _SAID:
            return _column(one)
    return None


def _column(expr: Expr) -> Expr | None:
    """The column that an expression is made of, where it is but one."""
    if expr.kind == "column":
        return expr
    columns = [found for arg in expr.args if (found := _column(arg)) is not None]
    return columns[0] if len(columns) == 1 else None
