"""Fields of a row that a function reads, where it does nothing else with the row than ask for them by name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from mle_reviewer.flow.facts.values import Func, Value
from mle_reviewer.program import code as ir

_SETTING: Final = frozenset({ir.NAME, ir.CONST, ir.TEXT})  # what only puts something into a register


def fields_read(function: Value) -> frozenset[str] | None:
    """The names of the fields; None where the function does something else with the row, or is not of this code."""
    if not isinstance(function, Func) or len(function.code.params) != 1 or function.bound is not None:
        return None
    body = ir.every(function.code.body)
    if any(ins[0] == ir.FUNCTION for ins in body):
        return None  # what stands in another function may ask the row for more
    param = function.code.params[0]
    rows = {ins[2] for ins in body if ins[0] == ir.NAME and ins[3] == param}
    words = {ins[2]: ins[3] for ins in body if ins[0] in {ir.CONST, ir.TEXT} and isinstance(ins[3], str)}
    found: set[str] = set()
    for ins in body:
        if ins[0] in _SETTING:
            continue
        if ins[0] == ir.ITEM and ins[3] in rows and ins[4] in words:
            found.add(words[ins[4]])
        elif ins[0] == ir.ATTR and ins[3] in rows:
            found.add(ins[4])
        elif not rows.isdisjoint(_numbers(ins[2:])) or (ins[0] == ir.STORE and ins[2] == param):
            return None
    return frozenset(found) or None


def _numbers(parts: tuple[Any, ...]) -> Iterator[int]:
    """All numbers in an instruction, which may be registers; a starred argument is written as ~register."""
    for part in parts:
        if isinstance(part, tuple):
            yield from _numbers(part)
        elif type(part) is int:
            yield part if part >= 0 else ~part


__all__ = ["fields_read"]
