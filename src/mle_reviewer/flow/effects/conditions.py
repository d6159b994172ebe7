"""Effects that select rows by what they hold: filters, membership, differences of row sets."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from typing import Final

from mle_reviewer.flow.context import Context, data_of, literal, names_in, symbol
from mle_reviewer.flow.effects.mapping import arity, numbered
from mle_reviewer.flow.effects.passing import in_place
from mle_reviewer.flow.facts.overlaps import disjoint
from mle_reviewer.flow.facts.rows import Rows, Step, is_element, narrow
from mle_reviewer.flow.facts.values import (
    BY_TYPE,
    COMPLETE,
    COUNTED,
    INEXACT,
    UNKNOWN,
    Const,
    Data,
    Func,
    Map,
    Seq,
    Symbol,
    Value,
    state,
)
from mle_reviewer.flow.operations import (
    blanks,
    chosen_by,
    comparing,
    criteria,
    distinct,
    frames,
    heads,
    lasts,
    logic,
    lookups,
    masks,
    name_masks,
    opaque,
    order,
    repeats,
    scattering,
    surroundings,
)
from mle_reviewer.flow.operations.call import Call, Effect, expressed, truthy
from mle_reviewer.flow.operations.horizons import horizon, reaching_back

_REPEATED: Final = frozenset({"duplicated", "is_duplicated"})
_LONGEST: Final = 400  # numbers of a range that are told one by one
_AMONG: Final = "among"  # the trait of an expression's mask of membership: the number of the rows it asks for


def filtered(call: Call) -> Value:
    """Some rows by masks, a callable or a query string."""
    narrowed = data = call.first
    given = call.slot("by")
    several: list[Value | None] = [*_single(given)]
    for by in several or [given]:
        narrowed = _narrowed(call, narrowed, by)
    if narrowed is data:
        return call.result(data.but())
    return in_place(call, narrowed) if truthy(call.slot("inplace")) else call.result(narrowed)


def _single(by: Value | None) -> list[Value]:
    """Each condition of several that are given side by side; names with the value that is asked for are conditions."""
    inner = state(by) if by is not None else None
    if isinstance(inner, Seq) and inner.rest is None and inner.kind == "tuple":
        return [one for item in inner.items for one in (_single(item) or [item]) if not _empty(one)]
    return []


def _empty(value: Value) -> bool:
    inner = state(value)
    return (isinstance(inner, Map) and not inner.items) or (isinstance(inner, Seq) and not inner.items)


def _narrowed(call: Call, data: Data, by: Value | None) -> Data:
    """The rows that one condition leaves."""
    inner = state(by) if by is not None else None
    if isinstance(inner, Data) and inner.kind == "columns":
        return frames.by_columns(data, inner)
    if isinstance(inner, Data) and (inner.picks is not None or inner.rows):
        mask = scattering.of_table(call.cx, data, _among_these(call, data, inner), call.cx.place(call.frame, call.pos))
        return masks.by_rows(call.cx, data, mask, by or UNKNOWN)
    if isinstance(inner, Map) and inner.rest is None and all(isinstance(name, str) for name in inner.items):
        asked_for = [comparing.on_column(call.cx, call.frame, str(name), "==", value, data.rows)
                     for name, value in inner.items.items()]  # fmt: skip
        return data.but(rows=narrow(data.rows, *(step for step in asked_for if step is not None)))
    text = literal(by)
    key: Hashable = text if isinstance(text, str) else _told_apart(call, by)
    if isinstance(by, Func) and data.kind != "grouped":
        steps = _asked(call, data, by)
        if steps:
            return data.but(rows=narrow(data.rows, *steps))
        key = _told_by(call.cx, by) or key
    place = call.cx.place(call.frame, call.pos)
    told = criteria.put_in(symbol(by)) or [_called(call, step) for step in criteria.steps(key)]
    asked = [scattering.on(call.cx, data, step, place) if step[0] == "where" else step for step in told]
    for step in asked:
        criteria.written(call.cx.record, step)
        call.cx.record.conditions.setdefault(step, place)
    rows = narrow(data.rows, *asked)
    part = data.but(rows=rows, traits=order.apart(data.traits)) if by is None else data.but(rows=rows)  # by a label
    part = part.but(traits=part.traits | lasts.by_number(data, asked), column=part.column)
    return heads.of_part(call.cx, data, part, None, asked)


def _told_apart(call: Call, by: Value | None) -> Hashable:
    """What tells a condition that nobody could read: where it stands; each time another one if nobody knows what it is.

    Rounds of one loop ask at one place for different rows.
    """
    place = call.cx.place(call.frame, call.pos)
    if by is UNKNOWN:
        return (place, call.cx.identity(object()))
    told = tuple(comparing.told_by(call.cx, value) for value in (*call.args, *call.kwargs.values()))
    return (place, told) if by is None else place


def _asked(call: Call, data: Data, function: Func) -> tuple[Step, ...]:
    """The steps that a function of a row, or of a row and its number, selects; none where they cannot be told."""
    row = call.cx.fresh(data.but(kind="row", type=None, picks=None))
    args = numbered(data, row, function)
    if args is None:
        number = Const(Symbol((COUNTED, call.cx.row_set(data.rows))))
        args = [row, *([number if truthy(call.param("with_indices")) else row] * (arity(function) - 1))]
    return answered(call, call.cx.call(call.frame, function, args, {}, call.pos), data)


def answered(call: Call, answer: Value, data: Data = UNKNOWN) -> tuple[Step, ...]:
    """The steps of the rows to which a function says yes, by what it answers for one; none where that is not told."""
    steps = comparing.selects(call.cx, answer)
    told = (repeats.opposable(step) or criteria.read(call.cx.record, step, data) for step in steps)
    return steps if all(told) else ()


def _told_by(cx: Context, function: Func) -> tuple[str, int, tuple[object, ...]] | None:
    """What tells the condition of a function that goes by nothing but the row: it is the same wherever it is put.

    What it was given beside the row (`lambda row, part=part: …`) tells it apart from others at its place.
    """
    around, inside = function.env, function.code.locals | {*function.code.params}
    while around:
        if any(name in around for name in function.code.mentions - inside):
            return None
        around = around.get(None)  # type: ignore[call-overload]
    given = tuple(comparing.told_by(cx, value) for value in function.defaults)
    return function.module.path, function.code.pos, given


def _among_these(call: Call, data: Data, mask: Data) -> Data:
    """An expression's mask of membership, put to a table: where the others are rows of this table, it selects them."""
    step = mask.picks[0] if mask.picks and len(mask.picks) == 1 else ("",)
    if step[0] != "mask" or step[1][0] != "member" or (_AMONG, str(step[1][1])) not in mask.traits:
        return mask
    found = comparing.beyond(data.rows, call.cx.rows_of(step[1][1]))
    if step[2] is False:
        found = (_other_side(found[0]),) if len(found) == 1 else ()
    return mask.but(picks=found) if found else mask


