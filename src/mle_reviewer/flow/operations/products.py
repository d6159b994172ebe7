"""Products of arrays: which of them run over the rows, and so learn from all of them."""

from __future__ import annotations

from mle_reviewer.flow.context import Context, Frame
from mle_reviewer.flow.facts.rows import NO_ROWS, contains, is_element
from mle_reviewer.flow.facts.values import ONE_PLACE, TURNED, Data
from mle_reviewer.flow.operations import descent, least_squares, together
from mle_reviewer.knowledge.table import ClassEntry


def over_rows(cx: Context, frame: Frame, left: Data, right: Data, pos: int) -> Data | None:
    """What `left @ right` learned when it adds up over rows (`X.T @ y`, `y @ X`); None where it goes row by row.

    `X @ X.T` has a value for each pair of rows, `X @ weights` one for each row.
    """
    if (weights := least_squares.solved(cx, frame, left, right, pos)) is not None:
        return weights
    if (counted := together.neighbours(cx, frame, left, right, pos)) is not None:
        return counted
    if not (runs_over(cx, left) and runs_over(cx, right)):
        return None
    if TURNED in right.traits:  # one number for each pair of rows: a row of it is of the left one
        return left.but(learned=left.all_learned() | right.all_learned(), cols={}, column=None, only=None, parts=None)
    apart = left.source != right.source or left.rows != right.rows or right.column != left.column
    apart = apart or (ONE_PLACE in left.traits) != (ONE_PLACE in right.traits)
    apart = apart or (left.parts or None) != (right.parts or None)  # one of them is made of a single column
    errors = descent.is_error(left) or descent.is_error(right)
    apart = apart or errors
    if TURNED not in left.traits and not apart:
        return None
    supervised = apart
    rows = left.rows | right.rows
    if supervised and not errors and least_squares.together(cx, left, rows):  # `inv(X.T @ X) @ X.T @ y`
        return least_squares.fitted(cx, frame, left, right, pos)
    words = "the product over the rows learns how columns go with a target" if supervised else (
        "the product over the rows learns how columns go together"
    )  # fmt: skip
    act = cx.learn(frame, pos, rows, "selection" if supervised else "projection", words=words, supervised=supervised)
    act.detail["product"] = True
    if supervised:  # of which nobody knows yet whether it is the label: that, a later fit tells
        act.detail.setdefault("targets", []).extend((left, right))
        descent.trained(cx, frame, act, right if TURNED in left.traits else left, rows, pos)
    return Data(NO_ROWS, left.all_learned() | right.all_learned() | {act.number}, "stat", left.type or right.type)


def taken_out(cx: Context, whole: Data, part: Data) -> None:
    """Remembers of sums over all rows that those of some rows are taken out again: a group is told by the others."""
    if whole.rows or part.rows:
        return
    sums, less = ([cx.record.acts[n] for n in sorted(one.all_learned())] for one in (whole, part))
    for act in sums:
        for other in less:
            if other.words == act.words and other.detail.get("product") and contains(act.rows, other.rows):
                for one in (act, other) if act.rows != other.rows else ():
                    one.detail["taken out"] = True


def inverted(cx: Context, frame: Frame, data: Data, pos: int) -> Data:
    """The inverse of a matrix; of rows, which then stand turned, it says how their columns go together."""
    if not runs_over(cx, data) or TURNED in data.traits:
        return data.but(column=None)
    act = cx.learn(frame, pos, data.rows, "projection", words="the inverse of all rows learns how columns go together")
    act.detail["product"] = True
    learned = data.all_learned() | {act.number}
    return data.but(learned=learned, cols={}, column=None, parts=None, traits=data.traits | {TURNED})


def runs_over(cx: Context, data: Data) -> bool:
    """Whether a value is an array or table of many rows whose products may run over them, as knowledge says."""
    if not data.rows or data.fits or data.type is None or data.kind not in {"array", "series", "frame"}:
        return False
    entry = cx.table.find(data.type)
    adds_up = isinstance(entry, ClassEntry) and bool(entry.slots.get("adds_up"))
    return adds_up and not any(is_element(step) for atom in data.rows for step in atom[1])


__all__ = ["inverted", "over_rows", "runs_over", "taken_out"]
