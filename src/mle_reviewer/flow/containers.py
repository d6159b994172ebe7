"""Python's own containers: building, indexing, iterating, unpacking, and their methods."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from typing import Any, Final

from mle_reviewer.flow import frames, opaque, order, repeats
from mle_reviewer.flow.context import Context, Frame, data_of, literal, mix, part, symbol
from mle_reviewer.flow.paths import shown
from mle_reviewer.flow.rows import each, narrow, source
from mle_reviewer.flow.values import (
    INEXACT,
    NONE,
    UNKNOWN,
    Bound,
    Box,
    Cls,
    Const,
    Data,
    Lib,
    Map,
    Obj,
    Opened,
    Seq,
    Slice,
    Symbol,
    Value,
    state,
)
from mle_reviewer.flow.windows import COUNTER
from mle_reviewer.knowledge.table import CallEntry, ClassEntry

_PARTS: Final = frozenset({"train", "training", "test", "testing", "val", "valid", "validation", "dev", "holdout"})
_MOST_KEPT: Final = 16


def mixed(cx: Context, values: list[Value]) -> Value:
    """What an unknown call gives: something of each argument; a container of parts stays one, element by element."""
    holding = [value for value in values if data_of(value) is not UNKNOWN]
    if not holding:
        return UNKNOWN
    if len(holding) == 1:
        only = holding[0]
        if isinstance(state(only), (Seq, Map)):
            return only
    return mix(data_of(value) for value in holding)


def influenced(cx: Context, value: Value, by: Value) -> Value:
    """A value that was chosen by a condition: it carries the statistics the condition was computed from."""
    condition = data_of(by)
    named = state(value)
    if isinstance(named, Data) and named.kind in {"name", "columns"}:
        if condition.kind == "name-test" and condition.source != INEXACT:
            only = condition.only if named.only is None else named.only
            return named.but(gone=named.gone | condition.gone, only=only)
        return named.but(gone=named.gone | condition.gone, source=INEXACT)
    if condition is UNKNOWN or condition.kind == "name-test":
        return value
    learned = condition.all_learned()
    if not learned:
        return value
    data = state(value)
    if isinstance(data, Data):
        return data.but(learned=data.learned | learned)
    if isinstance(value, Const):
        return Data(learned=learned, kind="stat")
    return value


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
            items.extend(inner.items)
            rest = cx.store.join(rest, inner.rest, None) if rest and inner.rest else rest or inner.rest
        else:
            rest = data_of(frame.regs[~reg])
    return tuple(items), rest


def mapping(cx: Context, pairs: list[tuple[Value | None, Value]]) -> Map:
    """A dict display."""
    items: dict[Hashable, Value] = {}
    rest: Value | None = None
    for key, value in pairs:
        inner = state(value)
        if key is None:
            if isinstance(inner, Map):
                items.update(inner.items)
                rest = inner.rest or rest
        elif isinstance(key, Const) and not isinstance(key.value, Symbol):
            items[_hashable(key.value)] = value
        else:
            rest = value if rest is None else cx.store.join(rest, value, None)
    return Map(items, rest)


def _hashable(value: object) -> Hashable:
    try:
        hash(value)
    except TypeError:
        return repr(value)
    return value


def item(cx: Context, frame: Frame, obj: Value, index: Value, pos: int) -> Value:
    """`obj[index]`."""
    inner = state(obj)
    kind = type(inner)
    if kind is Data and data_of(inner) is UNKNOWN:
        return UNKNOWN
    if kind is Data:
        apart = _named_part(inner, index)
        if apart is not None:
            return cx.fresh(apart)
        if inner.kind == "loc":
            return _owned(cx, frames.locate(cx, frame, None, inner, index, pos))
        return _owned(cx, frames.select(cx, frame, obj if isinstance(obj, Box) else None, inner, index, pos))
    if kind is Seq:
        return _sequence_item(cx, inner, index)
    if kind is Map:
        return _map_item(cx, inner, index)
    if kind is Bound:
        owner = inner.receiver
        table = state(owner)
        if isinstance(table, Data):
            return _owned(cx, frames.locate(cx, frame, owner if isinstance(owner, Box) else None, table, index, pos))
        return UNKNOWN
    if kind is Obj:
        if (named := named_fields(inner)) is not None:
            return _sequence_item(cx, Seq(named), index)
        if inner.cls is not None and isinstance(obj, Box):
            return cx.method(frame, obj, "__getitem__", [index], {}, pos)
        if isinstance(inner.entry, ClassEntry) and "__getitem__" in inner.entry.methods:
            return cx.method(frame, obj, "__getitem__", [index], {}, pos)
        steps = inner.attrs.get("(steps")
        if steps is not None:
            return _fitted_with(cx, inner, _step(cx, state(steps), index))
        if "(data" in inner.attrs:
            return data_of(inner.attrs["(data"])
        return obj if inner.fits and isinstance(literal(index), int) else UNKNOWN  # one of the models of a search
    if kind is Lib:
        known = lib_value(cx, frame, obj, pos)
        if known is not None:
            return item(cx, frame, known, index, pos)
        says = cx.table.find(f"{obj.path}.__getitem__")  # type: ignore[union-attr]
        return cx.call(frame, Lib(f"{obj.path}.__getitem__"), [index], {}, pos) if says is not None else obj  # type: ignore[union-attr]
    if kind is Cls:
        return obj  # a generic type: list[int], Dataset[Row]
    return UNKNOWN


def _of_file(data: Data) -> bool:
    """Whether a value is all that a file holds, and of a kind that nobody knows."""
    return not data.kind and data.type is None and bool(data.source) and all(not steps for _r, steps, _a in data.rows)


def _named_part(data: Data, index: Value) -> Data | None:
    """`stored["X_train"]`: the part of that name, apart from the others; None for any other key."""
    key = literal(index)
    if not isinstance(key, str) or not (_of_file(data) or (data.kind == "array" and data.source)):
        return None
    words = _PARTS.intersection(re.split(r"[\W_]+", key.lower()))
    if len(words) != 1 or any(steps for _root, steps, _arms in data.rows):
        return None
    return data.but(rows=narrow(data.rows, ("side", ("part", data.source), min(words))))


def lib_value(cx: Context, frame: Frame, thing: Value, pos: int) -> Value | None:
    """What a variable of a library (`sys.argv`) holds on this start; None for whatever else a library has."""
    entry = cx.table.find(thing.path) if isinstance(thing, Lib) else None
    if isinstance(entry, CallEntry) and entry.effect == "script-words":
        return cx.call(frame, thing, [], {}, pos)
    return None


def _owned(cx: Context, value: Value) -> Value:
    """A selection as an object of its own; a column stays a view that writes through to its table."""
    return cx.fresh(value) if type(value) is Data and value.view is None and value is not UNKNOWN else value


def _step(cx: Context, steps: Any, index: Value) -> Value:
    """`pipeline["name"]`, `pipeline[-1]`, `pipeline[:-1]`."""
    if not isinstance(steps, Seq):
        return UNKNOWN
    models = [_second(item) for item in steps.items]
    name = literal(index)
    if isinstance(name, str):
        for entry, model in zip(steps.items, models, strict=True):
            pair = state(entry)
            if isinstance(pair, Seq) and pair.items and literal(pair.items[0]) == name:
                return model
            if isinstance(pair, Obj) and pair.path.rpartition(".")[2].lower() == name:
                return model  # make_pipeline names a step after its class
        return UNKNOWN
    return _sequence_item(cx, Seq(tuple(models)), index)


def _fitted_with(cx: Context, pipeline: Obj, step: Value) -> Value:
    """A step of a fitted pipeline: it was fitted with the pipeline."""
    inner = state(step)
    if isinstance(inner, Obj) and not inner.fits and not inner.learned and (pipeline.fits or pipeline.learned):
        return cx.fresh(inner.but(fits=pipeline.fits, learned=pipeline.learned))
    return step


def _second(value: Value) -> Value:
    pair = state(value)
    if isinstance(pair, Seq) and len(pair.items) > 1:
        return pair.items[1]
    return value


def _sequence_item(cx: Context, seq: Seq, index: Value) -> Value:
    number = literal(index)
    if isinstance(number, (int, bool)):
        if -len(seq.items) <= number < len(seq.items) and (seq.rest is None or number >= 0):
            return seq.items[number]
        if seq.rest is not None:
            return seq.rest
        return any_of(cx, seq)
    if isinstance(index, Slice):
        low, high, step = (_whole_number(bound) for bound in (index.low, index.high, index.step))
        known = [index.low is None or low is not None, index.high is None or high is not None]
        if all(known) and seq.rest is None:
            return cx.fresh(Seq(seq.items[low : high : step or None], None, seq.kind))
        found = any_of(cx, seq)
        if seq.rest is not None and not seq.items and (index.low is not None or index.high is not None):
            bounds = frames.bound(cx, index.low), frames.bound(cx, index.high)
            found = repeats.narrowed(cx, found, ("slice", 0, None if bounds[0] == 0 else bounds[0], bounds[1]))
        return cx.fresh(Seq((), found, seq.kind))
    return any_of(cx, seq)


def _whole_number(value: Value | None) -> int | None:
    number = literal(value)
    return number if isinstance(number, int) else None


def any_of(cx: Context, seq: Seq) -> Value:
    """Some element, not known which."""
    values = [*seq.items] if seq.rest is None else [*seq.items, seq.rest]
    if not values:
        return UNKNOWN
    found = values[0]
    for number, other in enumerate(values[1:_MOST_KEPT]):
        found = cx.store.join(found, other, ("element", cx.identity(seq), number))
    return found


def _map_item(cx: Context, mapped: Map, index: Value) -> Value:
    if isinstance(index, Const) and not isinstance(index.value, Symbol):
        found = mapped.items.get(_hashable(index.value))
        if found is not None:
            return found
        return UNKNOWN if mapped.rest is None else _under_key(mapped.rest, index.value)
    found, key = any_value(cx, mapped), data_of(index)
    known = state(found)
    if key.rows and key.kind not in {"name", "columns"} and isinstance(known, Data) and not known.rows:
        return frames.looked_up(known, key)
    return found


def _under_key(rest: Value, key: object) -> Value:
    """What a loop put under a name: of a part that was not told, another one under each name."""
    data = state(rest)
    if isinstance(data, Data) and any(("some", frames.SOME_PART) in atom[1] for atom in data.rows):
        return data.but(rows=narrow(data.rows, ("some", ("key", _hashable(key)))))
    return rest


def any_value(cx: Context, mapped: Map) -> Value:
    """Some value of a dict, not known under which key."""
    values = list(mapped.items.values())
    if mapped.rest is not None:
        values.append(mapped.rest)
    return any_of(cx, Seq(tuple(values)))


def set_item(cx: Context, frame: Frame, obj: Value, index: Value, value: Value, pos: int) -> None:
    """`obj[index] = value`."""
    if isinstance(obj, Box):
        inner = obj.state
        if isinstance(inner, Data):
            frames.assign(cx, obj, inner, index, value)
        elif isinstance(inner, Map):
            cx.write(obj, mapping_with(cx, inner, index, value))
        elif isinstance(inner, Seq):
            number = literal(index)
            if isinstance(number, int) and -len(inner.items) <= number < len(inner.items):
                items = list(inner.items)
                items[number] = value
                cx.write(obj, Seq(tuple(items), inner.rest, inner.kind))
            else:
                cx.write(obj, Seq(inner.items, cx.store.join(inner.rest, value, None), inner.kind))
        elif inner.cls is not None:
            cx.method(frame, obj, "__setitem__", [index, value], {}, pos)
        return
    if isinstance(obj, Bound) and isinstance(obj.receiver, Box) and isinstance(obj.receiver.state, Data):
        table = obj.receiver.state
        single = index if isinstance(index, Seq) and index.kind == "tuple" else Seq((index,))
        frames.assign(cx, obj.receiver, table, single, value)
    elif isinstance(obj, Data) and obj.view is not None:
        written = data_of(value)
        frames.write_through(cx, obj, obj.but(learned=obj.learned | written.all_learned()))
    elif isinstance(obj, Bound) and isinstance(obj.receiver, Data) and obj.receiver.view is not None:
        series = obj.receiver
        frames.write_through(cx, series, series.but(learned=series.learned | data_of(value).all_learned()))


def mapping_with(cx: Context, mapped: Map, index: Value, value: Value) -> Map:
    """A dict with one more entry."""
    if isinstance(index, Const) and not isinstance(index.value, Symbol):
        return Map({**mapped.items, _hashable(index.value): value}, mapped.rest)
    rest = value if mapped.rest is None else cx.store.join(mapped.rest, value, None)
    return Map(mapped.items, rest)


def delete_item(cx: Context, obj: Value, index: Value) -> None:
    """`del obj[index]`."""
    if not isinstance(obj, Box):
        return
    inner = obj.state
    if isinstance(inner, Data):
        frames.remove(cx, obj, inner, index)
    elif isinstance(inner, Map) and isinstance(index, Const) and isinstance(index.value, Hashable):
        cx.write(obj, Map({k: v for k, v in inner.items.items() if k != index.value}, inner.rest))


def exact(value: Value) -> bool:
    """Whether iterating a value gives a known number of elements."""
    inner = state(value)
    if isinstance(inner, Seq):
        return inner.rest is None
    if isinstance(inner, Obj):
        return named_fields(inner) is not None
    return isinstance(inner, Map) and inner.rest is None


def iterate(cx: Context, frame: Frame, value: Value, pos: int) -> list[Value]:
    """The elements of an iteration: each of a known container, one that stands for all of an unknown one."""
    if type(value) is Lib:
        value = lib_value(cx, frame, value, pos) or value
    inner = state(value)
    if isinstance(inner, Opened):
        return [lines_of(cx, frame, inner, pos)]
    if isinstance(inner, Seq):
        return list(inner.items) if inner.rest is None else [*inner.items, inner.rest]
    if isinstance(inner, Map):
        keys: list[Value] = [Const(key) for key in inner.items]
        return keys if inner.rest is None else [*keys, UNKNOWN]
    if isinstance(inner, Data):
        if inner is UNKNOWN:
            return [UNKNOWN]
        return [element(cx, frame, inner, pos)]
    if isinstance(inner, Obj):
        if (named := named_fields(inner)) is not None:
            return list(named)
        if inner.cls is not None and isinstance(value, Box):
            for name in ("__iter__", "__getitem__"):
                found = cx.method(frame, value, name, [UNKNOWN] if name == "__getitem__" else [], {}, pos)
                if found is not UNKNOWN:
                    return iterate(cx, frame, found, pos) if name == "__iter__" and found is not value else [found]
        if getattr(inner.entry, "role", "") == "splitter":  # scikit-learn before 0.18: iterated themselves
            given = inner.attrs.get("(y") or UNKNOWN
            return iterate(cx, frame, cx.method(frame, value, "split", [given], {}, pos), pos)
        held = inner.attrs.get("(data")
        if held is not None:
            return iterate(cx, frame, held, pos) if not isinstance(state(held), Seq) else [held]
    return [UNKNOWN]


def _begins(numbers: Data) -> Hashable:
    """The first of some numbers that are counted one by one, None if nobody knows."""
    step = numbers.picks[0] if numbers.picks else None
    return (step[2] or 0) if step is not None and step[0] == "slice" else None


def named_fields(owner: Obj) -> tuple[Value, ...] | None:
    """The fields of a named tuple of the repository in order, None for any other object."""
    cls = owner.cls
    if cls is None or not any(isinstance(base, Lib) and base.path == "typing.NamedTuple" for base in cls.bases):
        return None
    return tuple(owner.attrs.get(name) or cls.names.get(name, UNKNOWN) for name in cls.code.fields)


def lines_of(cx: Context, frame: Frame, opened: Opened, pos: int) -> Data:
    """The lines of an opened file: rows that come from it."""
    key = symbol(opened)
    words = f"the lines of {shown(key)!r}" if isinstance(key, str) else "the lines of …"
    name = cx.whereabouts(key) if isinstance(key, str) else key
    root = cx.record.root("load", cx.place(frame, pos), words, ("stored", name))
    return Data(source(root), kind="row")


def element(cx: Context, frame: Frame, data: Data, pos: int) -> Value:
    """One element of a value that holds rows: a row, a batch, a column's name, a group."""
    if data.kind in {"columns", "frame"} and data.type != "loader":
        return Data(kind="name") if data.kind == "frame" else Data(kind="name").but(only=None, gone=data.gone)
    if data.kind in {"loader", "dataset"}:
        # Batch after batch all rows come by: what is done with each is done with all.
        entry = cx.table.find(data.type) if data.type is not None else None
        says = entry.slots.get("element") if isinstance(entry, ClassEntry) else None
        return data.but(kind="", type=says if isinstance(says, str) else None, order=0)
    if data.kind == "grouped":
        entry = cx.table.find(data.type) if data.type is not None else None
        says = entry.slots.get("element") if isinstance(entry, ClassEntry) else None
        one = part(data, ("some", (frame.module.path, pos)))
        one.kind, one.type = "frame", says if isinstance(says, str) else None
        keys = frozenset(("whole", trait[1]) for trait in data.traits if trait[0] == "grouped")
        one.traits = frozenset(t for t in order.apart(one.traits) if t[0] not in {"grouped", "keys"}) | keys
        return Seq((UNKNOWN, cx.fresh(one)))
    if data.kind == "indices" and data.source in cx.ranges and not data.rows:
        return Const(Symbol((COUNTER, data.source, _begins(data))))
    step = ("some", (frame.module.path, pos))
    cx.began[step] = cx.store.count
    one = part(data, step).but(view=None, order=0)
    if data.kind == "indices" and data.picks is not None:
        one.picks = (*data.picks, ("some", ("place", step[1])))
    if data.kind == "series":
        one.kind, one.type = "row", None
    elif data.kind in {"array", "row"}:
        one.kind = "row"
    return one


