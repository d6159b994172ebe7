"""Effects that make objects: constructors, pipelines, compositions."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Final

from mle_reviewer.flow.context import Context, Frame, data_of, is_missing, mix, names_in
from mle_reviewer.flow.effects.fitting import learn_object
from mle_reviewer.flow.effects.holding import attach, held_together
from mle_reviewer.flow.effects.objects import argument_place, carried, objects_in
from mle_reviewer.flow.effects.seeding import seeded
from mle_reviewer.flow.facts.rows import Rows, narrow
from mle_reviewer.flow.facts.values import NONE, READ_THROUGH, UNKNOWN, Box, Data, Func, Map, Obj, Seq, Value, state
from mle_reviewer.flow.operations import bundles, pieces, spans, together, written_out
from mle_reviewer.flow.operations.call import Call, Effect, argument_of, element_type, kind_of
from mle_reviewer.knowledge.table import ClassEntry

_HOLDING: Final = frozenset({"frame", "series", "array", "dataset", "loader", "grouped", "windowed"})
_FIRST: Final = frozenset({"load", "generate", "filter", "concat"})  # effects of constructors that decide the rows


def _of_its_own(call: Call) -> Value:
    """A data set whose constructor loads, selects or joins rows; what its transforms know comes into every row."""
    from mle_reviewer.flow.effects import EFFECTS

    made = EFFECTS[call.entry.effect](call)
    path = call.entry.path.removesuffix(".__init__")
    inner = state(made)
    if not isinstance(inner, Data):
        return made
    typed = inner.but(kind=kind_of(call.cx, path), type=path, column=None)
    typed.learned |= frozenset[int]().union(*(carried(value) for value in (*call.args, *call.kwargs.values())))
    through = call.slot("function")
    if isinstance(through, (Box, Func)) and element_type(call.cx, path) is not None:
        typed.traits |= {(READ_THROUGH, str(call.cx.identity(through)))}
    return call.cx.fresh(typed)


def make(call: Call) -> Value:
    """An object of a class, from arguments."""
    path = call.entry.slots.get("type")
    entry = call.cx.table.find(path) if isinstance(path, str) else None
    if isinstance(entry, ClassEntry):
        args, kwargs = call.args, call.kwargs
        if entry.role == "splits" and len(args) <= len(call.entry.params):  # each part under its name
            args, kwargs = [], {**dict(zip(call.entry.params, args, strict=False)), **kwargs}
        return seeded(call, class_made(call.cx, call.frame, entry, args, kwargs, call.pos))
    return call.cx.fresh(Obj(str(path or call.entry.path)))


def pipeline(call: Call) -> Value:
    """A pipeline or union from its steps as positional arguments."""
    path = call.entry.slots.get("type")
    entry = call.cx.table.find(path) if isinstance(path, str) else None
    steps = Seq(tuple(call.args), None, "list")
    found = entry if isinstance(entry, ClassEntry) else None
    attrs: dict[str, Value] = {"(steps": steps, "(transformers": steps, "(transformer_list": steps}
    return call.cx.fresh(Obj(str(path or call.entry.path), found, None, attrs))


def class_made(
    cx: Context, frame: Frame, entry: ClassEntry, args: list[Value], kwargs: dict[str, Value], pos: int
) -> Value:
    """An object of a library class: data for tables, arrays and datasets, otherwise an object with its arguments."""
    init = entry.making
    slots = init.slots
    if entry.role in _HOLDING:
        return _of_rows(Call(cx, frame, init, None, args, kwargs, pos), entry)
    if entry.role == "splits":
        given = state(args[0]) if args else None
        parts: dict[Hashable, Value] = dict(given.items) if isinstance(given, Map) else {}
        parts.update(kwargs.items())
        return cx.fresh(Map(parts))
    attrs: dict[str, Value] = {"(" + name: value for name, value in kwargs.items()}
    for name, value in zip(init.params, args, strict=False):
        attrs["(" + name] = value
    if init.star is not None and len(args) > len(init.params):
        attrs["(*" + init.star] = Seq(tuple(args[len(init.params) :]))
    owner = Obj(entry.path, entry, None, attrs)
    if "rows" in slots:
        call = Call(cx, frame, init, None, args, kwargs, pos)
        rows = argument_of(owner, "rows") or call.slot("rows") or UNKNOWN
        data, labels = data_of(rows), data_of(argument_of(owner, "labels"))
        if data.rows and entry.learns is not None:  # objects that learn in the constructor (Word2Vec)
            return cx.fresh(learn_object(call, owner, data, labels))
        if data.rows or data.picks:  # of row numbers: which rows they pick, what they are put to says
            attrs["(data"] = rows
    if "initial" in slots:  # it wraps something that has learned
        begun = objects_in(argument_of(owner, "initial") or NONE)
        owner = owner.but(learned=owner.learned.union(*(one.learned for one in begun)))
    box = cx.fresh(owner)
    if entry.role == "trainer":
        cx.made_at[box.number] = argument_place(cx, frame, pos, slots.get("validation"))
    return box


def _of_rows(call: Call, entry: ClassEntry) -> Value:
    """A table, array or data set of what its constructor is given."""
    cx, frame, pos, init = call.cx, call.frame, call.pos, call.entry
    args, kwargs, slots = call.args, call.kwargs, init.slots
    if entry.role in {"loader", "dataset"} and "rows" in slots:
        pieces.in_example(cx, frame, call.slot("rows") or UNKNOWN, pos)
    made_by = _of_its_own(call) if init.effect in _FIRST else None
    if made_by is not None:
        return made_by
    if "rows" in slots:
        data = call.data("rows")
        if "labels" in slots:  # which say something of the rows, but bring none of their own
            both = mix([data, call.data("labels")])
            data = both.but(rows=data.rows) if data.rows and both.rows != data.rows else both
    else:
        data = _given(entry, args, kwargs)
    holds = state(args[0] if args else kwargs.get("data", UNKNOWN))
    if data is UNKNOWN and entry.role == "frame":
        told = written_out.table(call, args[0] if args else kwargs.get("data"))
        if told is not None:
            return cx.fresh(told.but(type=entry.path))
    if data is UNKNOWN and entry.role == "series" and (names := names_in(args[0] if args else kwargs.get("data"))):
        return cx.fresh(Data(kind="columns").but(only=names))  # words, perhaps names of columns
    if data is UNKNOWN and not (entry.role == "frame" and isinstance(holds, Map) and holds.items):
        return cx.fresh(Data(kind=entry.role, type=entry.path))
    if entry.role == "frame" and not args and "data" not in kwargs:
        empty = Data(data.rows, kind="frame", type=entry.path)
        empty.only = names_in(kwargs.get("columns")) or frozenset()
        return cx.fresh(empty)
    from mle_reviewer.flow.effects.tables import constructed  # which makes pipelines of its own

    if data.kind == "columns" and not data.rows and entry.role in {"array", "series"}:
        return cx.fresh(data)  # names of columns in another form
    made = constructed(call, data).but(column=data.column if entry.role == "series" else None)
    if entry.role == "loader" and "rows" in slots:
        spans.noted(cx, frame, call.slot("rows") or UNKNOWN, pos)
    sampler = data_of(kwargs.get("sampler"))
    if sampler.picks:
        made.rows = narrow(made.rows, *sampler.picks)
    elif entry.role == "loader" and isinstance(slots.get("by"), str):
        made.rows = _asked_for(call, made.rows)
    made.kind, made.type = kind_of(cx, entry.path) or entry.role, entry.path
    if entry.slots.get("entries"):
        made = together.of_entries(args[0] if args else None, made)
    if entry.role == "dataset" and "labels" in slots:
        held_together(cx, made, call.data("rows"), call.data("labels"))
        for name in sorted(kwargs.keys() - {*init.params}):  # masks of its rows, or whatever else
            made = attach(cx, made, name, kwargs[name], beside=False)
    elif entry.role == "dataset" and init.star is not None and not kwargs:
        bundles.tied(cx, made, [data_of(one) for one in args])
    return cx.fresh(made)


def _given(entry: ClassEntry, args: Sequence[Value], kwargs: Mapping[str, Value]) -> Data:
    """What a constructor is given, as one; the names of a table's columns bring no rows of their own."""
    named = data_of(kwargs.get("columns")) if entry.role == "frame" else UNKNOWN
    both = mix([data_of(value) for value in _telling(args, kwargs)])
    if not named.rows:
        return both
    rows = mix([data_of(value) for value in (*args, *(kwargs[name] for name in kwargs if name != "columns"))]).rows
    return both.but(rows=rows, column=both.column) if rows else both


