"""Effects of Python's own functions on values."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import data_of, literal, mix, symbol
from mle_reviewer.flow.effects.judging import total
from mle_reviewer.flow.facts.values import (
    COUNTED,
    UNKNOWN,
    Box,
    Const,
    Data,
    Func,
    Map,
    Obj,
    Opened,
    Seq,
    Symbol,
    Text,
    Value,
    state,
)
from mle_reviewer.flow.operations import pieces, ranking
from mle_reviewer.flow.operations.call import Call, Effect, element_type
from mle_reviewer.flow.operations.frames import HERE
from mle_reviewer.flow.operations.slices import bound

_MOST: Final = 16


def elements_of(call: Call, value: Value) -> tuple[tuple[Value, ...], Value | None]:
    """Known elements and the rest."""
    inner = state(value)
    if isinstance(inner, Seq):
        return inner.items, inner.rest
    if isinstance(inner, Map):
        return tuple(Const(key) for key in inner.items), None if inner.rest is None else inner.keys or UNKNOWN
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
    return Seq((), Seq(tuple(r or UNKNOWN for _i, r in columns)), "list")


def enumerated(call: Call) -> Value:
    """Enumerate."""
    items, rest = elements_of(call, call.args[0]) if call.args else ((), None)
    pairs = tuple(Seq((Const(number), item)) for number, item in enumerate(items))
    number = Const(Symbol((COUNTED, call.cx.place(call.frame, call.pos))))
    return Seq(pairs, Seq((number, rest)) if rest is not None else None, "list")


def entries(call: Call) -> Value:
    """items(): of a batch or a table, names with what stands under them."""
    data = call.first
    if data is UNKNOWN:
        return UNKNOWN
    return Seq((), Seq((Data(kind="name"), call.cx.fresh(_under_name(call, data)))), "list")


def _under_name(call: Call, data: Data) -> Data:
    """What stands under any name: of named parts of a dataset one of them, which may be each."""
    found = data.but(column=None, picks=None)
    return found.but(kind="dataset", type=element_type(call.cx, data.type)) if data.kind == "splits" else found


def elements(call: Call) -> Value:
    """list, tuple, set, iter, reversed: the same elements; of named parts, the parts."""
    if not call.args and isinstance(parted := state(call.receiver or UNKNOWN), Data) and parted.kind == "splits":
        return Seq((), call.cx.fresh(_under_name(call, parted)), "list")
    if not call.args:
        return call.cx.fresh(Seq((), None, "list"))
    inner = state(call.args[0])
    if call.name in {"set", "frozenset"} and (keys := pieces.distinct(call.cx, call.args[0])) is not None:
        return keys
    if isinstance(inner, Data):
        from mle_reviewer.flow.operations.iteration import by_its_own

        if (own := by_its_own(call.cx, call.frame, call.args[0], inner, call.pos)) is not None:
            return own
        if inner.kind in {"columns", "name"} or inner is UNKNOWN:
            return call.args[0] if inner is not UNKNOWN else call.cx.fresh(UNKNOWN)
        if inner.kind == "frame":
            names = Data(kind="columns")
            names.only, names.gone, names.source = inner.only, inner.gone, inner.source
            return names
        return call.cx.fresh(inner.but())
    items, rest = elements_of(call, call.args[0])
    kind = "tuple" if call.name == "tuple" else "list"
    return call.cx.fresh(Seq(items[::-1] if call.name == "reversed" else items, rest, kind))


def tally(call: Call) -> Value:
    """How often each element comes: pieces of names are keys, right answers are added up."""
    keys = pieces.distinct(call.cx, call.args[0]) if call.args else None
    return keys if keys is not None else total(call)


def ordered(call: Call) -> Value:
    """sorted: elements of a container in order; those in the order of scores are ranked."""
    inner = state(call.args[0]) if call.args else UNKNOWN
    if isinstance(inner, Map) and (names := state(inner.keys or UNKNOWN)) and data_of(names).kind == "name":
        # Names of columns in the order of what was found out of each.
        seen = data_of(inner).all_learned() if "key" in call.kwargs else frozenset()
        return call.cx.fresh(Data(kind="columns", learned=seen).but(gone=data_of(names).gone))
    made = elements(call)
    if isinstance(inner, Seq) and isinstance(made, Box) and isinstance(made.state, Seq) and inner.rest is not None:
        call.cx.write(made, Seq(made.state.items, _told_of(inner.rest), made.state.kind))
    if (
        isinstance(inner, Seq) and data_of(inner).scores and isinstance(made, Box) and isinstance(made.state, Seq)
        and ranking.sorts_by(call.cx, call.frame, inner, call.kwargs.get("key"), call.pos)
    ):  # fmt: skip
        call.cx.write(made, Seq(made.state.items, made.state.rest, ranking.RANKED))
    return made


def _told_of(pair: Value) -> Value:
    """A column's name beside what was found out of it: where such pairs are in order, so are the names."""
    held = state(pair)
    if not isinstance(held, Seq) or not any(data_of(item).kind == "name" for item in held.items):
        return pair
    found = frozenset[int]().union(*(data_of(item).all_learned() for item in held.items))
    named = (data_of(item) for item in held.items)
    items = tuple(data.but(learned=data.learned | found) if data.kind == "name" else item
                  for item, data in zip(held.items, named, strict=True))  # fmt: skip
    return Seq(items, held.rest, held.kind)