def comprehended(
    cx: Context, kind: str, results: list[tuple[Value | None, Value]], *, exact: bool, nested: bool, some: bool
) -> Value:
    """The value of a comprehension from its rounds."""
    if nested:
        inner = [state(value) for _key, value in results]
        if kind == "dict":
            merged = [(k, v) for m in inner if isinstance(m, Map) for k, v in _pairs(m)]
            return cx.fresh(mapping(cx, merged))
        items = tuple(i for s in inner if isinstance(s, Seq) for i in s.items)
        rests = [s.rest for s in inner if isinstance(s, Seq) and s.rest is not None]
        return cx.fresh(Seq(items, rests[0] if rests else None, "list"))
    if kind == "dict":
        pairs = [(key if exact else UNKNOWN, value) for key, value in results]
        return cx.fresh(mapping(cx, pairs))
    names = [data for data in (state(value) for _key, value in results) if isinstance(data, Data)]
    if len(names) == len(results) and names and all(data.kind == "name" for data in names):
        return cx.fresh(names[0].but(kind="columns"))
    values = tuple(value for _key, value in results)
    if exact:
        return cx.fresh(Seq(values, None, "list" if kind == "generator" else kind))
    if not values:
        return cx.fresh(Seq((), None, kind))
    one = any_of(cx, Seq(values))
    return cx.fresh(Seq((), one if some else collected(cx, one), "list" if kind == "generator" else kind))


