"""Effects that take containers and tables apart: their elements, in order, counted, side by side."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context, data_of, is_missing, literal, symbol
from mle_reviewer.flow.effects.judging import total
from mle_reviewer.flow.effects.passing import keep
from mle_reviewer.flow.facts import windows
from mle_reviewer.flow.facts.rows import each
from mle_reviewer.flow.facts.values import (
    COLUMNWISE,
    COUNTED,
    HEADED,
    OF_EACH,
    UNKNOWN,
    Box,
    Const,
    Data,
    Learned,
    Map,
    Obj,
    Opened,
    Seq,
    Slice,
    Symbol,
    Value,
    state,
)
from mle_reviewer.flow.facts.windows import COUNTER
from mle_reviewer.flow.operations import (
    containers,
    counting,
    distinct,
    headings,
    indexing,
    keys,
    nearness,
    order,
    pieces,
    ranking,
    spelled,
    turning,
    verdicts,
    vocabularies,
)
from mle_reviewer.flow.operations.call import Call, Effect, argument_of, element_type
from mle_reviewer.flow.operations.choosing import choosing

_MOST: Final = 16


def elements_of(call: Call, value: Value) -> tuple[tuple[Value, ...], Value | None]:
    """Known elements and the rest."""
    inner = state(value)
    if isinstance(inner, Seq):
        return inner.items, inner.rest
    if isinstance(inner, Map):
        return tuple(keys.as_value(key) for key in inner.items), None if inner.rest is None else inner.keys or UNKNOWN
    if isinstance(inner, Opened):
        from mle_reviewer.flow.operations.iteration import lines_of

        return (), lines_of(call.cx, call.frame, inner, call.pos)
    if isinstance(inner, Data) and inner is not UNKNOWN:
        from mle_reviewer.flow.operations.iteration import element

        return (), element(call.cx, call.frame, inner, call.pos)
    if isinstance(inner, Obj):
        from mle_reviewer.flow.operations.iteration import iterate

        found = iterate(call.cx, call.frame, value, call.pos)
        return ((), found[0]) if len(found) == 1 else (tuple(found), None)
    return (), UNKNOWN


def zipped(call: Call) -> Value:
    """zip: elements side by side; of a library's data sets, one data set."""
    if call.word("type"):
        data = call.first
        return call.result(data.but(kind="dataset", column=None)) if data is not UNKNOWN else UNKNOWN
    if len(call.args) == 1 and (columns_of := turning.turned(call.args[0])) is not None:
        return columns_of
    columns = [elements_of(call, value) for value in call.args]
    if not columns:
        return Seq(())
    known = [len(items) for items, rest in columns if rest is None]
    count = min(known) if known else 0
    rows = [
        Seq(tuple(i[number] if number < len(i) else r or UNKNOWN for i, r in columns))
        for number in range(min(count, _MOST))
    ]
    if known:
        return Seq(tuple(rows), None, "list")
    return Seq((), Seq(tuple(r or UNKNOWN for _i, r in columns)), _kind_of(*call.args))


def _kind_of(*given: Value) -> str:
    """The kind of a list made of others: of lists of columns another one."""
    held = [state(one) for one in given]
    if len(held) == 1 and isinstance(held[0], Seq) and held[0].kind == HEADED:
        return HEADED
    return COLUMNWISE if any(isinstance(one, Seq) and one.kind == COLUMNWISE for one in held) else "list"


def cut(call: Call) -> Value:
    """A slice that waits for what it cuts (`slice(None, "2022")`)."""
    bounds = [None if literal(value) is None and isinstance(value, Const) and value.value is None else value
              for value in call.args]  # fmt: skip
    low, high, step = (None, *bounds, None) if len(bounds) == 1 else (*bounds, None, None, None)[:3]
    return Slice(low, high, step)


def enumerated(call: Call) -> Value:
    """Enumerate: elements with their numbers; of a library's data set a data set."""
    if call.word("type"):
        return call.result(counting.elements(call.cx, call.first)) if call.first is not UNKNOWN else UNKNOWN
    items, rest = elements_of(call, call.args[0]) if call.args else ((), None)
    pairs = tuple(Seq((Const(number), item)) for number, item in enumerate(items))
    number = Const(Symbol((COUNTED, call.cx.place(call.frame, call.pos))))
    kind = _kind_of(*call.args[:1])
    return Seq(pairs, Seq((number, rest)) if rest is not None else None, "list" if kind == HEADED else kind)