def _called(call: Call, step: Step) -> Step:
    """A condition that compares with a variable of the code around it: with what this holds, where that is told."""
    if step[0] != "where" or step[3][0] != "name":
        return step
    name = step[3][1].removeprefix("@")
    value = call.frame.env.get(name) or call.frame.module.names.get(name)
    known = literal(value)
    if isinstance(known, (str, int, float)):
        return (*step[:3], ("literal", known))
    if isinstance(value, Const) and symbol(value) is not None:
        return chosen_by.noted(call.cx, (*step[:3], ("symbol", symbol(value))), value)
    return step if value is None else _by_unknown(call, step, value)


def _by_unknown(call: Call, step: Step, value: Value) -> Step:
    """A condition that compares with a variable which holds something that nobody knows: told apart from others."""
    blank = opaque.is_blank(data_of(value)) and not isinstance(state(value), Seq | Map)
    told: Step = (*step[:3], ("symbol", opaque.key_of(call.cx, value, data_of(value)))) if blank else step
    return chosen_by.noted(call.cx, told, value)


def drop_missing(call: Call) -> Value:
    """Rows less the incomplete ones; of a side of a split that is said, since the other side may keep its own."""
    data = blanks.alone(call.cx, call.first)
    named = ", ".join(sorted(names_in(call.slot("columns") or call.kwargs.get("subset")) or {data.column or ""}))
    changed = data.but(traits=data.traits | {(COMPLETE, named)})
    parts = {"side", "where"} if named else {"side"}  # what is missing anywhere may be what has no label yet
    last = [steps[-1] if any(_cuts(step, parts) for step in steps) else ("",) for _root, steps, _arms in data.rows]
    known = (COMPLETE, named) in data.traits or (COMPLETE, "") in data.traits
    if last and not known and not any(step[0] == "" or is_element(step) for step in last) and _drops_rows(call):
        step = ("mask", ("missing", named), False)
        call.cx.record.conditions.setdefault(step, call.cx.place(call.frame, call.pos))
        changed.rows = narrow(data.rows, step)
    if truthy(call.slot("inplace")):
        return in_place(call, changed)
    return call.result(changed)


