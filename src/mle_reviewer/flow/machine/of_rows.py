"""Methods of tables, columns and arrays, and of values of which nobody knows what they are."""

from __future__ import annotations

from mle_reviewer.flow.context import Context, Frame, data_of
from mle_reviewer.flow.facts.values import OPAQUE, UNKNOWN, Box, Data, Value, state
from mle_reviewer.flow.machine import attributes
from mle_reviewer.flow.machine.known import effect
from mle_reviewer.flow.machine.unknowns import unknown
from mle_reviewer.flow.operations import (
    comparing,
    edges,
    meeting,
    opaque,
    order,
    pieces,
    rewriting,
    spelled,
    vocabularies,
)
from mle_reviewer.knowledge.table import CallEntry, ClassEntry


def data_method(
    cx: Context,
    frame: Frame,
    receiver: Value,
    data: Data,
    name: str,
    args: list[Value],
    kwargs: dict[str, Value],
    pos: int,
) -> Value:
    """`data.name(*args, **kwargs)`, where `data` is what `receiver` holds."""
    if name == edges.STAMP and (stamp := edges.stamped(data, args, kwargs)) is not None:
        return stamp
    if data is UNKNOWN:
        says = cx.table.duck(name)
        if says is not None:
            return _done(cx, frame, says, receiver, data, name, args, kwargs, pos)
        # A value that was never made here may be another one each time: what it gives is not told apart.
        return unknown(cx, args, kwargs, pos, frame, name if type(receiver) is Box else "")
    if data.kind == "columns" and (mask := spelled.masked(data, name, args)) is not None:
        return cx.fresh(mask)
    if data.kind == "name" and (told := spelled.tested(data, name, args, "name-test")) is not None:
        return told
    entry = cx.table.find(data.type) if data.type is not None else None
    says = entry.methods.get(name) if isinstance(entry, ClassEntry) else None
    if entry is None:
        says = untyped(cx, name) or cx.table.duck(name)
    if says is None and isinstance(entry, ClassEntry) and entry.role == "array":
        says = opaque.table_after_all(cx, receiver, name)
    if says is None and entry is not None and (other := untyped(cx, name)) is not None and other.effect == "keep":
        says = other  # it is of another type after all: rows that came through something unknown
    if says is None:
        if (written := rewriting.entries(cx, frame, receiver, name, args, pos)) is not None:
            return written
        if name in {"startswith", "endswith"} and args and (right := comparing.right_texts(data, data_of(args[0]))):
            return right
        # At which place a list has a value, the value says alone.
        told_by = None if name == "index" and args and data_of(args[0]).rows else receiver
        made = unknown(cx, args, kwargs, pos, frame, receiver=told_by)
        if name == "split":
            made = vocabularies.words_of(cx, made, args)
        if name in pieces.CUTS:
            made = pieces.cut(cx, data, name, args, made)
        if data.kind == OPAQUE and opaque.takes_part(data, result := data_of(made), [*args, *kwargs.values()]):
            part = opaque.of_method(cx, result, (name, args, kwargs), cx.place(frame, pos))
            return cx.fresh(part.but(kind=OPAQUE))
        by_row = _by_row(cx, data, made, entry, name, args)
        meeting.spelled(cx, data, name, args, by_row)
        return by_row
    if data.kind == OPAQUE and says.effect in opaque.OF_TABLES:
        opaque.known_by_use(cx, receiver)
    return _done(cx, frame, says, receiver, data, name, args, kwargs, pos)


def _done(
    cx: Context,
    frame: Frame,
    says: CallEntry,
    receiver: Value,
    data: Data,
    name: str,
    args: list[Value],
    kwargs: dict[str, Value],
    pos: int,
) -> Value:
    """What a method gives that knowledge describes; of a text, its parts."""
    made = effect(cx, frame, says, receiver, args, kwargs, pos)
    if name == "split":
        made = vocabularies.words_of(cx, made, args)
    return pieces.cut(cx, data, name, args, made) if name in pieces.CUTS else made


def _by_row(cx: Context, data: Data, made: Value, entry: object, name: str, args: list[Value]) -> Value:
    """A method that a known class has beyond what its page names works row by row (`dt.total_seconds`)."""
    inner = state(made)
    if data.parts is None or not isinstance(inner, Data) or inner.rows != data.rows:
        return made
    if entry is None and data.kind != "row":
        return made
    return cx.fresh(inner.but(parts=data.parts, column=order.of_time(data, name, args)))


def untyped(cx: Context, name: str) -> CallEntry | None:
    """What a method does on a value of which nobody knows the type."""
    untyped = cx.table.find(attributes.UNTYPED)
    return untyped.methods.get(name) if isinstance(untyped, ClassEntry) else None


__all__ = ["data_method", "untyped"]
