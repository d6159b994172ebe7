"""Methods of Python's own containers: what appending, popping, updating and their like leave in them."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Final

from mle_reviewer.flow.context import Context, data_of, literal
from mle_reviewer.flow.facts.rows import one_element
from mle_reviewer.flow.facts.values import NONE, UNKNOWN, Box, Const, Data, Map, Seq, Value, state
from mle_reviewer.flow.operations import (
    codes,
    distinct,
    keys,
    lookups,
    names,
    newest,
    numbers_asked,
    pieces,
    piling,
    repeats,
    so_far,
    vocabularies,
)
from mle_reviewer.flow.operations.containers import (
    MOST_KEPT,
    any_of,
    map_item,
    mapping_with,
    of_pairs,
    pairs_of,
    row_with,
)
from mle_reviewer.flow.operations.entering import delete_item
from mle_reviewer.flow.operations.gathering import collected


def is_list_after_all(data: Data, name: str) -> bool:
    """Whether a method that only lists have is called on the elements of an array (`list(images).append(…)`)."""
    return data.kind == "array" and name in {"append", "extend"} and bool(data.rows) and data.picks is None


def _of_another(added: Data, before: Data) -> bool:
    """Whether a line is of one row, and those that a loop put before it of others: the question behind examples."""
    told = added.kind in {"row", ""} and before.kind in {"row", ""} and one_element(added.rows)
    return told and bool(before.rows) and added.rows != before.rows


def _in_each_round(cx: Context, box: Box, added: Data) -> bool:
    """Whether a list gets some fields of each row that a loop begun after it goes over."""
    if added.kind != "row":
        return False
    fields = [steps[-2] for _root, steps, _arms in added.rows if len(steps) > 1 and steps[-1][0] == "slice"]
    return any(cx.began.get(step, -1) >= box.number for step in fields)


def _append(cx: Context, box: Box, seq: Seq, args: list[Value]) -> Value:
    if not args:
        return NONE
    value, seq = args[-1], so_far.less_earlier(cx, box, seq)
    if isinstance(value, Const) or state(value) is UNKNOWN:  # nothing of rows
        value = numbers_asked.kept(cx, value) if cx.arms else value
        return _put_behind(cx, box, seq, value, single=seq.rest is None)
    value = piling.summed_up(cx, box, so_far.numbered(box, value))
    pieces.put_into(cx, box, value)
    twice = repeats.again(cx, box, seq, value)
    whole = repeats.in_pieces(cx, box, value)
    if not twice and repeats.apart(cx, box, value):
        whole = repeats.taken_apart(cx, whole, always=True)
    added = collected(cx, whole, box.number) if cx.store.sure or cx.arms else whole
    any_number = added is not whole or _in_each_round(cx, box, data_of(whole))  # as many as the loop goes over
    if cx.arms:
        added = repeats.in_arms(cx, numbers_asked.kept(cx, added), data_of(value).rows)
    added = piling.of_windows(cx, cx.here, box, added)
    if twice:
        seq, (added,) = repeats.marked(cx, seq, added)
    elif cx.here is not None:
        seq, added = piling.joined_by(cx, cx.here, seq, added)
    apart = seq.rest is None or isinstance(state(added), Map) or _of_another(data_of(added), data_of(seq.rest))
    return _put_behind(cx, box, seq, added, single=apart and not any_number)


def _put_behind(cx: Context, box: Box, seq: Seq, value: Value, *, single: bool) -> Value:
    """One more at the end of a list: by itself, or among any number of others."""
    if single and len(seq.items) < MOST_KEPT:
        cx.write(box, Seq((*seq.items, value), seq.rest, seq.kind))
        if cx.loops:
            cx.grown.add(box.number)
    else:
        cx.write(box, Seq(seq.items, cx.store.join(seq.rest, value, None), seq.kind))
    return NONE


def _add(cx: Context, box: Box, seq: Seq, args: list[Value]) -> Value:
    return NONE if args and vocabularies.gathered(cx, box, args[0], cx.here) else _append(cx, box, seq, args)


def _update(cx: Context, box: Box, seq: Seq, args: list[Value]) -> Value:
    return NONE if args and vocabularies.gathered(cx, box, args[0]) else _extend(cx, box, seq, args)


def _extend(cx: Context, box: Box, seq: Seq, args: list[Value]) -> Value:
    other = state(args[0]) if args else UNKNOWN
    if isinstance(other, Seq):
        other = piling.extended(cx, cx.here, box, other)
        if cx.arms:
            held = [repeats.in_arms(cx, one, data_of(one).rows) for one in other.items]
            rest = None if other.rest is None else repeats.in_arms(cx, other.rest, data_of(other.rest).rows)
            other = Seq(tuple(held), rest, other.kind)
        if cx.here is not None:
            seq, other = piling.piled(cx, cx.here, seq, other)
        items = seq.items + other.items
        rest = seq.rest or (repeats.taken_apart(cx, other.rest) if other.rest is not None else None)
        if len(items) > MOST_KEPT:
            rest = any_of(cx, Seq(items, rest))
            items = ()
        cx.write(box, Seq(items, rest, seq.kind))
    elif isinstance(other, Data) and other is not UNKNOWN:
        one = piling.of_windows(cx, cx.here, box, Data(other.rows, kind="row"))
        other = other.but(rows=data_of(one).rows, column=other.column)
        rest, other = (seq.rest, other) if cx.here is None else piling.listed(cx, cx.here, seq.rest, other)
        many = state(vocabularies.of_many(cx, other)) if cx.rounds else other
        cx.write(box, Seq(seq.items, cx.store.join(rest, many, None), seq.kind))
    return NONE


def _pop(cx: Context, box: Box, seq: Seq, args: list[Value]) -> Value:
    number = literal(args[0]) if args else -1
    if isinstance(number, int) and -len(seq.items) <= number < len(seq.items) and seq.rest is None:
        items = list(seq.items)
        value = items.pop(number)
        cx.write(box, Seq(tuple(items), None, seq.kind))
        return value
    return any_of(cx, seq)


def _remove(cx: Context, box: Box, seq: Seq, args: list[Value]) -> Value:
    gone = literal(args[0]) if args else None
    if gone is not None:
        kept = tuple(item for item in seq.items if literal(item) != gone)
        cx.write(box, Seq(kept, seq.rest, seq.kind))
    return NONE


def _same(_cx: Context, box: Box, _seq: Seq, _args: list[Value]) -> Value:
    return NONE


def _clear(cx: Context, box: Box, _seq: Seq, _args: list[Value]) -> Value:
    cx.cleared.add(box.number)  # what stood there stays to be seen: it is emptied now and then
    return NONE


_SEQUENCE_METHODS: Final[dict[str, Callable[[Context, Box, Seq, list[Value]], Value]]] = {
    "append": _append, "add": _add, "insert": _append, "extend": _extend, "update": _update, "pop": _pop,
    "remove": _remove, "discard": _remove, "sort": _same, "reverse": _same, "clear": _clear,
    "appendleft": _append, "extendleft": _extend, "popleft": _pop,
}  # fmt: skip


_SETS: Final = {"union": "|", "intersection": "&", "difference": "-", "symmetric_difference": "^"}


def _combined(cx: Context, seq: Seq, name: str, args: list[Value]) -> Value | None:
    """What the methods of sets of known constants make of them; None where an element is not known."""
    made: Value = seq
    for arg in args:
        one, other = state(made), state(arg)
        combined = names.combined(cx, _SETS[name], one, other) if isinstance(other, Seq) else None
        if combined is None:
            return None
        made = combined
    return made


def _place_among(seq: Seq, value: Data) -> Data | None:
    """Where a row's value stands among known names, or among the different ones there are: a number of that row."""
    if not value.rows or value.fits or value.kind == "name":
        return None
    among = data_of(seq)
    named = bool(seq.items) and all(isinstance(item, Const) for item in seq.items) and seq.rest is None
    if not named and not any(trait[0] == "distinct" for trait in among.traits):
        return None
    return lookups.looked_up(Data(learned=among.all_learned(), kind="stat"), value)