def count_on(call: Call) -> Value:
    """itertools.count: running numbers."""
    return Seq((), Const(Symbol((COUNTED, call.cx.place(call.frame, call.pos)))), "generator")


def entries(call: Call) -> Value:
    """items(): of a batch or a table, names with what stands under them."""
    data = call.first
    if data is UNKNOWN:
        return UNKNOWN
    one = _under_name(call, data)
    one.traits |= {OF_EACH}
    return Seq((), Seq((Data(kind="name"), call.cx.fresh(one))), "list")


def _under_name(call: Call, data: Data) -> Data:
    """What stands under any name: of named parts of a dataset one of them, which may be each."""
    found = headings.fields(data).but(column=None, picks=None)
    return found.but(kind="dataset", type=element_type(call.cx, data.type)) if data.kind == "splits" else found


def elements(call: Call) -> Value:
    """list, tuple, set, iter, reversed: the same elements; of named parts, the parts; of several things, those."""
    several = _several(call)
    if several is not None:
        return several
    given = call.slot("rows") or (call.receiver if call.receiver is not None else call.args[0] if call.args else None)
    if given is None:
        return call.cx.fresh(Seq((), None, "list"))
    inner, alone = state(given), bool(call.word("distinct"))
    if layout := call.word("layout"):
        items, rest = ((), inner) if isinstance(inner, Data) and inner.rows else elements_of(call, given)
        return headings.laid_out(call.cx, layout, items, rest)
    if alone and (keys := pieces.distinct(call.cx, given)) is not None:
        return keys
    if isinstance(inner, Data):
        made = _of_data(call, given, inner)
        return distinct.kept(call.cx, made, call.cx.place(call.frame, call.pos), call.name) if alone else made
    if isinstance(inner, Obj) and call.receiver is not None:
        return _of_object(call, inner)
    if isinstance(inner, Map) and (keys := _keys_of_groups(call, inner)) is not None:
        return keys
    items, rest = elements_of(call, given)
    if alone and not items and (word := vocabularies.learned(call.cx, rest, call.cx.place(call.frame, call.pos))):
        return call.cx.fresh(Seq((), word, "list"))
    if alone and rest is not None:
        rest = distinct.kept(call.cx, rest, call.cx.place(call.frame, call.pos), call.name)
    kind = "tuple" if call.name == "tuple" else _kind_of(given)
    return call.cx.fresh(Seq(items[::-1] if call.name == "reversed" else items, rest, kind))


def _keys_of_groups(call: Call, mapped: Map) -> Value | None:
    """The keys of a dict that holds the rows of each: who deals them deals whole groups. None of any other dict."""
    keys, groups = state(mapped.keys or UNKNOWN), state(mapped.rest or UNKNOWN)
    if mapped.items or not isinstance(keys, Data) or keys.kind != "row" or not isinstance(groups, Seq):
        return None
    if not keys.rows or groups.kind != "list" or not data_of(groups).rows:
        return None
    return call.cx.fresh(keys.but(kind="keys", rows=each(keys.rows), column=keys.column))


def _several(call: Call) -> Value | None:
    """What a call gives that gives back all it was given, in order; a method that was given one thing gives that."""
    says = call.entry.slots.get("rows")
    if not any(str(one).startswith("*") for one in (says if isinstance(says, tuple) else (says,))):
        return None
    if len(call.args) == 1 and call.receiver is not None:
        return call.args[0]
    return Seq(tuple(call.args))


