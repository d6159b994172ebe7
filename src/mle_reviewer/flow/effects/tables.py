"""Effects on the columns of tables: selecting, dropping, adding, renaming, applying."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import data_of, is_missing, literal, mix, names_in
from mle_reviewer.flow.effects import coding
from mle_reviewer.flow.effects.conditions import answered, less
from mle_reviewer.flow.effects.expressions import put_to, waits
from mle_reviewer.flow.effects.learning import plus
from mle_reviewer.flow.effects.passing import in_place
from mle_reviewer.flow.facts.rows import NO_ROWS
from mle_reviewer.flow.facts.values import (
    BY_TYPE,
    CUT_OUT,
    NO_NAMES,
    NONE,
    TURNED,
    UNKNOWN,
    Bound,
    Box,
    Const,
    Data,
    Func,
    Lib,
    Map,
    Seq,
    Value,
    state,
    written,
)
from mle_reviewer.flow.operations import (
    adding_columns,
    alternatives,
    codes,
    constants,
    counting,
    frames,
    histories,
    lapses,
    lookups,
    loops,
    lots,
    newest,
    per_group,
    pieces,
    records,
    said,
    scattering,
    spelled,
    vocabularies,
    written_out,
)
from mle_reviewer.flow.operations import names as name_lists
from mle_reviewer.flow.operations.call import Call, Effect, truthy
from mle_reviewer.flow.operations.choosing import choosing
from mle_reviewer.flow.operations.row_fields import fields_read


def finished(call: Call, data: Data) -> Value:
    """The result, or the receiver changed in place."""
    return in_place(call, data) if truthy(call.slot("inplace")) else call.result(data)


def drop(call: Call) -> Value:
    """Columns go, or rows by their index."""
    data = call.first
    if data.kind == "columns":
        return name_lists.without(data, names_in(call.slot("labels")))
    rows_of = call.slot("index")
    names = names_in(call.slot("columns"))
    columns = call.slot("columns")
    labels = call.slot("labels")
    if is_missing(columns) and labels is not None and not is_missing(labels):
        inner = state(labels)
        by_columns = literal(call.slot("axis")) in {1, "columns"}
        names = names_in(labels)
        if by_columns:
            columns = labels
        elif isinstance(inner, Data) and inner.kind != "columns":
            rows_of, names = labels, None
        elif names is None:
            rows_of = labels
        else:
            names = None  # rows by label
            rows_of = labels
    if not is_missing(columns):
        inner = state(columns or UNKNOWN)
        if names is not None:
            return finished(call, frames.without(data, names))
        listed = data_of(inner)
        if listed.kind in {"columns", "name"}:
            chosen_by = choosing(call.cx, listed.all_learned())  # what decided which go decided which stay
            data = data.but(learned=data.learned | chosen_by, column=None)
            data.cols = {name: learned | chosen_by for name, learned in data.cols.items()}
        if isinstance(inner, Data) and inner.kind == "columns" and inner.only is not None:
            return finished(call, frames.without(data, inner.only))
        # Unknown columns go: whether the label is among them cannot be told.
        return finished(call, frames.some(data).but(only=None))
    taken = data_of(rows_of)
    if taken.rows:
        return finished(call, data.but(rows=less(data.rows, taken.rows)))
    return finished(call, data.but())


def pop(call: Call) -> Value:
    """One column leaves the table in place."""
    data = call.first
    names = names_in(call.slot("column"))
    if not names or call.box is None:
        return call.result(data.but(column=None))
    name = min(names)
    taken = frames.column(call.cx, data, name, None)
    call.cx.write(call.box, frames.without(data, frozenset([name])))
    return call.cx.fresh(taken)


def insert(call: Call) -> Value:
    """A column is added in place."""
    box, data = call.box, call.first
    if box is not None:
        name = literal(call.slot("column"))
        value = data_of(call.slot("value"))
        new = isinstance(name, str) and name not in data.gone and name not in data.made  # or it would be refused
        call.cx.write(box, frames.with_column(data, name if isinstance(name, str) else None, value, new=new))
    return NONE


def assign(call: Call) -> Value:
    """Columns are added; functions are called with the table."""
    data = call.first
    named = dict(call.kwargs)
    for value in call.args:
        inner = state(value)
        for one in (*inner.items, inner.rest) if isinstance(inner, Seq) else [inner]:
            added = state(one) if one is not None else UNKNOWN
            if isinstance(added, Data) and added is not UNKNOWN:
                put = put_to(call, data, added)
                pieces.fields(call.cx, [added.column], [put])
                data = frames.with_column(data, lapses.unnamed(added), put)
    at = call.slot("column")
    if isinstance(literal(at), str):  # withColumn("name", expression)
        put = put_to(call, call.first, data_of(call.slot("value")))
        pieces.fields(call.cx, [literal(at)], [put])
        return call.result(frames.with_column(call.first, str(literal(at)), put))
    for name, value in named.items():
        made = value
        if isinstance(value, (Func, Bound, Lib)):
            made = call.cx.call(call.frame, value, [call.cx.fresh(data)], {}, call.pos)
        pieces.fields(call.cx, [name], [made])
        added = constants.spread(made)
        if not constants.is_constant(added) or waits(call.cx, added.learned):
            added = put_to(call, data, added)
        for known in sorted(added.only or ()) if name == "**" else (name,):
            new = adding_columns.is_new(call.cx, data, known, added)
            data = constants.marked(frames.with_column(data, known, added, new=new), known, value)
            if call.cx.rounds:
                lots.named(call.cx, data, known, value)
        if name == "**" and not added.only:  # under names that nobody knows
            data = plus(data, added.all_learned())
    return call.result(data)


def rename(call: Call) -> Value:
    """Columns get other names."""
    data = call.first
    inner = state(call.slot("columns") or UNKNOWN)
    if not isinstance(inner, Map):
        return finished(call, data.but())
    names = {old: literal(new) for old, new in inner.items.items() if isinstance(old, str)}
    cols = {str(names.get(name) or name): learned for name, learned in data.cols.items()}
    made = {str(names.get(name) or name): parts for name, parts in data.made.items()}
    raw = {old: str(new) for old, new in names.items() if new and old not in data.made}
    made.update({new: written(frames.made_of(data, old)) for old, new in raw.items()})
    only = None if data.only is None else frozenset(str(names.get(name) or name) for name in data.only)
    moved = {old for old, new in names.items() if new}
    gone = (data.gone | moved) - {str(new) for new in names.values()} if data.only is None else data.gone
    return finished(call, data.but(cols=cols, only=only, gone=gone, made=made))


def column_names(call: Call) -> Value:
    """The names of the columns."""
    data = call.first
    names = Data(kind="columns")
    names.only, names.gone, names.source = data.only, data.gone, data.source
    names.traits = data.traits & {BY_TYPE}
    return spelled.noted(names, data)


def same(call: Call) -> Value:
    """The same rows and columns."""
    return finished(call, call.first.but())


def to_array(call: Call) -> Value:
    """The values without names; the one column of a series stays known, and names of columns are names still."""
    data = call.first
    if data.kind == "columns":
        return call.result(data.but())
    made = data.but(column=data.column)
    if data.kind == "row":
        return call.cx.fresh(call.typed(made).but(kind="row", column=data.column))  # its values are still of one row
    made.kind, made.type = "array", None
    made.traits |= adding_columns.named_alone([data])
    return call.result(made) if data is not UNKNOWN else UNKNOWN


def transposed(call: Call) -> Value:
    """Rows become columns: what stands where is no longer known, twice gives it back."""
    data = call.first
    axes = [one for one in _flat([*call.args, *call.kwargs.values()]) if not (isinstance(one, Data) and one.rows)]
    numbers = [literal(one) for one in axes]
    swaps = call.word("axis") == "dim0"  # two axes; otherwise all of them in their new order
    if numbers and (None in numbers or (0 not in numbers if swaps else numbers[0] == 0)):
        return call.result(data.but(column=None))  # the rows stay where they are
    traits = data.traits - {TURNED} if TURNED in data.traits else data.traits | {TURNED}
    return call.result(data.but(column=None, traits=traits) if data.rows else data.but(column=None))


def _flat(values: list[Value]) -> list[Value]:
    inner = [state(value) for value in values]
    return [one for value in inner for one in (value.items if isinstance(value, Seq) else (value,))]


def accessor(call: Call) -> Value:
    """`.str`, `.dt`: the same values, row by row; a text waits for what is taken out of it (`.str[:4]`)."""
    data = call.first
    if call.name == "Series.str" and call.receiver is not None and data is not UNKNOWN:
        return Bound(call.receiver, "str")
    if data is UNKNOWN:
        return UNKNOWN
    found = data.but(column=data.column, view=None)
    if call.word("time") and data.column is not None and not lapses.is_one(data):
        found.traits = data.traits | {("time", data.column)}
    named = call.word("type")
    return found.but(type=str(named), column=data.column) if named else found


def locate(call: Call) -> Value:
    """`.loc`, `.iloc`: an indexer that waits for what it selects."""
    return Bound(call.receiver or UNKNOWN, "loc")


def apply(call: Call) -> Value:
    """A function on elements, rows or columns: followed if it is the repository's."""
    data = call.first
    function = call.slot("function")
    if isinstance(function, (Func, Bound, Lib)):
        return _applied(call, data, function)
    inner = state(function) if function is not None else None
    if isinstance(inner, (Map, Data, Seq)):
        # Values looked up in a table: what was learned for the table comes along.
        pieces.asked(call.cx, inner, data)
        other = data_of(function)
        pending = per_group.come_back(data, other)
        keys = frozenset([data.column] if data.column is not None else ())
        place = call.cx.place(call.frame, call.pos)
        pending |= histories.summed(call.cx, place, data, other, keys) if keys else frozenset()
        learned = data.all_learned() | other.all_learned() | pending | coding.looked_up(call, inner)
        learned |= newest.mapped_to(call.cx, place, function or UNKNOWN, data)
        return call.result(data.but(learned=learned, cols={}, parts=lookups.parts_left(data, inner)))
    if isinstance(inner, Const) and isinstance(inner.value, str):
        return call.cx.method(call.frame, call.receiver or UNKNOWN, inner.value, [], {}, call.pos)
    return call.result(data.but(column=data.column))


