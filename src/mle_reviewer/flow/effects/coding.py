"""Effects of coding: values become numbers, or columns, by which different ones there are."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import data_of, is_missing, literal, mix
from mle_reviewer.flow.effects import passing
from mle_reviewer.flow.effects.learning import plus
from mle_reviewer.flow.effects.objects import parts
from mle_reviewer.flow.facts.values import (
    COUNTED,
    LISTED,
    NO_IDS,
    UNKNOWN,
    Box,
    Const,
    Data,
    Learned,
    Lib,
    Map,
    Obj,
    Seq,
    Symbol,
    Value,
    state,
)
from mle_reviewer.flow.operations import codes, newest, opaque
from mle_reviewer.flow.operations.call import Call, Effect
from mle_reviewer.knowledge.table import ClassEntry


def taken(call: Call, data: Data, *, named: bool = False) -> Learned:
    """The act of numbering the different values that some rows hold (`named`: of making a column of each)."""
    if not data.rows:
        return NO_IDS
    act = call.cx.learn(call.frame, call.pos, data.rows, "codes", words=f"{call.name} numbers the values there are",
                        strong=False)  # fmt: skip
    act.detail["named"] = named
    return frozenset([act.number])


def coded(call: Call) -> Value:
    """`factorize`, `get_dummies`: codes of the values that these rows hold."""
    data = call.first
    if data is UNKNOWN:
        return UNKNOWN
    found = NO_IDS if codes.GIVEN in data.traits else taken(call, data, named=call.word("gives") == "columns")
    numbers = plus(data.but(column=data.column), found)
    made = call.result(numbers)
    if call.word("gives") != "columns":
        codes.noted(call.cx, made)
    if call.word("returns") == "pair":  # the codes, and the values that they stand for
        return Seq((made, call.cx.fresh(Data(learned=numbers.learned, kind="stat"))))
    return made


def levels(call: Call) -> Value:
    """`Categorical`: values that know their different ones, which are given or taken from these rows."""
    data = call.first
    if data is UNKNOWN:
        return UNKNOWN
    found = taken(call, data) if is_missing(call.slot("value")) else NO_IDS
    return call.result(codes.told(data.but(column=data.column), found))


def cast(call: Call) -> Value:
    """`astype`: the same values in another form; as categories they know their different ones."""
    made = codes.again(call.cx, call.receiver, passing.keep(call))
    given = call.slot("value") or UNKNOWN
    inner = state(given)
    asked = [*inner.items.values()] if isinstance(inner, Map) else [given]
    data = state(made)
    if isinstance(made, Box) and isinstance(data, Data) and data.rows:
        if any(literal(one) == "category" for one in asked):
            call.cx.write(made, codes.told(data, taken(call, data)))
        elif any(literal(one) is None and not isinstance(one, Lib) for one in asked):  # a type that names its values
            call.cx.write(made, codes.told(data, NO_IDS))
    return made


def numbers_of(call: Call) -> Value:
    """`.codes` of categories: which number a value has, the rows tell that its categories were taken from."""
    data = call.first
    if data is UNKNOWN:
        return UNKNOWN
    return codes.noted(call.cx, call.result(plus(data.but(column=None), codes.levels(data))))


def looked_up(call: Call, mapped: object) -> Learned:
    """What a dict of running numbers says of values: the codes that were given to those of some rows."""
    if not isinstance(mapped, Map) or not isinstance(mapped.rest, Const) or not isinstance(mapped.rest.value, Symbol):
        return NO_IDS
    key = mapped.rest.value.key
    counts = isinstance(key, tuple) and key[:1] == (COUNTED,)
    return taken(call, data_of(mapped.keys)) if counts else NO_IDS


def placed(call: Call) -> Value:
    """`get_indexer`, `searchsorted`: at which places values stand among others is one number of each of the values."""
    data = call.data("rows")
    if data.rows:
        among = mix([data_of(value) for value in (call.receiver, *call.args, *call.kwargs.values()) if value])
        return call.result(newest.searched(call.cx, among, data).but(kind="array", picks=None, parts=None))
    values = [*([call.receiver] if call.receiver is not None else []), *call.args, *call.kwargs.values()]
    made = mix([data_of(value) for value in values])
    if made is UNKNOWN:
        return opaque.made(call.cx, call.frame, call.name, values, call.pos)
    traits = made.traits - {LISTED}
    return call.cx.fresh(made.but(kind="", column=None, picks=None, parts=None, source=0, traits=traits))


def of_object(call: Call, owner: Obj, data: Data, depth: int = 0) -> Learned:
    """The codes that fitting a transformer, or one of its parts, gives to the values there are."""
    entry = owner.entry
    if not isinstance(entry, ClassEntry) or depth > 4:
        return NO_IDS
    if entry.role in {"pipeline", "union"}:
        return NO_IDS.union(*(of_object(call, one, data, depth + 1) for one in parts(owner)))
    given = literal(owner.attrs.get("(categories"))
    fixed = "(categories" in owner.attrs and given != "auto"
    return taken(call, data) if entry.learns == "codes" and not fixed else NO_IDS


EFFECTS: Final[dict[str, Effect]] = {"code": coded, "levels": levels, "cast": cast, "codes": numbers_of,
                                    "place-among": placed}  # fmt: skip
