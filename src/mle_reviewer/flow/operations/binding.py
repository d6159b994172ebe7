"""Arguments of calls: values spread out, and bound to the parameters of the repository's functions and classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mle_reviewer.flow.context import Context, data_of
from mle_reviewer.flow.facts.values import OPAQUE, UNKNOWN, WORDS, Box, Cls, Data, Func, Map, Obj, Seq, Value, state
from mle_reviewer.flow.operations import frames, opaque
from mle_reviewer.flow.operations.fields import of_named_tuple

if TYPE_CHECKING:
    from collections.abc import Iterable


def arguments(
    held: list[Value], regs: tuple[int, ...], keywords: tuple[tuple[str | None, int], ...]
) -> tuple[list[Value], dict[str, Value]]:
    """The values of a call's arguments, with * and ** spread out where their contents are known."""
    args: list[Value] = []
    for reg in regs:
        if reg >= 0:
            args.append(held[reg])
        else:
            args.extend(_spread(held[~reg]))
    if not keywords:
        return args, {}
    kwargs: dict[str, Value] = {}
    for name, reg in keywords:
        if name is not None:
            kwargs[name] = held[reg]
            continue
        inner = state(held[reg])
        if isinstance(inner, Map):
            kwargs.update({key: value for key, value in inner.items.items() if isinstance(key, str)})
            if inner.rest is not None:
                kwargs["**"] = inner.rest  # under names that nobody knows
        elif isinstance(inner, Data) and inner is not UNKNOWN:
            kwargs["**"] = held[reg]
    return args, kwargs


def _spread(value: Value) -> Iterable[Value]:
    """The values of positional arguments that stand for one that is spread out."""
    inner = state(value)
    if isinstance(inner, Seq) and inner.kind == WORDS and not inner.items and inner.rest is UNKNOWN:
        return ()  # words that nobody gave: what stands for them are the defaults
    if isinstance(inner, Seq):
        return inner.items if inner.rest is None else (*inner.items, inner.rest)
    if isinstance(inner, Obj) and (named := of_named_tuple(inner)) is not None:
        return named
    return (data_of(value),)


def by_fields(cx: Context, kwargs: dict[str, Value], names: list[str]) -> dict[str, Value]:
    """Keyword arguments in which a row that was spread out (`**row`) gives each of `names` its field."""
    row = data_of(kwargs.get("**"))
    if row.kind not in {"row", OPAQUE} or not row.rows:
        return kwargs
    field = frames.column if row.kind == "row" else opaque.field
    fields: dict[str, Value] = {name: field(cx, row, name, None) for name in names if name not in kwargs}
    return {**fields, **{name: value for name, value in kwargs.items() if name != "**"}}


def bind(func: Func, args: list[Value], kwargs: dict[str, Value], env: dict[Any, Value]) -> None:
    """Binds arguments to the parameters of a repository function."""
    code = func.code
    if func.bound is not None and "staticmethod" not in code.decorators:
        args = [func.bound, *args]
    params = code.params
    env.update(zip(params, args, strict=False))
    if code.vararg is not None:
        env[code.vararg] = Seq(tuple(args[len(params) :]))
    extra: dict[Any, Value] = {}
    for name, value in kwargs.items():
        (env if name in params or name in code.kwonly else extra)[name] = value
    if code.kwarg is not None:
        env[code.kwarg] = Box(Map(extra), 0)
    if len(args) < len(params):
        for name, default in zip(reversed(params), reversed(func.defaults), strict=False):
            env.setdefault(name, default)
    for name, only in zip(code.kwonly, func.kwdefaults, strict=False):
        if only is not None:
            env.setdefault(name, only)
    if func.given is not None:
        positional = [name for name in params if name not in func.given]
        env.update({name: value for name, value in func.given.items() if name not in kwargs})
        env.update(zip(positional, args, strict=False))
    if len(args) < len(params) or code.kwonly:
        for name in (*params, *code.kwonly):
            env.setdefault(name, UNKNOWN)


def fields(cls: Cls) -> list[str]:
    """The declared fields of a class and its bases, in order."""
    found: list[str] = []
    for base in cls.bases:
        if isinstance(base, Cls):
            found.extend(fields(base))
    return [*found, *(name for name in cls.code.fields if name not in found)]
