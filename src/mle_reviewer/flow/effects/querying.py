"""Effects of SQL: a query that code runs becomes the rows it gives."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from itertools import islice
from typing import Final

from mle_reviewer.flow.context import data_of, literal, names_in, symbol
from mle_reviewer.flow.effects.storage import load
from mle_reviewer.flow.facts import bounds, dates
from mle_reviewer.flow.facts.rows import Step, narrow, one_element
from mle_reviewer.flow.facts.values import UNKNOWN, Box, Const, Data, Map, Seq, Symbol, Text, Value, state
from mle_reviewer.flow.operations import comparing
from mle_reviewer.flow.operations.call import Call, Effect
from mle_reviewer.knowledge.table import CallEntry
from mle_reviewer.program.sql.template import is_left_open

_OPEN: Final = "?placeholder"  # the beginning of what stands for a place that a query leaves open
_PLACE: Final = re.compile(r"\?|%s|%\(\w+\)s|(?<!:):\w+|\$\w+|(?<![\w@])@\w+")
_AT: Final = re.compile(r"(?<![\w@])@\w+")
_NAMED: Final = re.compile(r"%\((\w+)\)s")
_SOME: Final = "some"  # the kind of a part by a list that is filled in
_LIST: Final = 6  # how long the key of such a step is
_COPY: Final = re.compile(r"\s*copy\s+\S+\s+to\b", re.IGNORECASE)
_TABLE: Final = re.compile(r"[\w.`\"{}-]+")


def query(call: Call) -> Value:
    """The rows that a query gives; a cursor that runs it hands them out from then on."""
    made = _asked(call)
    rows = state(made)
    if isinstance(call.receiver, Box) and isinstance(call.receiver.state, Data) and isinstance(rows, Data):
        call.cx.write(call.receiver, rows.but())
    return made


def _asked(call: Call) -> Value:
    """The rows that a query gives; of a table's name, that table's."""
    given = call.slot("query")
    if isinstance(given, Text):
        found = _followed(call, given)
        if found is not None:
            return found
    elif isinstance(given, Const) and isinstance(given.value, str) and (asked := _of_table(given.value)):
        place = call.cx.place(call.frame, call.pos)
        lines = ((place.path, place.pos >> 12),) * (asked.count("\n") + 1)
        found = _followed(call, Text(given.value, asked, lines))
        if found is not None:
            return found
    told = data_of(given)
    if told.rows and (told.fits or told.kind == "row" or one_element(told.rows)):
        # A query of one row, or by a model for it: what it gives belongs to that row.
        return call.cx.fresh(Data(told.rows, told.all_learned(), "row").but(fits=told.fits, traits=told.traits))
    return _unread(call)


def _of_table(text: str) -> str:
    """The query that a text without one stands for: all of the table that it names, or what it writes into a file."""
    if _TABLE.fullmatch(text.strip()):
        return f"select * from {text.strip()}"  # noqa: S608 - read, never run
    return text if _COPY.match(text) else ""


def _followed(call: Call, text: Text) -> Value | None:
    chain = (*call.frame.chain[-6:], (call.frame.module.path, call.pos))
    frame = call.frame if call.word("variables") else None
    times = names_in(call.kwargs.get("parse_dates")) or frozenset()
    data = call.cx.world.query(text, str(call.word("dialect") or ""), chain, frame, times)
    if data is None or data is UNKNOWN:
        return data
    data = _by_parameters(call, text, data)
    if times:
        data.traits |= frozenset(("time", name) for name in times)
    return call.result(data)


def _given(call: Call) -> Value | None:
    """What a call puts into the places that a query leaves open."""
    named = call.kwargs.get("parameters") or call.kwargs.get("params")
    return named if named is not None else call.args[1] if len(call.args) > 1 and "type" in call.entry.slots else None


def _by_parameters(call: Call, text: Text, data: Data) -> Data:
    """The rows for what was put into a query's places: as written, or equal for equal values."""
    given = _given(call)
    if given is None and _AT.search(text.template):  # named parameters, within settings of the job
        given = next((value for name, value in sorted(call.kwargs.items()) if value is not call.slot("query")), None)
    inner = state(given) if given is not None else None
    if text.fills and not isinstance(inner, (Seq, Map, Const)):  # a connection, or nothing
        given, inner = None, Seq(text.fills)
    told = {step for atom in data.rows for step in atom[1] if _is_open(step)}
    holes = _PLACE.search(text.template) or any(step[0] == _SOME for step in told)
    if not data.rows or inner is None or (given is not None and not holes):
        return data
    named = {str(key): value for key, value in inner.items.items()} if isinstance(inner, Map) else {}
    listed = inner.items if isinstance(inner, Seq) else () if named or given is None else (given,)
    places = sorted(told, key=lambda step: _where(step)[1:3])
    wanted = [_names_of(step, listed if len(places) == 1 else ()) for step in places]
    called = _NAMED.findall(text.template)
    names = [name for own in wanted for name in own]
    names = called if len(called) == len(names) else names
    values = [named.get(name) or (listed[n] if n < len(listed) else None) for n, name in enumerate(names)]
    if places and None not in values and (named or len(listed) == len(names)):
        given_to = iter([value for value in values if value is not None])
        each = [[*islice(given_to, len(own))] for own in wanted]
        put = {step: _filled(call, step, one) for step, one in zip(places, each, strict=True)}
        rows = frozenset((root, tuple(put.get(step, step) for step in steps), arms) for root, steps, arms in data.rows)
    elif given is None:
        return data  # what is put into the text itself may be no bound
    else:
        by = tuple(comparing.told_by(call.cx, one) for one in (*named.values(), *listed))
        rows = narrow(data.rows, ("mask", ("parameters", by), True))
    return data.but(rows=rows, column=data.column)


