"""Tables and arrays: what selecting and writing columns and rows does to a value."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context, Frame, data_of, literal, mix, names_in, symbol
from mle_reviewer.flow.facts.rows import NO_ROWS, Rows, Step, contains, each, narrow, one_element, picked, single
from mle_reviewer.flow.facts.values import (
    ANEW,
    ANSWER,
    COME_TO,
    HITS,
    INEXACT,
    LISTED,
    NO_NAMES,
    NOTHING_LEARNED,
    OF_EACH,
    ONE_PLACE,
    OPAQUE,
    TURNED,
    UNKNOWN,
    Box,
    Const,
    Data,
    Learned,
    Parts,
    Seq,
    Slice,
    Symbol,
    Value,
    of_numbers,
    state,
    written,
)
from mle_reviewer.flow.operations import (
    answers,
    archives,
    blanks,
    codes,
    comparing,
    constants,
    counting,
    gaps,
    headings,
    heads,
    labels,
    lapses,
    lasts,
    leads,
    lookups,
    neighbours,
    opaque,
    order,
    per_group,
    periods,
    pieces,
    rating,
    said,
    scaling,
    scattering,
    slices,
    spelled,
    standing,
    verdicts,
)
from mle_reviewer.flow.operations.call import element_type
from mle_reviewer.flow.operations.choosing import by_label, choosing

SOME_PART: Final = ("part", "?")  # a part of a data set that comes in parts, not known which
_BY_PLACE: Final = frozenset({"array", "indices", "frame", "series"})
TABLES: Final = frozenset({"frame", "series", "array", "dataset"})


def column(cx: Context, data: Data, name: str, box: Box | None) -> Data:
    """One column of a table; in-place methods of it write through to the table."""
    if data.source > 0 and name not in data.made:
        cx.record.named.setdefault(data.source, set()).add(name)
    if data.kind == "frame" and (held := constants.of(data, name)):
        return Data(NO_ROWS, held, "stat", element_type(cx, data.type) or data.type)
    grouped = data.kind == "grouped"  # a column of groups still waits for its aggregate
    fewer = blanks.of_column(scaling.of_column(counting.less_fields(headings.less(data.traits)), name), name)
    series = data.but(learned=data.of_column(name), cols={}, column=name, traits=fewer)
    if not grouped:
        series.kind = "row" if data.kind == "row" else "series"  # a field of one row
        series.type = element_type(cx, data.type) or data.type
    series.only, series.gone = frozenset([name]), frozenset()
    series.picks = None
    if data.fits and not grouped:
        series.fits = said.of_column(data, name)
    series.parts = made_of(data, name)
    if not grouped and data.made:
        series.made = {name: data.made[name]} if name in data.made else {}
    if box is not None and not grouped:
        series.view = (box, name)
    return series


def made_of(data: Data, name: str) -> Parts:
    """A column of a table as what others are worked out from: told by its source, or by when it was written."""
    if name in data.made:
        return frozenset([(data.made[name][0], name, "=")])
    return frozenset([(data.source, name, "=")]) if data.source > 0 else None


def columns(data: Data, names: frozenset[str]) -> Data:
    """Some columns of a table."""
    chosen = data.but(only=names, gone=frozenset(), column=None, picks=None)
    if data.cols:
        chosen.cols = {name: learned for name, learned in data.cols.items() if name in names}
    return chosen


def without(data: Data, names: frozenset[str]) -> Data:
    """A table less some columns."""
    left = data.but(gone=data.gone | names, column=None)
    if data.only is not None:
        left.only = data.only - names
    if any(name in data.cols for name in names):
        left.cols = {name: learned for name, learned in data.cols.items() if name not in names}
    return left


def with_column(data: Data, name: str | None, value: Data) -> Data:
    """A table with one column written (`None`: a column whose name is not known)."""
    learned = value.all_learned()
    changed = data.but(traits=data.traits | order.of_value(value.traits), column=None)
    if value.scores and not value.rows:
        changed.scores = data.scores | value.scores  # a table of results
    if fits := said.by_all(value):
        changed.fits = data.fits | fits
        changed.traits |= said.written(name, fits)
    if name is None:
        changed.learned = data.learned | learned
        changed.only = None
        return changed
    changed.traits = scaling.kept(data.traits, changed.traits, name, value)
    constants.forgotten(changed, name)
    if constants.is_constant(value):
        constants.noted(changed, name, value)
        learned = NOTHING_LEARNED
    changed.cols = {**data.cols, name: learned}
    changed.made = {**data.made, name: written(value.parts)}
    changed.gone = data.gone - {name}
    if value.rows and value.parts is None:  # perhaps something of other rows
        changed.traits = counting.apart_from(changed.traits)
    changed.traits |= lapses.kept(name, value) | scattering.kept(name, value) | counting.noted(data, name, value)
    changed.traits = heads.kept(changed.traits | codes.kept(value) | periods.kept(name, value), name, value)
    changed.traits = blanks.kept(lasts.kept(changed.traits, name, value), data.traits, name, value)
    if data.only is not None:
        changed.only = data.only | {name}
    if not data.rows:
        changed.rows = value.rows
    return changed


def select(cx: Context, frame: Frame, box: Box | None, data: Data, index: Value, pos: int) -> Value:
    """`data[index]`: a column, columns, a part of the rows, or both for arrays."""
    if data.kind == "splits" and not (isinstance(index, Const) and isinstance(index.value, str)):
        return data.but(rows=narrow(data.rows, ("some", SOME_PART)), kind="dataset", type=element_type(cx, data.type))
    named = state(index)
    if data.kind == archives.KIND:
        found = isinstance(named, Data) and lookups.foreign(data, named)
        return lookups.looked_up(data, data_of(index)) if found else archives.under(cx, data, index)
    if data.kind == "columns" and isinstance(named, Data) and named.kind == "name-mask":
        only = named.only if data.only is None else data.only - named.gone
        source = INEXACT if named.source == INEXACT else data.source
        return spelled.kept(data.but(gone=data.gone | named.gone, only=only, source=source), named)
    if data.kind == "columns":
        chosen_by = choosing(cx, data_of(index).all_learned())
        return data.but(learned=data.learned | chosen_by, source=INEXACT)
    if data.kind == "stat" and isinstance(index, Const) and isinstance(index.value, str):
        return data.but(learned=by_label(cx, data.all_learned()), cols={}, column=None)
    if data.kind == "indices" and isinstance(index, Const) and isinstance(index.value, str):
        data = opaque.drawn(data)
    if data.kind in {OPAQUE, ANSWER} and isinstance(index, Const):
        return opaque.piece(data, ("item", symbol(index)))
    if isinstance(index, Const) and isinstance(index.value, str):
        if data.kind == "splits":
            return named_part(cx, data, index.value)
        pieces.fields(cx, [index.value], [data])
        return archives.member(cx, data, index.value) or column(cx, data, index.value, box)
    if (named_field := standing.name_at(data, index)) is not None:
        return column(cx, standing.field_of(data), named_field, None)
    if TURNED in data.traits and data.kind == "array" and data.only is not None:
        return unnamed(data)  # some columns, which stand where rows were
    if isinstance(index, Slice):
        return slices.rows_slice(cx, data, index, cx.place(frame, pos))
    inner = state(index)
    if isinstance(index, Seq) and index.kind == "tuple":
        return _array_index(cx, frame, data, index, pos)
    names = names_in(index)
    if names is not None:
        asked = names or isinstance(inner, Seq)
        return codes.aligned(cx, standing.in_order(columns(data, names), index)) if asked else data
    if isinstance(inner, Data):
        if inner.kind == "columns":
            return codes.aligned(cx, by_columns(data, inner))
        if inner.kind == "name":
            one = data.but(
                kind="row" if data.kind == "row" else "series",
                type=element_type(cx, data.type) or data.type,
                column=None,
                traits=headings.less(data.traits) | {OF_EACH},
                learned=data.all_learned() | choosing(cx, inner.learned),
                cols={},
            )
            if box is not None:
                one.view = (box, "")
            return one
        if (near := neighbours.among(cx, cx.place(frame, pos), data, index)) is not None:
            return near
        if lookups.foreign(data, inner):
            return lookups.looked_up(data, inner)
        if lookups.names_elsewhere(data, inner):
            return _chosen(data.but(column=None, only=None, source=0), choosing(cx, inner.all_learned()))
        if (flag := lookups.flag(data, inner)) is not None:
            cx.record.conditions.setdefault(flag, cx.place(frame, pos))
        return leads.chosen(cx, index, by_rows(cx, data, inner, index))
    if isinstance(index, Const):
        if (condition := _condition(index)) is not None:
            return data.but(rows=narrow(data.rows, condition), column=data.column)
        if (near := neighbours.among(cx, cx.place(frame, pos), data, index)) is not None:
            return near
        if isinstance(index.value, (int, Symbol)):
            # Of a table it may as well be the name of a column.
            kind = "item" if data.kind == "frame" else "place"
            if kind == "place" and (one_element(data.rows) or single(data.rows)):
                # One of several things made of one row; a loop that counts through them comes to each.
                began = cx.began.get(("some", ("place", symbol(index))))
                within = frozenset() if began is None else frozenset([(COME_TO, str(began))])
                return data.but(column=None, parts=None, traits=headings.less(data.traits) | within)
            return data.but(rows=narrow(data.rows, ("some", (kind, symbol(index)))), column=None, parts=None)
        return data.but(column=None)
    if isinstance(inner, Seq):
        selected = data_of(inner)
        if selected.kind in {"columns", "name"} and selected.learned:
            return by_columns(data, selected)
        if data.kind == "frame" and any(isinstance(literal(item), str) for item in inner.items):
            return data.but(column=None, only=None, source=0)  # names of columns, of which not all are known
        if lookups.listed_elsewhere(data, inner, selected):
            return _chosen(data.but(column=None, only=None, source=0), choosing(cx, selected.all_learned()))
        if selected.rows or selected.picks:
            return by_rows(cx, data, selected, index)
        if inner.rest is None and any(literal(i) is True or literal(i) is False for i in inner.items):
            return data.but(rows=narrow(data.rows, ("mask", cx.identity(index), True)))
        numbers = inner.items and all(isinstance(literal(i), int) for i in inner.items)
        if numbers and data.kind in {"array", "series"}:
            return data.but(rows=narrow(data.rows, ("some", ("items", cx.identity(index)))))
    return data.but(column=None, only=None, source=0)


def _condition(index: Const) -> Step | None:
    """The step that a condition over numbers nobody knows selects (`rows[numbers < 0.8]`); the same for `~` of it."""
    key = index.value.key if isinstance(index.value, Symbol) else None
    selects = True
    while isinstance(key, tuple) and key and key[0] in {"~", "not"}:
        key, selects = key[1], not selects
    if isinstance(key, tuple) and key and key[0] in {"compare", "&", "|", "and", "or"}:
        return ("mask", ("condition", key), selects)
    return None


def named_part(cx: Context, data: Data, name: str) -> Data:
    """One part of a data set that comes in named parts; parts of other names hold other rows."""
    rows: Rows = frozenset((root, (*steps, ("side", ("part", root), name)), arms) for root, steps, arms in data.rows)
    return data.but(rows=rows, kind="dataset", type=element_type(cx, data.type))


def _chosen(data: Data, by: Learned) -> Data:
    """Columns that a statistic picked: every row carries it."""
    if by:
        data.learned |= by
        data.cols = {name: learned | by for name, learned in data.cols.items()}
    return data


def by_columns(data: Data, names: Data) -> Data:
    """`data[features]` where `features` are columns of a table, some of them known to be missing."""
    chosen = columns(data, names.only) if names.only is not None else without(data, names.gone)
    if names.source == INEXACT or (names.only is None and names.source != data.source):
        numbers = names.only is None and names.source == of_numbers(data.source) and data.source > 0
        chosen.source = names.source if numbers else 0  # names of another table, or of which some may be missing
        if data.cols.keys() <= names.cols.keys():  # each column that was written was asked how it is spelled
            chosen = spelled.kept(chosen, names)
    if names.learned:
        # Which columns there are was decided by a statistic: every row carries it.
        chosen.learned = chosen.learned | names.learned
        chosen.cols = {name: learned | names.learned for name, learned in chosen.cols.items()}
        chosen.source = 0
    return chosen


def by_rows(cx: Context, data: Data, selector: Data, index: Value) -> Data:
    """The rows that a mask, an index array or another value's index selects."""
    part = heads.of_part(cx, data, _by_rows(cx, data, selector, index), selector, selector.picks or ())
    return rating.caught(cx, data, selector, rating.chosen(cx, data, selector, part))


