"""Entering: what `obj[index] = value` and `del obj[index]` make of a table, an array, a list or a dict."""

from __future__ import annotations

from collections.abc import Hashable

from mle_reviewer.flow.context import Context, Frame, data_of, literal, names_in
from mle_reviewer.flow.facts.rows import each
from mle_reviewer.flow.facts.values import (
    ADDED,
    HITS,
    LISTED,
    UNKNOWN,
    Bound,
    Box,
    Const,
    Data,
    Map,
    Seq,
    Slice,
    Value,
    state,
)
from mle_reviewer.flow.operations import (
    adding_columns,
    alternatives,
    applying,
    blanks,
    constants,
    frames,
    gaps,
    groups,
    leads,
    lots,
    neighbours,
    order,
    owning,
    pieces,
    scattering,
    slices,
    vocabularies,
)
from mle_reviewer.flow.operations import keys as keys_of
from mle_reviewer.flow.operations.containers import mapping_with


def set_item(cx: Context, frame: Frame, obj: Value, index: Value, value: Value, pos: int) -> None:
    """`obj[index] = value`."""
    if cx.store.either:
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
            assign(cx, obj, less or inner, index, value)
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
        assign(cx, obj.receiver, table, single, value)
    elif isinstance(obj, Data) and obj.view is not None:
        written = gaps.put(cx, obj, index, data_of(value))
        frames.write_through(cx, obj, obj.but(learned=obj.learned | written.all_learned()))
    elif isinstance(obj, Bound) and isinstance(obj.receiver, Data) and obj.receiver.view is not None:
        series = obj.receiver
        written = gaps.put(cx, series, index, data_of(value))
        frames.write_through(cx, series, series.but(learned=series.learned | written.all_learned()))


def delete_item(cx: Context, obj: Value, index: Value) -> None:
    """`del obj[index]`."""
    if not isinstance(obj, Box):
        return
    inner = obj.state
    if isinstance(inner, Data):
        remove(cx, obj, inner, index)
    elif isinstance(inner, Map) and isinstance(index, Const) and isinstance(index.value, Hashable):
        kept = {k: v for k, v in inner.items.items() if k != index.value}
        cx.write(obj, Map(kept, groups.less(cx, inner, index.value), inner.keys, inner.factory))


def assign(cx: Context, box: Box, data: Data, index: Value, value: Value) -> None:
    """`data[index] = value` in place."""
    written = constants.spread(value)
    names = names_in(index) or frozenset()
    pieces.fields(cx, [*names], [written] * len(names))
    if isinstance(index, Const) and isinstance(index.value, str):
        if LISTED in written.traits and written.kind == "row" and data.kind == "frame":
            pieces.called(cx, data, index.value)  # all rows of one file are of one
        new = adding_columns.is_new(cx, data, index.value, written)
        changed = frames.with_column(data, index.value, written, new=new)
        cx.write(box, constants.marked(changed, index.value, value))
        if cx.rounds:
            lots.named(cx, data, index.value, value)
        return
    if names:
        changed = data
        for name in sorted(names):
            part = written.but(learned=written.of_column(name), cols={}) if written.cols else written
            new = adding_columns.is_new(cx, data, name, part)
            changed = frames.with_column(changed, name, part, new=new)
        cx.write(box, changed)
        return
    written = leads.chosen(cx, index.items[0] if isinstance(index, Seq) and index.items else index, written)
    inner = state(index)
    if isinstance(inner, Data) and inner.kind in {"columns", "name"}:
        if (more_names := adding_columns.extended(data, inner, written)) is not None:
            cx.write(box, more_names)
            return
        left = {name: data.of_column(name) for name in sorted(inner.gone)}  # none of those that are written
        more = owning.less_of_others(cx, data, written)
        there = data.cols.keys() - inner.gone if inner.only is None else data.cols.keys() & inner.only
        cols = {**data.cols, **{name: data.cols[name] | more for name in sorted(there)}, **left}
        more_columns = data.only is not None and inner.only is None and data.only <= inner.gone  # beside all there are
        only = None if more_columns else data.only
        changed = data.but(learned=data.learned | more, fits=data.fits | written.fits, cols=cols, only=only)
        changed.traits = adding_columns.rewritten(data, more)
        cx.write(box, changed)
        return
    if isinstance(index, Seq) and len(index.items) > 1:
        _assign_part(cx, box, data, index, written)
        return
    if data.kind == "frame" and constants.is_constant(written) and (ends := adding_columns.ends(index)) is not None:
        cx.write(box, constants.unnamed(data, written, *ends))
        return
    written = gaps.put(cx, data, index, written)
    learned = written.all_learned()
    if data is UNKNOWN and HITS in written.traits and written.fits:  # how far off each prediction is
        cx.write(box, written.but(kind="array"))
        return
    if data is UNKNOWN and learned and not written.rows and not written.fits:
        cx.write(box, Data(learned=learned, kind="array"))
        return
    if data is UNKNOWN and (not written.rows or neighbours.place_of(index) is None):
        return  # an array of zeros, filled part by part: whose rows it holds in the end, the last part does not say
    if neighbours.place_of(index) is not None:  # a value at each place, one after the other
        rows, traits = each(written.rows), data.traits | order.of_value(written.traits)
        written, data = written.but(rows=rows), data.but(traits=traits, kind=data.kind or "array", column=data.column)
    if not data.rows and written.rows:
        cx.write(box, data.but(rows=written.rows, learned=data.learned | learned, fits=data.fits | written.fits))
    elif learned - data.learned or written.fits - data.fits or (learned and ADDED in data.traits):
        traits = adding_columns.marked(data, index, written)
        cx.write(box, data.but(learned=data.learned | learned, fits=data.fits | written.fits, traits=traits))


def _assign_part(cx: Context, box: Box, data: Data, index: Seq, written: Data) -> None:
    """`data[rows, columns] = value`: the columns hold old and new values."""
    names = names_in(index.items[1])
    if any(trait[0] == "border" for trait in data_of(index.items[0]).traits):
        data = data.but(traits=data.traits | {order.BORDERED})
    if gaps.chosen(index.items[0], names or frozenset()):
        written = gaps.filling(cx, written)
    whole = isinstance(index.items[0], Slice) and index.items[0].low is None and index.items[0].high is None
    if not whole:
        applying.noted(cx, (data, written))
    if names is None:
        learned = data.learned | written.all_learned()
        traits = adding_columns.rewritten(data, learned)
        cx.write(box, data.but(learned=learned, fits=data.fits | written.fits, traits=traits))
        return
    changed = data
    for name in sorted(names):
        learned = written.of_column(name)
        new = adding_columns.is_new(cx, data, name, written)
        if whole:
            changed = frames.with_column(changed, name, written.but(learned=learned, cols={}), new=new)
            continue
        learned |= data.of_column(name) | constants.of(data, name)
        kind = "series" if constants.is_constant(written) else written.kind  # old values stand beside it
        changed = frames.with_column(changed, name, written.but(learned=learned, cols={}, kind=kind), new=new)
        if over := scattering.written_over(cx, data, name, data_of(index.items[0])):
            changed = changed.but(traits=changed.traits | over)
    cx.write(box, changed)


def remove(cx: Context, box: Box, data: Data, index: Value) -> None:
    """`del data[index]`."""
    names = names_in(index)
    if names:
        cx.write(box, frames.without(data, names))
