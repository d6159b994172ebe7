"""Calls of what knowledge describes: each is handed to the effect that its page names."""

from __future__ import annotations

from mle_reviewer.flow.context import Context, Frame, data_of
from mle_reviewer.flow.effects import EFFECTS, class_made
from mle_reviewer.flow.facts.values import UNKNOWN, Value
from mle_reviewer.flow.machine.unknowns import unknown
from mle_reviewer.flow.operations.call import Call, kind_of
from mle_reviewer.knowledge.table import CallEntry, ClassEntry


def library(cx: Context, frame: Frame, path: str, args: list[Value], kwargs: dict[str, Value], pos: int) -> Value:
    """A call of something of a library, by its dotted path."""
    entry = cx.table.find(path)
    if entry is None:
        inner = _class_method(cx, frame, path, args, kwargs, pos)
        return inner if inner is not None else unknown(cx, args, kwargs, pos, frame, path.rpartition(".")[2])
    if isinstance(entry, ClassEntry):
        return class_made(cx, frame, entry, args, kwargs, pos)
    return effect(cx, frame, entry, None, args, kwargs, pos)


def _class_method(
    cx: Context, frame: Frame, path: str, args: list[Value], kwargs: dict[str, Value], pos: int
) -> Value | None:
    """`Class.method(object, …)` for a class that knowledge describes without naming the method."""
    owner = cx.table.find(path.rpartition(".")[0])
    if isinstance(owner, ClassEntry) and owner.role in {"frame", "series", "array", "dataset"}:
        data = data_of(args[0]) if args else UNKNOWN
        if data is UNKNOWN:
            return None
        return cx.fresh(data.but(type=owner.path, kind=kind_of(cx, owner.path)))
    return None


def effect(
    cx: Context,
    frame: Frame,
    entry: CallEntry,
    receiver: Value | None,
    args: list[Value],
    kwargs: dict[str, Value],
    pos: int,
) -> Value:
    """What a call that an entry describes does and gives."""
    handler = EFFECTS.get(entry.effect)
    if handler is None:  # "computed", and what only names a role: made of all that is given
        values = args if receiver is None else [receiver, *args]
        return unknown(cx, values, kwargs, pos, frame)
    if receiver is None and args and entry.slots.get("rows") == "self" and "." in entry.path:
        receiver, args = args[0], args[1:]
    return handler(Call(cx, frame, entry, receiver, args, kwargs, pos))


__all__ = ["effect", "library"]