def _by_rows(cx: Context, data: Data, selector: Data, index: Value) -> Data:
    if selector.kind == "name-mask":
        return by_columns(data, selector)
    if told := frozenset(trait for trait in selector.traits if trait[0] in {"latest", ANEW, leads.EARLIER}):
        data = data.but(traits=data.traits | told)
    if selector.kind == "index" and selector.rows:
        if fields := lookups.beside(data.rows, selector.rows):
            return data.but(rows=fields, column=data.column)
        if contains(data.rows, own := lookups.transferred(data.rows, selector.rows)):
            return data.but(rows=own, column=data.column)
        return data.but(rows=narrow(data.rows, ("mask", ("index", cx.row_set(selector.rows)), True)))
    if selector.kind == "mask" and any(trait[0] == "border" for trait in selector.traits):
        data = data.but(traits=data.traits | {order.BORDERED})
    if (nearest := lookups.of_neighbours(cx, data, selector)) is not None:
        return nearest
    if selector.fits and verdicts.PLACES in selector.traits and verdicts.is_truth(cx, selector, data):
        return verdicts.in_their_order(cx, selector, data)
    if selector.picks is not None:
        here = order.at(data.order, selector.picks)
        narrowed = data.but(rows=picked(constants.chosen(data, here), here), picks=None)
        if selector.kind == "indices" and not here and selector.order:  # all of them, in the order of the numbers
            narrowed = order.as_drawn(cx, narrowed, selector.order)
        if data.picks is not None and (selector.kind == "indices" or (data.kind == "indices" and not selector.rows)):
            narrowed.picks = (*data.picks, *selector.picks)
        return narrowed
    if data.kind in _BY_PLACE and (drawn := scattering.places(cx, selector)) is not None:
        if data.picks is not None:
            return data.but(picks=(*data.picks, drawn))
        return data.but(rows=narrow(data.rows, drawn), column=data.column)
    if selector is UNKNOWN or not selector.rows or selector.kind == OPAQUE:
        if data.kind in {"frame", "dataset"} and selector.kind != "indices":
            return _chosen(data.but(column=None, only=None, source=0), choosing(cx, selector.all_learned()))
        return data.but(rows=narrow(data.rows, untold(cx, index)))
    if selector.kind in {"series", "array", ""} and lookups.drawn_from(data.rows, selector.rows):
        return data.but(rows=selector.rows, column=data.column)  # labels that were drawn from those of these rows
    if data.kind in TABLES and (flag := lookups.flag(data, selector)) is not None:
        return data.but(rows=narrow(data.rows, flag), column=data.column)
    # Row numbers that nobody could follow may be any part, also the complement of a known one; a mask is a condition.
    chosen = comparing.as_mask(cx, index)
    if selector.kind in {"indices", "array", "index", "predictions"}:
        chosen = ("some", ("value", cx.identity(index)))
    chosen_rows = data.but(rows=narrow(data.rows, chosen), column=data.column)
    if chosen[0] == "some":
        chosen_rows.parts = None  # values of whatever rows, in whatever order
    if not data.kind and not selector.kind:
        chosen_rows.source, chosen_rows.only = 0, None  # of two things nobody knows, these may also be columns
    return chosen_rows


