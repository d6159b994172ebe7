"""Selecting: the columns, rows and parts that `data[index]`, `data.loc[…]` and `data.iloc[…]` take of a value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from mle_reviewer.flow.context import Context, Frame, data_of, literal, names_in, symbol
from mle_reviewer.flow.facts.rows import Step, narrow, one_element, single
from mle_reviewer.flow.facts.values import (
    ADDED,
    ANSWER,
    ANY_COLUMN,
    COME_TO,
    CUT_OUT,
    NEAREST,
    OF_EACH,
    OF_PLACE,
    ONE_PLACE,
    OPAQUE,
    TURNED,
    TYPES,
    UNKNOWN,
    Box,
    Const,
    Data,
    Seq,
    Slice,
    Symbol,
    Value,
    state,
)
from mle_reviewer.flow.operations import (
    adding_columns,
    answers,
    archives,
    codes,
    constants,
    frames,
    headings,
    labels,
    leads,
    listing,
    lookups,
    masks,
    name_masks,
    neighbours,
    opaque,
    order,
    per_group,
    pieces,
    rating,
    slices,
    standing,
)
from mle_reviewer.flow.operations.call import element_type
from mle_reviewer.flow.operations.choosing import by_label, choosing
from mle_reviewer.knowledge.table import ClassEntry

SOME_PART: Final = ("part", "?")  # a part of a data set that comes in parts, not known which


def select(cx: Context, frame: Frame, box: Box | None, data: Data, index: Value, pos: int) -> Value:
    """`data[index]`: a column, columns, a part of the rows, or both for arrays."""
    of_kind = _OF_KIND.get(data.kind)
    if of_kind is not None and (taken := of_kind(cx, data, index)) is not None:
        return taken
    if isinstance(index, Const):
        if isinstance(index.value, str):
            return _named(cx, data, index.value, box)
        return _at_constant(cx, frame, data, index, pos)
    if TURNED in data.traits and data.kind == "array" and data.only is not None:
        return frames.unnamed(data)  # some columns, which stand where rows were
    if isinstance(index, Slice):
        return slices.rows_slice(cx, data, index, cx.place(frame, pos))
    if isinstance(index, Seq) and index.kind == "tuple":
        return _array_index(cx, frame, data, index, pos)
    inner = state(index)
    names = names_in(index)
    if names is not None:
        asked = names or isinstance(inner, (Seq, Data))
        return codes.aligned(cx, standing.in_order(frames.columns(data, names), index)) if asked else data
    if isinstance(inner, Data):
        return _by_data(cx, frame, box, data, index, inner, pos)
    if isinstance(inner, Seq) and data.cols:
        data = listing.but_left_out(data, inner)
    listed = _by_list(cx, data, index, inner) if isinstance(inner, Seq) else None
    if listed is not None:
        return listed
    left = listing.chosen(data, inner) if isinstance(inner, Seq) and data.cols else data
    return frames.some(left).but(only=None)


def _named(cx: Context, data: Data, name: str, box: Box | None) -> Data:
    """A column, or a field, by its name."""
    if CUT_OUT in data.traits:
        pieces.called(cx, data, name)
    stored = archives.member(cx, data, name) if data.kind == "array" else None
    return stored or frames.column(cx, data, name, box)


def _of_splits(cx: Context, data: Data, index: Value) -> Data:
    """One part of a data set that comes in named parts; parts of other names hold other rows."""
    rows, name = data.rows, literal(index)
    if isinstance(name, str):
        rows = frozenset((root, (*steps, ("side", ("part", root), name)), arms) for root, steps, arms in rows)
    else:
        rows = narrow(rows, ("some", SOME_PART))
    return data.but(rows=rows, kind="dataset", type=element_type(cx, data.type))


def _of_archive(cx: Context, data: Data, index: Value) -> Data:
    key = state(index)
    found = isinstance(key, Data) and lookups.foreign(data, key)
    return lookups.looked_up(data, data_of(index)) if found else archives.under(cx, data, index)


def _of_types(_cx: Context, data: Data, index: Value) -> Data:
    """The type of one column, or those of some of them."""
    return UNKNOWN if isinstance(literal(index), str) else adding_columns.inexact(data)


def _of_columns(cx: Context, data: Data, index: Value) -> Data:
    """Some of the names of columns."""
    named = state(index)
    if isinstance(named, Data) and named.kind == name_masks.KIND:
        return name_masks.left(data, named)
    chosen_by = choosing(cx, data_of(index).all_learned())
    return adding_columns.inexact(data.but(learned=data.learned | chosen_by))


def _of_statistic(cx: Context, data: Data, index: Value) -> Data | None:
    if not isinstance(literal(index), str):
        return None
    return data.but(learned=by_label(cx, data.all_learned()), cols={}, column=None)


def _of_numbers(_cx: Context, data: Data, index: Value) -> Data | None:
    """A field of what was drawn of an opaque list: it is no number of a row."""
    drawn = opaque.drawn(data) if isinstance(literal(index), str) else data
    return None if drawn is data else opaque.piece(drawn, ("item", symbol(index)))


def _of_opaque(_cx: Context, data: Data, index: Value) -> Data | None:
    return opaque.piece(data, ("item", symbol(index))) if isinstance(index, Const) else None


_OF_KIND: Final[dict[str, Callable[[Context, Data, Value], Data | None]]] = {
    "splits": _of_splits, archives.KIND: _of_archive, "columns": _of_columns, "stat": _of_statistic,
    TYPES: _of_types,
    "indices": _of_numbers, OPAQUE: _of_opaque, ANSWER: _of_opaque,
}  # fmt: skip


def _at_constant(cx: Context, frame: Frame, data: Data, index: Const, pos: int) -> Value:
    """What stands at a number, known or not, or where a condition over such numbers holds."""
    if (named_field := standing.name_at(data, index)) is not None:
        return frames.column(cx, standing.field_of(data), named_field, None)
    if TURNED in data.traits and data.kind == "array" and data.only is not None:
        return frames.unnamed(data)  # one of the columns, which stand where rows were
    if isinstance(index.value, Symbol):
        if (condition := _condition(index.value.key)) is not None:
            return data.but(rows=narrow(data.rows, condition), column=data.column)
        if (near := neighbours.among(cx, cx.place(frame, pos), data, index)) is not None:
            return near
    elif not isinstance(index.value, int):
        return data.but(column=None)
    # Of a table it may as well be the name of a column.
    kind = "item" if data.kind == "frame" else "place"
    step = ("some", (kind, symbol(index)))
    if kind == "place" and (one_element(data.rows) or single(data.rows)):
        # One of several things made of one row; a loop that counts through them comes to each.
        began = cx.began.get(step)
        within = frozenset() if began is None else frozenset([(COME_TO, str(began))])
        return data.but(column=None, parts=None, traits=headings.less(data.traits) | within)
    one = data.but(rows=narrow(data.rows, step), column=None, parts=None)
    return _maybe_constant(one, data, index) if kind == "item" else one


def _maybe_constant(column: Data, table: Data, name: Value) -> Data:
    """A column whose name is not known, which may be one that holds one value for all rows."""
    told = adding_columns.ends(name) if table.traits else None
    held = constants.so_called(table, *told) if told is not None else frozenset()
    return column.but(learned=column.learned | held, column=column.column) if held else column


def _by_data(cx: Context, frame: Frame, box: Box | None, data: Data, index: Value, inner: Data, pos: int) -> Value:
    """What names, a mask, numbers or other values of rows select."""
    if inner.kind == "columns":
        return codes.aligned(cx, frames.by_columns(data, inner))
    if inner.kind == "name":
        of_all = frozenset({ANY_COLUMN} if 0 < inner.source == data.source else ())
        one = data.but(
            kind="row" if data.kind == "row" else "series",
            type=element_type(cx, data.type) or data.type,
            column=None,
            traits=headings.less(data.traits) | {OF_EACH} | of_all,
            learned=frames.of_any(data, inner) | choosing(cx, inner.learned),
            cols={},
        )
        one = _maybe_constant(one, data, inner)
        if box is not None:
            one.view = (box, "")
        return one
    if inner.kind == "indices" and _are_names(cx, data, inner):
        return frames.some(data).but(only=None)
    if (near := neighbours.among(cx, cx.place(frame, pos), data, index)) is not None:
        return near
    if lookups.foreign(data, inner):
        return lookups.looked_up(data, inner)
    if lookups.names_elsewhere(data, inner):
        return frames.carrying(data.but(column=None, only=None, source=0), choosing(cx, inner.all_learned()))
    if (flag := lookups.flag(data, inner)) is not None:
        cx.record.conditions.setdefault(flag, cx.place(frame, pos))
    taken = leads.chosen(cx, index, masks.by_rows(cx, data, inner, index))
    return taken.but(column=None, only=None, source=0) if lookups.may_name(data, inner) else taken


def _are_names(cx: Context, data: Data, numbers: Data) -> bool:
    """Whether numbers that were counted out, of no rows, name columns: those of tables without headings."""
    if data.kind != "frame" or data.type is None or numbers.rows or not numbers.picks:
        return False
    entry = cx.table.find(data.type)
    counted = all(step[:2] == ("slice", order.HERE) for step in numbers.picks)
    return counted and isinstance(entry, ClassEntry) and bool(entry.slots.get("numbers_name"))


def _by_list(cx: Context, data: Data, index: Value, inner: Seq) -> Data | None:
    """What a list selects of which not every element is known to be a name; None if nobody knows."""
    selected = data_of(inner)
    if selected.kind in {"columns", "name"} and selected.learned:
        return frames.by_columns(data, selected)
    if selected.kind == "name" and inner.rest is None and all(data_of(one).kind == "name" for one in inner.items):
        return _by_names(data, inner, selected)
    if data.kind == "frame" and any(isinstance(literal(item), str) for item in inner.items):
        return None  # names of columns, of which not all are known
    if lookups.listed_elsewhere(data, inner, selected):
        return frames.carrying(data.but(column=None, only=None, source=0), choosing(cx, selected.all_learned()))
    if selected.rows or selected.picks:
        return masks.by_rows(cx, data, selected, index)
    if inner.rest is None and any(literal(i) is True or literal(i) is False for i in inner.items):
        return data.but(rows=narrow(data.rows, ("mask", cx.identity(index), True)))
    if inner.items and data.kind in {"array", "series"} and all(isinstance(literal(i), int) for i in inner.items):
        return data.but(rows=narrow(data.rows, ("some", ("items", cx.identity(index)))))
    return None


def _by_names(data: Data, inner: Seq, selected: Data) -> Data:
    """What a list of names chooses that a loop over the columns of a table gave."""
    later = (data.made or ADDED in data.traits) and adding_columns.of_table(selected, data)
    chosen = adding_columns.left_out(data, selected) if later else data
    alone = chosen.traits | {OF_EACH} if len(inner.items) == 1 else chosen.traits
    return frames.some(chosen).but(only=None, traits=alone)


def _condition(key: object) -> Step | None:
    """The step that a condition over numbers nobody knows selects (`rows[numbers < 0.8]`); the same for `~` of it."""
    selects = True
    while isinstance(key, tuple) and key and key[0] in {"~", "not"}:
        key, selects = key[1], not selects
    if isinstance(key, tuple) and key and key[0] in {"compare", "&", "|", "and", "or"}:
        return ("mask", ("condition", key), selects)
    return None


def _array_index(cx: Context, frame: Frame, data: Data, index: Seq, pos: int) -> Value:
    """`array[rows, columns]`."""
    if not index.items:
        return data
    first = index.items[0]
    chosen = data
    if (key := lookups.composed(data, first)) is not None:
        told = _second_axis(cx, data, index.items[1]) if len(index.items) > 1 else data
        said = lookups.looked_up(told, key)
        return said.but(learned=said.learned | per_group.come_back(key, told))
    if isinstance(first, Slice):
        chosen = slices.rows_slice(cx, data, first, cx.place(frame, pos))
    elif isinstance(first, Const) and (condition := _condition(symbol(first))) is not None:
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
            chosen = masks.by_rows(cx, data, data_of(first), first)
    if len(index.items) > 1:
        second = index.items[1]
        found = data.kind == ANSWER or NEAREST in data.traits
        if isinstance(second, Slice) and found and (literal(second.low) if second.low else 0):
            chosen = answers.without_nearest(cx, chosen)
        chosen = _second_axis(cx, chosen, second)
        if data.kind == "frame" and chosen.kind == "series":
            chosen = rating.caught(cx, chosen, data_of(first), chosen)
    return chosen


def _under(cx: Context, frame: Frame, data: Data, index: Value, pos: int) -> Data:
    """The rows that a value selects, or what stands under each of the labels that it is."""
    said = per_group.of_labels(cx, frame, data, data_of(index), pos)
    return masks.by_rows(cx, data, data_of(index), index) if said is None else said


def _second_axis(cx: Context, data: Data, index: Value) -> Data:
    names = names_in(index)
    if names is not None:
        if isinstance(index, Const) and len(names) == 1:
            return frames.column(cx, data, next(iter(names)), None)
        return frames.columns(data, names)
    inner = state(index)
    if isinstance(inner, Data) and inner.kind in {"columns", name_masks.KIND}:
        return frames.by_columns(data, inner)
    if isinstance(index, Slice) and index.low is None and index.high is None:
        return data
    # A position among the columns: which column that is, is not known, only what chose it.
    chosen = listing.chosen(data, inner) if isinstance(inner, Seq) and data.cols else data
    some = frames.unnamed(chosen)
    if isinstance(place := literal(index), int):
        some.traits |= {ONE_PLACE, (OF_PLACE, str(place))}
    elif neighbours.place_of(index) is not None:
        some.traits |= {OF_EACH}
    else:
        some.source = frames.some(chosen).source
    return frames.carrying(some, choosing(cx, data_of(index).all_learned()))


def locate(cx: Context, frame: Frame, data: Data, index: Value, pos: int) -> Value:
    """`data.loc[rows, columns]` and `data.iloc[rows, columns]`."""
    if isinstance(index, Seq) and index.kind == "tuple":
        return _array_index(cx, frame, data, index, pos)
    if isinstance(index, Slice):
        return slices.rows_slice(cx, data, index, cx.place(frame, pos))
    if (under := labels.steps(cx, data, index)) is not None:
        return data.but(rows=narrow(data.rows, *under))
    inner = state(index)
    if inner is UNKNOWN and data.kind == "frame":
        return data.but(rows=narrow(data.rows, masks.untold(cx, index)))  # whichever: it asks for rows, not for columns
    if isinstance(inner, (Data, Seq)):
        return _under(cx, frame, data, index, pos)
    if slices.is_period(index):
        return slices.rows_slice(cx, data, Slice(index, index, None), cx.place(frame, pos))
    if data.kind == "row" and isinstance(literal(index), int) and one_element(data.rows):
        return data.but(column=data.column)  # the first of what stands under the labels that one row holds
    # The rows of one label: of a label that several rows share, all of one entity.
    one = narrow(data.rows, ("some", ("item", identified(cx, index))))
    return data.but(rows=one, traits=order.apart(data.traits))


def identified(cx: Context, value: Value) -> object:
    """What tells a value from others: its symbol, or its number."""
    key = symbol(value)
    return cx.identity(value) if key is None else key
