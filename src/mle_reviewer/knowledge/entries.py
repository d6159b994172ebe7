"""What a knowledge page says about one call or one class, and the packed form it is stored in."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Final

Packed = list[Any]
OTHERWISE: Final = "*"  # the name of everything under a module that its page does not name


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
    """A class: its role, what fitting it learns, its constructor (`init`, effect "make"), methods and attributes.

    `making` is the constructor that a call of the class meets: there is always one, and it has the class's slots, too.
    """

    path: str
    role: str
    learns: str | None = None
    init: CallEntry | None = None
    methods: Mapping[str, CallEntry] = field(default_factory=dict)
    attributes: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    slots: Mapping[str, object] = field(default_factory=dict)
    making: CallEntry = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        init = self.init or CallEntry(path=f"{self.path}.__init__", effect="make")
        object.__setattr__(self, "making", replace(init, slots={**self.slots, **init.slots}))


_CALL_TAIL: Final[tuple[object, ...]] = ("", "", None, None, {}, {})
_CLASS_TAIL: Final[tuple[object, ...]] = (None, None, {}, {}, {})


def pack_call(entry: CallEntry) -> Packed:
    """[effect, params, keywords, star, kwargs, defaults, slots] without the empty end."""
    packed: Packed = [entry.effect, " ".join(entry.params), " ".join(entry.keywords), entry.star, entry.kwargs]
    return _trim([*packed, dict(entry.defaults), dict(entry.slots)], _CALL_TAIL)


def unpack_call(path: str, packed: Packed | int, table: Mapping[str, Any]) -> CallEntry:
    """The entry that `pack_call` packed, itself or by its number in the table; lists come back as tuples."""
    if isinstance(packed, int):
        return CallEntry(path, *_call_of(table["items"][packed]))
    return CallEntry(path, *_call_parts(packed))


@lru_cache(maxsize=4096)
def _call_of(line: bytes) -> tuple[Any, ...]:
    """What `_call_parts` says of a line of the table: methods of many classes share one."""
    return _call_parts(json.loads(line))


def _call_parts(parts: Packed) -> tuple[Any, ...]:
    """The fields of an entry that `pack_call` packed, in their order, without its path."""
    effect, params, keywords, star, kwargs, defaults, slots = parts + list(_CALL_TAIL[len(parts) - 1 :])
    return (
        effect,
        tuple(params.split()),
        star,
        kwargs,
        {name: freeze(value) for name, value in defaults.items()},
        {name: freeze(value) for name, value in slots.items()},
        tuple(keywords.split()),
    )


def pack_class(entry: ClassEntry, own: Mapping[str, CallEntry | None]) -> Packed:
    """[role, learns, init, methods, attributes, slots]; `own` are the methods that differ from the role's protocol."""
    methods = {name: method and pack_call(method) for name, method in own.items()}
    attributes = {name: dict(slots) for name, slots in entry.attributes.items()}
    packed: Packed = [entry.role, entry.learns, entry.init and pack_call(entry.init), methods, attributes]
    return _trim([*packed, dict(entry.slots)], _CLASS_TAIL)


def unpack_class(path: str, packed: Packed | int, table: Mapping[str, Any]) -> ClassEntry:
    """The entry that `pack_class` packed, with the methods and attributes of its role's protocol under its own."""
    parts: Packed = _item(packed, table)
    role, learns, init, own, attributes, slots = parts + list(_CLASS_TAIL[len(parts) - 1 :])
    protocol = table["protocols"].get(role, {})
    methods = {**protocol.get("methods", {}), **_item(own, table)}
    merged = {**protocol.get("attributes", {}), **_item(attributes, table)}
    return ClassEntry(
        path=path,
        role=role,
        learns=learns,
        init=None if init is None else unpack_call(f"{path}.__init__", init, table),
        methods={n: unpack_call(f"{path}.{n}", call, table) for n, call in methods.items() if call is not None},
        attributes={name: {k: freeze(v) for k, v in says.items()} for name, says in merged.items()},
        slots={name: freeze(value) for name, value in slots.items()},
    )


def methods_taken_away(packed: Packed | int, table: Mapping[str, Any]) -> tuple[str, ...]:
    """The methods of its role's protocol that a class does not have."""
    parts: Packed = _item(packed, table)
    own = _item(parts[3], table) if len(parts) > len(("role", "learns", "init")) else {}
    return tuple(name for name, call in own.items() if call is None)


def names_by_kind(table: Mapping[str, Any]) -> Mapping[str, list[str]]:
    """Last name components by role and effect."""
    return _item(table["names"], table)  # type: ignore[no-any-return]


def owners_by_effect(table: Mapping[str, Any]) -> Mapping[str, Mapping[str, list[str]]]:
    """By effect, last name components with the top-level modules that have them."""
    return _item(table["owners"], table)  # type: ignore[no-any-return]


def tables_of(table: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The tables that pages describe, as `schemas.py` packs them."""
    return _item(table["tables"], table)  # type: ignore[no-any-return]


def dump(table: Mapping[str, Any]) -> bytes:
    """A packed table as bytes, the same for the same pages.

    A JSON list written one element a line: the index, then each different call, group of methods, class …. An entry is
    the number of its line, so that what many classes share stands once, and is read only when somebody asks.
    """
    pool = _Pool(table["items"])
    protocols = {
        role: {**says, "methods": {name: pool.add(call) for name, call in says["methods"].items()}}
        for role, says in table["protocols"].items()
    }
    index = {
        **table,
        "protocols": protocols,
        "functions": {path: pool.add(call) for path, call in sorted(table["functions"].items())},
        "classes": {path: _add_class(pool, packed) for path, packed in sorted(table["classes"].items())},
        "duck": {name: pool.add(call) for name, call in sorted(table["duck"].items())},
        "names": pool.add(table["names"]),
        "owners": pool.add(table["owners"]),
        "tables": pool.add(tables_of(table)),
    }
    del index["items"]
    return b"\n".join([b"[", _json(index), *(b"," + item for item in pool.items), b"]"])


def read(data: bytes) -> dict[str, Any]:
    """The packed table that `dump` wrote, of which only the index is decoded."""
    _, index, *items, _ = data.split(b"\n")
    return {**json.loads(index), "items": [item[1:] for item in items]}


class _Pool:
    """Lines of JSON, each different one once."""

    def __init__(self, items: Sequence[bytes]) -> None:
        self.items = list(items)
        self._numbers = {item: number for number, item in enumerate(items)}

    def add(self, value: Any) -> int | None:
        """The number of a value's line; what is a number already, and None, stay what they are."""
        if value is None or isinstance(value, int):
            return value
        line = _json(value)
        number = self._numbers.setdefault(line, len(self.items))
        if number == len(self.items):
            self.items.append(line)
        return number


def _add_class(pool: _Pool, packed: Packed | int) -> int | None:
    if isinstance(packed, int):
        return packed
    role, learns, init, own, attributes, slots = packed + list(_CLASS_TAIL[len(packed) - 1 :])
    if isinstance(own, dict) and own:
        own = pool.add({name: pool.add(call) for name, call in own.items()})
    attributes = pool.add(attributes) if attributes else attributes
    return pool.add(_trim([role, learns, pool.add(init), own, attributes, slots], _CLASS_TAIL))


def _item(value: Any, table: Mapping[str, Any]) -> Any:
    return json.loads(table["items"][value]) if isinstance(value, int) else value


def _json(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


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
