"""Effects that put two columns of a table across: pivot tables and cross tables, a statistic per group."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import data_of, is_missing, literal
from mle_reviewer.flow.effects.grouping import group_aggregate
from mle_reviewer.flow.effects.judging import metric
from mle_reviewer.flow.effects.numbering import other_index
from mle_reviewer.flow.effects.tables import finished
from mle_reviewer.flow.facts.values import PAIRED, UNKNOWN, Const, Data, Value
from mle_reviewer.flow.operations import frames, order
from mle_reviewer.flow.operations.call import Call, Effect
from mle_reviewer.knowledge.table import CallEntry


def pivot_table(call: Call) -> Value:
    """A statistic per group, what the groups of other keys have side by side."""
    data = call.first
    keys, value = order.names_in_order(call.slot("by")), literal(call.slot("value"))
    if data is UNKNOWN or not keys:
        return other_index(call)
    column = frames.column(call.cx, data, value, None) if isinstance(value, str) else data
    function = call.slot("function")
    return _per_group(call, column, keys, Const("mean") if function is None or is_missing(function) else function)


def crosstab(call: Call) -> Value:
    """How often two columns hold what together: a share of one for each value of the other."""
    by, other = data_of(call.slot("by")), data_of(call.slot("truth"))
    if by.fits or other.fits:
        return metric(call)
    if not other.rows or not by.rows:
        return finished(call, other.but()) if other is not UNKNOWN else UNKNOWN
    values = data_of(call.slot("value"))
    key = by.column or next((name for _source, name, _how in sorted(by.parts or ())), "")
    made = data_of(_per_group(call, values if values.rows else other, (key,), Const("mean")))
    return call.cx.fresh(made.but(traits=made.traits | {PAIRED}))


def _per_group(call: Call, data: Data, keys: tuple[str, ...], function: Value) -> Value:
    """What an aggregate of the groups of `keys` gives."""
    grouped = data.but(kind="grouped", parts=None, column=data.column)
    grouped.traits = order.apart(data.traits) | {("grouped", key) for key in keys} | {("keys", *keys)}
    entry = CallEntry(path=call.entry.path, effect="group-aggregate", slots={**call.entry.slots, "function": "func"},
                      params=("func",))  # fmt: skip
    made = data_of(group_aggregate(Call(call.cx, call.frame, entry, call.cx.fresh(grouped), [function], {}, call.pos)))
    return call.result(made.but(kind="frame", column=None, only=None))


EFFECTS: Final[dict[str, Effect]] = {"pivot-table": pivot_table, "crosstab": crosstab}
