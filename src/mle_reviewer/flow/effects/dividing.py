"""Effects that take groups apart: the group of a name, and all groups as tables of their own."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import symbol
from mle_reviewer.flow.effects.grouping import group
from mle_reviewer.flow.effects.learning import ungrouped
from mle_reviewer.flow.facts.rows import Step
from mle_reviewer.flow.facts.values import UNKNOWN, Const, Data, Map, Seq, Value, state
from mle_reviewer.flow.operations import comparing, groups
from mle_reviewer.flow.operations.call import Call, Effect, truthy


def group_part(call: Call) -> Value:
    """The group of a name: the rows with that value in the column they are grouped by."""
    data, key = call.first, call.slot("value") or UNKNOWN
    if data.kind != "grouped":
        return UNKNOWN
    names, inner = groups.columns(data), state(key)
    parts = inner.items if isinstance(inner, Seq) and len(inner.items) == len(names) else (key,)
    if not names or len(parts) != len(names):
        told = call.cx.number(symbol(key)) if isinstance(key, Const) else call.cx.identity(key)
        steps: list[Step | None] = [("some", ("group", told))]
    else:
        asked = zip(names, parts, strict=True)
        steps = [comparing.on_column(call.cx, call.frame, name, "==", part, data.rows) for name, part in asked]
    taken = groups.one(call.cx, data, *(step for step in steps if step is not None))
    return _as_table(call, taken, ungrouped(call, data))


def partition(call: Call) -> Value:
    """All groups of a table: a list of tables, or a dict of them by their names."""
    data = state(group(call))
    if not isinstance(data, Data) or data is UNKNOWN:
        return UNKNOWN
    step = ("some", (call.frame.module.path, call.pos))
    name = groups.called(call.cx, data, step)
    says = call.word("type")
    table = _as_table(call, groups.one(call.cx, data, step), says if isinstance(says, str) else None)
    keyed = truthy(call.param("as_dict"))
    return call.cx.fresh(Map({}, table, name) if keyed else Seq((), table, "list"))


def _as_table(call: Call, one: Data, type_: str | None) -> Value:
    """One of the groups of a table as a table of its own."""
    return call.cx.fresh(one.but(kind="series" if one.column else "frame", type=type_, column=one.column))


EFFECTS: Final[dict[str, Effect]] = {"group-part": group_part, "partition": partition}