def _pairs(mapped: Map) -> list[tuple[Value | None, Value]]:
    pairs: list[tuple[Value | None, Value]] = [(Const(key), value) for key, value in mapped.items.items()]
    return pairs if mapped.rest is None else [*pairs, (UNKNOWN, mapped.rest)]


def unpack(cx: Context, frame: Frame, value: Value, count: int, star: int | None, pos: int) -> list[Value]:
    """The values of `a, b, *c = value`."""
    inner = state(value)
    if isinstance(inner, Obj) and (named := named_fields(inner)) is not None:
        inner = Seq(named)
    if isinstance(inner, Obj) and "(data" in inner.attrs:
        inner = state(inner.attrs["(data"])
    if isinstance(inner, Seq):
        if star is None:
            if len(inner.items) == count and inner.rest is None:
                return list(inner.items)
            filler = inner.rest if inner.rest is not None else UNKNOWN
            return [*inner.items[:count], *([filler] * (count - len(inner.items)))]
        after = count - star - 1
        middle = inner.items[star : len(inner.items) - after]
        tail = inner.items[len(inner.items) - after :] if after else ()
        spread_value = cx.fresh(Seq(middle, inner.rest, "list"))
        values = [*inner.items[:star], spread_value, *tail]
        return [*values, *([UNKNOWN] * (count - len(values)))][:count]
    if isinstance(inner, Map):
        keys: list[Value] = [Const(key) for key in inner.items]
        return [*keys, *([UNKNOWN] * count)][:count]
    if isinstance(inner, Data) and inner is not UNKNOWN:
        if inner.kind == "shape":
            return [cx.length(inner.rows), *([UNKNOWN] * (count - 1))]
        if inner.kind == opaque.KIND:
            return [cx.fresh(opaque.piece(inner, ("item", number))) for number in range(count)]
        if _of_file(inner):
            # Objects that were stored together: which rows each holds, nobody knows.
            return [inner.but(view=None, rows=narrow(inner.rows, ("some", ("item", n)))) for n in range(count)]
        # The fields of one row: which columns these are is not known.
        return [inner.but(view=None, source=0, column=None, parts=None)] * count
    return [UNKNOWN] * count


