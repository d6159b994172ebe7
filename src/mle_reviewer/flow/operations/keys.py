"""Keys of dicts: what stands for those that are not known, and what a dict makes for one that is asked for first."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

from mle_reviewer.flow.context import Context, Frame, data_of, literal, symbol
from mle_reviewer.flow.facts.rows import Step, roots
from mle_reviewer.flow.facts.values import UNKNOWN, Box, Const, Data, Map, Seq, Symbol, Value, state
from mle_reviewer.flow.operations import classes, distinct, groups, opaque, pieces, repeats, selecting


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
    if groups.is_called(key):
        return key if keys is None or symbol(keys) == symbol(key) else UNKNOWN
    if not data_of(key).rows:
        return key if keys is None and classes.tells(cx, data_of(key)) else keys
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
    mapped = taken_out(cx, obj, mapped, told(key))
    if mapped.factory is None or not isinstance(obj, Box):
        return mapped
    pieces.told_several(cx, data_of(key))
    if (known := told(key)) is not None:
        if known in mapped.items:
            return mapped
        filled_before = mapped.rest is not None and bool(data_of(mapped.rest).rows)  # under a value of each row
        one = under_one(cx, mapped, known) if filled_before else cx.call(frame, mapped.factory, [], {}, pos)
        made = cx.fresh(state(one)) if filled_before else belonging(obj, one)
        keys = one_key(cx, mapped.keys, key) if is_several(known) else mapped.keys
        filled = Map({**mapped.items, known: made}, mapped.rest, keys, mapped.factory)
    else:
        rest = mapped.rest or belonging(obj, cx.call(frame, mapped.factory, [], {}, pos))
        filled = Map(mapped.items, rest, one_key(cx, mapped.keys, key), mapped.factory)
    cx.write(obj, filled)
    return filled


def taken_out(cx: Context, obj: Value, mapped: Map, known: Hashable) -> Map:
    """A dict after one part of its rows was asked for by its name: what is done to that part is done to it alone."""
    if known is None or is_several(known) or known in mapped.items or mapped.rest is None or mapped.factory is not None:
        return mapped
    one = groups.under(cx, mapped, mapped.rest, known)
    if one is mapped.rest or not isinstance(obj, Box):
        return mapped
    parted = Map({**mapped.items, known: one}, mapped.rest, mapped.keys, mapped.factory)
    cx.write(obj, parted)
    return parted


def drawn(mapped: Map, key: Data) -> Data:
    """A key that was drawn of the keys of a dict of rows, or taken of them in another order: as the rows it is of."""
    told = key.kind == "indices" and bool(key.picks) and mapped.keys is not None and mapped.rest is not None
    if not told or roots(key.rows).isdisjoint(roots(data_of(mapped.keys).rows)):
        return key
    return opaque.drawn(key)


def under_one(cx: Context, mapped: Map, key: object) -> Value:
    """What a loop put under a name: of a part that was not told, another one under each name."""
    if mapped.rest is None:
        return UNKNOWN
    rest = groups.under(cx, mapped, mapped.rest, hashable(key))
    held = data_of(rest)
    if any(_untold(step) for _root, steps, _arms in held.rows for step in steps):
        return repeats.narrowed(cx, rest, ("some", ("key", hashable(key))))
    return rest


def _untold(step: Step) -> bool:
    """Whether a step takes a part of which nobody knows where it begins or ends: in each round another one."""
    if step[0] == "slice":
        return any(isinstance(bound, tuple) and bound[0] in {"value", "unknown"} for bound in step[2:4])
    return bool(step == ("some", selecting.SOME_PART))


class _Untold:
    """What stands in a key of several parts for one of which nobody knows what it is."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "…"


_UNTOLD: Final = _Untold()


def told(index: Value) -> Hashable:
    """A key as far as it is known: a constant, or a tuple in which a constant tells parts apart; None of any other."""
    if isinstance(index, Const):
        return None if isinstance(index.value, Symbol) else hashable(index.value)
    inner = state(index)
    if not isinstance(inner, Seq) or inner.kind != "tuple" or inner.rest is not None:
        return None
    parts = [literal(item) for item in inner.items]
    if not any(isinstance(part, str) for part in parts):
        return None
    return tuple(_UNTOLD if part is None else hashable(part) for part in parts)


def as_value(key: Hashable) -> Value:
    """A key of a dict as a value: a tuple of its parts."""
    if not isinstance(key, tuple):
        return Const(key)
    return Seq(tuple(UNKNOWN if part is _UNTOLD else Const(part) for part in key))


def is_several(key: Hashable) -> bool:
    """Whether a key stands for several of which a part is the same."""
    return isinstance(key, tuple) and _UNTOLD in key


def held_under(cx: Context, mapped: Map, key: Hashable) -> Value | None:
    """What may stand under a key as far as that is known; None where nothing does."""
    if key in mapped.items and not is_several(key):
        return mapped.items[key]
    if not isinstance(key, tuple):
        return None
    found: Value | None = None
    for other, value in mapped.items.items():
        if isinstance(other, tuple) and _may_be(key, other):
            found = value if found is None else cx.store.join(found, value, None)
    return found


def _may_be(one: tuple[Hashable, ...], other: tuple[Hashable, ...]) -> bool:
    return len(one) == len(other) and all(a == b or _UNTOLD in {a, b} for a, b in zip(one, other, strict=True))


def put(cx: Context, items: dict[Hashable, Value], key: Hashable, value: Value) -> None:
    """One more among the entries that a dict is made of; under a key that stands for several, beside what is there."""
    if key in items and is_several(key):
        value = cx.store.join(items[key], value, None)
    items[key] = value
