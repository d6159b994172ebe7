"""Functions and properties that remember what they gave: asked once more with the same, they give the very same."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Final

from mle_reviewer.flow.context import Context
from mle_reviewer.flow.facts.values import Box, Func, Obj, Value, state
from mle_reviewer.flow.operations.comparing import told_by

CACHED_PROPERTY: Final = "cached_property"
_REMEMBER: Final = frozenset({"cache", "lru_cache"})


def remembers(func: Func) -> bool:
    """Whether a decorator of the standard library keeps what a function gives."""
    names = (word.partition("(")[0].rpartition(".")[2] for word in func.code.decorators)
    return any(name in _REMEMBER for name in names)


def once(cx: Context, func: Func, args: list[Value], kwargs: dict[str, Value], call: Callable[[], Value]) -> Value:
    """What such a function gives: worked out for the first call with these arguments, the same for all later ones."""
    given: list[Hashable] = [_told(cx, value) for value in args]
    given += [(name, _told(cx, value)) for name, value in sorted(kwargs.items())]
    key = (id(func.code), cx.unit, None if func.bound is None else _told(cx, func.bound), *given)
    known = cx.remembered.get(key)
    if known is None:
        known = cx.remembered[key] = call()
    return known


def _told(cx: Context, value: Value) -> Hashable:
    return ("object", value.number) if isinstance(value, Box) else (type(value), told_by(cx, value))


def kept(cx: Context, func: Func, owner: Value, name: str, value: Value) -> Value:
    """What a property gave, which its object keeps under the name of the property if it is a cached one."""
    held = state(owner)
    if (
        isinstance(owner, Box)
        and isinstance(held, Obj)
        and any(word.rpartition(".")[2] == CACHED_PROPERTY for word in func.code.decorators)
    ):
        cx.write(owner, held.but(attrs={**held.attrs, name: value}))
    return value
