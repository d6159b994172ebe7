"""What rows are chosen by where nobody knows it: the same thing that a condition before may have asked about."""

from __future__ import annotations

from collections.abc import Hashable

from mle_reviewer.flow.context import Context, data_of, symbol
from mle_reviewer.flow.facts.rows import Step
from mle_reviewer.flow.facts.values import Const, Data, Default, Lib, Symbol, Value, state
from mle_reviewer.flow.operations import opaque


def noted(cx: Context, step: Step, value: Value) -> Step:
    """A step that chooses rows by a value; which value it is stays known where nobody knows what it is."""
    told = _told(cx, value)
    if told is not None:
        cx.store.chosen_by[step] = told
    return step


def _told(cx: Context, value: Value) -> Hashable:
    """What tells a value of which nobody knows what it is, as a condition on it does; None of any other value."""
    if isinstance(value, Const) and type(value) is not Default:
        return symbol(value) if isinstance(value.value, Symbol) else None
    if not isinstance(value, Lib | Default) and type(state(value)) is not Data:
        return None
    data = data_of(value)
    return opaque.key_of(cx, value, data) if opaque.is_blank(data) else None
