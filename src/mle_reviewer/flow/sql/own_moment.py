"""Groups by a moment, and aggregates of what was before it: each is of its own history, and of no other row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from mle_reviewer.flow.sql.relation import Limit, Origin
from mle_reviewer.program.sql.facts import Expr


def bounded(limits: frozenset[Limit], moments: frozenset[Origin | None], times: Callable[[Origin], bool]) -> bool:
    """Whether rows that have a time are known to come before one of the moments that groups are formed by."""
    return any(
        limit.op == "<" and limit.moment.origin in moments and times(limit.subject) and not limit.moment.folded
        and not limit.moment.constant and limit.moment.origin[0] != limit.subject[0] and _past(limit.moment.days)
        and Limit(limit.subject, ">", limit.moment) not in limits  # equal to it: that is no time before
        for limit in limits
    )  # fmt: skip


def before(conditions: Iterable[Expr], group: tuple[Expr, ...], timed: Callable[[Expr], bool]) -> bool:
    """Whether conditions ask that a time of the rows comes before what groups are formed by: `paid <= day`."""
    for one in _each(conditions):
        if one.kind == "compare" and one.name[0] in "<>" and one.name != "<>":
            low, high = one.args if one.name[0] == "<" else reversed(one.args)
            if _bare(high) in group and _bare(low) not in group and timed(low):
                return True
    return False


def _each(conditions: Iterable[Expr]) -> Iterator[Expr]:
    """What has to hold together, one by one."""
    for one in conditions:
        if one.kind == "and":
            yield from _each(one.args)
        else:
            yield one


def _bare(expr: Expr) -> Expr:
    """What a time is made of: itself, as another type, or moved back."""
    while expr.args and (expr.kind == "time" or (expr.kind == "shifted" and _past(expr.args[1].value))):
        expr = expr.args[0]
    return expr


def _past(days: object) -> bool:
    return isinstance(days, float) and days <= 0


__all__ = ["before", "bounded"]
