"""Effects that hold values against others by a method or function, as an operator would: `between`, `le`, `greater`."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import data_of, literal
from mle_reviewer.flow.facts.values import UNKNOWN, Data, Value
from mle_reviewer.flow.operations import arithmetic, comparing
from mle_reviewer.flow.operations.call import Call, Effect

_OPERATORS: Final = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}


def compared(call: Call) -> Value:
    """What the operator that the method stands for gives."""
    one = call.slot("rows") or call.receiver
    other = call.slot("other")
    if one is None or other is None:
        return UNKNOWN
    op = _OPERATORS[str(call.word("operator"))]
    made = comparing.compare(call.cx, call.frame, op, one, other, call.pos)
    return call.result(made) if isinstance(made, Data) else made


def between(call: Call) -> Value:
    """A mask: rows whose value lies between two."""
    data, ends = call.first, (call.slot("left"), call.slot("right"))
    if data is UNKNOWN or None in ends:
        return UNKNOWN
    closed = literal(call.slot("closed")) or "both"
    ops = (">=" if closed in {"both", "left"} else ">", "<=" if closed in {"both", "right"} else "<")
    masks = [
        comparing.compare(call.cx, call.frame, op, call.receiver or UNKNOWN, end or UNKNOWN, call.pos)
        for op, end in zip(ops, ends, strict=True)
    ]
    return call.result(data_of(arithmetic.binary(call.cx, call.frame, "&", masks[0], masks[1], call.pos)))


EFFECTS: Final[dict[str, Effect]] = {"compare": compared, "between": between}
