"""Conditions of queries: which rows each of them selects, as steps that exclude each other where they do."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.facts.bounds import NOW
from mle_reviewer.flow.facts.dates import SPAN
from mle_reviewer.flow.facts.excluding import complement
from mle_reviewer.flow.facts.rows import DRAW, Step
from mle_reviewer.flow.sql.expressions import Expressions
from mle_reviewer.flow.sql.relation import Rank
from mle_reviewer.flow.sql.scope import Run
from mle_reviewer.flow.sql.writing import written
from mle_reviewer.program.sql.facts import Expr
from mle_reviewer.program.sql.template import is_left_open

_OPS: Final = {"=": "==", "<>": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}


def only_presence(condition: Expr) -> bool:
    """Whether a condition only leaves out incomplete rows."""
    inner = condition.args[0] if condition.kind == "not" and condition.args else condition
    return inner.kind == "operator" and inner.name in {"is", "null"}


def picked(condition: Expr, look: Expressions) -> Rank | None:
    """The rank in an order of time that a condition `rank = 1` asks for."""
    rank = ranked(condition, look)
    return None if rank is None or rank.supposed else rank


def ranked(condition: Expr, look: Expressions) -> Rank | None:
    """The rank, in whatever order, that a condition `rank = 1` asks for."""
    if condition.kind != "compare" or condition.name not in {"=", "<=", "<"}:
        return None
    left, right = condition.args
    wanted = 2.0 if condition.name == "<" else 1.0
    if right.kind == "literal" and right.value == wanted:
        return look.cell(left).rank
    if left.kind == "literal" and left.value == 1.0 and condition.name == "=":
        return look.cell(right).rank
    return None


def step_of(condition: Expr, look: Expressions, run: Run) -> Step:
    """What a condition selects: a predicate on a column or an expression, or a mask that equals itself."""
    step = _step_of(condition, look, run)
    if step[0] == "mask" and (names := _columns(condition, look)):
        run.cx.record.based[step] = names
        run.cx.record.conditions.setdefault(step, run.place(condition.pos))
    return step


def _columns(expr: Expr, look: Expressions) -> frozenset[str]:
    """The columns that an expression reads; none where it asks whether something stands there at all."""
    if expr.kind == "column":
        return frozenset({_named(expr, look)})
    if only_presence(expr) or expr.query is not None:
        return frozenset()
    each = [(arg, _columns(arg, look)) for arg in expr.args if arg.kind not in {"literal", "moment"}]
    return (
        frozenset[str]().union(*(names for _arg, names in each)) if all(names for _arg, names in each) else frozenset()
    )


def _step_of(condition: Expr, look: Expressions, run: Run) -> Step:
    text = written(condition)
    if condition.kind == "compare":
        left, right = condition.args
        subject = _named(left, look)
        if left.kind == "column" and (number := look.cell(left).drawn):
            subject = f"{DRAW}{number}"
        value = right.value if right.kind in {"literal", "moment"} else None
        if value is not None and "rand" not in text:
            return ("where", subject, _OPS[condition.name], ("literal", value))
        if right.kind == "shifted" and right.args[0].value == "now" and isinstance(by := right.args[1].value, float):
            return ("where", subject, _OPS[condition.name], ("symbol", ("+", NOW, (SPAN, 0, by))))
        found = _filled_in(right)
        if found is not None:
            place = run.place(condition.pos)
            told = (written(found[0]), place.path, place.pos, place.chain, *found[1:])
            return ("where", subject, _OPS[condition.name], ("value", told))
        if "rand" not in text and not _open(condition):
            return ("where", subject, _OPS[condition.name], ("value", written(right)))
    if condition.kind == "column":  # a flag
        return ("where", _named(condition, look), "==", ("literal", True))
    if condition.kind == "not" and condition.args[0].kind in {"column", "compare"}:
        return complement(step_of(condition.args[0], look, run))
    if condition.kind == "member" and condition.query is None:
        values = tuple(arg.value for arg in condition.args[1:] if arg.kind in {"literal", "moment"})
        if values and len(values) == len(condition.args) - 1:
            return ("where", _named(condition.args[0], look), "in", ("literal", values))
        if (filled := _filled_list(condition)) and (asked := condition.args[0]).kind == "column":
            return ("some", (text, *run.place(condition.pos), _named(asked, look), filled))
    if _open(condition) or "rand" in text:
        place = run.place(condition.pos)
        return ("some", (text, place.path, place.pos, place.chain))
    return ("mask", ("sql", text), True)


def _filled_in(expr: Expr) -> tuple[Expr] | tuple[Expr, float] | None:
    """What is filled in when the query is run, and by how many days it is moved then."""
    if _left_open(expr):
        return (expr,)
    if expr.kind == "time" and len(expr.args) == 1:
        return _filled_in(expr.args[0])
    if expr.kind == "shifted" and isinstance(by := expr.args[1].value, float):
        found = _filled_in(expr.args[0])
        return None if found is None else (found[0], by + sum(found[1:]))
    return None


def _filled_list(condition: Expr) -> tuple[str, ...]:
    """What is filled in for the members of a list when the query is run; nothing where some of them are written."""
    names = tuple(written(arg) for arg in condition.args[1:])
    return names if all(map(_left_open, condition.args[1:])) else ()


def _left_open(expr: Expr) -> bool:
    return expr.kind == "unknown" or (expr.kind == "column" and is_left_open(expr.name))


def _open(expr: Expr) -> bool:
    return _left_open(expr) or any(_open(arg) for arg in expr.args)


def _named(expr: Expr, look: Expressions) -> str:
    cell = look.cell(expr) if expr.kind in {"column", "time"} else None
    if cell is not None and cell.shown:
        return cell.shown
    return written(expr)


__all__ = ["only_presence", "picked", "ranked", "step_of"]
