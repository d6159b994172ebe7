"""Tables and arrays: what selecting and writing columns and rows does to a value."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context
from mle_reviewer.flow.facts.rows import NO_ROWS
from mle_reviewer.flow.facts.values import (
    ADDED,
    HITS,
    INEXACT,
    NO_NAMES,
    NOTHING_LEARNED,
    Box,
    Data,
    Learned,
    Parts,
    of_numbers,
    some_of,
    written,
)
from mle_reviewer.flow.operations import (
    adding_columns,
    blanks,
    carried,
    codes,
    constants,
    counting,
    headings,
    heads,
    lapses,
    lasts,
    lent,
    order,
    periods,
    said,
    scaling,
    scattering,
    spelled,
)
from mle_reviewer.flow.operations.call import element_type

Traits = frozenset[tuple[str, ...]]
_TABLE_OR_ROW: Final = frozenset({"frame", "row"})
TABLES: Final = frozenset({"frame", "series", "array", "dataset"})


def column(cx: Context, data: Data, name: str, box: Box | None) -> Data:
    """One column of a table; in-place methods of it write through to the table."""
    if data.source > 0 and name not in data.made:
        cx.record.named.setdefault(data.source, set()).add(name)
    if data.kind in _TABLE_OR_ROW and (held := constants.of(data, name)):
        return Data(NO_ROWS, held, "stat", element_type(cx, data.type) or data.type)
    grouped = data.kind == "grouped"  # a column of groups still waits for its aggregate
    series = data.but()
    series.learned, series.cols, series.column = data.of_column(name), {}, name
    if series.traits:
        if ADDED in data.traits and data.source > 0 and name not in data.cols:
            series.learned = adding_columns.named(data, [name])
        if name not in data.made:
            series.learned |= constants.so_called(data, name, name)
        fewer = counting.less_fields(headings.less(data.traits))
        series.traits = blanks.of_column(scaling.of_column(fewer, name), name)
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
    if ADDED in data.traits and data.source > 0:
        chosen.learned = adding_columns.named(data, names)
    return chosen


def without(data: Data, names: frozenset[str]) -> Data:
    """A table less some columns."""
    left = data.but(gone=data.gone | names, column=None)
    if data.only is not None:
        left.only = data.only - names
    if any(name in data.cols for name in names):
        left.cols = {name: learned for name, learned in data.cols.items() if name not in names}
    return left


def with_column(data: Data, name: str | None, value: Data, *, new: bool = False) -> Data:
    """A table with one column written (`None`: a column whose name is not known), `new` if it had none so called."""
    learned = value.all_learned()
    changed = data.but(column=None)
    if value.traits:
        learned |= order.come_back(value, data.traits)
        changed.traits = data.traits | order.of_value(value.traits)
    if value.scores and not value.rows:
        changed.scores = data.scores | value.scores  # a table of results
    if fits := said.by_all(value):
        changed.fits = data.fits | fits
        changed.traits |= said.written(name, fits, off=HITS in value.traits)
    if name is None:
        changed.learned = data.learned | learned
        changed.only = None
        if ADDED in data.traits:
            changed.traits = adding_columns.rewritten(changed, learned)
        return changed
    if changed.traits or value.traits:
        changed.traits = _traits_with(changed.traits, data, name, value)
    if lapse := lapses.kept(name, value):
        changed.traits |= lapse
    if constants.is_constant(value):
        constants.noted(changed, name, value)
        learned = NOTHING_LEARNED
    changed.cols = {**data.cols, name: learned}
    changed.made = {**data.made, name: written(value.parts, new=new)}
    changed.gone = data.gone - {name}
    if data.only is not None:
        changed.only = data.only | {name}
    if not data.rows:
        changed.rows = value.rows
    return changed


def _traits_with(traits: Traits, data: Data, name: str, value: Data) -> Traits:
    """What is known of a table into which a column is written: of what it held before, and of what the value is."""
    traits = constants.less(scaling.kept(data.traits, traits, name, value), name)
    if value.rows and value.parts is None:  # perhaps something of other rows
        traits = counting.apart_from(traits)
    if value.traits:
        traits |= scattering.kept(name, value) | codes.kept(value) | periods.kept(name, value)
    traits |= counting.noted(data, name, value)
    traits = carried.kept(lasts.kept(heads.kept(traits, name, value), name, value), data.traits, name, value)
    return blanks.kept(lent.kept(traits, data.traits, name, value), data.traits, name, value)


def by_columns(data: Data, names: Data) -> Data:
    """`data[features]` where `features` are columns of a table, some of them known to be missing."""
    chosen = columns(data, names.only) if names.only is not None else without(data, names.gone)
    if names.only is None and (data.made or ADDED in data.traits) and adding_columns.of_table(names, data):
        chosen = adding_columns.left_out(chosen, names)
    if names.source == INEXACT or (names.only is None and names.source != data.source):
        numbers = names.only is None and names.source == of_numbers(data.source) and data.source > 0
        own = names.kind == "name-mask" or adding_columns.of_table(names, data)
        some = some_of(data.source) if own else 0
        chosen.source = names.source if numbers else some  # names of another table, or of which some may be missing
        if data.cols.keys() <= names.cols.keys():  # each column that was written was asked how it is spelled
            chosen = spelled.kept(chosen, names)
    if names.learned:
        # Which columns there are was decided by a statistic: every row carries it.
        chosen.learned = chosen.learned | names.learned
        chosen.cols = {name: learned | names.learned for name, learned in chosen.cols.items()}
        chosen.source = 0
    return chosen


def of_any(data: Data, name: Data) -> Learned:
    """What a column learned of whose name is known which ones it may be, and which not."""
    if not data.cols:
        return data.learned
    there = data.only if name.only is None else name.only
    if there is None:
        return data.but(cols={one: learned for one, learned in data.cols.items() if one not in name.gone}).all_learned()
    return NOTHING_LEARNED.union(*(data.of_column(one) for one in there - name.gone))


def carrying(data: Data, by: Learned) -> Data:
    """Columns that a statistic picked: every row carries it."""
    if by:
        data.learned |= by
        data.cols = {name: learned | by for name, learned in data.cols.items()}
    return data


def some(data: Data) -> Data:
    """Some columns of a table, nobody knows which."""
    return data.but(source=some_of(data.source) if data.kind == "frame" else 0, column=None)


def unnamed(data: Data) -> Data:
    """An array of which nobody knows any more which column stands where."""
    some = data.but(source=0, only=None, gone=NO_NAMES, column=None, parts=None)
    some.traits, some.made = counting.less_fields(data.traits), {}
    return some


def write_through(cx: Context, series: Data, value: Data) -> None:
    """An in-place method of a column: the table that it is a view of changes."""
    if series.view is None:
        return
    box, name = series.view
    table = box.state
    if isinstance(table, Data):
        cx.write(box, with_column(table, name or None, value))