def _applied(call: Call, data: Data, function: Value) -> Value:
    argument = data.but(view=None)
    extra: list[Value] = []
    given = call.kwargs.get("args")
    inner = state(given) if given is not None else None
    if isinstance(inner, Seq):
        extra = list(inner.items)
    named = {
        key: value for key, value in call.kwargs.items()
        if key not in {*call.entry.params, *call.entry.keywords}
    }  # fmt: skip
    by_row = literal(call.slot("axis")) in {1, "columns"}
    if data.kind == "series" or by_row or data.kind == "array":
        # One element or one row at a time: an aggregate inside the function is over that row's values only.
        argument = data.but(kind="row", type=None)
    with loops.row_by_row(call.cx, call.frame, argument.rows if argument.kind == "row" else NO_ROWS):
        result = call.cx.call(call.frame, function, [call.cx.fresh(argument), *extra], named, call.pos)
    made = data_of(result)
    if made is UNKNOWN:
        parts = data.parts if alternatives.by_the_row_alone(call.cx, result) else None
        back = data.but(column=data.column, parts=parts)
        if by_row and data.cols and (names := fields_read(function)) is not None:
            back.learned = frozenset().union(*map(data.of_column, names))  # other fields said nothing of the result
            back.cols = {}
        return call.result(back)
    if isinstance(state(result), Seq):
        made = mix([data_of(item) for item in state(result).items])
    back = plus(data, made.all_learned()).but(fits=made.fits | data.fits, column=data.column)
    if made.scores and not made.rows:
        return call.result(made.but(kind=data.kind, type=data.type))  # a score of each setting
    if not data.rows:
        back.rows = made.rows
    back.traits = back.traits | (made.traits & {CUT_OUT, vocabularies.TOKENS})
    back.traits |= scattering.brought(made.traits)
    if data.kind == "frame":
        back.parts = made.parts if by_row else None
    if made.kind == "mask" and argument.kind == "row" and made.rows == data.rows:
        steps = answered(call, result) or (("mask", ("value", call.cx.identity(made)), True),)
        return call.result(back.but(kind="mask", column=None, picks=steps, learned=back.all_learned(), cols={}))
    whole_row = made.kind == "row" and made.column is None and made.parts is None
    if data.kind == "frame" and by_row and call.given("axis") and not whole_row:
        # Not the row itself comes back, but what the function makes of it.
        return call.result(back.but(source=0, only=made.only, gone=NO_NAMES, learned=back.all_learned(), cols={}))
    return call.result(back)


