"""Optional parameters: `if rows:` of a parameter that may be left out asks whether the call gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.flow.facts.rows import one_element
from mle_reviewer.flow.facts.values import Const, Data, Func, Seq, Symbol, Value, state
from mle_reviewer.program import code as ir

if TYPE_CHECKING:
    from mle_reviewer.flow.context import Frame
    from mle_reviewer.flow.machine.runner import Runner
    from mle_reviewer.program.code import Block

_HOLDING: Final = frozenset({"keys", "index", "indices", "frame", "series", "array", "dataset"})  # many, not one value


def given(machine: Runner, frame: Frame, cond: Value, arms: tuple[Block, Block]) -> bool | None:
    """Whether a condition on an optional parameter holds, where the call gives it something made of rows.

    Where the arm that is meant for it raises, the question is what the rows hold.
    """
    value, holds = cond, True
    if isinstance(cond, Const):
        key = cond.value.key if isinstance(cond.value, Symbol) else None
        asked = machine.asked.get(key[1]) if isinstance(key, tuple) and key[0] == "not" and len(key) == 2 else None
        if asked is None:
            return None
        value, holds = asked[0], not asked[1]
    data = state(value)
    if type(data) is not Data or data.kind not in _HOLDING or not data.rows or frame.func is None:
        return None
    if data.fits or data.scores or one_element(data.rows) or any(held for _root, _steps, held in data.rows):
        return None  # what stands in one arm of a condition alone may not be there
    if not _may_be_left_out(frame, frame.func, value) or any(ins[0] == ir.RAISE for ins in arms[0 if holds else 1]):
        return None
    return holds


def _may_be_left_out(frame: Frame, func: Func, value: Value) -> bool:
    """Whether a value is what a parameter got that is empty or None where nothing is given."""
    params = zip(reversed(func.code.params), reversed(func.defaults), strict=False)
    pairs = (*params, *zip(func.code.kwonly, func.kwdefaults, strict=False))
    return any(frame.env.get(name) is value and _is_empty(default) for name, default in pairs)


def _is_empty(default: Value | None) -> bool:
    held = state(default) if default is not None else None
    if isinstance(held, Const):
        return not isinstance(held.value, Symbol) and not held.value
    return isinstance(held, Seq) and not held.items and held.rest is None


__all__ = ["given"]
