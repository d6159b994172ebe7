"""Effects on the index of tables: row numbers that stay an index, and those that become a column."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import is_missing, literal, names_in
from mle_reviewer.flow.effects.passing import in_place
from mle_reviewer.flow.effects.tables import finished
from mle_reviewer.flow.facts.values import LABELLED, NUMBERED, UNKNOWN, Data, Value
from mle_reviewer.flow.operations import counting, frames, order, ranking
from mle_reviewer.flow.operations.call import Call, Effect, truthy


def set_index(call: Call) -> Value:
    """A column becomes the index."""
    data = call.first
    names = names_in(call.slot("keys"))
    moved = frames.without(data, names) if names else data.but()
    moved.traits = frozenset(trait for trait in moved.traits if trait != NUMBERED and trait[0] != LABELLED)
    if names and len(names) == 1:
        moved.traits |= {(LABELLED, min(names))}
    return finished(call, moved)


def reset_index(call: Call) -> Value:
    """The index becomes a column, so that one column becomes a table; or it goes. What is left are row numbers."""
    data = ranking.numbered(call.first)
    if data.kind != "frame":
        dropped = data.kind != "series" or truthy(call.param("drop"))
        changed = data.but() if dropped else data.but(column=None)
        return finished(call, changed) if not dropped else _as_it_is(call, changed)
    changed = data.but(traits=data.traits | {NUMBERED})
    if truthy(call.param("drop")):
        return _as_it_is(call, changed)
    if NUMBERED in data.traits and is_missing(call.param("level")):
        told = literal(call.param("names"))
        name = told if isinstance(told, str) else "index"
        changed = frames.with_column(changed, name, Data())
        changed.traits |= {("row-number", name), (counting.OWN, name)}
    return finished(call, changed)


def level(call: Call) -> Value:
    """The labels of one level of an index: those of the first order the rows, others may be of entities."""
    data, which = call.first, literal(call.slot("keys"))
    if isinstance(which, str):
        return call.result(data.but(column=which))
    return call.result(data.but(kind="index" if which == 0 else ""))


def number_rows(call: Call) -> Value:
    """The numbers of the rows become a column."""
    data, name = call.first, literal(call.slot("column"))
    if data is UNKNOWN or not isinstance(name, str):
        return call.result(data.but())
    changed = frames.with_column(data, name, Data())
    changed.traits |= {("running-number", name), (counting.OWN, name)}
    return call.result(changed)


def numbers_of_rows(call: Call) -> Value:
    """The numbers of the rows that single values of a table stand in."""
    rows = call.first.rows
    return call.cx.fresh(Data(rows, kind="array").but(traits=frozenset([counting.RUNNING]))) if rows else UNKNOWN


def _as_it_is(call: Call, data: Data) -> Value:
    return in_place(call, data) if truthy(call.slot("inplace")) else call.cx.fresh(data)


def other_index(call: Call) -> Value:
    """The same rows and columns under an index of their own: what stood one after the other stands side by side."""
    changed = call.first.but()
    if changed.kind == "series":  # one column becomes a table whose columns nobody names
        changed = changed.but(column=None, only=None, learned=changed.all_learned(), cols={}, parts=None)
    changed.traits = order.apart(changed.traits) - {NUMBERED}
    return finished(call, changed)


EFFECTS: Final[dict[str, Effect]] = {
    "set-index": set_index,
    "level": level,
    "number-rows": number_rows,
    "row-numbers": numbers_of_rows,
    "reset-index": reset_index,
    "pivot": other_index,
}