def sequence_method(cx: Context, obj: Value, seq: Seq, name: str, args: list[Value]) -> Value | None:
    """A method of list, tuple or set; None if it is no such method."""
    if name in _SETS and args and (made := _combined(cx, seq, name, args)) is not None:
        return made
    if name in {"copy", "union", "intersection", "difference"}:
        if name == "difference" and args:
            from_names = {literal(i) for a in args for i in getattr(state(a), "items", ())}
            return cx.fresh(Seq(tuple(i for i in seq.items if literal(i) not in from_names), seq.rest, seq.kind))
        return cx.fresh(Seq(seq.items, seq.rest, seq.kind))
    if name == "index" and args and (placed := _place_among(seq, data_of(args[0]))) is not None:
        return cx.fresh(placed)
    handler = _SEQUENCE_METHODS.get(name)
    if handler is not None and isinstance(obj, Box):
        return handler(cx, obj, seq, args)
    return UNKNOWN if name in {"index", "count"} else None


def _with_fields(mapped: Map, other: Value) -> Data | None:
    """A dict of fields that takes over those of a whole row: that row, with the fields of the dict. None of others."""
    data = state(other)
    if not isinstance(data, Data) or data.kind != "row" or data.column is not None or not one_element(data.rows):
        return None
    if mapped.rest is not None or mapped.factory is not None or vocabularies.TOKENS in data.traits:
        return None
    return row_with([(None, data), *((Const(name), one) for name, one in mapped.items.items())])


