"""Python's own containers: building, indexing, iterating, unpacking, and their methods."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, Final

from mle_reviewer.flow.context import Context, Frame, data_of, literal, mix
from mle_reviewer.flow.facts.rows import contains, each, of_all, of_groups
from mle_reviewer.flow.facts.values import (
    HITS,
    INEXACT,
    OPAQUE,
    UNKNOWN,
    Const,
    Data,
    Func,
    Lib,
    Map,
    Seq,
    Symbol,
    Value,
    state,
)
from mle_reviewer.flow.operations import frames, labels, lookups, piling, spelled, vocabularies
from mle_reviewer.flow.operations import keys as keys_of
from mle_reviewer.flow.operations import names as names_of
from mle_reviewer.flow.operations.choosing import choosing
from mle_reviewer.knowledge.table import CallEntry

MOST_KEPT: Final = 16
EITHER: Final = "either"  # the kind of several functions of which whoever starts the program names one


def mixed(cx: Context, values: list[Value]) -> Value:
    """What an unknown call gives: something of each argument; a container of parts stays one, element by element."""
    holding = [(value, data) for value in values if (data := data_of(value)) is not UNKNOWN]
    if not holding:
        return UNKNOWN
    if len(holding) == 1:
        only, data = holding[0]
        if data.kind == "name" and data.only is not None:
            return data.but(only=None)  # perhaps it is spelled otherwise now
        return only if isinstance(state(only), (Seq, Map)) else data
    return mix([data for _value, data in holding])


def influenced(cx: Context, value: Value, by: Value) -> Value:
    """A value that was chosen by a condition: it carries the statistics the condition was computed from."""
    condition = data_of(by)
    named = state(value)
    if isinstance(named, Data) and named.kind in {"name", "columns"}:
        left = names_of.left_by(named, condition)
        if condition.kind == "name-test" and condition.source != INEXACT:
            return left
        left.learned = named.learned | choosing(cx, condition.all_learned())
        return spelled.kept(left, condition)
    if condition is UNKNOWN or condition.kind == "name-test":
        return value
    learned = condition.all_learned()
    data = state(value)
    if condition.fits and condition.rows and (isinstance(value, Const) or data is UNKNOWN):
        return by_prediction(condition)
    if not learned:
        return value
    if isinstance(data, Data):
        return data.but(learned=data.learned | learned)
    if isinstance(value, Const):
        return Data(learned=learned, kind="stat")
    return value


def chosen_names(cx: Context, env: Mapping[Any, Value], by: Value) -> dict[Any, Value]:
    """The variables that hold a column's name, as they are where a condition on what the labels say of it held."""
    if not choosing(cx, data_of(by).all_learned()):
        return {}
    names = {variable: value for variable, value in env.items() if type(value) is Data and value.kind == "name"}
    return {variable: influenced(cx, value, by) for variable, value in names.items()}


def by_prediction(condition: Data) -> Data:
    """What was picked by a condition on predictions: where that held them against the truth, whether it was right."""
    made = condition.but(kind="mask" if HITS in condition.traits else "predictions", column=None, picks=None)
    return made.but(cols={}, learned=condition.all_learned(), parts=None, only=None)


def spread(cx: Context, frame: Frame, regs: tuple[int, ...], pos: int) -> tuple[tuple[Value, ...], Value | None]:
    """The elements of a display, starred ones spread out."""
    items: list[Value] = []
    rest: Value | None = None
    for reg in regs:
        if reg >= 0:
            items.append(frame.regs[reg])
            continue
        inner = state(frame.regs[~reg])
        if isinstance(inner, Seq):
            so_far, inner = piling.piled(cx, cx.place(frame, pos), Seq(tuple(items), rest, "list"), inner)
            items, rest = list(so_far.items), so_far.rest
            items.extend(inner.items)
            rest = cx.store.join(rest, inner.rest, None) if rest and inner.rest else rest or inner.rest
        else:
            rest = data_of(frame.regs[~reg])
    return tuple(items), rest


def mapping(cx: Context, pairs: list[tuple[Value | None, Value]]) -> Map:
    """A dict display."""
    items: dict[Hashable, Value] = {}
    rest: Value | None = None
    keys: Value | None = None
    for key, value in pairs:
        inner = state(value)
        if key is None:
            if isinstance(inner, Map):
                items.update(inner.items)
                rest, keys = inner.rest or rest, inner.keys or keys
            elif data_of(inner).rows:  # `{**row, "text": other}`: the other fields of the row
                rest = value
        elif (told := keys_of.told(key)) is not None:
            keys_of.put(cx, items, told, value)
            keys = keys_of.one_key(cx, keys, key) if keys_of.is_several(told) else keys
        else:
            rest = value if rest is None else cx.store.join(rest, value, None)
            keys = keys_of.one_key(cx, keys, key)
    return Map(items, rest, keys)


def of_pairs(cx: Context, seq: Seq) -> Map:
    """The dict that pairs of keys and values make."""
    items = seq.items if seq.rest is None else (*seq.items, seq.rest)
    pairs = [two.items for two in map(state, items) if isinstance(two, Seq) and len(two.items) == 2]
    return mapping(cx, [(key, value) for key, value in pairs])


