"""Effects that cut rows into sides: random splits, folds, permuted and drawn row numbers."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final

from mle_reviewer.flow.context import data_of, is_missing, literal, symbol
from mle_reviewer.flow.effects.seeding import GIVEN, by_chance, drawn_by
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.lots import WHOLE_LOTS
from mle_reviewer.flow.facts.rows import NO_ROWS, Rows, Step, narrow, one_element, roots
from mle_reviewer.flow.facts.values import DRAWN, UNKNOWN, Const, Data, Map, Obj, Seq, Symbol, Value, state
from mle_reviewer.flow.operations import (
    containers,
    distinct,
    frames,
    histories,
    lots,
    order,
    pieces,
    repeats,
    scattering,
    spans,
    taught,
)
from mle_reviewer.flow.operations.call import Call, Effect, argument_of, element_type, kind_of, truthy
from mle_reviewer.flow.operations.records import fields as fields_of
from mle_reviewer.knowledge.table import ClassEntry

_PAIR: Final = frozenset({2, 3})  # numbers drawn for the ends of a pair, which is put together, and not held out


def side_of(act: Act, number: int) -> Step:
    """One side of a split. What was drawn tells two splits of the same rows to be one, though the acts are two."""
    draw = act.detail.get("draw")
    return ("side", act.number, number) if draw is None else ("side", act.number, number, draw)


def split_act(call: Call, rows: Rows, seed: Value | None, *, shuffled: bool, ordered: bool, **detail: object) -> Act:
    """The act of a split. Equal seed, size and rows are the same split; an unseeded one is new at every execution."""
    cx = call.cx
    place = cx.place(call.frame, call.pos)
    sizes = [call.slot("test_size"), call.slot("train_size")]
    size = (*(symbol(one) for one in sizes), detail.get("parts"))
    alike = _alike(rows)
    fixed = drawn_by(call, seed, (alike, size)) if shuffled else symbol(seed)
    known = fixed is not None
    told = known and _certain(fixed) and all(is_missing(one) or symbol(one) is not None for one in sizes)
    draw = (fixed, size, shuffled, bool(detail.get("stratified"))) if told else None
    if known or not shuffled:
        key = ("same", alike, fixed, size, shuffled, bool(detail.get("stratified")))
        act = cx.record.add("split", place.__class__("", 0), key=key, rows=rows, words=call.name)
        if act.place.path == "":
            act.place = place
        cx.record.again(act.number, place)
    else:
        act = cx.record.add("split", place, rows=rows, words=call.name)
    act.detail = {
        "shuffled": shuffled,
        "seeded": known or cx.seeds,
        "draw": draw,
        "unit": cx.unit,
        "ordered": ordered,
        "groups": data_of(call.slot("groups")).column,
        **(taught.within(cx, rows) if cx.taught else {}),
        **detail,
        **act.detail,
    }
    return act


def _certain(fixed: Hashable) -> bool:
    """Whether all is known that a draw depends on: the program's own generator may have drawn for others as well."""
    return fixed != GIVEN and not (isinstance(fixed, tuple) and (fixed[:1] == ("program",) or GIVEN in fixed))


def _alike(rows: Rows) -> Hashable:
    """What rows have in common that are made twice in the same way: by which conditions, not by which execution."""
    return frozenset((root, tuple(_told(step) for step in steps)) for root, steps, _arms in rows)


def _told(step: Step) -> Hashable:
    kind: str = step[0]
    if kind in {"side", "slice"}:
        return step
    if kind == "not":
        return (kind, _told(step[1]))
    if kind == "where":
        return (*step[:3], step[3] if step[3][0] != "value" else "value")
    if kind == "mask":
        return (kind, step[1][:2] if isinstance(step[1], tuple) and isinstance(step[1][0], str) else "", step[-1])
    return kind


