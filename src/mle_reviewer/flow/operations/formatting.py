"""Formatted strings: a text that is put together of constants, of something of rows, or of what is not known yet."""

from __future__ import annotations

from mle_reviewer.flow.context import Context, data_of, symbol
from mle_reviewer.flow.facts import bounds
from mle_reviewer.flow.facts.values import Const, Data, Symbol, Value
from mle_reviewer.flow.operations import comparing, pieces, prompts, writings


def formatted(cx: Context, parts: list[str | Value]) -> Value:
    """An f-string: a constant if every part is one, something of a row if a part is."""
    texts: list[str] = []
    held: list[Data] = []
    for part in parts:
        if isinstance(part, str):
            texts.append(part)
        elif isinstance(part, Const):
            if isinstance(part.value, (str, int, float)):
                texts.append(str(part.value))
        elif (data := data_of(part)).rows:
            held.append(data)
    if len(texts) == len(parts):
        return Const("".join(texts))
    if held and all(data.kind not in {"name", "columns"} for data in held):
        made = prompts.together(cx, held).but(column=None, picks=None, kind=held[0].kind)
        made.only = None if any(d.only is None for d in held) else frozenset[str]().union(*(d.only or () for d in held))
        return pieces.with_path(held, writings.of_text(parts, made))
    told = [part for part in parts if not isinstance(part, str)]
    if len(told) == 1 and (name := data_of(told[0])).kind == "name" and name.learned and not "".join(texts).strip():
        return told[0]  # the name of a column on a line of its own
    if len(parts) == 1 and isinstance(only := parts[0], Const) and bounds.is_moment(symbol(only), cx.ranges):
        return only  # a moment as it is written
    known = tuple([part if isinstance(part, str) else "{}" for part in parts])
    keys = tuple([0 if isinstance(part, str) else comparing.told_by(cx, part) for part in parts])
    return Const(Symbol(("text", known, keys)))
