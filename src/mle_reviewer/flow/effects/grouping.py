"""Effects on groups of rows: partition by keys, a statistic per group, and what a function makes of each group."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import data_of, is_missing, literal, names_in
from mle_reviewer.flow.effects.expressions import of_table
from mle_reviewer.flow.effects.learning import event, plus, ungrouped
from mle_reviewer.flow.facts.rows import NO_ROWS, Rows, narrow, union
from mle_reviewer.flow.facts.values import (
    NO_NAMES,
    NOTHING_LEARNED,
    UNKNOWN,
    WHOLE,
    Data,
    Func,
    Learned,
    Lib,
    Map,
    Seq,
    Value,
    state,
)
from mle_reviewer.flow.operations import (
    applying,
    blanks,
    classes,
    constants,
    counting,
    frames,
    heads,
    histories,
    lasts,
    lent,
    order,
    taught,
)
from mle_reviewer.flow.operations.call import Call, Effect

_STRONG: Final = frozenset(
    {"mean", "median", "std", "var", "min", "max", "sum", "quantile", "mode", "skew", "kurt", "sem", "mad", "prod"}
)
_OWN: Final = ("own-groups",)  # groups of what was made of one row each
_GROUPED: Final = frozenset({"grouped", "keys"})
_FLAT: Final = ("flat",)  # groups whose keys stay columns: one value each still makes a table
WEAK: Final = frozenset({"count", "size", "nunique", "unique", "first", "last", "cumcount", "ngroup", "any", "all"})


def group(call: Call) -> Value:
    """Rows partitioned by keys."""
    data = call.first
    if data is UNKNOWN:
        return UNKNOWN
    keys = names_in(call.slot("by")) or frozenset(order.names_in_order(call.slot("by")))
    call.cx.record.grouped.update((atom[0], name) for atom in data.rows for name in keys)
    grouped = data.but(kind="grouped", column=None, parts=None)
    before = data.traits if data.kind == "grouped" else frozenset(t for t in data.traits if t[0] not in _GROUPED)
    grouped.traits = order.apart(before, by=keys) | frozenset(("grouped", name) for name in keys)
    grouped.traits |= {("keys", *order.names_in_order(call.slot("by")))}
    grouped.traits |= _told_apart(call, data, keys)
    if counting.own_groups(data, keys):
        grouped.traits |= {_OWN}
    if literal(call.param("as_index")) is False:
        grouped.traits |= {_FLAT}
    if call.box is not None and data.kind == "frame" and call.box.state is data:  # the table's own keys repeat
        call.cx.write(call.box, data.but(traits=data.traits | frozenset(("keyed", name) for name in keys)))
    return call.cx.fresh(call.typed(grouped))


def _told_apart(call: Call, data: Data, keys: frozenset[str]) -> frozenset[tuple[str, str]]:
    """The trait of groups by one column or by one value of each row, with the number of that."""
    by = data_of(call.slot("by"))
    told = by if by.rows else frames.column(call.cx, data, next(iter(keys)), None) if len(keys) == 1 else None
    if told is None or data.kind != "frame":
        return frozenset()
    call.cx.partners.append(told)
    return frozenset([(classes.BY, str(len(call.cx.partners) - 1))])


def group_aggregate(call: Call) -> Value:
    """One value per group: it is learned once it comes back to the rows it was computed from."""
    data = call.first
    if data is UNKNOWN:
        return UNKNOWN
    strong = _strength(call)
    made = data.but(kind="series" if data.column else "frame", type=ungrouped(call, data), column=None)
    if _FLAT in data.traits:
        made.kind, made.type = "frame", ungrouped(call, data.but(column=None))
    if made.type is None:
        made = call.typed(made)
    keys = tuple(sorted(trait[1] for trait in data.traits if trait[0] == "grouped"))
    made.rows = narrow(data.rows, ("groups", keys))
    names = _aggregated(call, data)
    if names is not None:
        made.only, made.gone, made.cols = names | frozenset(keys), frozenset(), {}
    made.made, made.parts = {}, None
    made.pending = _per_group(call, data, "statistic", strong=strong, rows=_asked_for(call, data))
    before = {
        "lag", "sorted", "falling", "grouped", "entity", "keys", "shuffled", "reversed", "panel", "pieces", "flat",
        "numbered", "row-number", "running-number", "keyed", counting.OWN, *_OWN,
    }  # fmt: skip
    made.traits = frozenset(trait for trait in data.traits if trait[0] not in before and trait[0] != blanks.PRESENT)
    last = order.last_in_time(data, _kept(call), frozenset(keys)) or _last_by_itself(call, frozenset(keys))
    made.traits |= last or frozenset(("per", key) for key in keys)
    if lent.alone(data.traits, _summed_up(call, data), frozenset(keys)):
        made.traits |= {(lent.OF_LENT, key) for key in keys}
    if data.column is not None and _folded(call) == "max":
        made.traits |= lasts.kept(made.traits, data.column, Data().but(traits=lasts.highest(data.column)))
    if _kept(call) in {"first", "last"}:
        made.traits |= {histories.PICKED}
    together = next((trait[1:] for trait in sorted(data.traits) if trait[0] == "keys"), ())
    made.traits |= order.panels_of(together)  # groups come sorted by their keys
    return call.cx.fresh(made)


def _last_by_itself(call: Call, keys: frozenset[str]) -> frozenset[tuple[str, ...]]:
    """The trait of groups of which each expression takes the last value in an order of its own."""
    functions = [call.slot("function"), *call.args, *(value for _name, value in sorted(call.kwargs.items()))]
    given = [one for value in functions if value is not None for one in _expressions(value)]
    told = [order.last_in_time(one, _end(one), keys) for one in given]
    return frozenset[tuple[str, ...]].intersection(*told) if told else frozenset()


def _folded(call: Call) -> object:
    """The one function by which groups of a column are summed up, by its name."""
    functions = call.slot("function")
    return call.name if functions is None else literal(functions)


def _kept(call: Call) -> object:
    """Which row of each group is kept, where an aggregate takes its values from one and the same row."""
    functions = call.slot("function")
    if functions is None:
        return literal(call.slot("keep"))
    inner = state(functions)
    given = list(inner.items.values()) if isinstance(inner, Map) else [functions]
    expressions = _expressions(functions)
    if expressions:
        kept = {_end(one) for one in expressions}
    else:
        kept = {name for value in given for name in names_in(value) or [None]}
    return kept.pop() if len(kept) == 1 else None


def _expressions(value: Value, *, rows: bool = True) -> list[Data]:
    """The expressions that an aggregate is given, side by side or by name: those that have `rows`, or all."""
    inner = state(value)
    if isinstance(inner, Data):
        return [inner] if inner.rows or not rows else []
    items = inner.items if isinstance(inner, Seq) else inner.items.values() if isinstance(inner, Map) else ()
    return [found for item in items for found in _expressions(item, rows=rows)]


def _end(expression: Data) -> str | None:
    """The one row of each group that an expression takes its value from, the first or the last."""
    ends = {
        {(None, 1): "first", (-1, None): "last"}.get(step[2:]) if step[0] == "slice" else None
        for atom in expression.rows for step in atom[1][-1:] or [("",)]
    }  # fmt: skip
    return ends.pop() if len(ends) == 1 else None


def _aggregated(call: Call, data: Data) -> frozenset[str] | None:
    """The names of the columns that an aggregate of groups gives beside the keys, None if they are not known."""
    named = frozenset(name for name in call.kwargs if name not in {*call.entry.params, *call.entry.keywords})
    if named:
        return named
    functions = call.slot("function")
    inner = state(functions) if functions is not None else None
    if isinstance(inner, Map):
        plain = all(isinstance(literal(value), str) for value in inner.items.values())
        return names_in(functions) if plain else None
    if data.column is None:
        return None
    return (names_in(functions) if isinstance(inner, Seq) else None) or frozenset([data.column])


def _asked_for(call: Call, data: Data) -> Rows:
    """The rows of a table that the statistics of an aggregate are of: those that each expression leaves, or all."""
    functions = [call.slot("function"), *call.args, *(value for _name, value in sorted(call.kwargs.items()))]
    given = [one for value in functions if value is not None for one in _expressions(value, rows=False)]
    acts = [call.cx.record.acts[number] for one in given for number in sorted(one.all_learned())]
    found = NO_ROWS
    for act in acts:
        found = union(found, of_table(call, data, act.rows))
    return found or data.rows


def _per_group(call: Call, data: Data, what: str, *, strong: bool, rows: Rows = NO_ROWS) -> Learned:
    """What is learned of each group from its own rows: between groups nothing is told."""
    if _OWN in data.traits:
        return NOTHING_LEARNED
    learned = event(call, blanks.rows(call.cx, data.but(rows=rows or data.rows)), what, strong=strong)
    applying.meant(call.cx, learned)
    keys = frozenset(trait[1] for trait in data.traits if trait[0] == "grouped")
    told_apart = classes.partners(call.cx, data)
    for number in learned if told_apart else ():
        call.cx.record.acts[number].detail["partners"] = told_apart
    for number in learned if keys else ():
        call.cx.record.acts[number].detail["per"] = keys
        detail = call.cx.record.acts[number].detail
        detail["per time"] = any(("time", key) in data.traits for key in keys)
        detail["of earlier"] = _of_earlier(call, data, keys)
    if learned and lent.alone(data.traits, names := _summed_up(call, data), keys):
        lent.noted(call.cx, learned, names)
    return learned


def _summed_up(call: Call, data: Data) -> frozenset[str]:
    """The columns of groups that a statistic is of; none if they are not known."""
    if all(trait[0] != lent.LENT for trait in data.traits):
        return NO_NAMES
    if data.column is not None:
        return frozenset([data.column])
    functions = [call.slot("function"), *call.args, *call.kwargs.values()]
    inner = [state(value) for value in functions if value is not None]
    if inner and isinstance(inner[0], Map):
        return frozenset(name for name in inner[0].items if isinstance(name, str))
    told: list[object] = [one.column for v in functions if v is not None for one in _expressions(v, rows=False)]
    told += [literal(one.items[0]) for one in inner if isinstance(one, Seq) and one.kind == "tuple" and one.items]
    names = frozenset(name for name in told if isinstance(name, str))
    return names if None not in told and names else (data.only or NO_NAMES) - _keys(data)


def _keys(data: Data) -> frozenset[str]:
    return frozenset(trait[1] for trait in data.traits if trait[0] == "grouped")


def _of_earlier(call: Call, data: Data, keys: frozenset[str]) -> bool:
    """Whether what is summed up of a moment are values of rows before it, or may be: nobody knows which columns."""
    if not any(trait[0] == "lag" for trait in data.traits) or any(("time", key) not in data.traits for key in keys):
        return False
    names = data.only if data.column is None else frozenset([data.column])
    acts = call.cx.record.acts
    return names is None or all(
        name in data.made and data.made[name][1] is None
        and all(acts[number].what != "own-row" for number in data.of_column(name))
        for name in names - keys
    )  # fmt: skip


def entities(data: Data) -> frozenset[tuple[str, ...]]:
    """The keys of a group, as entities whose rows repeat."""
    keys = frozenset(("entity", trait[1]) for trait in data.traits if trait[0] == "grouped")
    return frozenset(trait for trait in data.traits if trait[0] not in {"grouped", "keys", "numbered", *_OWN}) | keys


def _strength(call: Call) -> bool:
    """Whether a statistic per group is strong: counts are not."""
    functions = call.slot("function")
    inner = state(functions) if functions is not None else None
    names = _of_each(inner) if isinstance(inner, Map) else names_in(functions)
    if names is None and call.kwargs:
        found = [literal(v) or _second(v) for v in call.kwargs.values()]
        names = frozenset(str(name) for name in found if isinstance(name, str)) or None
    if names is None:
        what, strong = call.learns()
        return strong and what not in {"count", "categories"}
    return not names <= WEAK


def _of_each(functions: Map) -> frozenset[str] | None:
    """The functions that a dict names for its columns; None where one of them is not known by its name."""
    named = [names_in(one) for one in functions.items.values()]
    known = frozenset[str]().union(*(one for one in named if one is not None))
    return known if known and functions.rest is None and None not in named else None


def _second(value: Value) -> object:
    inner = state(value)
    return literal(inner.items[1]) if isinstance(inner, Seq) and len(inner.items) > 1 else None


def group_transform(call: Call) -> Value:
    """A statistic per group, written into each row."""
    data = call.first
    if data is UNKNOWN:
        return UNKNOWN
    function = call.slot("function")
    made = data.but(kind="series" if data.column else "frame", type=ungrouped(call, data), column=None, parts=None)
    made.pending = NOTHING_LEARNED
    made.traits = blanks.filled(entities(data))
    if isinstance(function, Func):
        one = made.but(kind=made.kind, column=data.column)
        result = data_of(call.cx.call(call.frame, function, [call.cx.fresh(one)], {}, call.pos))
        made.traits |= frozenset(trait for trait in result.traits if trait[0] == "lag")
        return call.cx.fresh(plus(made, result.all_learned()))
    if isinstance(function, Lib):
        strong = function.path.rpartition(".")[2] in _STRONG
        return call.cx.fresh(plus(made, _per_group(call, data, "statistic", strong=strong)))
    if not is_missing(function):
        name = literal(function)
        if name in {"bfill", "backfill"}:
            later = call.cx.learn(
                call.frame, call.pos, data.rows, "look-ahead", words=f"{name} reads values of later rows", strong=False
            )
            return call.cx.fresh(plus(made, frozenset([later.number])))
        if name in {"shift", "cumsum", "cumcount", "cumprod", "ffill", "diff", "pct_change"}:
            return call.cx.fresh(made)
        strong = name not in WEAK and name != "rank"
        told = plus(made, _per_group(call, data, "statistic", strong=strong))
        return call.cx.fresh(told.but(traits=told.traits | lasts.highest(data.column)) if name == "max" else told)
    if literal(call.kwargs.get("method")) == "first":  # a rank in which no two rows of a group are equal
        made.traits |= heads.counting_from(1, (trait[1] for trait in data.traits if trait[0] == "grouped"))
    if literal(call.kwargs.get("ascending")) is False or literal(call.kwargs.get("descending")) is True:
        made.traits |= lasts.counting_back(1, data.column)
    what, strong = call.learns()
    return call.cx.fresh(plus(made, _per_group(call, data, what, strong=strong)))


def group_apply(call: Call) -> Value:
    """A function per group: on whole groups, so rows stay within what they were."""
    data = call.first
    function = call.slot("function")
    made = data.but(kind="series" if data.column else "frame", type=ungrouped(call, data), column=None)
    if isinstance(function, Func):
        one_of_them = frozenset((WHOLE, trait[1]) for trait in data.traits if trait[0] == "grouped")
        given = call.cx.fresh(made.but(traits=made.traits | one_of_them))
        with taught.one_by_one(call.cx, call.frame):
            found = data_of(call.cx.call(call.frame, function, [given], {}, call.pos))
        found = found.but(traits=found.traits - one_of_them, column=found.column) if found is not UNKNOWN else found
        if not found.rows and found is not UNKNOWN:
            keys = tuple(sorted(trait[1] for trait in data.traits if trait[0] == "grouped"))
            summary = made.but(rows=narrow(data.rows, ("groups", keys)), learned=data.learned)
            summary.pending = found.all_learned()
            return call.cx.fresh(summary)
        if found.rows:
            return call.cx.fresh(constants.settled(found).but(kind=made.kind, type=made.type))
    return call.cx.fresh(made)


EFFECTS: Final[dict[str, Effect]] = {
    "group": group, "group-aggregate": group_aggregate, "group-transform": group_transform, "group-apply": group_apply,
}  # fmt: skip
