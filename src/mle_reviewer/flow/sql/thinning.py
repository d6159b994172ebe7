"""Thinning: queries that keep all rows of one class beside a draw of another, or as many of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mle_reviewer.flow.facts.excluding import separates
from mle_reviewer.flow.facts.rows import Rows, Step, narrow
from mle_reviewer.flow.sql.conditions import step_of
from mle_reviewer.flow.sql.expressions import Expressions
from mle_reviewer.flow.sql.relation import Relation
from mle_reviewer.flow.sql.scope import Run
from mle_reviewer.program.sql.facts import Expr, Query

_SHARES = frozenset({"<", "<=", "=="})


def of_parts(run: Run, pos: int, parts: Sequence[Rows]) -> list[Step]:
    """The step of parts put together of which one is all of a class and another a draw of a class beside it."""
    for whole in parts:
        for drawn in parts:
            column = _class_drawn(whole, drawn)
            if column is not None:
                return _step(run, pos, whole | drawn, column)
    return []


def carried(rows: Rows, others: Sequence[Relation]) -> list[Step]:
    """The step of rows that are only those which a thinned list of the same table names."""
    roots = {atom[0] for atom in rows if not any(step[0] == "thinned" for step in atom[1])}
    for other in others:
        for root, steps, _arms in other.rows:
            found = [step for step in steps if step[0] == "thinned"]
            if found and root in roots:
                return found[:1]
    return []


def by_condition(
    run: Run, conditions: Sequence[Expr], rows: Rows, look: Expressions, inner: Callable[[Query], Relation]
) -> list[Step]:
    """The step of `label = 1 OR random() < 0.1`, and of no more than so many rows of each class."""
    for condition in conditions:
        if condition.kind == "or":
            found = of_parts(run, condition.pos, [_arm(run, one, rows, look, inner) for one in condition.args])
            if found:
                return found
        if condition.kind == "compare" and condition.name in {"<", "<="}:
            left, right = condition.args
            column = look.cell(left).numbered
            if column and not (right.kind == "literal" and right.value == 1.0):
                return _step(run, condition.pos, rows, column, each=True)
    return []


def _arm(run: Run, arm: Expr, rows: Rows, look: Expressions, inner: Callable[[Query], Relation]) -> Rows:
    found = rows
    for one in arm.args if arm.kind == "and" else (arm,):
        if one.kind == "member" and one.query is not None:
            named = inner(one.query).rows
            if {atom[0] for atom in named} == {atom[0] for atom in found}:
                found = named
                continue
        found = narrow(found, step_of(one, look, run))
    return found


def _class_drawn(whole: Rows, drawn: Rows) -> str | None:
    """The column by which rows are all of one class and others a draw of another; None if they are no such parts."""
    for root, steps, _arms in whole:
        for other, taken, _others in drawn:
            if root != other or any(_is_draw(step) for step in steps) or not any(_is_draw(step) for step in taken):
                continue
            for step in steps:
                apart = step[0] == "where" and step[2] in {"==", "!="} and step not in taken
                classes = [one for one in taken if one[0] == "where" and one[1] == step[1]] if apart else []
                if apart and (not classes or any(separates(step, one) for one in classes)):
                    return str(step[1])
    return None


def _is_draw(step: Step) -> bool:
    """Whether a step takes a number or a share of rows, whichever these are."""
    if step[0] == "some" and isinstance(step[1], tuple):
        return step[1][0] == "limit" or "rand" in str(step[1][0])
    divides = step[0] == "where" and str(step[1]).startswith(("operator mod(", "call mod("))
    return divides and step[2] in _SHARES


def _step(run: Run, pos: int, rows: Rows, column: str, *, each: bool = False) -> list[Step]:
    if run.dry:
        return []
    words = f"so many rows of each {column}" if each else f"rows of one {column} drawn to match another"
    act = run.act("grow", pos, ("thinned", column), rows, words=words)
    act.detail["by"], act.detail["each"] = column, each
    return [run.cx.record.cut(("thinned", act.number), act)]


__all__ = ["by_condition", "carried", "of_parts"]
