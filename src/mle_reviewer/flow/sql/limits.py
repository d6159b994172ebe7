"""Predicates on times: which bounds a condition sets, and what an aggregate's own conditions add."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from mle_reviewer.flow.sql.relation import Cell, Limit, Moment
from mle_reviewer.program.sql.facts import Expr

Look = Callable[[Expr], Cell]
_FLIP: Final = {"<": ">", ">": "<"}
_WORKED_OUT: Final = frozenset({"call", "operator", "case"})
_CARRIED: Final = frozenset({"column", "time", "shifted"})  # may be a time that a query around or before worked out
_SOME_TIME: Final = Moment(("", "?"), None)


def limits_of(condition: Expr, look: Look, *, either: bool = False) -> frozenset[Limit]:
    """The bounds that hold where a condition does; in one arm of an OR only upper ones count, as a doubt."""
    if condition.kind == "and":
        return frozenset[Limit]().union(*(limits_of(one, look, either=either) for one in condition.args))
    if condition.kind == "or":
        return frozenset[Limit]().union(*(limits_of(one, look, either=True) for one in condition.args))
    if condition.kind != "compare" or condition.name == "<>":
        return frozenset()
    left, right = condition.args
    found = _since(condition, look) if "since" in {left.kind, right.kind} else _compared(condition, look)
    return frozenset(limit for limit in found if limit.op == "<") if either else found


def _compared(condition: Expr, look: Look) -> frozenset[Limit]:
    left, right = (_moment(one, look) for one in condition.args)
    if left is None or right is None:
        return _carried(condition, left, right)
    ops = ("<", ">") if condition.name == "=" else (condition.name[0],)
    found = set()
    for op in ops:
        if not left.constant and not left.folded:
            found.add(Limit(left.origin, op, _moved(right, left.days, -1)))
        if not right.constant and not right.folded:
            found.add(Limit(right.origin, _FLIP[op], _moved(left, right.days, -1)))
    return frozenset(found)


def _carried(condition: Expr, left: Moment | None, right: Moment | None) -> frozenset[Limit]:
    """A time against a column that a query works out, as `contacted <= COALESCE(called, written)` of the row outside.

    Nobody knows which time that is: the bound counts where it is an upper one, as a doubt.
    """
    one, other, ends = (left, condition.args[1], "<") if right is None else (right, condition.args[0], ">")
    if one is None or one.constant or one.folded or other.kind not in _CARRIED or condition.name[0] not in {ends, "="}:
        return frozenset()
    return frozenset([Limit(one.origin, "<", _SOME_TIME)])


def _since(condition: Expr, look: Look) -> frozenset[Limit]:
    """`DATE_DIFF(later, earlier) <= 30`."""
    left, right = condition.args
    difference, number = (left, right) if left.kind == "since" else (right, left)
    op = condition.name[0] if difference is left else _FLIP.get(condition.name[0], "=")
    moments = [moment for moment in (_moment(one, look) for one in difference.args) if moment is not None]
    if len(moments) != 2 or op not in _FLIP:
        return frozenset()
    end, start = moments
    days = 0.0 if number.kind == "literal" and number.value == 0 else None
    found = set()
    if not end.constant:
        found.add(Limit(end.origin, op, Moment(start.origin, days, start.folded)))
    if not start.constant:
        found.add(Limit(start.origin, _FLIP[op], Moment(end.origin, days, end.folded)))
    return frozenset(found)


def _moment(expr: Expr, look: Look) -> Moment | None:
    """The time an expression is; a parameter or a literal of unknown form may be one."""
    if expr.kind in {"unknown", "literal", "query"}:
        return filled_in(expr)
    cell = look(expr)
    if cell.moment is not None:
        return cell.moment
    if cell.origin is not None:
        return Moment(cell.origin)
    return _SOME_TIME if expr.kind in _WORKED_OUT else None


def filled_in(expr: Expr) -> Moment:
    """The time that is put in when the query is run: equal where its place has a name, else nobody knows how far."""
    return Moment(("", f"?{expr.name}{expr.value}"), 0.0 if expr.kind == "unknown" and expr.value else None)


def _moved(moment: Moment, days: float | None, sign: int) -> Moment:
    if days == 0:
        return moment
    moved = None if days is None or moment.days is None else moment.days + sign * days
    return Moment(moment.origin, moved, moment.folded)


def earlier(conditions: Iterable[Expr], own: Callable[[str, str], object]) -> bool:
    """Whether rows of a query inside another (whose columns `own` tells) are asked to come before the row outside."""
    for condition in conditions:
        if condition.kind == "compare" and condition.name in _FLIP:
            low, high = condition.args if condition.name == "<" else reversed(condition.args)
            low, high = (one.args[0] if one.kind in {"shifted", "time"} and one.args else one for one in (low, high))
            if low.kind == high.kind == "column" and own(low.table, low.name) and not own(high.table, high.name):
                return True
    return False


def inside(expr: Expr) -> Iterable[Expr]:
    """The conditions under which an aggregate counts a row: FILTER, CASE, IF, COUNTIF."""
    if expr.condition is not None:
        yield expr.condition
    if expr.kind == "aggregate" and expr.name in {"countif", "count_if", "sumif", "avgif"}:
        yield from expr.args[-1:]
    for arg in expr.args:
        if arg.kind == "case":
            yield from arg.args[0::2] if len(arg.args) % 2 == 0 else arg.args[:-1:2]
        if arg.kind in {"case", "operator", "call"}:
            yield from inside(arg)