def untold(cx: Context, index: Value) -> Step:
    """The step to the rows at places nobody could follow: others each time where their origin is unknown, too."""
    if index is UNKNOWN:
        return ("some", ("unknown", cx.identity(object())))
    return ("mask", ("value", cx.identity(index)), True)


def _array_index(cx: Context, frame: Frame, data: Data, index: Seq, pos: int) -> Value:
    """`array[rows, columns]`."""
    if not index.items:
        return data
    first = index.items[0]
    chosen = data
    if isinstance(first, Slice):
        chosen = slices.rows_slice(cx, data, first, cx.place(frame, pos))
    elif isinstance(first, Const) and (condition := _condition(first)) is not None:
        chosen = data.but(rows=narrow(data.rows, condition))
    elif isinstance(first, Const) and isinstance(first.value, (int, Symbol)):
        chosen = data.but(rows=narrow(data.rows, ("some", ("item", symbol(first)))))
    elif not (isinstance(first, Const) and first.value is None):
        selected = state(first)
        if (under := labels.steps(cx, data, first)) is not None:
            chosen = data.but(rows=narrow(data.rows, *under))
        elif isinstance(selected, Data) and selected.kind not in {"columns", "name"}:
            found = lookups.foreign(data, selected)
            chosen = lookups.looked_up(data, selected) if found else _under(cx, frame, data, first, pos)
        elif isinstance(selected, Seq) and selected.kind != "tuple":
            chosen = by_rows(cx, data, data_of(first), first)
    if len(index.items) > 1:
        second = index.items[1]
        if isinstance(second, Slice) and data.kind == ANSWER and (literal(second.low) if second.low else 0):
            chosen = answers.without_nearest(cx, chosen)
        chosen = _second_axis(cx, chosen, second)
        if data.kind == "frame" and chosen.kind == "series":
            chosen = rating.caught(cx, chosen, data_of(first), chosen)
    return chosen