def split(call: Call) -> Value:
    """Sides of one split, in the layout that the entry names."""
    says = call.word("arrays")
    arrays = call.slot("arrays")
    if literal(call.param("axis")) in {1, -1}:
        return Seq((), frames.unnamed(data_of(arrays)), "list")  # columns beside each other
    inner = state(arrays) if arrays is not None else UNKNOWN
    values = list(inner.items) if isinstance(inner, Seq) and isinstance(says, str) and says[:1] == "*" else [arrays]
    values = [value for value in values if value is not None]
    datas = [_measured(call, value) for value in values]
    rows = next((data.rows for data in datas if data.rows), NO_ROWS)
    ordered = bool(call.word("ordered"))
    shuffled = not ordered and truthy(call.slot("shuffle"), default=True) is not False
    shuffle = call.slot("shuffle")
    if shuffle is not None and literal(shuffle) is False:
        shuffled = False
    groups, stratify = call.slot("groups"), call.slot("stratify")
    parts = call.slot("parts")
    told = call.given(str(call.entry.slots.get("shuffle")))
    act = split_act(
        call, rows, call.slot("seed"), shuffled=shuffled, ordered=ordered,
        grouped=not is_missing(groups) or any(distinct.are_keys(data) for data in datas)
        or (bool(datas) and pieces.told_apart(call.cx, datas[0])),
        stratified=not is_missing(stratify), deliberate=not shuffled and (told or ordered),
        unknown=told and literal(shuffle) is None,
        traits=frozenset[tuple[str, ...]]().union(*(data.traits for data in datas)),
        learned=frozenset[int]().union(*(data.all_learned() for data in datas)),
        anew=bool(call.entry.slots.get("anew")),
        **({WHOLE_LOTS: True} if call.cx.lots and values and lots.are_lots(values[0]) else {}),
        parts=cx_key(parts), even=not is_missing(parts) and not isinstance(state(parts or UNKNOWN), Seq),
    )  # fmt: skip
    cuts = call.word("layout") == "sides" and ordered and isinstance(state(parts or UNKNOWN), Seq)
    count = _sides(parts) + (1 if cuts else 0)  # cut positions are one fewer than the parts between them
    typed = [
        _records(call, value, act, count) or _split_one(call, data, act, count)
        for value, data in zip(values, datas, strict=True)
    ]
    layout = call.word("layout") or "pairs"
    if layout == "pairs":
        return Seq(tuple(side for sides in typed for side in sides), None, "list")
    if layout == "dict":
        names = call.word("names") or ("train", "test")
        return call.cx.fresh(Map(dict(zip(names, typed[0], strict=False))))  # type: ignore[call-overload]
    return Seq(tuple(typed[0]) if typed else (), None, "list")


def _measured(call: Call, value: Value) -> Data:
    """What is cut: of an object of the repository the rows that its length counts, not the tables it looks up in."""
    data = data_of(value)
    if isinstance(state(value), Seq) and data.rows:  # a side of it is as well a list of such fields
        held = fields_of(call.cx, value, data)
        return data if held is data else held.but(kind=data.kind)
    if not isinstance(state(value), Obj) or not data.rows:
        return data
    pieces.in_example(call.cx, call.frame, value, call.pos)
    if cut := spans.windows(call.cx, call.frame, value, call.pos):
        data = data.but(traits=data.traits | cut, column=data.column)
    key = symbol(call.cx.method(call.frame, value, "__len__", [], {}, call.pos))
    if not isinstance(key, tuple) or key[0] != "len":
        return data
    counted = roots(call.cx.rows_of(key[1]))
    if not roots(data.rows) <= counted:
        counted |= _beside(call, value)
    kept = frozenset(atom for atom in data.rows if atom[0] in counted)
    return data.but(rows=kept) if kept and kept != data.rows else data


def _beside(call: Call, value: Value) -> frozenset[int]:
    """The sources of what an object of the repository gives for a number at that very number: they lie side by side."""
    number = Symbol(("number", call.cx.identity(value)))
    given = data_of(call.cx.method(call.frame, value, "__getitem__", [Const(number)], {}, call.pos))
    at = {("item", number.key), ("place", number.key)}
    return roots(atom for atom in given.rows if any(step[0] == "some" and step[1] in at for step in atom[1]))


def cx_key(value: Value | None) -> Hashable:
    """A key for the shares of a split."""
    inner = state(value) if value is not None else None
    if isinstance(inner, Seq):
        return tuple(symbol(item) for item in inner.items)
    return symbol(value)


def _sides(parts: Value | None) -> int:
    inner = state(parts) if parts is not None else None
    if isinstance(inner, Seq) and inner.items and inner.rest is None:
        return len(inner.items)
    return 2


def _records(call: Call, value: Value, act: Act, count: int) -> list[Value]:
    """The sides of a list of objects that hold the fields of a row each: lists of such objects."""
    inner = state(value)
    one = state(inner.rest or UNKNOWN) if isinstance(inner, Seq) and not inner.items else UNKNOWN
    if not isinstance(one, Obj) or not repeats.is_record(one):
        return []
    steps = [call.cx.record.cut(side_of(act, number), act) for number in range(count)]
    return [call.cx.fresh(Seq((), repeats.narrowed(call.cx, call.cx.fresh(one), step), "list")) for step in steps]