def align(call: Call) -> Value:
    """Two tables with the same columns or index; each keeps its rows."""
    pair = (call.receiver or UNKNOWN, call.slot("other") or UNKNOWN)
    both = [codes.aligned(call.cx, data_of(one)) for one in pair]
    return Seq(tuple(call.result(one.but(column=None, source=0)) for one in both))


def pipe(call: Call) -> Value:
    """function(self, …)."""
    function = call.slot("function") or UNKNOWN
    first = call.receiver or UNKNOWN
    return call.cx.call(call.frame, function, [first, *call.args[1:]], call.kwargs, call.pos)


def _made_here(call: Call, data: Data, columns: dict[str, Value]) -> Data:
    """A table of values that come from nowhere known: rows of their own, made here."""
    root, rows = written_out.made(call.cx, call.frame, call.pos, columns)
    made = data.but(rows=rows, kind="frame")
    made.source = root
    return made


def constructed(call: Call, data: Data) -> Data:
    """A table made from columns: `DataFrame({"a": x, "b": y}, columns=…)`."""
    given = call.args[0] if call.args else call.kwargs.get("data")
    inner = state(given) if given is not None else None
    if isinstance(inner, Map) and inner.rest is None and inner.items:
        parts = {str(name): data_of(value) for name, value in inner.items.items()}
        main = next((part for part in parts.values() if part.rows), None)
        if main is None and (data.scores or data.learned):
            return data if data.scores else data.but(kind="stat")  # a table of results
        if main is None:
            main = _made_here(call, data, {str(name): value for name, value in inner.items.items()})
        if main is not None:
            made = main.but(column=None, cols={n: p.all_learned() for n, p in parts.items()}, picks=None)
            made.source = records.NEW_TABLES + call.cx.identity(given)
            made.only, made.gone = frozenset(parts), frozenset()
            made.made, made.parts = {name: written(part.parts) for name, part in parts.items()}, None
            made.learned = frozenset()
            own = frozenset((counting.OWN, name) for name, part in parts.items() if counting.counts(main, part))
            own |= {(counting.OWN, str(n)) for n, one in inner.items.items() if counting.told_apart(call.cx, one)}
            made.traits = main.traits - {counting.RUNNING} | own
            made.fits = frozenset[int]().union(*(part.fits for part in parts.values()))
            if not all(part.fits == made.fits for part in parts.values()):
                made.traits = made.traits.union(*(said.written(name, part.fits) for name, part in parts.items()))
            return made
    if isinstance(inner, Seq) and data.rows and data.kind == "row":
        return records.table(call.cx, given or inner, data)
    names = names_in(call.kwargs.get("columns"))
    if names is not None and names == data.only:
        return data  # the rows under the names that they have
    if names is not None and data.rows:
        return data.but(only=names, gone=frozenset(), cols={}, learned=data.all_learned(), column=None)
    return data


EFFECTS: Final[dict[str, Effect]] = {
    "drop": drop, "pop": pop, "insert": insert, "assign": assign, "rename": rename,
    "column-names": column_names, "to-array": to_array,
    "accessor": accessor, "locate": locate, "apply": apply, "pipe": pipe,
    "align": align, "transpose": transposed,
}  # fmt: skip
__all__ = ["EFFECTS", "Box", "constructed", "finished"]