def _under(cx: Context, frame: Frame, data: Data, index: Value, pos: int) -> Data:
    """The rows that a value selects, or what stands under each of the labels that it is."""
    said = per_group.of_labels(cx, frame, data, data_of(index), pos)
    return by_rows(cx, data, data_of(index), index) if said is None else said


def _second_axis(cx: Context, data: Data, index: Value) -> Data:
    names = names_in(index)
    if names is not None:
        if isinstance(index, Const) and len(names) == 1:
            return column(cx, data, next(iter(names)), None)
        return columns(data, names)
    inner = state(index)
    if isinstance(inner, Data) and inner.kind in {"columns", "name-mask"}:
        return by_columns(data, inner)
    if isinstance(index, Slice) and index.low is None and index.high is None:
        return data
    # A position among the columns: which column that is, is not known, only what chose it.
    some = unnamed(data)
    if isinstance(literal(index), int):
        some.traits |= {ONE_PLACE}
    elif neighbours.place_of(index) is not None:
        some.traits |= {OF_EACH}
    return _chosen(some, choosing(cx, data_of(index).all_learned()))


def unnamed(data: Data) -> Data:
    """An array of which nobody knows any more which column stands where."""
    some = data.but(source=0, only=None, gone=NO_NAMES, column=None, parts=None)
    some.traits, some.made = counting.less_fields(data.traits), {}
    return some