def _split_one(call: Call, data: Data, act: Act, count: int) -> list[Value]:
    made: list[Value] = []
    for number in range(count):
        step = call.cx.record.cut(side_of(act, number), act)
        side = data.but(rows=narrow(data.rows, step), order=0)
        if data.kind == "indices" or data.picks is not None:
            side.picks = (*(data.picks or ()), step)
        elif data.kind == "index":
            side.kind = "index"
        whole = call.typed(side)
        part = element_type(call.cx, whole.type) if call.word("layout") == "dict" else None
        made.append(call.cx.fresh(whole if part is None else whole.but(type=part, kind=kind_of(call.cx, part))))
    return made


def folds(call: Call) -> Value:
    """Pairs of index arrays, one pair a fold.

    Two folds stand for all: what is trained in one round and goes on in the next has seen rows that the next one holds
    out.
    """
    pairs = [_fold(call, number) for number in (0, 1)]
    return Seq((pairs[0],), pairs[1], "generator")


def _fold(call: Call, round_: int) -> Value:
    rows = data_of(call.slot("rows")).rows
    ordered = truthy(call.of_object("ordered")) or bool(_class_flag(call, "ordered"))
    shuffle = call.of_object("shuffle")
    act = split_act(
        call, rows, call.of_object("seed"), shuffled=not ordered and literal(shuffle) is not False, ordered=ordered,
        grouped=_by_group(call), folds=True,
        explicit=literal(shuffle) is True,
        traits=data_of(call.slot("rows")).traits, learned=data_of(call.slot("rows")).all_learned(),
        splitter=_path(call), parts=(_again(call), round_) if round_ else _again(call),
        **of_splitter(state(call.receiver) if call.receiver is not None else None),
    )  # fmt: skip
    pair: list[Value] = []
    for number in (0, 1):
        step = call.cx.record.cut(side_of(act, number), act)
        picked = Data(kind="indices")
        picked.picks = (step,)
        pair.append(picked)
    return Seq(tuple(pair))


def _again(call: Call) -> Hashable:
    """What makes folds the same folds: as many by the same kind of splitter; if that is not known, the very place."""
    owner = state(call.receiver) if call.receiver is not None else None
    given = owner.attrs.get("(n_splits") if isinstance(owner, Obj) else None
    count = literal(given) if given is not None else None
    return (_path(call), count) if isinstance(count, int) else call.cx.place(call.frame, call.pos)


def _by_group(call: Call) -> bool:
    """Whether folds keep groups together: a library's splitter that is not made for groups takes and ignores them."""
    owner = state(call.receiver) if call.receiver is not None else None
    known = isinstance(owner, Obj) and owner.cls is None and isinstance(owner.entry, ClassEntry)
    given = not known and not is_missing(call.slot("groups"))
    return given or bool(_class_flag(call, "grouped")) or distinct.are_keys(data_of(call.slot("rows")))


def of_splitter(owner: object) -> dict[str, object]:
    """What the object that makes folds says of them: kept shares of the labels, rows left out, an order in time."""
    if not isinstance(owner, Obj) or not isinstance(owner.entry, ClassEntry):
        return {"unknown": True}
    gap = argument_of(owner, "gap")
    return {
        "stratified": bool(owner.entry.slots.get("stratify")),
        "deliberate": bool(owner.entry.slots.get("ordered")),
        "gap": literal(gap) if gap is not None else 0,
    }


def _path(call: Call) -> str:
    owner = state(call.receiver) if call.receiver is not None else None
    return owner.path if isinstance(owner, Obj) else ""


def _class_flag(call: Call, name: str) -> object:
    owner = state(call.receiver) if call.receiver is not None else None
    if isinstance(owner, Obj) and owner.entry is not None:
        return owner.entry.slots.get(name)
    return None


def permutation(call: Call) -> Value:
    """Row numbers in random order: an array that selects, cut by slices. An array of rows is shuffled itself."""
    cx = call.cx
    made = Data(kind="indices")
    source_value = call.args[0] if call.args else None
    data = data_of(source_value)
    seed = call.slot("seed")
    if data.kind == "array" and data.rows and data.picks is None:
        traits = order.sorted_by(data.traits, (), falling=frozenset()) | {order.SHUFFLED}
        act = split_act(call, data.rows, seed, shuffled=True, ordered=False, permutation=True)
        return call.result(data.but(order=act.number, traits=traits))
    act = split_act(call, data.rows, seed, shuffled=True, ordered=False, permutation=True, parts=symbol(source_value),
                    grouped=distinct.are_keys(data))  # fmt: skip
    made.order = act.number
    made.picks = data.picks or ()
    made.rows = data.rows
    made.learned = data.all_learned()
    cx.record.cut(("order", act.number), act)
    return cx.fresh(made)


