"""What a knowledge page says about one call or one class, and the packed form it is stored in."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
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


def unpack_call(path: str, packed: Packed | int, table: Mapping[str, Any]) -> CallEntry:
    """The entry that `pack_call` packed, itself or by its number in the table; lists come back as tuples."""
    packed = table["calls"][packed] if isinstance(packed, int) else packed
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


def unpack_class(path: str, packed: Packed, table: Mapping[str, Any]) -> ClassEntry:
    """The entry that `pack_class` packed, with the methods and attributes of its role's protocol under its own."""
    role, learns, init, _, attributes, slots = packed + list(_CLASS_TAIL[len(packed) - 1 :])
    protocol = table["protocols"].get(role, {})
    methods = {**protocol.get("methods", {}), **own_methods(packed, table)}
    merged = {**protocol.get("attributes", {}), **attributes}
    return ClassEntry(
        path=path,
        role=role,
        learns=learns,
        init=None if init is None else unpack_call(f"{path}.__init__", init, table),
        methods={n: unpack_call(f"{path}.{n}", call, table) for n, call in methods.items() if call is not None},
        attributes={name: {k: freeze(v) for k, v in says.items()} for name, says in merged.items()},
        slots={name: freeze(value) for name, value in slots.items()},
    )


def own_methods(packed: Packed, table: Mapping[str, Any]) -> Mapping[str, Any]:
    """The packed methods of a class that do not come from its role's protocol; None takes one away."""
    own: Any = packed[3] if len(packed) > 3 else {}  # noqa: PLR2004 - its place in a packed class
    return table["groups"][own] if isinstance(own, int) else own  # type: ignore[no-any-return]


def dump(table: Mapping[str, Any]) -> bytes:
    """A packed table as bytes, the same for the same pages; what is equal in many classes stands once."""
    calls, groups = _Pool(table["calls"]), _Pool(table["groups"])
    protocols = {
        role: {**says, "methods": {name: calls.number(call) for name, call in says["methods"].items()}}
        for role, says in table["protocols"].items()
    }
    pooled = {
        **table,
        "protocols": protocols,
        "functions": {path: calls.number(call) for path, call in sorted(table["functions"].items())},
        "duck": {name: calls.number(call) for name, call in sorted(table["duck"].items())},
        "classes": {path: _pooled(packed, calls, groups) for path, packed in sorted(table["classes"].items())},
    }
    pooled |= {"calls": calls.items, "groups": groups.items}
    return json.dumps(pooled, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


class _Pool:
    """Gives equal values one number."""

    def __init__(self, items: Sequence[Any]) -> None:
        self.items = list(items)
        self._numbers = {json.dumps(item, sort_keys=True): number for number, item in enumerate(items)}

    def number(self, item: Any) -> int | None:
        """The number of an item; numbers and None stay what they are."""
        if item is None or isinstance(item, int):
            return item
        key = json.dumps(item, sort_keys=True)
        if key not in self._numbers:
            self._numbers[key] = len(self.items)
            self.items.append(item)
        return self._numbers[key]


def _pooled(packed: Packed, calls: _Pool, groups: _Pool) -> Packed:
    if len(packed) <= 2:  # noqa: PLR2004 - role and what it learns
        return packed
    own = packed[3] if len(packed) > 3 else {}  # noqa: PLR2004
    if isinstance(own, dict) and own:
        own = groups.number({name: calls.number(call) for name, call in own.items()})
    return [packed[0], packed[1], calls.number(packed[2]), *([own] if len(packed) > 3 else []), *packed[4:]]  # noqa: PLR2004


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