def locate(cx: Context, frame: Frame, box: Box | None, data: Data, index: Value, pos: int) -> Value:
    """`data.loc[rows, columns]` and `data.iloc[rows, columns]`."""
    if isinstance(index, Seq) and index.kind == "tuple":
        return _array_index(cx, frame, data, index, pos)
    if isinstance(index, Slice):
        return slices.rows_slice(cx, data, index, cx.place(frame, pos))
    if (under := labels.steps(cx, data, index)) is not None:
        return data.but(rows=narrow(data.rows, *under))
    inner = state(index)
    if isinstance(inner, (Data, Seq)):
        return _under(cx, frame, data, index, pos)
    if slices.is_period(index):
        return slices.rows_slice(cx, data, Slice(index, index, None), cx.place(frame, pos))
    # The rows of one label: of a label that several rows share, all of one entity.
    one = narrow(data.rows, ("some", ("item", identified(cx, index))))
    return data.but(rows=one, traits=order.apart(data.traits))


def identified(cx: Context, value: Value) -> object:
    """What tells a value from others: its symbol, or its number."""
    key = symbol(value)
    return cx.identity(value) if key is None else key


def assign(cx: Context, box: Box, data: Data, index: Value, value: Value) -> None:
    """`data[index] = value` in place."""
    written = constants.spread(value)
    names = names_in(index) or frozenset()
    pieces.fields(cx, [*names], [written] * len(names))
    if isinstance(index, Const) and isinstance(index.value, str):
        if LISTED in written.traits and written.kind == "row" and data.kind == "frame":
            pieces.called(cx, data, index.value)  # all rows of one file are of one
        cx.write(box, constants.marked(with_column(data, index.value, written), index.value, value))
        return
    if names:
        changed = data
        for name in sorted(names):
            part = written.but(learned=written.of_column(name), cols={}) if written.cols else written
            changed = with_column(changed, name, part)
        cx.write(box, changed)
        return
    written = leads.chosen(cx, index.items[0] if isinstance(index, Seq) and index.items else index, written)
    inner = state(index)
    if isinstance(inner, Data) and inner.kind in {"columns", "name"}:
        left = {name: data.of_column(name) for name in sorted(inner.gone)}  # none of those that are written
        more = written.all_learned()
        there = data.cols.keys() - inner.gone if inner.only is None else data.cols.keys() & inner.only
        cols = {**data.cols, **{name: data.cols[name] | more for name in sorted(there)}, **left}
        more_columns = data.only is not None and inner.only is None and data.only <= inner.gone  # beside all there are
        only = None if more_columns else data.only
        cx.write(box, data.but(learned=data.learned | more, fits=data.fits | written.fits, cols=cols, only=only))
        return
    if isinstance(index, Seq) and len(index.items) > 1:
        _assign_part(cx, box, data, index, written)
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
    elif learned - data.learned or written.fits - data.fits:
        cx.write(box, data.but(learned=data.learned | learned, fits=data.fits | written.fits))