def choice(call: Call) -> Value:
    """Some row numbers, or elements of a list, drawn at random; as many as there are, each once, are all reordered."""
    data = data_of(call.args[0]) if call.args else UNKNOWN
    drawn_from = state(call.args[0]) if call.args else UNKNOWN
    if not data.rows and isinstance(drawn_from, Seq) and _for_each(call):
        return draw(call)  # one of some names for each row
    again = truthy(call.slot("replace"))
    elements = isinstance(drawn_from, Seq) and bool(data.rows) and data.kind not in {"indices", "columns", "name"}
    all_of_them = not again and symbol(call.slot("n")) == ("len", call.cx.row_set(data.rows))
    if elements and isinstance(drawn_from, Seq) and all_of_them:
        act = call.cx.record.add("arm", call.cx.place(call.frame, call.pos), words=f"shuffled by {call.name}")
        act.rows = data.rows
        act.detail.update(shuffled=True, traits=data.traits, grouped=data.kind == "keys")
        return call.cx.fresh(order.shuffled(call.cx, drawn_from, act.number))
    act = split_act(call, data.rows, call.slot("seed"), shuffled=True, ordered=False, some=True,
                    parts=symbol(call.slot("n")), replaced=bool(again),
                    traits=frozenset() if data.kind == "keys" else data.traits)  # fmt: skip
    step = call.cx.record.cut(side_of(act, 0), act)
    if again or (not data.rows and literal(call.slot("n")) in _PAIR):  # what two such draws hold may well be others
        step = ("some", act.number)
    if data.kind in {"array", "series", "index"} and data.rows and data.picks is None:
        return call.cx.fresh(data.but(rows=narrow(data.rows, step)))
    if call.word("which") == "head":  # one of them alone
        return _one_drawn(call, drawn_from, data, step)
    if elements and isinstance(drawn_from, Seq):
        return call.cx.fresh(Seq((), repeats.narrowed(call.cx, containers.any_of(call.cx, drawn_from), step), "list"))
    made = Data(kind="indices", rows=data.rows)
    made.picks = (*(data.picks or ()), step)
    return call.cx.fresh(made)


def _one_drawn(call: Call, drawn_from: object, data: Data, step: Step) -> Value:
    """One element that chance picked; of the things that a single row holds, it is that row's."""
    if one_element(data.rows):
        step = ()
    if isinstance(drawn_from, Seq):
        one = containers.any_of(call.cx, drawn_from)
        return repeats.narrowed(call.cx, one, step) if step and data.rows else one
    if data.rows and data.kind not in {"indices", "frame"}:
        rows = narrow(data.rows, step) if step else data.rows
        return call.cx.fresh(data.but(rows=rows, kind="row" if data.kind != "name" else "name", column=None))
    return call.cx.fresh(UNKNOWN)


def draw(call: Call) -> Value:
    """Random numbers: where there is one for each row of something, rows are dealt by them.

    Where a loop asks how large a single one is, it deals the rows of the loop to two sides.
    """
    if _for_each(call):
        seeded = not by_chance(call, call.slot("seed"))
        numbers = scattering.drawn(call.cx, call.cx.place(call.frame, call.pos), call.name, seeded=seeded)
        call.cx.record.acts[-1].detail.update(seeded=seeded, unit=call.cx.unit, replaced=truthy(call.slot("replace")))
        return call.cx.fresh(numbers)
    many = call.slot("n")
    size = state(many) if many is not None else UNKNOWN
    if not is_missing(many) and not (isinstance(size, Seq) and not size.items and size.rest is None):
        return UNKNOWN
    act = split_act(call, NO_ROWS, None, shuffled=True, ordered=False, sampled=True, drawn=True)
    return Const(Symbol((DRAWN, act.number)))


def _for_each(call: Call) -> bool:
    """Whether as many are drawn as there are rows of something."""
    keys = [symbol(value) for value in (*call.args, *call.kwargs.values())]
    counted = any(trait[0] == histories.COUNTS for value in call.args for trait in data_of(value).traits)
    return counted or any(isinstance(key, tuple) and key[:1] == ("len",) for key in keys)


EFFECTS: Final[dict[str, Effect]] = {
    "split": split, "folds": folds, "permutation": permutation, "choice": choice, "draw": draw,
}  # fmt: skip