def _cuts(step: Step, parts: Collection[str]) -> bool:
    """Whether a step may be a side of a split: a draw, or what lies on one side of a border."""
    border = step[0] == "where" and step[2] in {"<", "<=", ">", ">="} and step[3][0] == "literal"
    return step[0] in parts and (border or step[0] == "side")


def _drops_rows(call: Call) -> bool:
    """Whether rows with any missing value go, not columns, nor rows of which nothing is known."""
    return literal(call.kwargs.get("axis")) not in {1, "columns"} and literal(call.kwargs.get("how")) != "all"


def drop_duplicates(call: Call) -> Value:
    """Rows less those that say the same as another one: no example is there twice."""
    data = call.first
    if data.rows:
        act = call.cx.record.add("dedupe", call.cx.place(call.frame, call.pos), key=data.rows, rows=data.rows,
                                 words=call.name)  # fmt: skip
        act.detail["only"] = data.only
    once = distinct.once(call.cx, data.rows)
    keys = sorted(names_in(call.slot("columns")) or ())
    told = frozenset([(order.UNIQUE, *keys)] if len(keys) > 1 else [])
    told |= newest(call, data) | distinct.each_once(data, frozenset(keys))
    changed = data.but(rows=once, traits=data.traits | {("deduplicated",)} | told)
    changed = heads.alone(changed, keys if len(keys) == 1 else ())
    return in_place(call, changed) if truthy(call.slot("inplace")) else call.result(changed)


def repeated(call: Call) -> Value:
    """A mask of rows that say the same as others, or of those that are the only ones or the first."""
    data = call.first
    if not data.rows:
        return call.result(data.but(kind="mask")) if data is not UNKNOWN else UNKNOWN
    number = distinct.removal(call.cx, call.cx.place(call.frame, call.pos), data.rows, call.name, None)
    met = distinct.chosen(call.cx, "in" if call.name in _REPEATED else "not in", data, number)
    call.cx.record.acts[number].detail.update(only=data.only, own=False, keys=_key(call))
    return call.cx.fresh(met)


def _key(call: Call) -> tuple[str, ...]:
    """The one column by which rows are told to be the same; none where there are several, or the whole row is asked."""
    keys = tuple(names_in(call.slot("columns")) or ()) or tuple(filter(None, [call.first.column]))
    return keys if len(keys) == 1 else ()


def newest(call: Call, data: Data) -> frozenset[tuple[str, ...]]:
    """The trait of rows of which each entity's last in time is kept, none where it is not known to be."""
    keys = names_in(call.slot("columns"))
    if keys is None and call.entry.effect == "drop-duplicates":
        return frozenset()
    return order.last_in_time(data, literal(call.slot("keep")), keys or frozenset())


