"""Frames of window functions: which of them read later rows, and how far."""

from __future__ import annotations

from mle_reviewer.program.sql.facts import Bound, Expr, Window


def looks_later(window: Window, what: Expr, *, down: bool) -> str | None:
    """Which part of a window function reads later rows: "function", "frame", or None."""
    name = what.name.replace("_", "")
    if name in {"lead", "lag"}:
        offset = what.args[1] if len(what.args) > 1 else None
        turned = offset is not None and (
            (offset.kind == "literal" and isinstance(offset.value, float) and offset.value < 0)
            or (offset.kind == "operator" and offset.name == "neg")
        )
        return "function" if ((name == "lead") != down) != turned else None
    start = window.start or Bound("preceding")
    end = window.end or Bound("current")
    if down:
        if name == "lastvalue":
            return "frame" if end.side == "preceding" else None
        return "frame" if start.side == "preceding" else None
    if name == "firstvalue":
        return "frame" if start.side == "following" else None
    return "frame" if end.side == "following" else None


def ends_with_row(window: Window, name: str) -> bool:
    """Whether a window function sums up rows of which the last is the row itself."""
    single = {"lead", "lag", "firstvalue", "lastvalue", "nthvalue"}  # of one row alone
    return name.replace("_", "") not in single and (window.end is None or window.end.side == "current")


def words_of(name: str, window: Window, later: str) -> str:
    """What a window function that reads later rows does, for a person."""
    if later == "function":
        return f"{name} reads values of later rows"
    if window.end is not None and window.end.side == "following":
        amount = window.end.amount
        rows = "all later rows" if amount is None else "later rows" if amount < 0 else f"{amount:g} FOLLOWING"
        return f"the window of {name} reads {rows}"
    return f"the window of {name} runs down in time and reads later rows"


def distance(what: Expr, later: str) -> float | None:
    """How many rows later the one row is that a window function reads, where that is known."""
    if later != "function":
        return None
    offset = what.args[1] if len(what.args) > 1 else None
    if offset is None:
        return 1
    return offset.value if isinstance(offset.value, float) else None