def next_one(call: Call) -> Value:
    """next: the first element."""
    items, rest = elements_of(call, call.args[0]) if call.args else ((), None)
    return items[0] if items else rest or UNKNOWN


def ranged(call: Call) -> Value:
    """range: numbers; short constant ones one by one."""
    numbers = [literal(value) for value in call.args]
    if len(numbers) == 1 and isinstance(numbers[0], int) and 0 < numbers[0] <= 4:
        return Seq((Const(0),), UNKNOWN) if numbers[0] > 1 else Seq((Const(0),))
    data = data_of(call.args[-1]) if call.args else UNKNOWN
    ends = call.args[1:2] if numbers[:1] == [0] else call.args if len(call.args) == 1 else []
    counted = next((v.value.key for v in ends if isinstance(v, Const) and isinstance(v.value, Symbol)), None)
    if isinstance(counted, tuple) and counted[0] == "len":
        made = Data(kind="indices", rows=call.cx.rows_of(counted[1]))
        made.picks = ()
        return call.cx.fresh(made)
    # Numbers up to a statistic say no more than that there are so many.
    if data.rows or call.receiver is not None:
        return call.cx.fresh(data.but()) if data is not UNKNOWN else Seq((), UNKNOWN)
    return call.cx.fresh(_numbers(call))


def _numbers(call: Call) -> Data:
    """Numbers from one bound to another: they select that part of what they index, and count where they are looped."""
    bounds = [None if literal(value) == 0 else bound(call.cx, value) for value in call.args[:2]]
    step = symbol(call.args[2]) if len(call.args) > 2 else 1
    made = Data(kind="indices")
    made.source = len(call.cx.ranges) + 1
    call.cx.ranges[made.source] = step
    low, high = (None, bounds[0]) if len(bounds) == 1 else bounds if len(bounds) == 2 else (None, None)
    made.picks = (("slice", HERE, low, high),) if step == 1 else (("some", ("numbers", made.source)),)
    return made


def mapped(call: Call) -> Value:
    """map: a function over elements."""
    from mle_reviewer.flow.operations.iteration import collected

    function = call.args[0] if call.args else UNKNOWN
    began = call.cx.store.count
    columns = [elements_of(call, value) for value in call.args[1:]]
    if not columns:
        return UNKNOWN
    items, rest = columns[0]
    rounds = [[item, *[c[0][n] for c in columns[1:] if n < len(c[0])]] for n, item in enumerate(items[:_MOST])]
    made = tuple(call.cx.call(call.frame, function, args, {}, call.pos) for args in rounds)
    more = None
    if rest is not None:
        one = call.cx.call(call.frame, function, [rest, *[c[1] or UNKNOWN for c in columns[1:]]], {}, call.pos)
        more = collected(call.cx, one, began)
    return call.cx.fresh(Seq(made, more, "list"))


def reduced(call: Call) -> Value:
    """functools.reduce: a function over elements, carrying a value along."""
    if len(call.args) < 2:
        return UNKNOWN
    items, rest = elements_of(call, call.args[1])
    known = [*items[:_MOST], *([rest] if rest is not None else [])]
    if len(call.args) > 2:
        known.insert(0, call.args[2])
    if not known:
        return UNKNOWN
    carried = known[0]
    for item in known[1:]:
        carried = call.cx.call(call.frame, call.args[0], [carried, item], {}, call.pos)
    return carried


