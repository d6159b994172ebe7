"""Clamps: a number that is kept away from a constant of the code (`max(tp + fp, 1)`) is chosen among nothing."""

from __future__ import annotations

from mle_reviewer.flow.context import Frame, data_of
from mle_reviewer.flow.facts.values import Const, Value
from mle_reviewer.program import code as ir


def clamped(frame: Frame, args: list[Value], pos: int) -> Value | None:
    """The one number that `max` or `min` holds against constants which are no best so far; None of any other choice.

    What a loop carries on (`best = max(best, score)`) is a constant only until the first round.
    """
    several = [value for value in args if not isinstance(value, Const)]
    if len(args) < 2 or len(several) != 1 or not data_of(several[0]).scores:
        return None
    body = getattr(frame.code, "body", None)
    bodies = [cell.body for cell in frame.code.cells] if body is None else [body]
    flat = [ins for block in bodies for ins in ir.every(block)]
    made = {ins[2]: ins for ins in flat if ins[0] in {ir.CONST, ir.NAME, ir.UNARY}}
    set_here = {ins[2] for ins in flat if ins[0] == ir.STORE}
    calls = [ins for ins in flat if ins[0] == ir.CALL and ins[1] == pos and len(ins[4]) == len(args)]
    for call in calls:
        limits = [made.get(reg) for reg, value in zip(call[4], args, strict=True) if isinstance(value, Const)]
        if all(one is not None and (one[0] != ir.NAME or one[3] not in set_here) for one in limits):
            return several[0]
    return None