def member(call: Call) -> Value:
    """A mask: rows whose value is among others (`isin`)."""
    data = call.first
    other = call.slot("value")
    inner = state(other) if other is not None else None
    mask = data.but(kind="mask", column=None, parts=lookups.parts_left(data, inner))
    if isinstance(inner, Data) and data.kind == "indices" == inner.kind and (among := _beyond(data, inner)):
        return call.cx.fresh(mask.but(picks=among))
    if isinstance(inner, Data) and inner.rows:
        if (hits := comparing.right_texts(data, inner)) is not None:
            return call.cx.fresh(hits)
        inner = comparing.as_rows(inner)
        mask.learned |= horizon(call.cx, call.frame, call.pos, data.rows, inner.rows)
        mask.learned |= reaching_back(call.cx, call.frame, call.pos, data.rows, inner.rows)
        mask.learned |= surroundings.told(call.cx, call.frame, call.pos, data, inner)
        # Values of rows that are apart from these (customers of an earlier year) tell nothing of which rows they are.
        extra = () if disjoint(data.rows, inner.rows) else comparing.beyond(data.rows, inner.rows)
        number = call.cx.row_set(inner.rows)
        if inner.kind == "keys":
            scattering.by_keys(call.cx, inner.rows)
        mask.picks = extra or (("mask", ("member", number, data.column), True),)
        if any(atom[0] == expressed(call.cx) for atom in data.rows):
            mask.traits |= {(_AMONG, str(number))}
        return _asked_here(call, mask)
    names = names_in(other)
    if names is not None and data.kind == "columns":
        return call.cx.fresh(name_masks.among(data, names))
    values = _literals(inner)
    column = scattering.column_of(data)
    if values is not None and column is None and data.kind == "array" and data.rows:
        # An array of its own, beside those that it selects of: whose values these are tells it from others.
        mask.picks = (("where", f"(values {call.cx.row_set(data.rows)})", "in", ("literal", values)),)
    elif values is not None and column is not None:
        step = ("where", column, "in", ("literal", values))
        mask.picks = (scattering.noted(call.cx, data, step, call.cx.place(call.frame, call.pos)),)
    elif column is not None and isinstance(inner, Seq) and len(inner.items) == 1 and inner.rest is None:
        one = comparing.on_column(call.cx, call.frame, column, "==", inner.items[0], data.rows)
        mask.picks = None if one is None else (one,)
    else:
        mask.picks = (("mask", ("member", call.cx.identity(other), data.column), True),)
        if data.column is None:
            criteria.noted(call.cx.record, mask.picks[0], (data,), call.cx.place(call.frame, call.pos))
    return _asked_here(call, mask)


def _asked_here(call: Call, mask: Data) -> Value:
    """The mask, and where its condition is asked."""
    for step in mask.picks or ():
        call.cx.record.conditions.setdefault(step, call.cx.place(call.frame, call.pos))
    return call.cx.fresh(mask)


def _beyond(numbers: Data, others: Data) -> tuple[Step, ...]:
    """The steps by which numbers of rows are a part of other ones; none where they are not known to be."""
    shared, steps = numbers.picks or (), others.picks or ()
    return steps[len(shared) :] if numbers.picks is not None and steps[: len(shared)] == shared else ()


def _literals(inner: object) -> tuple[object, ...] | None:
    if isinstance(inner, Seq) and inner.rest is None:
        found = tuple(literal(item) for item in inner.items)
        return found if None not in found else None
    if isinstance(inner, Data) and inner.kind == "indices" and not inner.rows and len(inner.picks or ()) == 1:
        kind, _order, low, high = (*(inner.picks or ())[0], None, None)[:4]
        if kind == "slice" and type(high) is int and type(low or 0) is int and 0 < high - (low or 0) <= _LONGEST:
            return tuple(range(low or 0, high))  # `range(2012, 2020)`
    return None


