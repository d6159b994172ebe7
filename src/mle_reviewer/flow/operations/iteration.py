"""Iterating and unpacking: the elements of containers and tables, one after the other or each under a name."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

from mle_reviewer.flow.context import Context, Frame, data_of, part, symbol
from mle_reviewer.flow.facts.dates import SPAN
from mle_reviewer.flow.facts.overlaps import parted
from mle_reviewer.flow.facts.reach import EACH, Numbers, narrowed
from mle_reviewer.flow.facts.rows import narrow, source
from mle_reviewer.flow.facts.values import (
    BETWEEN,
    COLUMNWISE,
    COUNTED,
    EVERY,
    FIELD,
    FILE,
    LISTED,
    NOTHING_LEARNED,
    OPAQUE,
    PLACE,
    SHIFTED,
    TURNED,
    TYPES,
    UNKNOWN,
    WITHIN,
    Box,
    Const,
    Data,
    Lib,
    Map,
    Obj,
    Opened,
    Seq,
    Symbol,
    Value,
    state,
)
from mle_reviewer.flow.facts.windows import COUNTER
from mle_reviewer.flow.operations import (
    archives,
    bundles,
    counting,
    frames,
    groups,
    headings,
    opaque,
    repeats,
    slices,
    spelled,
    standing,
    vocabularies,
)
from mle_reviewer.flow.operations import keys as of_dict
from mle_reviewer.flow.operations.call import kind_of
from mle_reviewer.flow.operations.containers import lib_value, of_file
from mle_reviewer.flow.operations.fields import of_named_tuple, of_result
from mle_reviewer.flow.tree.paths import shown
from mle_reviewer.knowledge.table import ClassEntry

_NAMES: Final = frozenset({"name", "columns"})


def exact(value: Value) -> bool:
    """Whether iterating a value gives a known number of elements."""
    inner = state(value)
    if isinstance(inner, Seq):
        return inner.rest is None
    if isinstance(inner, Obj):
        return of_named_tuple(inner) is not None
    return isinstance(inner, Map) and inner.rest is None


def iterate(cx: Context, frame: Frame, value: Value, pos: int) -> list[Value]:
    """The elements of an iteration: each of a known container, one that stands for all of an unknown one."""
    if type(value) is Lib:
        value = lib_value(cx, frame, value, pos) or value
    inner = state(value)
    if isinstance(inner, Opened):
        line = ("some", (frame.module.path, pos))
        cx.began[line] = cx.store.count
        return [part(lines_of(cx, frame, inner, pos), line)]
    if isinstance(inner, Seq):
        _counts(cx, inner.rest)
        if inner.kind == COLUMNWISE and inner.rest is not None:
            return [*inner.items, inner.rest]
        return list(inner.items) if inner.rest is None else [*inner.items, _one(cx, frame, inner.rest, pos)]
    if isinstance(inner, Map):
        keys: list[Value] = [of_dict.as_value(key) for key in inner.items]
        return keys if inner.rest is None else [*keys, inner.keys or UNKNOWN]
    if isinstance(inner, Data):
        if inner is UNKNOWN:
            return [UNKNOWN]
        if (own := by_its_own(cx, frame, value, inner, pos)) is not None:
            return iterate(cx, frame, own, pos)
        cx.began[("some", (frame.module.path, pos))] = cx.store.count
        return [element(cx, frame, inner, pos)]
    if isinstance(inner, Obj):
        if (named := of_named_tuple(inner)) is not None:
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


def _counts(cx: Context, rest: Value | None) -> None:
    """Remembers that a running number (of `enumerate`) begins to run."""
    first = rest.items[0] if isinstance(rest, Seq) and rest.items else None
    key = symbol(first) if isinstance(first, Const) and isinstance(first.value, Symbol) else None
    if isinstance(key, tuple) and key[0] == COUNTED:
        cx.began[("some", ("place", key))] = cx.store.count


def by_its_own(cx: Context, frame: Frame, value: Value, data: Data, pos: int) -> Value | None:
    """What iterating a value of a class gives that says so itself (the nodes of a graph); None of any other."""
    entry = cx.table.find(data.type) if data.type is not None else None
    if not isinstance(entry, ClassEntry) or "__iter__" not in entry.methods:
        return None
    return cx.method(frame, value, "__iter__", [], {}, pos)


def _one(cx: Context, frame: Frame, rest: Value, pos: int) -> Value:
    """One of those that stand for all further elements of a list: of rows it is one of them."""
    data = data_of(rest)
    if not data.rows or data.kind not in {"row", "series", "", OPAQUE}:
        return rest
    step = ("some", (frame.module.path, pos))
    cx.began[step] = cx.store.count
    return repeats.narrowed(cx, _lists_gathered(rest), step)


def _lists_gathered(value: Value) -> Value:
    """A list that loops filled, or a key with such a list, as many elements."""
    inner = state(value)
    if not isinstance(inner, Seq):
        return value
    if inner.kind == "tuple":
        return Seq(tuple(_lists_gathered(item) for item in inner.items), inner.rest, inner.kind)
    return repeats.gathered(inner)


def _reach(cx: Context, numbers: Data) -> Numbers | None:
    """From which number on to before which one some numbers run, or those of them that were cut out."""
    found = cx.reaches.get(numbers.source)
    for step in (numbers.picks or ())[1:]:
        found = narrowed(found, *step[2:]) if found is not None and step[0] == "slice" else None
    return found


def _begins(numbers: Data) -> Hashable:
    """The first of some numbers that are counted one by one, None if nobody knows."""
    step = numbers.picks[0] if numbers.picks else None
    return (step[2] or 0) if step is not None and step[0] == "slice" else None


def names_in(cx: Context, opened: Opened) -> bool:
    """Whether a file holds names of columns that the code wrote into it: each of its words is one."""
    key = symbol(opened)
    kept = cx.storage.read(cx.unit, cx.whereabouts(key) if isinstance(key, str) else key)
    return kept is not None and data_of(kept.value).kind in _NAMES


def lines_of(cx: Context, frame: Frame, opened: Opened, pos: int) -> Data:
    """The lines of an opened file: rows that come from it."""
    key = symbol(opened)
    words = f"the lines of {shown(key)!r}" if isinstance(key, str) else "the lines of …"
    name = cx.whereabouts(key) if isinstance(key, str) else key
    place = cx.place(frame, pos)
    kept = cx.storage.read(cx.unit, name)
    held = UNKNOWN if kept is None else data_of(kept.value)
    names = held.kind in _NAMES
    if kept is not None and (held.rows or names):
        if kept.unit != cx.unit:
            cx.record.add(
                "restore", place, key=(kept.act, cx.unit), rows=held.rows, words=f"read here ({words})",
                detail={"written": kept.act, "name": name},
            )  # fmt: skip
        if names:  # of columns, one a line
            return Data(kind="name", learned=held.all_learned())
        made = Data(held.rows, held.all_learned(), "row")
        made.traits, made.fits = held.traits | {(FILE, str(kept.act))}, held.fits
        return made
    root = cx.record.root("load", place, words, ("stored", "", name))
    made = Data(source(root), kind="row")
    made.source = root
    return made


def element(cx: Context, frame: Frame, data: Data, pos: int) -> Value:
    """One element of a value that holds rows: a row, a batch, a column's name, a group."""
    if data.kind in {"columns", "frame"} and data.type != "loader":
        chosen_by = data.learned if data.kind == "columns" else NOTHING_LEARNED
        one_name = Data(kind="name", learned=chosen_by).but(only=data.only, gone=data.gone, source=data.source)
        return spelled.kept(spelled.noted(one_name, data), data)
    if data.kind == TYPES:
        return UNKNOWN
    if data.kind == archives.KIND:
        return archives.names(cx, data, (frame.module.path, pos))
    if data.kind in {"loader", "dataset"}:
        # Batch after batch all rows come by: what is done with each is done with all.
        if (number := counting.number_of(data)) is not None:
            alone = data.but(traits=counting.less_numbers(data.traits), column=data.column)
            return Seq((number, element(cx, frame, alone, pos)))
        entry = cx.table.find(data.type) if data.type is not None else None
        says = entry.slots.get("element") if isinstance(entry, ClassEntry) else None
        if isinstance(entry, ClassEntry) and entry.slots.get("single"):
            return part(data, ("some", (frame.module.path, pos))).but(kind="row", type=None, order=0)
        return data.but(kind="", type=says if isinstance(says, str) else None, order=0, source=0)
    if data.kind == "grouped":
        entry = cx.table.find(data.type) if data.type is not None else None
        says = entry.slots.get("element") if isinstance(entry, ClassEntry) else None
        step = ("some", (frame.module.path, pos))
        one = groups.one(cx, data, step)
        one.type = says if isinstance(says, str) else None
        one.kind = (kind_of(cx, one.type) if one.type is not None else "") or "frame"
        return Seq((groups.called(cx, data, step), cx.fresh(one)))
    if data.kind == "moments":
        days, rule = next(((float(t[1]), t[2]) for t in sorted(data.traits) if t[0] == EVERY), (None, ""))
        ends = next((trait[1:] for trait in data.traits if trait[0] == BETWEEN), ())
        key: Hashable = (EACH, (frame.module.path, pos), days, rule, *ends)
        for _shifted, sign, months, far in (t for t in sorted(data.traits) if t[0] == SHIFTED):
            key = (sign, key, (SPAN, int(months), float(far)))
        return Const(Symbol(key))
    if data.kind == "indices" and data.source in cx.ranges and not data.rows:
        reach = _reach(cx, data)
        key = (COUNTER, data.source, _begins(data), *(() if reach is None else (reach,)))
        cx.began[("some", ("place", key))] = cx.store.count
        return Const(Symbol(key))
    if TURNED in data.traits and data.fits:  # what one of several models says of all rows
        return cx.fresh(data.but(traits=data.traits - {TURNED}))
    if headings.is_record(data):
        return Data(kind="name")
    step = ("some", (frame.module.path, pos))
    if LISTED in data.traits:
        cx.listings.add(step)
    one = data.but(rows=narrow(data.rows, step), order=0)
    one.traits = vocabularies.out_of(data, one)
    if data.kind == "row" and LISTED not in data.traits:
        one.traits = headings.less(one.traits) | {WITHIN}
    if data.kind == "indices" and data.picks is not None:
        one.picks = (*data.picks, ("some", ("place", step[1])))
        if data.picks == ():
            cx.began[one.picks[-1]] = cx.store.count
    if data.kind == "series":
        one.kind, one.type = "row", None
    elif data.kind in {"array", "row"}:
        one.kind = "row"
    return one