def _of_data(call: Call, given: Value, data: Data) -> Value:
    if data.kind == "splits":
        return Seq((), call.cx.fresh(_under_name(call, data)), "list")
    from mle_reviewer.flow.operations.iteration import by_its_own

    if (own := by_its_own(call.cx, call.frame, given, data, call.pos)) is not None:
        return own
    if data is UNKNOWN:
        return call.cx.fresh(UNKNOWN)
    if headings.is_record(data):
        return call.cx.fresh(Data(kind="columns"))
    if data.kind in {"columns", "name"}:  # a list of its own: what is done to it is not done to the table's
        return call.cx.fresh(data.but(column=data.column)) if data.kind == "columns" else given
    if data.kind == "grouped" and call.receiver is None:  # what each group is called, and its rows
        from mle_reviewer.flow.operations.iteration import element

        return call.cx.fresh(Seq((), element(call.cx, call.frame, data, call.pos), "list"))
    if windows.are_stacked(data.traits):  # each of the windows that an array holds
        return Seq((), call.cx.fresh(data.but(traits=windows.one_of_stack(data.traits))), "list")
    if data.kind != "frame":
        return call.cx.fresh(data.but())
    if call.receiver is not None:  # its columns, or its parts, one by one
        return call.cx.fresh(Seq((), call.cx.fresh(call.typed(data.but(column=None))), "list"))
    names = Data(kind="columns")
    names.only, names.gone, names.source = data.only, data.gone, data.source
    return call.cx.fresh(spelled.noted(names, data))


def _of_object(call: Call, owner: Obj) -> Value:
    """What an object was made with, under the name that it is asked for by; the steps of a pipeline."""
    held = owner.attrs.get("(" + call.entry.path.rpartition(".")[2])
    if held is not None:
        return held
    steps = argument_of(owner, "steps")
    return UNKNOWN if steps is None else steps


def tally(call: Call) -> Value:
    """How often each element comes: pieces of names are keys, right answers are added up."""
    answer = nearness.said(call.cx, call.frame, data_of(call.args[0]), call.pos) if call.args else None
    if answer is not None:  # how often the nearest rows say so
        return call.cx.fresh(Map({}, call.cx.fresh(answer), answer))
    keys = pieces.distinct(call.cx, call.args[0]) if call.args else None
    word = vocabularies.learned(call.cx, call.args[0], call.cx.place(call.frame, call.pos)) if call.args else None
    if word is not None:
        return call.cx.fresh(vocabularies.counter(word))
    return keys if keys is not None else total(call)


def ordered(call: Call) -> Value:
    """sorted: elements of a container in order; those in the order of scores are ranked."""
    value = call.slot("rows") or (call.args[0] if call.args else UNKNOWN)
    inner = state(value)
    if (columns := _by_what_they_told(call, value)) is not None:
        return columns
    if isinstance(inner, Map) and (names := state(inner.keys or UNKNOWN)) and data_of(names).kind == "name":
        # Names of columns in the order of what was found out of each.
        seen = choosing(call.cx, data_of(inner).all_learned()) if "key" in call.kwargs else frozenset()
        return call.cx.fresh(Data(kind="columns", learned=seen).but(gone=data_of(names).gone))
    made = elements(call)
    if isinstance(inner, Seq) and isinstance(made, Box) and isinstance(made.state, Seq) and inner.rest is not None:
        in_order = inner.rest if "key" in call.kwargs else ranking.in_order(call.cx, inner.rest)
        in_order = _judged_by(call, in_order)
        call.cx.write(made, Seq(made.state.items, told_of(call.cx, in_order), made.state.kind))
    if (
        isinstance(inner, Seq) and data_of(inner).scores and isinstance(made, Box) and isinstance(made.state, Seq)
        and ranking.sorts_by(call.cx, call.frame, inner, call.kwargs.get("key"), call.pos)
    ):  # fmt: skip
        call.cx.write(made, Seq(made.state.items, made.state.rest, ranking.RANKED))
    return made


def told_of(cx: Context, pair: Value) -> Value:
    """A column's name or number beside what was found out of it: where such pairs are in order, so are the names."""
    held = state(pair)
    if not isinstance(held, Seq) or not any(_names_column(item) for item in held.items):
        return pair
    found = choosing(cx, frozenset[int]().union(*(data_of(item).all_learned() for item in held.items)))
    if not found:
        return pair
    return Seq(tuple(_picked_by(item, found) if _names_column(item) else item for item in held.items), held.rest,
               held.kind)  # fmt: skip


def _judged_by(call: Call, pair: Value) -> Value:
    """A prediction beside the truth: where such pairs are in the order of predictions, so is the truth."""
    held = state(pair)
    if not isinstance(held, Seq):
        return pair
    key = call.kwargs.get("key")
    by = data_of(held.items[0] if key is None and held.items else UNKNOWN)
    if key is not None:
        by = data_of(call.cx.call(call.frame, key, [pair], {}, call.pos))
    if not by.fits:
        return pair
    items = tuple(verdicts.in_their_order(call.cx, by, inner) if isinstance(inner := state(item), Data) else item
                  for item in held.items)  # fmt: skip
    return Seq(items, held.rest, held.kind)


