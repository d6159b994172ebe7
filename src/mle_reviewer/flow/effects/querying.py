"""Effects of SQL: a query that code runs becomes the rows it gives."""

from __future__ import annotations

import re
from typing import Final

from mle_reviewer.flow.context import names_in
from mle_reviewer.flow.effects.storage import load
from mle_reviewer.flow.facts.values import UNKNOWN, Const, Text, Value
from mle_reviewer.flow.operations.call import Call, Effect
from mle_reviewer.knowledge.table import CallEntry

_TABLE: Final = re.compile(r"[\w.`\"{}-]+")


def query(call: Call) -> Value:
    """The rows that a query gives; of a table's name, that table's."""
    given = call.slot("query")
    if isinstance(given, Text):
        found = _followed(call, given)
        if found is not None:
            return found
    elif isinstance(given, Const) and isinstance(given.value, str) and _TABLE.fullmatch(given.value.strip()):
        place = call.cx.place(call.frame, call.pos)
        named = Text(
            given.value,
            f"select * from {given.value.strip()}",  # noqa: S608 - read, never run
            ((place.path, place.pos >> 12),),
        )
        found = _followed(call, named)
        if found is not None:
            return found
    return _unread(call)


def _followed(call: Call, text: Text) -> Value | None:
    chain = (*call.frame.chain[-6:], (call.frame.module.path, call.pos))
    frame = call.frame if call.word("variables") else None
    dates = names_in(call.kwargs.get("parse_dates")) or frozenset()
    data = call.cx.world.query(text, str(call.word("dialect") or ""), chain, frame, dates)
    if data is None or data is UNKNOWN:
        return data
    if dates:
        data.traits |= frozenset(("time", name) for name in dates)
    return call.result(data)


def _unread(call: Call) -> Value:
    """Rows of a query that cannot be followed: a load of its own, equal texts being equal rows."""
    slots = {**call.entry.slots, "path": call.entry.slots.get("query", "")}
    entry = call.entry
    loading = CallEntry(
        entry.path, "load", entry.params, entry.star, entry.kwargs, entry.defaults, slots, entry.keywords
    )
    return load(Call(call.cx, call.frame, loading, call.receiver, call.args, call.kwargs, call.pos))


EFFECTS: Final[dict[str, Effect]] = {"query": query}