def row_with(pairs: list[tuple[Value | None, Value]]) -> Data | None:
    """The fields of a row with others put beside them (`{**row, "age": 3}`): a row still; None of any other display."""
    base = data_of(pairs[0][1]) if pairs and pairs[0][0] is None else UNKNOWN
    if not base.rows or base.kind not in {"row", OPAQUE} or isinstance(state(pairs[0][1]), (Map, Seq)):
        return None
    made = base.but()
    for key, value in pairs[1:]:
        name = literal(key)
        held = state(value)
        if key is None and isinstance(held, Map):
            made = row_with([(None, made), *((Const(name), one) for name, one in held.items.items())]) or made
        elif isinstance(name, str):
            made = frames.with_column(made, name, data_of(value))
    return made.but(kind=base.kind)


def of_file(data: Data) -> bool:
    """Whether a value is all that a file holds, and of a kind that nobody knows."""
    return not data.kind and data.type is None and bool(data.source) and all(not steps for _r, steps, _a in data.rows)


def lib_value(cx: Context, frame: Frame, thing: Value, pos: int) -> Value | None:
    """What a variable of a library (`sys.argv`) holds on this start; None for whatever else a library has."""
    entry = cx.table.find(thing.path) if isinstance(thing, Lib) else None
    if isinstance(entry, CallEntry) and entry.effect == "script-words":
        return cx.call(frame, thing, [], {}, pos)
    return None


def any_of(cx: Context, seq: Seq) -> Value:
    """Some element, not known which."""
    values = [*seq.items] if seq.rest is None else [*seq.items, seq.rest]
    if not values:
        return UNKNOWN
    if isinstance(state(values[0]), Seq) and any(type(state(one)) is Data for one in values):
        values = [one for one in values if data_of(one).rows] or values  # pairs that were invented, beside known ones
    found = values[0]
    for number, other in enumerate(values[1:MOST_KEPT]):
        found = cx.store.join(found, other, ("element", cx.identity(seq), number))
    return found


def map_item(cx: Context, mapped: Map, index: Value) -> Value:
    """The value of a dict under a key, any of them where the key is not known."""
    told = keys_of.told(index)
    there = None if told is None else keys_of.held_under(cx, mapped, told)
    if there is not None and not (data_of(index).rows and keys_of.is_several(told)):
        return there
    if isinstance(index, Const) and not isinstance(index.value, Symbol):
        return keys_of.under_one(cx, mapped, index.value)
    if isinstance(told, tuple) and not keys_of.is_several(told) and not mapped.items:
        return keys_of.under_one(cx, mapped, told)
    if mapped.rest is None and len(mapped.items) > 1 and all(isinstance(v, Func) for v in mapped.items.values()):
        return Seq(tuple(mapped.items.values()), None, EITHER)
    found, key = there or any_value(cx, mapped), data_of(index)
    if (word := vocabularies.asked(cx, mapped, key)) is not None:
        return word
    key = keys_of.drawn(mapped, key)
    if key.kind == "indices" and key.picks:
        return UNKNOWN  # rows are taken out of an array: a dict that stands here otherwise has no such key
    known = state(found)
    if isinstance(known, Data) and key.rows and of_groups(known.rows) and key.kind not in {"name", "columns"}:
        return known.but(rows=key.rows, kind="row") if of_groups(key.rows) else lookups.looked_up(known, key)
    if mapped.keys is not None and key.rows and isinstance(known, Data) and contains(each(known.rows), key.rows):
        return known.but(rows=key.rows)  # each key leads to the row that it is of
    if mapped.keys is not None and key.rows and isinstance(known, Seq) and known.kind == "list":
        inside = data_of(known)
        if contains(of_all(inside.rows), of_all(key.rows)):
            return cx.fresh(Seq((), inside.but(rows=key.rows), known.kind))  # … and to the rows of its group
    if key.kind == "name" and key.learned and isinstance(known, Data):  # what picked the name is in what stands there
        return known.but(learned=known.learned | key.learned)
    if not key.rows or key.kind in {"name", "columns"}:
        return found
    if lookups.of_constants(mapped):  # a number or word for what stands in the row, as of its label
        said = lookups.looked_up(Data(kind="stat"), key)
        return said if mapped.factory is None else said.but(parts=None)  # or else loops count in it
    if not isinstance(known, Data) or known is UNKNOWN:
        return found
    return labels.in_turn(cx, known, key) if known.rows else lookups.looked_up(known, key)


def any_value(cx: Context, mapped: Map) -> Value:
    """Some value of a dict, not known under which key."""
    values = list(mapped.items.values())
    if mapped.rest is not None:
        values.append(mapped.rest)
    return any_of(cx, Seq(tuple(values)))


def mapping_with(cx: Context, mapped: Map, index: Value, value: Value) -> Map:
    """A dict with one more entry."""
    if (told := keys_of.told(index)) is not None:
        keys = keys_of.one_key(cx, mapped.keys, index) if keys_of.is_several(told) else mapped.keys
        items = dict(mapped.items)
        keys_of.put(cx, items, told, value)
        return Map(items, mapped.rest, keys, mapped.factory)
    rest = value if mapped.rest is None else cx.store.join(mapped.rest, value, None)
    return Map(mapped.items, rest, keys_of.one_key(cx, mapped.keys, index), mapped.factory)


def pairs_of(mapped: Map) -> list[tuple[Value | None, Value]]:
    """Keys and values of a dict; the key None stands for those that are not known."""
    pairs: list[tuple[Value | None, Value]] = [(keys_of.as_value(key), value) for key, value in mapped.items.items()]
    return pairs if mapped.rest is None else [*pairs, (mapped.keys or UNKNOWN, mapped.rest)]
