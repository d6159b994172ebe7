"""Extracts of rows for training: which rows a query takes, where it takes some of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from mle_reviewer.system.questions.data.preparing import prepares
from mle_reviewer.system.questions.data.tables_read import Written, each, written
from mle_reviewer.system.questions.learning.training import training
from mle_reviewer.system.questions.values.feeding import fed

if TYPE_CHECKING:
    from mle_reviewer.program.sql.facts import Expr, Query
    from mle_reviewer.system.system import System

_DRAWS: Final = frozenset({"rand", "random", "newid", "uuid_string", "generateuuid", "uuid", "gen_random_uuid"})
_FEW: Final = 100  # rows: fewer are looked at, not trained on
_DEEPEST: Final = 6
_GIVING: Final = frozenset({"query", "load"})  # what gives the rows of a query as a table


@dataclass(frozen=True, slots=True)
class Taken:
    """Some rows that a query takes: the first ones in no order, or ones in an order that is drawn."""

    how: Literal["first", "drawn"]
    written: Written
    pos: int


def taken(system: System) -> Iterator[Taken]:
    """The queries of code that trains, or prepares rows for that, which take rows that another run may not take."""
    trains = {(one.path, one.function) for one in training(system)}
    for one in written(system):
        query = one.statement.query
        if query is None or one.routine is None:
            continue
        if (one.routine.path, one.routine.function) not in trains and not _prepared(system, one):
            continue
        for inner in _whole(query):
            how = _how(inner)
            if how:
                yield Taken(how, one, inner.pos)


def _prepared(system: System, one: Written) -> bool:
    """Whether rows are prepared for a model: those that come to Python have to reach one, if only by a file."""
    if one.routine is None or not prepares(system, one.routine):
        return False
    if one.query is None or not any(e.effect in _GIVING for e in system.indexed.entries(one.query.call)):
        return True
    return fed(system).feeds(one.query.call, one.routine, one.query.call.pos)


def _whole(query: Query, depth: int = 0) -> Iterator[Query]:
    """A query, and those whose rows it gives on as they are."""
    yield query
    if depth > _DEEPEST or query.grouped:
        return
    for source in query.sources:
        inner = source.query or dict(query.ctes).get(source.table)
        if inner is not None:
            yield from _whole(inner, depth + 1)


def _how(query: Query) -> Literal["first", "drawn", ""]:
    if query.limit is None or 0 <= query.limit < _FEW or query.grouped or not any(one.table for one in query.sources):
        return ""
    if not query.order:
        return "first"
    return "drawn" if any(_drawn(expr) for expr, _down in query.order) else ""


def _drawn(expr: Expr) -> bool:
    """Whether an order is drawn anew: by a random number that nothing seeds."""
    return any(one.kind == "call" and one.name in _DRAWS and not one.args for one in each(expr))
