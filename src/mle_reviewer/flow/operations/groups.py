"""Groups of a table by the values of a column: which rows the one of a name holds, and that each holds others."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, Final

from mle_reviewer.flow.context import Context, data_of, literal, symbol
from mle_reviewer.flow.facts.excluding import complement
from mle_reviewer.flow.facts.rows import UNTOLD, Step, each, narrow
from mle_reviewer.flow.facts.values import Const, Data, Map, Seq, Symbol, Value, state
from mle_reviewer.flow.operations import classes, order, repeats, scattering

KEY: Final = "group-key"  # the key of what a group is called: the step that takes the group, and which of its names
_DEEPEST: Final = 4
_OTHERS: Final = frozenset({"value", "symbol", "name", UNTOLD})  # what may be another value in each round of a loop


def one(cx: Context, data: Data, *steps: Step) -> Data:
    """One of the groups of a table, by the steps that take it."""
    keys = frozenset(("whole", trait[1]) for trait in data.traits if trait[0] == "grouped")
    made = data.but(rows=narrow(data.rows, *steps))
    made.traits = frozenset(t for t in order.apart(data.traits) if t[0] not in {"grouped", "keys"}) | keys
    return made


def called(cx: Context, data: Data, step: Step) -> Value:
    """What the group that a step takes is called; remembers by which columns."""
    names = columns(data)
    if cx.groups.setdefault(step, names) != names:
        cx.groups[step] = ()  # one place goes over groups of several tables
    return Const(Symbol((KEY, step, None)))


def columns(data: Data) -> tuple[str, ...]:
    """The columns by whose values a table is grouped, as conditions on them go by, in order; none if not known."""
    names = next((trait[1:] for trait in sorted(data.traits) if trait[0] == "keys"), ())
    return tuple(scattering.column_of(data.but(column=name)) or name for name in names)


def fields(cx: Context, name: Value, count: int) -> list[Value] | None:
    """The parts of what a group is called; None of anything else."""
    key = _key(name) if cx.groups else None
    if key is None or key[2] is not None or len(cx.groups.get(key[1], ())) != count:
        return None
    return [name] if count == 1 else [Const(Symbol((KEY, key[1], number))) for number in range(count)]


def field(cx: Context, name: Value, index: Value) -> Value | None:
    """One part of what a group is called, by its place; None of anything else."""
    key, number = _key(name), literal(index)
    names = () if key is None or key[2] is not None else cx.groups.get(key[1], ())
    if not isinstance(number, int) or not 0 <= number < len(names):
        return None
    return (fields(cx, name, len(names)) or [])[number]


def is_called(name: Value) -> bool:
    """Whether a value is what a group is called, or several of its parts."""
    inner = state(name)
    if isinstance(inner, Seq) and inner.kind == "tuple" and inner.rest is None:
        return any(_key(item) is not None for item in inner.items)
    return _key(name) is not None


def _key(name: Value) -> tuple[str, Step, int | None] | None:
    inner = state(name)
    key = inner.value.key if isinstance(inner, Const) and isinstance(inner.value, Symbol) else None
    return key if isinstance(key, tuple) and len(key) == 3 and key[0] == KEY else None


def told_by(cx: Context, env: Mapping[Any, Value], cond: Value) -> tuple[Mapping[Any, Value], Mapping[Any, Value]]:
    """The variables that hold one of several groups, where a condition on its name holds, and where it does not."""
    told = asked(cx, cond)
    if told is None:
        return {}, {}
    group, chosen = told
    held = {variable: value for variable, value in env.items() if _of_group(value, group)}
    return (
        {variable: taken(cx, value, group, chosen) for variable, value in held.items()},
        {variable: taken(cx, value, group, complement(chosen)) for variable, value in held.items()},
    )


def asked(cx: Context, cond: Value) -> tuple[Step, Step] | None:
    """The step that takes a group by whose name a condition asks, and that of the rows whose groups it chooses."""
    if not cx.groups:
        return None
    key, holds = symbol(cond), True
    while isinstance(key, tuple) and key[:1] == ("not",):
        key, holds = key[1], not holds
    name = _within(key)
    names = () if name is None else cx.groups.get(name[1], ())
    if name is None or not names:
        return None
    column = names[name[2] or 0] if name[2] is not None or len(names) == 1 else None
    step: Step = ("mask", ("group", names, _without(key, name)), True)
    if column is not None and isinstance(key, tuple) and len(key) == 4 and key[0] == "compare" and name in key[2:]:
        against = key[2] if key[3] == name else key[3]
        if key[1] == "==":
            step = ("where", column, "==", ("symbol" if isinstance(against, tuple) else "literal", against))
        elif key[1] == "in" and key[2] == name and (several := _constants(cx, against)) is not None:
            step = ("where", column, "in", ("literal", several))
    return name[1], step if holds else complement(step)


def _within(key: object, depth: int = 0) -> tuple[str, Step, int | None] | None:
    """The name of a group that a symbol asks for; None where there is none or several."""
    if not isinstance(key, tuple) or depth > _DEEPEST:
        return None
    if len(key) == 3 and key[0] == KEY:
        return key
    found = {one for part in key if (one := _within(part, depth + 1)) is not None}
    return next(iter(found)) if len(found) == 1 else None


def _without(key: object, name: tuple[str, Step, int | None]) -> Hashable:
    """A symbol less the place of the loop: two loops over the same groups ask for the same ones."""
    if key == name:
        return (KEY, name[2])
    return tuple(_without(part, name) for part in key) if isinstance(key, tuple) else key


def _constants(cx: Context, number: object) -> tuple[Hashable, ...] | None:
    inner: Any = state(cx.by_identity(number)) if isinstance(number, int) else None  # type: ignore[arg-type]
    if isinstance(inner, Map) and inner.rest is None:
        return tuple(inner.items)
    if not isinstance(inner, Seq) or inner.rest is not None:
        return None
    several = [literal(item) for item in inner.items]
    return None if None in several else tuple(several)


def taken(cx: Context, value: Value, group: Step, chosen: Step) -> Value:
    """One of several groups, as one of those that a condition on their names chooses."""
    alone = chosen[0] == "where" and chosen[2] == "==" and len(cx.groups.get(group, ())) == 1

    def narrowed(steps: tuple[Step, ...]) -> tuple[Step, ...]:
        at = steps.index(group) if group in steps else None
        return steps if at is None else (*steps[:at], chosen, *steps[at + alone :])

    def change(data: Data) -> Data:
        rows = frozenset((root, narrowed(steps), arms) for root, steps, arms in data.rows)
        return data.but(rows=rows, column=data.column)

    return order.each_part(cx, value, change)


def less(cx: Context, mapped: Map, key: Hashable) -> Value | None:
    """What stands under the other keys of a dict of groups once one of them is taken out."""
    rest = mapped.rest
    if rest is None or not any(step in cx.groups for _root, steps, _arms in data_of(rest).rows for step in steps):
        return rest
    named = {} if mapped.keys is None else _asked(cx, mapped.keys, key)
    for group, pairs in named.items():
        if len(pairs) == 1 == len(cx.groups[group]):
            return taken(cx, rest, group, ("where", pairs[0][0], "!=", ("literal", pairs[0][1])))
    groups = {step for _root, steps, _arms in data_of(rest).rows for step in steps if step in cx.groups}
    for group in sorted(groups, key=repr):
        rest = taken(cx, rest, group, ("some", ("less", key)))
    return rest


def _of_group(value: Value, step: Step) -> bool:
    data = state(value)
    return isinstance(data, Data) and any(step in steps for _root, steps, _arms in data.rows)


def under(cx: Context, mapped: Map, found: Value, key: Hashable) -> Value:
    """What a loop put under a name: where the name is that of the group, or of the value asked for, its rows."""
    named = {} if mapped.keys is None else _asked(cx, mapped.keys, key)
    keys = data_of(mapped.keys)

    def of_name(data: Data) -> Data:
        rows = frozenset((root, _called(cx, steps, named, keys, key), arms) for root, steps, arms in data.rows)
        picks = None if data.picks is None else _called(cx, data.picks, named, keys, key)
        return data.but(rows=rows, column=data.column, picks=picks)

    held = data_of(found)
    if any(_other_each_round(cx, step) for _r, steps, _a in held.rows for step in (*steps, *(held.picks or ()))):
        return order.each_part(cx, found, of_name)
    return _of_its_key(cx, keys, found, key)


def _of_its_key(cx: Context, keys: Data, found: Value, key: Hashable) -> Value:
    """What a loop over rows put under a value of each row: of the rows with that value."""
    whole = each(keys.rows)
    if keys.kind != "row" or not whole or isinstance(key, tuple):
        return found
    step: Step = ("some", ("key", key)) if keys.column is None else ("where", keys.column, "==", ("literal", key))

    def of_value(data: Data) -> Data:
        rows = each(data.rows)
        return data.but(rows=narrow(rows, step), column=data.column) if rows == whole else data

    return order.each_part(cx, found, of_value) if each(data_of(found).rows) == whole else found


def another(cx: Context, found: Value, number: Hashable) -> Value:
    """One of several elements that a loop over groups made: each is of another group."""
    if any(_other_each_round(cx, step) for _root, steps, _arms in data_of(found).rows for step in steps):
        return repeats.narrowed(cx, found, ("some", ("item", number)))
    return found


def _asked(cx: Context, keys: Value, key: Hashable) -> dict[Step, tuple[tuple[str, Hashable], ...]]:
    """The values of columns that are asked for, by the step that takes a group."""
    inner, parts = state(keys), key if isinstance(key, tuple) else (key,)
    if isinstance(inner, Seq):
        pairs = list(zip(inner.items, parts, strict=False)) if len(inner.items) == len(parts) else []
    else:
        split = fields(cx, keys, len(parts))
        pairs = list(zip(split, parts, strict=True)) if split is not None else [(keys, key)]
    found: dict[Step, tuple[tuple[str, Hashable], ...]] = {}
    for name, part in pairs:
        told = _key(name)
        names = () if told is None else cx.groups.get(told[1], ())
        if told is not None and (told[2] is not None or len(names) == 1) and names:
            found[told[1]] = (*found.get(told[1], ()), (names[told[2] or 0], part))
    return found


def _called(
    cx: Context, steps: tuple[Step, ...], named: dict[Step, tuple[tuple[str, Hashable], ...]], keys: Data,
    key: Hashable,
) -> tuple[Step, ...]:  # fmt: skip
    made: list[Step] = []
    unsure = False
    for step in steps:
        if step in named:
            whole = len(named[step]) == len(cx.groups[step])
            made += [] if whole else [step]
            made += [("where", name, "==", ("literal", part)) for name, part in named[step]]
        elif (told := _told(cx, step, named, keys, key)) is not None:
            made.append(told)
        else:
            unsure = unsure or _other_each_round(cx, step)
            made.append(step)
    return (*made, ("some", ("key", key))) if unsure else tuple(made)


def _told(
    cx: Context, step: Step, named: dict[Step, tuple[tuple[str, Hashable], ...]], keys: Data, key: Hashable
) -> Step | None:
    """A condition on the name under which what it selects was put, as one on that name."""
    if step[0] == "where" and step[3][0] == "symbol":
        against = step[3][1]
        group = isinstance(against, tuple) and against[:1] == (KEY,) and against[1] in named
        asked = dict(named[against[1]]).get(step[1]) if group else None
        return None if asked is None else (*step[:3], ("literal", asked))
    column = classes.column_by(cx, step, keys)
    return None if column is None else ("where", column, "==", ("literal", key))


def _other_each_round(cx: Context, step: Step) -> bool:
    """Whether a step may take other rows in each round of the loop that put them under a name."""
    return step in cx.groups or step in cx.turns or (step[0] == "where" and step[3][0] in _OTHERS)