def _assign_part(cx: Context, box: Box, data: Data, index: Seq, written: Data) -> None:
    """`data[rows, columns] = value`: the columns hold old and new values."""
    names = names_in(index.items[1])
    if any(trait[0] == "border" for trait in data_of(index.items[0]).traits):
        data = data.but(traits=data.traits | {order.BORDERED})
    if gaps.chosen(index.items[0], names or frozenset()):
        written = gaps.filling(cx, written)
    if names is None:
        learned = data.learned | written.all_learned()
        cx.write(box, data.but(learned=learned, fits=data.fits | written.fits))
        return
    whole = isinstance(index.items[0], Slice) and index.items[0].low is None and index.items[0].high is None
    changed = data
    for name in sorted(names):
        learned = written.of_column(name)
        if whole:
            changed = with_column(changed, name, written.but(learned=learned, cols={}))
            continue
        learned |= data.of_column(name) | constants.of(data, name)
        kind = "series" if constants.is_constant(written) else written.kind  # old values stand beside it
        changed = with_column(changed, name, written.but(learned=learned, cols={}, kind=kind))
    cx.write(box, changed)


def write_through(cx: Context, series: Data, value: Data) -> None:
    """An in-place method of a column: the table that it is a view of changes."""
    if series.view is None:
        return
    box, name = series.view
    table = box.state
    if isinstance(table, Data):
        cx.write(box, with_column(table, name or None, value))


def remove(cx: Context, box: Box, data: Data, index: Value) -> None:
    """`del data[index]`."""
    names = names_in(index)
    if names:
        cx.write(box, without(data, names))


def plain(data: Data) -> Data:
    """The same rows and statistics with no more said of columns."""
    return data.but(cols={}, learned=data.all_learned() or NOTHING_LEARNED, only=None, column=None)


__all__ = [
    "TABLES", "assign", "by_columns", "by_rows", "column", "columns", "locate", "mix", "plain", "remove",
    "select", "with_column", "without", "write_through",
]  # fmt: skip
