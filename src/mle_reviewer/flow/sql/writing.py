"""Expressions written out in one way, so that two that are written alike are told to be the same."""

from __future__ import annotations

from mle_reviewer.program.sql.facts import Expr


def written(expr: Expr) -> str:
    """A short text of an expression; positions and table aliases do not count."""
    inner = ", ".join(written(arg) for arg in expr.args)
    if expr.kind == "column":
        return expr.name
    if expr.kind in {"literal", "moment", "interval"}:
        return repr(expr.value)
    if expr.kind == "time" and expr.name in {"used", "cast"}:
        return inner
    if expr.kind == "unknown":
        return f"?{expr.name}{expr.value or ''}"
    text = f"{expr.kind} {expr.name}({inner})" if expr.name else f"{expr.kind}({inner})"
    if expr.query is not None:
        sources = ",".join(source.table for source in expr.query.sources)
        text += f" from {sources}: {', '.join(written(item.expr) for item in expr.query.items)}"
        text += f" where {', '.join(written(one) for one in expr.query.where)}"
    return text
