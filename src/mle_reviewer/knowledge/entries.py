"""What a knowledge page says about one call or one class, and the packed form it is stored in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

Packed = list[Any]


@dataclass(frozen=True, slots=True)
class CallEntry:
    """A function or method: its effect, how arguments bind to names, and what each slot names.

    A slot's value is a parameter name, `self`, `*star`, `**kwargs`, a tuple of those, or a constant; a constant word
    stands behind an equals sign ("=bfill"). `slots.py` lists the slots.
    """

    path: str  # "sklearn.model_selection.train_test_split", "sklearn.preprocessing.StandardScaler.fit"
    effect: str
    params: tuple[str, ...] = ()  # those that bind by position, in order, without self
    star: str | None = None  # the name after *
    kwargs: str | None = None  # the name after **
    defaults: Mapping[str, object] = field(default_factory=dict)  # plain constants only
    slots: Mapping[str, object] = field(default_factory=dict)
    keywords: tuple[str, ...] = ()  # those that bind by name only


@dataclass(frozen=True, slots=True)
class ClassEntry:
    """A class: its role, what fitting it learns, its constructor (`init`, effect "make"), methods and attributes."""

    path: str
    role: str
    learns: str | None = None
    init: CallEntry | None = None
    methods: Mapping[str, CallEntry] = field(default_factory=dict)
    attributes: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    slots: Mapping[str, object] = field(default_factory=dict)


_CALL_TAIL: Final[tuple[object, ...]] = ("", "", None, None, {}, {})
_CLASS_TAIL: Final[tuple[object, ...]] = (None, None, {}, {}, {})


def pack_call(entry: CallEntry) -> Packed:
    """[effect, params, keywords, star, kwargs, defaults, slots] without the empty end."""
    packed: Packed = [entry.effect, " ".join(entry.params), " ".join(entry.keywords), entry.star, entry.kwargs]
    return _trim([*packed, dict(entry.defaults), dict(entry.slots)], _CALL_TAIL)


def unpack_call(path: str, packed: Packed) -> CallEntry:
    """The entry that `pack_call` packed; lists come back as tuples."""
    effect, params, keywords, star, kwargs, defaults, slots = packed + list(_CALL_TAIL[len(packed) - 1 :])
    return CallEntry(
        path=path,
        effect=effect,
        params=tuple(params.split()),
        star=star,
        kwargs=kwargs,
        defaults={name: freeze(value) for name, value in defaults.items()},
        slots={name: freeze(value) for name, value in slots.items()},
        keywords=tuple(keywords.split()),
    )


def pack_class(entry: ClassEntry, own: Mapping[str, CallEntry | None]) -> Packed:
    """[role, learns, init, methods, attributes, slots]; `own` are the methods that differ from the role's protocol."""
    methods = {name: method and pack_call(method) for name, method in own.items()}
    attributes = {name: dict(slots) for name, slots in entry.attributes.items()}
    packed: Packed = [entry.role, entry.learns, entry.init and pack_call(entry.init), methods, attributes]
    return _trim([*packed, dict(entry.slots)], _CLASS_TAIL)


def unpack_class(path: str, packed: Packed, protocol: Mapping[str, Any]) -> ClassEntry:
    """The entry that `pack_class` packed, with the methods and attributes of its role's protocol under its own."""
    role, learns, init, own, attributes, slots = packed + list(_CLASS_TAIL[len(packed) - 1 :])
    methods = {**protocol.get("methods", {}), **own}
    merged = {**protocol.get("attributes", {}), **attributes}
    return ClassEntry(
        path=path,
        role=role,
        learns=learns,
        init=init and unpack_call(f"{path}.__init__", init),
        methods={name: unpack_call(f"{path}.{name}", call) for name, call in methods.items() if call},
        attributes={name: {k: freeze(v) for k, v in says.items()} for name, says in merged.items()},
        slots={name: freeze(value) for name, value in slots.items()},
    )


def dump(table: Mapping[str, Any]) -> bytes:
    """A packed table as bytes, the same for the same pages."""
    return json.dumps(table, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def freeze(value: Any) -> object:
    """Lists as tuples, all the way down."""
    if isinstance(value, list):
        return tuple(freeze(item) for item in value)
    if isinstance(value, dict):
        return {name: freeze(item) for name, item in value.items()}
    return value


def _trim(packed: Packed, tail: tuple[object, ...]) -> Packed:
    end = len(packed)
    while end > 1 and packed[end - 1] == tail[end - 2]:
        end -= 1
    return packed[:end]