def _telling(args: Sequence[Value], kwargs: Mapping[str, Value]) -> list[Value]:
    """The arguments that rows may come of: names of columns of which nothing was learned say nothing of these."""
    named = data_of(kwargs.get("columns"))
    silent = named.kind == "columns" and not (named.rows or named.picks or named.all_learned())
    return [*args, *(value for name, value in kwargs.items() if name != "columns" or not silent)]


def _asked_for(call: Call, rows: Rows) -> Rows:
    """The rows that a loader is asked for by a mask or numbers: a part that nobody knows, where these are not told."""
    by = call.slot("by")
    if is_missing(by):
        return rows
    picks = data_of(by).picks
    return narrow(rows, *picks) if picks else narrow(rows, ("some", ("value", call.cx.identity(by))))


def configure(call: Call) -> Value:
    """An object gets other constructor arguments."""
    box, owner = call.box, state(call.receiver) if call.receiver is not None else None
    if box is not None and isinstance(owner, Obj) and call.kwargs:
        given = {"(" + name: value for name, value in call.kwargs.items()}
        call.cx.write(box, owner.but(attrs={**owner.attrs, **given}))
    return call.receiver or UNKNOWN


EFFECTS: Final[dict[str, Effect]] = {"make": make, "obtain": make, "pipeline": pipeline, "configure": configure}