def inverted(call: Call) -> Value:
    """The mask of the rows that a mask leaves, as `~` says it."""
    given = call.receiver if call.receiver is not None else call.args[0] if call.args else UNKNOWN
    return call.cx.fresh(data_of(logic.unary(call.cx, "~", given)))


def difference(call: Call) -> Value:
    """What one set of rows or labels has and another has not (setdiff1d, Index.difference)."""
    first = data_of(call.slot("rows") or call.receiver or (call.args[0] if call.args else None))
    other = data_of(call.slot("other") or (call.args[-1] if call.args else None))
    if literal(call.slot("axis")) == 1:
        return call.result(frames.unnamed(first))
    if other.picks:
        left = first.but(kind="indices")
        taken = tuple(
            ("slice", first.order, *step[2:]) if step[:2] == ("slice", order.HERE) else step for step in other.picks
        )
        if first.kind in frames.TABLES and first.rows and first.picks is None:  # `np.delete(rows, numbers)`
            return call.cx.fresh(first.but(rows=narrow(first.rows, *_flip(taken, ()))))
        left.picks = (*(first.picks or ()), *_flip(taken, first.picks or ()))
        return call.cx.fresh(left)
    if other.rows and first.rows:
        return call.cx.fresh(first.but(rows=less(first.rows, other.rows)))
    names = names_in(call.slot("other") or (call.args[-1] if call.args else None))
    if first.kind == "columns" and names is not None:
        only = None if first.only is None else first.only - names
        return call.cx.fresh(first.but(gone=first.gone | names, only=only))
    if first.kind == "columns":  # all but some of a type are those of the other types
        return call.cx.fresh(first.but(only=None, source=INEXACT, traits=other.traits & {BY_TYPE}))
    return call.result(first.but())


def _flip(
    picks: tuple[tuple[object, ...], ...], shared: tuple[tuple[object, ...], ...]
) -> tuple[tuple[object, ...], ...]:
    extra = [step for step in picks if step not in shared]
    return (_other_side(extra[-1]),) if len(extra) == 1 else (("not", tuple(extra)),) if extra else ()


def _other_side(step: tuple[object, ...]) -> tuple[object, ...]:
    if step[0] == "side" and step[2] in {0, 1}:
        return ("side", step[1], 1 - step[2], *step[3:])
    return ("not", step)


def less(rows: Rows, gone: Rows) -> Rows:
    """`rows` without `gone`: for each part gone, what its last step leaves; all but what several chose."""
    left: set[tuple[int, tuple[tuple[object, ...], ...], frozenset[tuple[Hashable, bool]]]] = set()
    for root, steps, arms in rows:
        taken = [a for a in gone if a[0] == root]
        matched = next((a for a in taken if a[1][: len(steps)] == steps and len(a[1]) > len(steps)), None)
        if matched is not None:
            extra = matched[1][len(steps) :]
            separating = [s for s in extra if s[0] != "some"]
            step = _other_side(separating[-1]) if separating else ("not", extra[-1])
            if len(separating) > 1 and separating[-1][0] in {"where", "mask", "not"}:
                step = ("outside", frozenset([matched]))  # what satisfies but one of the conditions stays
            left.add((root, (*steps, step), arms))
        elif any(a[1] == steps for a in taken):
            continue
        elif taken:
            left.add((root, (*steps, ("not", taken[0][1][-1] if taken[0][1] else ("some", 0))), arms))
        else:
            left.add((root, steps, arms))
    return frozenset(left)


EFFECTS: Final[dict[str, Effect]] = {
    "filter": filtered,
    "drop-missing": drop_missing,
    "drop-duplicates": drop_duplicates,
    "repeated-mask": repeated,
    "member": member,
    "invert": inverted,
    "set-difference": difference,
}