# --- methods of Python's containers


def _append(cx: Context, box: Box, seq: Seq, args: list[Value]) -> Value:
    if not args:
        return NONE
    twice = repeats.again(cx, box, seq, args[-1])
    added = collected(cx, args[-1]) if cx.store.sure else args[-1]
    if twice:
        seq, (added,) = repeats.marked(cx, seq, added)
    if len(seq.items) < _MOST_KEPT and seq.rest is None:
        cx.write(box, Seq((*seq.items, added), None, seq.kind))
    else:
        cx.write(box, Seq(seq.items, cx.store.join(seq.rest, added, None), seq.kind))
    return NONE


def collected(cx: Context, value: Value) -> Value:
    """One element put into a list in every round of a loop: the list gets one for each row it was taken from."""
    data = state(value)
    if not isinstance(data, Data) or not data.rows or data.kind in {"frame", "grouped"}:
        return value
    rows = each(data.rows)
    return value if rows == data.rows else cx.fresh(data.but(rows=rows))


def _extend(cx: Context, box: Box, seq: Seq, args: list[Value]) -> Value:
    other = state(args[0]) if args else UNKNOWN
    if isinstance(other, Seq):
        items = seq.items + other.items
        rest = seq.rest or other.rest
        if len(items) > _MOST_KEPT:
            rest = any_of(cx, Seq(items, rest))
            items = ()
        cx.write(box, Seq(items, rest, seq.kind))
    elif isinstance(other, Data) and other is not UNKNOWN:
        cx.write(box, Seq(seq.items, cx.store.join(seq.rest, other, None), seq.kind))
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