def partial(call: Call) -> Value:
    """functools.partial of a repository function: the function with some arguments given."""
    function = call.args[0] if call.args else UNKNOWN
    if not isinstance(function, Func):
        return function
    code = function.code
    defaults = {**dict(zip(reversed(code.params), reversed(function.defaults), strict=False)), **call.kwargs}
    defaults.update(zip(code.params[function.bound is not None :], call.args[1:], strict=False))
    made = Func(
        code, function.module, function.env, function.defaults, function.kwdefaults, function.bound, function.cls
    )
    made.given = defaults
    return made


def dictionary(call: Call) -> Value:
    """dict: of keywords, pairs or another dict."""
    items: dict[object, Value] = dict(call.kwargs.items())
    rest: Value | None = None
    if call.args:
        inner = state(call.args[0])
        if isinstance(inner, Map):
            items = {**inner.items, **items}
            rest = inner.rest
        elif isinstance(inner, Seq):
            for pair in inner.items if inner.rest is None else (*inner.items, inner.rest):
                two = state(pair)
                if isinstance(two, Seq) and len(two.items) == 2:
                    key = literal(two.items[0])
                    if key is None:
                        rest = two.items[1]
                    else:
                        items[key] = two.items[1]
    return call.cx.fresh(Map(items, rest))


def number(call: Call) -> Value:
    """int, float, round, abs: the same number."""
    value = call.args[0] if call.args else Const(0)
    if isinstance(value, Text) and call.name == "str":
        return value
    if isinstance(value, Const):
        if isinstance(value.value, Symbol):
            return value
        try:
            return Const({"int": int, "float": float, "str": str, "round": round, "abs": abs}[call.name](value.value))  # type: ignore[operator]
        except (TypeError, ValueError, KeyError, OverflowError):
            return UNKNOWN
    return call.cx.fresh(data_of(value).but()) if data_of(value) is not UNKNOWN else value


def same_text(call: Call) -> Value:
    """A text as it is given (dedent, text)."""
    return call.slot("what") or (call.args[0] if call.args else UNKNOWN)


def attribute(call: Call) -> Value:
    """Getattr with a constant name."""
    name = literal(call.args[1]) if len(call.args) > 1 else None
    if isinstance(name, str) and call.args:
        found = call.cx.read(call.frame, call.args[0], name, call.pos)
        return call.args[2] if found is UNKNOWN and len(call.args) > 2 else found
    return UNKNOWN


def set_attribute(call: Call) -> Value:
    """Setattr with a constant name."""
    if len(call.args) > 2 and isinstance(call.args[0], Box) and isinstance(call.args[0].state, Obj):
        name = literal(call.args[1])
        if isinstance(name, str):
            owner = call.args[0].state
            call.cx.write(call.args[0], owner.but(attrs={**owner.attrs, name: call.args[2]}))
    return UNKNOWN


def parent(call: Call) -> Value:
    """super(): the object itself, seen as its base."""
    me = call.frame.env.get("self")
    return Obj("super", None, None, {"(self": me}) if me is not None else UNKNOWN


def called(call: Call) -> Value:
    """A call of an argument (Parallel jobs, delayed functions, retries)."""
    says = call.entry.slots.get("function")
    number = call.entry.params.index(says) if isinstance(says, str) and says in call.entry.params else 0
    function = call.slot("function") or (call.args[number] if len(call.args) > number else UNKNOWN)
    return call.cx.call(call.frame, function, call.args[number + 1 :], call.kwargs, call.pos)


EFFECTS: Final[dict[str, Effect]] = {
    "zip": zipped, "enumerate": enumerated, "entries": entries,
    "elements": elements, "tally": tally, "sorted": ordered, "next": next_one,
    "range": ranged, "map-function": mapped,
    "reduce": reduced,
    "partial": partial, "dict": dictionary, "number": number, "getattr": attribute,
    "setattr": set_attribute, "call": called, "super": parent,
    "text": same_text,
}  # fmt: skip
__all__ = ["EFFECTS", "mix"]