def _put(call: Call, value: Value, by: float = 0.0) -> tuple[str, Hashable]:
    """What a condition compares with: a constant, a moment that is told from another one, or what equals itself.

    The query itself may move it by some days.
    """
    known, key = literal(value), symbol(value)
    if known is not None and by:
        known = dates.worked_out("+", known, Symbol((dates.SPAN, 0, by)))
    if known is not None:
        return ("literal", known)
    if bounds.told(key, call.cx.ranges) or bounds.counted(key, call.cx.ranges):
        return ("symbol", ("+", key, (dates.SPAN, 0, by)) if by else key)
    told = comparing.told_by(call.cx, value)
    return ("value", ("+", told, (dates.SPAN, 0, by)) if by else told)


def _where(step: Step) -> tuple[Hashable, ...]:
    """What a query leaves open in a condition: how it is called there, and where it stands."""
    place: tuple[Hashable, ...] = step[1] if step[0] == _SOME else step[3][1]
    return place


def _names_of(step: Step, listed: Sequence[Value]) -> list[str]:
    """How the values are called that a condition waits for; one hole in a text stands for all of a list."""
    place = _where(step)
    if step[0] != _SOME:
        return [str(place[0]).removeprefix(_OPEN)]
    names = [name.removeprefix(_OPEN) for name in step[1][-1]]
    return names * len(listed) if len(names) == 1 and listed else names


def _filled(call: Call, step: Step, values: list[Value]) -> Step:
    """A condition with what is put into its places."""
    if step[0] != _SOME:
        return (*step[:3], _put(call, values[0], *step[3][1][4:]))
    alone = state(values[0])
    listed = alone.items if len(values) == 1 and isinstance(alone, Seq) and alone.rest is None else values
    known = tuple(literal(value) for value in listed)
    if None in known:
        return step
    return ("where", step[1][-2], "in", ("literal", known))


def _is_open(step: Step) -> bool:
    """Whether a condition compares with what a query leaves open."""
    if step[0] == _SOME:
        return isinstance(step[1], tuple) and len(step[1]) == _LIST and isinstance(step[1][-1], tuple)
    if step[0] != "where" or not isinstance(step[3], tuple) or len(step[3]) < 2 or not isinstance(step[3][1], tuple):
        return False
    name = step[3][1][0]
    return isinstance(name, str) and (name.startswith(_OPEN) or is_left_open(name))


def _unread(call: Call) -> Value:
    """Rows of a query that cannot be followed: a load of its own, equal texts being equal rows."""
    slots = {**call.entry.slots, "path": call.entry.slots.get("query", "")}
    entry = call.entry
    loading = CallEntry(
        entry.path, "load", entry.params, entry.star, entry.kwargs, entry.defaults, slots, entry.keywords
    )
    made = load(Call(call.cx, call.frame, loading, call.receiver, call.args, call.kwargs, call.pos))
    given = call.slot("query")
    inner = state(made)
    if isinstance(given, Text) and isinstance(inner, Data) and isinstance(made, Box):
        call.cx.write(made, _by_parameters(call, given, inner))
    return made


EFFECTS: Final[dict[str, Effect]] = {"query": query}