def field(call: Call) -> Value:
    """What an object gives that takes an element out of others (`itemgetter(0)`)."""
    owner = state(call.receiver or UNKNOWN)
    key = argument_of(owner, "by") if isinstance(owner, Obj) else None
    return UNKNOWN if key is None or not call.args else indexing.item(
        call.cx, call.frame, call.args[0], key, call.pos
    )  # fmt: skip


def places(call: Call) -> Value:
    """argsort: where values stand in their order."""
    made = keep(call)
    data = state(made)
    if not isinstance(data, Data) or not data.rows:
        return made
    return call.cx.fresh(data.but(traits=data.traits | {verdicts.PLACES}, column=data.column))


def runs(call: Call) -> Value:
    """groupby: runs of elements with the same key, each with its elements."""
    items, rest = elements_of(call, call.args[0]) if call.args else ((), None)
    one = rest if rest is not None else containers.any_of(call.cx, Seq(items)) if items else None
    if one is None:
        return Seq((), None, "list")
    key = call.args[1] if len(call.args) > 1 else call.kwargs.get("key")
    told = one if key is None else call.cx.call(call.frame, key, [one], {}, call.pos)
    one = order.each_part(call.cx, one, lambda data: data.but(traits=order.apart(data.traits)))
    return Seq((), Seq((told, Seq((), one, "list"))), "list")


def _names_column(item: Value) -> bool:
    """Whether a value is the name of a column, or the running number of one."""
    key = symbol(item)
    return data_of(item).kind == "name" or (isinstance(key, tuple) and key[:1] in {(COUNTER,), (COUNTED,)})


def _picked_by(item: Value, found: Learned) -> Value:
    data = data_of(item)
    return data.but(learned=data.learned | found) if data.kind == "name" else Data(learned=found, kind="stat")


def _by_what_they_told(call: Call, value: Value) -> Value | None:
    """Names or numbers of columns in the order of what a key says that was found out of each; None of other things."""
    key, inner = call.kwargs.get("key"), state(value)
    if key is None or not (
        isinstance(inner, Seq) or (isinstance(inner, Data) and inner.kind in {"indices", "columns"})
    ):
        return None
    items, rest = elements_of(call, value)
    one = items[0] if items else rest
    named = all(isinstance(literal(item), (str, int)) for item in items) and rest is None
    if one is None or isinstance(state(one), (Seq, Map, Obj)) or not (named or _names_column(one)):
        return None
    told = data_of(call.cx.call(call.frame, key, [one], {}, call.pos))
    found = choosing(call.cx, told.all_learned()) if not told.rows and not told.scores else frozenset()
    if not found:
        return None
    if isinstance(inner, Data) and inner.kind == "columns":
        return call.cx.fresh(inner.but(learned=inner.learned | found))
    strings = named and isinstance(literal(one), str)
    return call.cx.fresh(
        Data(learned=found, kind="columns") if strings else Seq((), Data(learned=found, kind="stat"), "list")
    )


def next_one(call: Call) -> Value:
    """next: the first element."""
    if call.args and (names := headings.first(call.cx, call.args[0])) is not None:
        return call.cx.fresh(names)
    items, rest = elements_of(call, call.args[0]) if call.args else ((), None)
    return items[0] if items else headings.alone(rest or UNKNOWN)


def keyed(call: Call) -> Value:
    """`dict.fromkeys`: one key for each different element, with the same value under all of them if one is given."""
    made = elements(call)
    value, inner = call.slot("value"), state(made)
    if is_missing(value) or value is None or not isinstance(inner, Seq):
        return made
    keys = {literal(item): item for item in inner.items}
    more = value if inner.rest is not None or None in keys else None
    known = {key: value for key in keys if key is not None}
    return call.cx.fresh(Map(known, more, inner.rest or keys.get(None)))


EFFECTS: Final[dict[str, Effect]] = {
    "slice": cut, "zip": zipped, "enumerate": enumerated, "count-on": count_on, "entries": entries,
    "elements": elements, "from-keys": keyed, "tally": tally, "next": next_one,
    "field": field, "runs": runs, "places": places,
}  # fmt: skip
