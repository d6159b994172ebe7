"""Long tables made wide: aggregates that hand on the one value that stands under a name in a group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from mle_reviewer.program.sql.facts import Expr, Query

_ONE_OF: Final = frozenset({"max", "min"})  # of one value each it is that value
_SEVERAL: Final = 2


class Named(NamedTuple):
    """An aggregate of the values that stand under one name: the column of names, the values, and the name."""

    expr: Expr
    names: Expr
    values: Expr
    name: object


def picks(query: Query) -> frozenset[int]:
    """The aggregates of a query (by identity) that make columns of the names in a long table.

    Such names are asked for one by one, and nothing else is worked out of their values: `max` and `mean` of the same
    values are statistics of several.
    """
    found: dict[tuple[Expr, Expr], list[Named]] = {}
    others: list[Expr] = []
    for one in (one for item in query.items for one in _aggregates(item.expr)):
        told = named(one)
        if told is None:
            others.append(one)
        else:
            found.setdefault((told.names, told.values), []).append(told)
    return frozenset(
        id(one.expr)
        for (names, values), group in found.items()
        if _wide(group) and names not in query.group and not any(values in _parts(other) for other in others)
        for one in group
    )


def named(expr: Expr) -> Named | None:
    """What an aggregate says of the values under one name, None if it asks for something else."""
    condition = expr.condition
    value = expr.args[0] if expr.args else None
    if condition is None and value is not None and value.kind == "case" and _without_others(value):
        condition, value = value.args[:2]
    if condition is None or value is None or condition.kind != "compare" or condition.name != "=":
        return None
    left, right = condition.args
    names, name = (left, right) if right.kind == "literal" else (right, left)
    if names.kind != "column" or name.kind != "literal" or not isinstance(name.value, str) or value.kind == "literal":
        return None
    return Named(expr, names, value, name.value)


def _wide(group: list[Named]) -> bool:
    """Whether several names are asked for, each once and by one and the same aggregate."""
    how = {one.expr.name for one in group}
    return (
        len(group) >= _SEVERAL and len({one.name for one in group}) == len(group) and len(how) == 1 and how <= _ONE_OF
    )


def _without_others(case: Expr) -> bool:
    """Whether a CASE has one condition, and gives nothing where it does not hold."""
    return len(case.args) == 2 or (len(case.args) == 3 and case.args[2].name == "null")


def _aggregates(expr: Expr) -> Iterator[Expr]:
    """The aggregates that a column is worked out from."""
    if expr.kind == "aggregate":
        yield expr
    elif expr.kind != "window":
        for arg in expr.args:
            yield from _aggregates(arg)


def _parts(expr: Expr) -> Iterable[Expr]:
    yield expr
    for arg in expr.args:
        yield from _parts(arg)


__all__ = ["named", "picks"]
