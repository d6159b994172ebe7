"""Python's own containers: building, indexing, iterating, unpacking, and their methods."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from typing import Any, Final

from mle_reviewer.flow.context import Context, Frame, data_of, literal, mix
from mle_reviewer.flow.facts.acts import Place
from mle_reviewer.flow.facts.rows import contains, each, narrow, of_all, of_groups
from mle_reviewer.flow.facts.values import (
    HEADED,
    HITS,
    INEXACT,
    OPAQUE,
    UNKNOWN,
    WORD,
    WORDS,
    Bound,
    Box,
    Cls,
    Const,
    Data,
    Func,
    Lib,
    Map,
    Obj,
    Seq,
    Slice,
    Symbol,
    Value,
    state,
)
from mle_reviewer.flow.operations import (
    alternatives,
    blanks,
    codes,
    counting,
    curves,
    fills,
    frames,
    gaps,
    groups,
    headings,
    labels,
    lookups,
    neighbours,
    newest,
    order,
    pieces,
    piling,
    ranking,
    repeats,
    slices,
    spelled,
    turning,
    vocabularies,
)
from mle_reviewer.flow.operations import keys as keys_of
from mle_reviewer.flow.operations.choosing import choosing
from mle_reviewer.flow.operations.fields import of_named_tuple, of_result
from mle_reviewer.knowledge.table import CallEntry, ClassEntry

_PARTS: Final = frozenset({"train", "training", "test", "testing", "val", "valid", "validation", "dev", "holdout"})
MOST_KEPT: Final = 16
EITHER: Final = "either"  # the kind of several functions of which whoever starts the program names one


def mixed(cx: Context, values: list[Value]) -> Value:
    """What an unknown call gives: something of each argument; a container of parts stays one, element by element."""
    holding = [(value, data) for value in values if (data := data_of(value)) is not UNKNOWN]
    if not holding:
        return UNKNOWN
    if len(holding) == 1:
        only, data = holding[0]
        return only if isinstance(state(only), (Seq, Map)) else data
    return mix([data for _value, data in holding])


def influenced(cx: Context, value: Value, by: Value) -> Value:
    """A value that was chosen by a condition: it carries the statistics the condition was computed from."""
    condition = data_of(by)
    named = state(value)
    if isinstance(named, Data) and named.kind in {"name", "columns"}:
        if condition.kind == "name-test" and condition.source != INEXACT:
            only = condition.only if named.only is None else named.only
            return named.but(gone=named.gone | condition.gone, only=only)
        chosen_by = choosing(cx, condition.all_learned())
        left = named.but(gone=named.gone | condition.gone, source=INEXACT, learned=named.learned | chosen_by)
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


def item(cx: Context, frame: Frame, obj: Value, index: Value, pos: int) -> Value:
    """`obj[index]`."""
    inner = state(obj)
    kind = type(inner)
    if inner is UNKNOWN:
        return fills.again(cx, fills.of(cx, obj))
    pieces.asked(cx, inner.receiver if kind is Bound else obj, index)
    if kind is Data and slices.is_flagged(inner):
        return UNKNOWN
    if kind is Data and inner.kind == curves.HISTORY:
        return curves.item(cx, frame, inner, index, pos)
    if kind is Data:
        if (word := vocabularies.asked(cx, inner, data_of(index))) is not None:
            return _owned(cx, word)
        says = cx.table.find(inner.type) if inner.type is not None else None
        if isinstance(says, ClassEntry) and "__getitem__" in says.methods:
            return cx.method(frame, obj, "__getitem__", [index], {}, pos)
        if (several := of_result(cx, frame, obj, inner, pos)) is not None:
            return _sequence_item(cx, Seq(several), index)
        apart = _named_part(inner, index)
        if apart is not None:
            return cx.fresh(apart)
        ranking.picked(cx, frame, inner, index, pos)
        if inner.kind == "loc":
            return _owned(cx, frames.locate(cx, frame, None, inner, index, pos))
        taken = frames.select(cx, frame, obj if isinstance(obj, Box) else None, inner, index, pos)
        return _owned(cx, pieces.at(inner, index, counting.of_row(inner, taken)))
    if kind in {Seq, Map} and (either := alternatives.picked(cx, index, inner)) is not None:
        key, yes, no = either
        return cx.store.join(item(cx, frame, obj, yes, pos), item(cx, frame, obj, no, pos), key)
    if kind is Seq:
        ranking.picked(cx, frame, inner, index, pos)
        found = ranking.at_rank(cx, frame, inner, index, pos)
        return found or _sequence_item(cx, inner, index, cx.place(frame, pos))
    if kind is Map:
        mapped = keys_of.asked_for(cx, frame, obj, inner, index, pos)
        place, key = cx.place(frame, pos), data_of(index)
        there = newest.looked_up(cx, place, obj, mapped, key, map_item(cx, mapped, index))
        return codes.looked_up(cx, place, mapped, key, there)
    if kind is Const:
        return groups.field(cx, obj, index) or UNKNOWN
    if kind is Bound:
        owner = inner.receiver
        table = state(owner)
        if inner.name == "str" and isinstance(table, Data):
            taken = table.but(column=table.column)
            return _owned(cx, pieces.marked(taken) if isinstance(index, Slice) else taken)
        if isinstance(table, Data):
            ranking.located(cx, frame, table, index, pos)
            taken = frames.locate(cx, frame, owner if isinstance(owner, Box) else None, table, index, pos)
            return _owned(cx, newest.located(cx, cx.place(frame, pos), table, index, taken))
        return UNKNOWN
    if kind is Obj:
        if (named := of_named_tuple(inner)) is not None:
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


def of_file(data: Data) -> bool:
    """Whether a value is all that a file holds, and of a kind that nobody knows."""
    return not data.kind and data.type is None and bool(data.source) and all(not steps for _r, steps, _a in data.rows)


def _named_part(data: Data, index: Value) -> Data | None:
    """`stored["X_train"]`: the part of that name, apart from the others; None for any other key."""
    key = literal(index)
    if not isinstance(key, str) or not (of_file(data) or (data.kind == "array" and data.source)):
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


def _sequence_item(cx: Context, seq: Seq, index: Value, place: Place | None = None) -> Value:
    number = literal(index)
    if number is None and seq.rest is None and seq.items and (steps := neighbours.of_sides(cx, seq.items, index)):
        side = repeats.narrowed(cx, any_of(cx, seq), *steps)
        return cx.fresh(Seq((), side, seq.kind)) if isinstance(index, Slice) else side
    if number is None and seq.rest is None and (part := neighbours.numbers_of_sides(cx, seq.items, index)) is not None:
        return cx.fresh(Seq((), cx.fresh(part), seq.kind) if isinstance(index, Slice) else part)
    if (names := headings.heads(seq, number)) is not None:
        return cx.fresh(names)
    if seq.kind == HEADED and isinstance(index, Slice):
        seq = Seq(seq.items, seq.rest, "list")
    one = piling.held(seq)
    if (answer := lookups.answered(data_of(one), state(index))) is not None:
        return cx.fresh(answer)
    if neighbours.of_earlier(cx, one):
        return cx.fresh(Seq((), one, seq.kind)) if isinstance(index, Slice) else one or UNKNOWN
    if one is not None and (number_there := slices.at_number(one, index)) is not None:
        return number_there
    if one is not None and turning.of_column(cx, one, index):
        return one  # a field of that row
    if one is not None and place is not None and (near := neighbours.at(cx, place, one, index)) is not None:
        return near
    if isinstance(number, (int, bool)):
        if -len(seq.items) <= number < len(seq.items) and (seq.rest is None or number >= 0):
            return seq.items[number]
        if seq.kind == WORDS and seq.items and number > 0:
            return Const(Symbol((WORD, number, cx.started.path)))
        if seq.rest is not None:
            return headings.alone(groups.another(cx, slices.from_end(cx, seq.rest, number), number))
        return any_of(cx, seq)
    if isinstance(index, Slice):
        low, high, step = (_whole_number(bound) for bound in (index.low, index.high, index.step))
        known = [index.low is None or low is not None, index.high is None or high is not None]
        if seq.kind == WORDS and seq.items and step is None and low is not None and high is not None:
            return Seq(tuple(_sequence_item(cx, seq, Const(n)) for n in range(low, min(high, low + 9))), None, "list")
        if all(known) and seq.rest is None:
            return cx.fresh(Seq(seq.items[low : high : step or None], None, seq.kind))
        found = any_of(cx, seq)
        if index.high is None and low and low > 0 and isinstance(found, Const):
            return cx.fresh(Seq((), slices.further(found, low), seq.kind))
        if one is not None and (index.low is not None or index.high is not None):
            bounds = slices.bound(cx, index.low), slices.bound(cx, index.high)
            around = neighbours.around(cx, place, found, *bounds) if place is not None else None
            if around is not None:
                return cx.fresh(Seq((), around, seq.kind))
            cut_in = data_of(found).order  # shuffled first or not
            found = repeats.narrowed(cx, found, ("slice", cut_in, None if bounds[0] == 0 else bounds[0], bounds[1]))
        if seq.rest is not None and (every := slices.nth(cx, data_of(found).order, index)) is not None:
            found = repeats.narrowed(cx, any_of(cx, seq), *every)
        return cx.fresh(Seq((), found, seq.kind))
    chosen = state(index)
    if isinstance(chosen, Data) and (word := vocabularies.asked(cx, seq, chosen)) is not None:
        return word
    if seq.rest is not None and isinstance(chosen, Data) and chosen.kind == "indices" and chosen.picks:
        here = (("slice", 0, *step[2:]) if step[:2] == ("slice", order.HERE) else step for step in chosen.picks)
        return repeats.narrowed(cx, any_of(cx, seq), *here)
    if one is not None and isinstance(chosen, Data) and lookups.told_elsewhere(data_of(one), chosen):
        return repeats.narrowed(cx, any_of(cx, seq), frames.untold(cx, index))  # as of an array: some of them
    return repeats.but_nearest(cx, any_of(cx, seq), index)


def _whole_number(value: Value | None) -> int | None:
    number = literal(value)
    return number if isinstance(number, int) else None


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


def set_item(cx: Context, frame: Frame, obj: Value, index: Value, value: Value, pos: int) -> None:
    """`obj[index] = value`."""
    alternatives.in_each(cx, frame, obj, lambda one: set_item(cx, frame, one, index, value, pos))
    if isinstance(obj, Box):
        inner = obj.state
        last = index.items[-1] if isinstance(index, Seq) and index.items else index
        if (
            isinstance(inner, Map)
            and not data_of(value).rows
            and vocabularies.gathered(cx, obj, index, cx.place(frame, pos))
        ):
            return
        if isinstance(inner, (Seq, Data)) and vocabularies.placed(cx, obj, last):
            return
        if isinstance(inner, Data) and (mask := slices.flagged(cx, inner, index, value)) is not None:
            cx.write(obj, mask)
        elif isinstance(inner, Data):
            if (less := blanks.blanked(cx, inner, index, value)) is not None:
                cx.write(obj, less)
            frames.assign(cx, obj, less or inner, index, value)
        elif isinstance(inner, Map):
            cx.write(obj, mapping_with(cx, inner, index, keys_of.belonging(obj, value)))
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
        written = gaps.put(cx, obj, index, data_of(value))
        frames.write_through(cx, obj, obj.but(learned=obj.learned | written.all_learned()))
    elif isinstance(obj, Bound) and isinstance(obj.receiver, Data) and obj.receiver.view is not None:
        series = obj.receiver
        written = gaps.put(cx, series, index, data_of(value))
        frames.write_through(cx, series, series.but(learned=series.learned | written.all_learned()))


def mapping_with(cx: Context, mapped: Map, index: Value, value: Value) -> Map:
    """A dict with one more entry."""
    if (told := keys_of.told(index)) is not None:
        keys = keys_of.one_key(cx, mapped.keys, index) if keys_of.is_several(told) else mapped.keys
        items = dict(mapped.items)
        keys_of.put(cx, items, told, value)
        return Map(items, mapped.rest, keys, mapped.factory)
    rest = value if mapped.rest is None else cx.store.join(mapped.rest, value, None)
    return Map(mapped.items, rest, keys_of.one_key(cx, mapped.keys, index), mapped.factory)


def delete_item(cx: Context, obj: Value, index: Value) -> None:
    """`del obj[index]`."""
    if not isinstance(obj, Box):
        return
    inner = obj.state
    if isinstance(inner, Data):
        frames.remove(cx, obj, inner, index)
    elif isinstance(inner, Map) and isinstance(index, Const) and isinstance(index.value, Hashable):
        kept = {k: v for k, v in inner.items.items() if k != index.value}
        cx.write(obj, Map(kept, groups.less(cx, inner, index.value), inner.keys, inner.factory))


def pairs_of(mapped: Map) -> list[tuple[Value | None, Value]]:
    """Keys and values of a dict; the key None stands for those that are not known."""
    pairs: list[tuple[Value | None, Value]] = [(keys_of.as_value(key), value) for key, value in mapped.items.items()]
    return pairs if mapped.rest is None else [*pairs, (mapped.keys or UNKNOWN, mapped.rest)]