_SEQUENCE_METHODS: Final[dict[str, Callable[[Context, Box, Seq, list[Value]], Value]]] = {
    "append": _append, "add": _append, "insert": _append, "extend": _extend, "update": _extend, "pop": _pop,
    "remove": _remove, "discard": _remove, "sort": _same, "reverse": _same, "clear": _same,
}  # fmt: skip


def sequence_method(cx: Context, obj: Value, seq: Seq, name: str, args: list[Value]) -> Value | None:
    """A method of list, tuple or set; None if it is no such method."""
    if name in {"copy", "union", "intersection", "difference"}:
        if name == "difference" and args:
            from_names = {literal(i) for a in args for i in getattr(state(a), "items", ())}
            return cx.fresh(Seq(tuple(i for i in seq.items if literal(i) not in from_names), seq.rest, seq.kind))
        return cx.fresh(Seq(seq.items, seq.rest, seq.kind))
    handler = _SEQUENCE_METHODS.get(name)
    if handler is not None and isinstance(obj, Box):
        return handler(cx, obj, seq, args)
    return UNKNOWN if name in {"index", "count"} else None


def map_method(
    cx: Context, obj: Value, mapped: Map, name: str, args: list[Value], kwargs: dict[str, Value]
) -> Value | None:
    """A method of dict; None if it is no such method."""
    if name == "items":
        pairs = tuple(Seq((key or UNKNOWN, value)) for key, value in _pairs(mapped))
        return Seq(pairs) if mapped.rest is None else Seq(pairs[:-1], pairs[-1])
    if name == "values":
        return Seq(tuple(mapped.items.values()), mapped.rest)
    if name == "keys":
        return Seq(tuple(Const(key) for key in mapped.items), None if mapped.rest is None else UNKNOWN)
    if name in {"get", "setdefault", "pop"} and args:
        found = _map_item(cx, mapped, args[0])
        default = args[1] if len(args) > 1 else NONE
        if found is UNKNOWN:
            found = default
            if name == "setdefault" and isinstance(obj, Box):
                cx.write(obj, mapping_with(cx, mapped, args[0], default))
        if name == "pop" and isinstance(obj, Box):
            delete_item(cx, obj, args[0])
        return found
    if name == "update" and isinstance(obj, Box):
        other = state(args[0]) if args else Map({})
        items: dict[Hashable, Value] = dict(mapped.items)
        if isinstance(other, Map):
            items.update(other.items)
        items.update(kwargs)
        rest = other.rest if isinstance(other, Map) and other.rest is not None else mapped.rest
        cx.write(obj, Map(items, rest))
        return NONE
    if name == "copy":
        return cx.fresh(Map(dict(mapped.items), mapped.rest))
    return NONE if name == "clear" else None