def unpack(cx: Context, frame: Frame, value: Value, count: int, star: int | None, pos: int) -> list[Value]:
    """The values of `a, b, *c = value`."""
    inner = state(value)
    if isinstance(inner, Obj) and (named := of_named_tuple(inner)) is not None:
        inner = Seq(named)
    if isinstance(inner, Obj) and "(data" in inner.attrs:
        inner = state(inner.attrs["(data"])
    if isinstance(inner, Data) and inner.type is not None:
        several = of_result(cx, frame, value, cx.table.find(inner.type), pos)
        inner = inner if several is None else Seq(several)
    if star is None and (called := groups.fields(cx, value, count)) is not None:
        return called
    if isinstance(inner, Seq):
        if star is None:
            if inner.rest is None:  # another number of names raises: what they would hold is nothing
                return list(inner.items) if len(inner.items) == count else [UNKNOWN] * count
            more = [groups.another(cx, inner.rest, number) for number in range(len(inner.items), count)]
            return [*inner.items[:count], *more]
        after = count - star - 1
        if star == 1 and (names := headings.heads(inner, 0)) is not None:
            return [cx.fresh(names), cx.fresh(Seq(inner.items, inner.rest, "list"))]
        if star == 0 and not inner.items and inner.rest is not None:  # `*before, last = …`
            before = repeats.narrowed(cx, inner.rest, ("slice", data_of(inner.rest).order, None, -after))
            return [cx.fresh(Seq((), before, "list")), *(slices.from_end(cx, inner.rest, n) for n in range(-after, 0))]
        middle = inner.items[star : len(inner.items) - after]
        tail = inner.items[len(inner.items) - after :] if after else ()
        spread_value = cx.fresh(Seq(middle, inner.rest, "list"))
        values = [*inner.items[:star], spread_value, *tail]
        return [*values, *([UNKNOWN] * (count - len(values)))][:count]
    if isinstance(inner, Map):
        keys: list[Value] = [of_dict.as_value(key) for key in inner.items]
        return [*keys, *([UNKNOWN] * count)][:count]
    if isinstance(inner, Data) and inner.kind == "grouped" and star is None:
        pair = element(cx, frame, inner, pos)
        return [groups.another(cx, pair, number) for number in range(count)]
    if isinstance(inner, Data) and inner is not UNKNOWN:
        if inner.kind == "shape":
            return [cx.length(inner.rows), *([UNKNOWN] * (count - 1))]
        if inner.kind == OPAQUE:
            return [cx.fresh(opaque.piece(inner, ("item", number))) for number in range(count)]
        if len(told := standing.names(inner)) == count and star is None:
            return [frames.column(cx, standing.field_of(inner), name, None) for name in told]
        if of_file(inner) or opaque.any_part(inner):
            # Objects that were stored together, or that an unknown call gave: which rows each holds, nobody knows.
            return [inner.but(view=None, rows=narrow(inner.rows, ("some", ("item", n)))) for n in range(count)]
        if parted(inner.rows):
            # Something was made of both sides at once: which of them is in which field, nobody knows.
            return [inner.but(view=None, rows=narrow(inner.rows, ("some", ("field", n)))) for n in range(count)]
        # The fields of one row: which columns these are is not known.
        traits = frozenset(trait for trait in inner.traits if trait[0] not in {FIELD, PLACE})
        one = inner.but(view=None, source=0, column=None, parts=None, traits=traits)
        fields = bundles.untied(cx, one, count) or (one,) * count
        if inner.kind or count != 2:
            return list(fields)
        return [field.but(traits=field.traits | {(PLACE, str(n))}) for n, field in enumerate(fields)]  # of a batch
    return [UNKNOWN] * count
