"""Indexing: what `obj[index]` gives, by the kind of the object: a table or array, a list, a dict, a model."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from mle_reviewer.flow.context import Context, Frame, data_of, literal
from mle_reviewer.flow.facts.acts import Place
from mle_reviewer.flow.facts.rows import narrow
from mle_reviewer.flow.facts.values import (
    CUT_OUT,
    HEADED,
    UNKNOWN,
    WORD,
    WORDS,
    Bound,
    Box,
    Cls,
    Const,
    Data,
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
    codes,
    counting,
    curves,
    fills,
    groups,
    headings,
    lookups,
    masks,
    neighbours,
    newest,
    order,
    own_index,
    pieces,
    piling,
    ranking,
    repeats,
    selecting,
    slices,
    taught,
    turning,
    vocabularies,
)
from mle_reviewer.flow.operations import keys as keys_of
from mle_reviewer.flow.operations.containers import any_of, lib_value, map_item, of_file
from mle_reviewer.flow.operations.fields import of_named_tuple, of_result
from mle_reviewer.knowledge.table import ClassEntry

_PARTS: Final = frozenset({"train", "training", "test", "testing", "val", "valid", "validation", "dev", "holdout"})
_MOST_WORDS: Final = 9


def item(cx: Context, frame: Frame, obj: Value, index: Value, pos: int) -> Value:
    """`obj[index]`."""
    inner = state(obj)
    if inner is UNKNOWN:
        return fills.again(cx, fills.of(cx, obj)) if cx.fills else UNKNOWN
    kind = type(inner)
    if not isinstance(index, Const):
        pieces.asked(cx, inner.receiver if kind is Bound else obj, index)
    found = _OF_KIND.get(kind)
    taken = UNKNOWN if found is None else found(cx, frame, obj, inner, index, pos)
    if cx.taught:
        taught.parted(cx, inner.receiver if kind is Bound else obj, taken)
    return taken


def _of_data(cx: Context, frame: Frame, obj: Value, held: Data, index: Value, pos: int) -> Value:
    """Of a table, an array, a row or whatever else was made of rows."""
    if slices.is_flagged(held):
        return UNKNOWN
    index = own_index.given(cx, frame, obj, held, index, pos)
    if held.kind == curves.HISTORY:
        return curves.item(cx, frame, held, index, pos)
    told = index.value if isinstance(index, Const) else None
    if told is None and (word := vocabularies.asked(cx, held, data_of(index))) is not None:
        return _owned(cx, word)
    if held.type is not None:
        says = cx.table.find(held.type)
        if isinstance(says, ClassEntry):
            if "__getitem__" in says.methods:
                return cx.method(frame, obj, "__getitem__", [index], {}, pos)
            if "names" in says.slots and (several := of_result(cx, frame, obj, says, pos)) is not None:
                return _of_items(cx, Seq(several), index)
    if isinstance(told, str) and (apart := _named_part(held, told)) is not None:
        return cx.fresh(apart)
    if held.kind == ranking.CURVE or ranking.RANKED_ROWS in held.traits:
        ranking.picked(cx, frame, held, index, pos)
    if held.kind == "loc":
        return _owned(cx, selecting.locate(cx, frame, held, index, pos))
    taken = newest.as_of(index, selecting.select(cx, frame, obj if isinstance(obj, Box) else None, held, index, pos))
    if held.kind == "row":
        taken = counting.of_row(taken)
    return _owned(cx, pieces.at(held, index, taken) if CUT_OUT in held.traits else taken)


def _of_sequence(cx: Context, frame: Frame, obj: Value, seq: Seq, index: Value, pos: int) -> Value:
    if (either := alternatives.picked(cx, index, seq)) is not None:
        return _of_either(cx, frame, obj, either, pos)
    if seq.kind == ranking.RANKED:
        ranking.picked(cx, frame, seq, index, pos)
    if not seq.items and (found := ranking.at_rank(cx, frame, seq, index, pos)) is not None:
        return found
    return _of_items(cx, seq, index, cx.place(frame, pos))


def _of_mapping(cx: Context, frame: Frame, obj: Value, held: Map, index: Value, pos: int) -> Value:
    if (either := alternatives.picked(cx, index, held)) is not None:
        return _of_either(cx, frame, obj, either, pos)
    mapped = keys_of.asked_for(cx, frame, obj, held, index, pos)
    there = map_item(cx, mapped, index)
    if isinstance(index, Const):
        return there
    place, key = cx.place(frame, pos), data_of(index)
    return codes.looked_up(cx, place, mapped, key, newest.looked_up(cx, place, obj, mapped, key, there))


def _of_either(cx: Context, frame: Frame, obj: Value, either: alternatives.Either, pos: int) -> Value:
    """Of a container that is asked by one of two constants: what stands under this, or under that."""
    key, yes, no = either
    return cx.store.join(item(cx, frame, obj, yes, pos), item(cx, frame, obj, no, pos), key)


def _of_constant(cx: Context, _frame: Frame, obj: Value, _held: Const, index: Value, _pos: int) -> Value:
    return groups.field(cx, obj, index) or UNKNOWN


def _of_indexer(cx: Context, frame: Frame, _obj: Value, held: Bound, index: Value, pos: int) -> Value:
    """`table.loc[…]`, `table.iloc[…]`, `texts.str[…]`."""
    table = state(held.receiver)
    if not isinstance(table, Data):
        return UNKNOWN
    if held.name == "str":
        taken = table.but(column=table.column)
        return _owned(cx, pieces.marked(taken) if isinstance(index, Slice) else taken)
    index = own_index.given(cx, frame, held.receiver, table, index, pos)
    ranking.located(cx, frame, table, index, pos)
    found = newest.as_of(index, selecting.locate(cx, frame, table, index, pos))
    return _owned(cx, newest.located(cx, cx.place(frame, pos), table, index, found))


def _of_object(cx: Context, frame: Frame, obj: Value, held: Obj, index: Value, pos: int) -> Value:
    if (named := of_named_tuple(held)) is not None:
        return _of_items(cx, Seq(named), index)
    if held.cls is not None and isinstance(obj, Box):
        return cx.method(frame, obj, "__getitem__", [index], {}, pos)
    if isinstance(held.entry, ClassEntry) and "__getitem__" in held.entry.methods:
        return cx.method(frame, obj, "__getitem__", [index], {}, pos)
    steps = held.attrs.get("(steps")
    if steps is not None:
        return _fitted_with(cx, held, _step(cx, state(steps), index))
    if "(data" in held.attrs:
        return data_of(held.attrs["(data"])
    return obj if held.fits and isinstance(literal(index), int) else UNKNOWN  # one of the models of a search


def _of_library(cx: Context, frame: Frame, obj: Value, held: Lib, index: Value, pos: int) -> Value:
    known = lib_value(cx, frame, obj, pos)
    if known is not None:
        return item(cx, frame, known, index, pos)
    method = f"{held.path}.__getitem__"
    return cx.call(frame, Lib(method), [index], {}, pos) if cx.table.find(method) is not None else obj


def _of_class(_cx: Context, _frame: Frame, obj: Value, _held: Cls, _index: Value, _pos: int) -> Value:
    return obj  # a generic type: list[int], Dataset[Row]


_OF_KIND: Final[dict[type, Callable[[Context, Frame, Value, Any, Value, int], Value]]] = {
    Data: _of_data, Seq: _of_sequence, Map: _of_mapping, Const: _of_constant, Bound: _of_indexer, Obj: _of_object,
    Lib: _of_library, Cls: _of_class,
}  # fmt: skip


def _named_part(data: Data, key: str) -> Data | None:
    """`stored["X_train"]`: the part of that name, apart from the others; None for any other key."""
    if not (of_file(data) or (data.kind == "array" and data.source)):
        return None
    words = _PARTS.intersection(re.split(r"[\W_]+", key.lower()))
    if len(words) != 1 or any(steps for _root, steps, _arms in data.rows):
        return None
    return data.but(rows=narrow(data.rows, ("side", ("part", data.source), min(words))))


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
    return _of_items(cx, Seq(tuple(models)), index)


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


def _of_items(cx: Context, seq: Seq, index: Value, place: Place | None = None) -> Value:
    """An element, or some, of a list whose elements are known, or known to be alike."""
    number = literal(index)
    if isinstance(number, (int, bool)):
        return _at_place(cx, seq, number)
    if isinstance(index, Slice):
        return _part(cx, seq, index, place)
    if number is None and seq.rest is None and seq.items:
        if steps := neighbours.of_sides(cx, seq.items, index):
            return repeats.narrowed(cx, any_of(cx, seq), *steps)
        if (part := neighbours.numbers_of_sides(cx, seq.items, index)) is not None:
            return part
    one, chosen = piling.held(seq), state(index)
    if (answer := lookups.answered(data_of(one), chosen)) is not None:
        return cx.fresh(answer)
    if neighbours.of_earlier(cx, one):
        return one or UNKNOWN
    if one is not None:
        if (number_there := slices.at_number(one, index)) is not None:
            return number_there
        if turning.of_column(cx, one, index):
            return one  # a field of that row
        if place is not None and (near := neighbours.at(cx, place, one, index)) is not None:
            return near
    if not isinstance(chosen, Data):
        return repeats.but_nearest(cx, any_of(cx, seq), index)
    if (word := vocabularies.asked(cx, seq, chosen)) is not None:
        return word
    if seq.rest is not None and chosen.kind == "indices" and chosen.picks:
        here = (("slice", 0, *step[2:]) if step[:2] == ("slice", order.HERE) else step for step in chosen.picks)
        return repeats.narrowed(cx, any_of(cx, seq), *here)
    if one is not None and lookups.told_elsewhere(data_of(one), chosen):
        return repeats.narrowed(cx, any_of(cx, seq), masks.untold(cx, index))  # as of an array: some of them
    return repeats.but_nearest(cx, any_of(cx, seq), index)


def _at_place(cx: Context, seq: Seq, number: int) -> Value:
    """The element at a known place."""
    if (names := headings.heads(seq, number)) is not None:
        return cx.fresh(names)
    one = piling.held(seq)
    if neighbours.of_earlier(cx, one):
        return one or UNKNOWN
    if slices.is_filled(cx, seq):
        return repeats.narrowed(cx, seq.items[0], slices.numbered(data_of(seq.items[0]).order, number))
    if -len(seq.items) <= number < len(seq.items) and (seq.rest is None or number >= 0):
        return seq.items[number]
    if seq.kind == WORDS and seq.items and number > 0:
        return Const(Symbol((WORD, number, cx.started.path)))
    if seq.rest is not None:
        return headings.alone(groups.another(cx, slices.from_end(cx, seq.rest, number), number))
    if number >= len(seq.items) > 0:  # one more of the parts that rows were dealt to, of which two stand for all
        return repeats.narrowed(cx, any_of(cx, seq), ("some", ("place", number)))
    return any_of(cx, seq)


def _part(cx: Context, seq: Seq, index: Slice, place: Place | None) -> Value:
    """The elements from here to there."""
    if seq.rest is None and seq.items:
        if steps := neighbours.of_sides(cx, seq.items, index):
            return cx.fresh(Seq((), repeats.narrowed(cx, any_of(cx, seq), *steps), seq.kind))
        if (part := neighbours.numbers_of_sides(cx, seq.items, index)) is not None:
            return cx.fresh(Seq((), cx.fresh(part), seq.kind))
    if seq.kind == HEADED:
        seq = Seq(seq.items, seq.rest, "list")
    one = piling.held(seq)
    if neighbours.of_earlier(cx, one):
        return cx.fresh(Seq((), one, seq.kind))
    low, high, step = (_whole_number(bound) for bound in (index.low, index.high, index.step))
    if seq.kind == WORDS and seq.items and step is None and low is not None and high is not None:
        words = (_at_place(cx, seq, number) for number in range(low, min(high, low + _MOST_WORDS)))
        return Seq(tuple(words), None, "list")
    known = (index.low is None or low is not None) and (index.high is None or high is not None)
    if known and seq.rest is None and not slices.is_filled(cx, seq):
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


def _whole_number(value: Value | None) -> int | None:
    number = literal(value)
    return number if isinstance(number, int) else None
