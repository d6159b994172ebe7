"""Keys of dicts: what stands for those that are not known, and what a dict makes for one that is asked for first."""

from __future__ import annotations

from collections.abc import Hashable

from mle_reviewer.flow.context import Context, Frame, data_of
from mle_reviewer.flow.facts.rows import Step
from mle_reviewer.flow.facts.values import UNKNOWN, Box, Const, Map, Seq, Symbol, Value
from mle_reviewer.flow.operations import distinct, frames, pieces, repeats


def hashable(value: object) -> Hashable:
    """A constant as a key; a list or dict by how it is spelled."""
    try:
        hash(value)
    except TypeError:
        return repr(value)
    return value


def one_key(cx: Context, keys: Value | None, key: Value) -> Value | None:
    """What stands for unknown keys when there is one more: keys of no row that are no column's name say nothing."""
    if data_of(key).kind in {"name", "word"}:
        return key if keys is None else keys
    if not data_of(key).rows:
        return keys
    key = distinct.key_of_dict(key)
    return key if keys is None else cx.store.join(keys, key, None)


def belonging(owner: Value, value: Value) -> Value:
    """An empty list or dict that is put under a key: it outlives what the dict outlives."""
    if not isinstance(owner, Box) or not isinstance(value, Box):
        return value
    if isinstance(value.state, (Seq, Map)) and data_of(value) is UNKNOWN:
        value.number = min(value.number, owner.number)
    return value


def asked_for(cx: Context, frame: Frame, obj: Value, mapped: Map, key: Value, pos: int) -> Map:
    """A dict after a key was asked for: where it has a factory and not the key, with what that makes."""
    if mapped.factory is None or not isinstance(obj, Box):
        return mapped
    pieces.told_several(cx, data_of(key))
    if isinstance(key, Const) and not isinstance(key.value, Symbol):
        known = hashable(key.value)
        if known in mapped.items:
            return mapped
        made = belonging(obj, cx.call(frame, mapped.factory, [], {}, pos))
        filled = Map({**mapped.items, known: made}, mapped.rest, mapped.keys, mapped.factory)
    else:
        rest = mapped.rest or belonging(obj, cx.call(frame, mapped.factory, [], {}, pos))
        filled = Map(mapped.items, rest, one_key(cx, mapped.keys, key), mapped.factory)
    cx.write(obj, filled)
    return filled


def under_one(cx: Context, rest: Value, key: object) -> Value:
    """What a loop put under a name: of a part that was not told, another one under each name."""
    held = data_of(rest)
    if any(_untold(step) for _root, steps, _arms in held.rows for step in steps):
        return repeats.narrowed(cx, rest, ("some", ("key", hashable(key))))
    return rest


def _untold(step: Step) -> bool:
    """Whether a step takes a part of which nobody knows where it begins or ends: in each round another one."""
    if step[0] == "slice":
        return any(isinstance(bound, tuple) and bound[0] in {"value", "unknown"} for bound in step[2:4])
    return bool(step == ("some", frames.SOME_PART))