def map_method(
    cx: Context, obj: Value, mapped: Map, name: str, args: list[Value], kwargs: dict[str, Value]
) -> Value | None:
    """A method of dict; None if it is no such method."""
    if name == "items":
        pairs = tuple(Seq((key or UNKNOWN, value)) for key, value in pairs_of(mapped))
        return Seq(pairs) if mapped.rest is None else Seq(pairs[:-1], pairs[-1])
    if name == "values":
        return Seq(tuple(mapped.items.values()), distinct.values(cx, mapped) or mapped.rest)
    if name == "keys":
        known = tuple(keys.as_value(key) for key in mapped.items)
        return Seq(known, None if mapped.rest is None else mapped.keys or UNKNOWN)
    if name in {"get", "setdefault", "pop"} and args:
        pieces.asked(cx, obj, args[0])
        mapped = keys.taken_out(cx, obj, mapped, keys.told(args[0]))
        found = map_item(cx, mapped, args[0])
        found = newest.looked_up(cx, cx.here, obj, mapped, data_of(args[0]), found)
        found = codes.looked_up(cx, cx.here, mapped, data_of(args[0]), found)
        default = args[1] if len(args) > 1 else NONE
        if name == "setdefault":
            if isinstance(obj, Box) and not data_of(default).rows and vocabularies.gathered(cx, obj, args[0], cx.here):
                return default
            newest.filled(cx, obj)
        if found is UNKNOWN:
            found = default
            if name == "setdefault" and isinstance(obj, Box):
                cx.write(obj, mapping_with(cx, mapped, args[0], keys.belonging(obj, default)))
        if name == "pop" and isinstance(obj, Box):
            delete_item(cx, obj, args[0])
        return found
    if name == "most_common" and mapped.rest is not None:
        return cx.fresh(Seq((), Seq((mapped.keys or UNKNOWN, mapped.rest)), "list"))
    if name == "update" and isinstance(obj, Box):
        if args and vocabularies.gathered(cx, obj, args[0]):
            return NONE
        other = state(args[0]) if args else Map({})
        if (row := _with_fields(mapped, args[0] if args else UNKNOWN)) is not None:
            cx.write(obj, row)
            return NONE
        items: dict[Hashable, Value] = dict(mapped.items)
        if isinstance(other, Seq):
            other = of_pairs(cx, other)
        if isinstance(other, Map):
            items.update(other.items)
        items.update(kwargs)
        rest = other.rest if isinstance(other, Map) and other.rest is not None else mapped.rest
        cx.write(obj, Map(items, rest, mapped.keys, mapped.factory))
        return NONE
    if name == "copy":
        return cx.fresh(Map(dict(mapped.items), mapped.rest, mapped.keys, mapped.factory))
    if name in {"encode", "decode"}:
        return obj  # the text that it was written as
    return NONE if name == "clear" else None
