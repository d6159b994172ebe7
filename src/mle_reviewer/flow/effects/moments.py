"""Effects that make points and spans of time: dates, time stamps, differences, series of dates."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context, data_of, literal, mix, symbol
from mle_reviewer.flow.effects.passing import keep
from mle_reviewer.flow.facts.bounds import DAY, FIRST, NOW, WRITTEN
from mle_reviewer.flow.facts.dates import EDGE, date_text, pace, rule_of, span_of, span_text, worked_out, written_as
from mle_reviewer.flow.facts.rows import one_element
from mle_reviewer.flow.facts.values import OPAQUE, SPANS, UNKNOWN, Const, Data, Seq, Symbol, Value, state
from mle_reviewer.flow.operations import dated, leads, order, periods
from mle_reviewer.flow.operations.call import Call, Effect, truthy

_UNITS: Final = ("year", "month", "day", "hour", "minute", "second")
_ZONES: Final = frozenset({"tz", "tzinfo"})


def moment(call: Call) -> Value:
    """A point in time: a text stands for itself, numbers for the text of that date, so that equal ones are told so."""
    values = [*call.args, *(value for _name, value in sorted(call.kwargs.items()))]
    zoned = call.kwargs.keys() <= _ZONES and all(literal(zone) is not None for zone in call.kwargs.values())
    if len(call.args) == 1 and zoned and isinstance(literal(call.args[0]), str):
        return call.args[0]
    of_rows = mix(data_of(value) for value in values)
    if of_rows.rows and len(values) == 1 and (of_rows.kind != OPAQUE or one_element(of_rows.rows)):
        return to_datetime(call)
    if of_rows.rows and "type" in call.entry.slots:  # a column of dates put together from columns
        return call.result(of_rows.but(column=None))
    named = [call.kwargs[unit] for unit in _UNITS[len(call.args) :] if unit in call.kwargs]
    text = date_text([literal(value) for value in (*call.args, *named)])
    if text is not None and len(named) == len(call.kwargs):
        return Const(text)
    numbers = [*call.args, *named]
    if len(numbers) == 3 == len(values) and all(isinstance(number, Const) for number in numbers):
        return Const(Symbol((DAY, *map(symbol, numbers))))
    return _told(call, values)


def now(_call: Call) -> Value:
    """The moment at which the program runs: the same one wherever it asks."""
    return Const(Symbol(NOW))


def span(call: Call) -> Value:
    """A span of time: of known length where the counts of its units are."""
    values = [*call.args, *(value for _name, value in sorted(call.kwargs.items()))]
    first, unit = (literal(call.args[0]), literal(call.args[-1])) if call.args else (None, None)
    if len(values) == 1 and isinstance(first, str):
        found = span_text(first)
        return values[0] if found is None else Const(found)
    of_rows = mix(data_of(value) for value in values)
    if of_rows.rows:  # the span of each row
        return call.result(of_rows.but(column=None))
    replaced = not call.kwargs.keys().isdisjoint(_UNITS)  # `day=1` is the first day of a month, `days=1` one day
    counted = {name: literal(value) for name, value in call.kwargs.items() if name != "unit"}
    if call.args:
        named = unit if len(call.args) == 2 and isinstance(unit, str) else literal(call.kwargs.get("unit"))
        counted[str(named or literal(call.slot("rule")) or "days")] = first
    several = len(call.kwargs) - ("unit" in call.kwargs) + bool(call.args)
    found = span_of(counted) if len(counted) == several and not replaced else None
    return Const(found) if found is not None and counted else _told(call, values)


def moved(call: Call) -> Value:
    """A moment, or a column of them, moved by so many units of time, forwards or back."""
    given = call.args[0] if call.args else UNKNOWN
    count, unit = literal(call.slot("n")), str(literal(call.slot("rule")))
    by = span_of({unit: -count if literal(call.slot("direction")) == "back" else count}) if type(count) is int else None
    if by is not None and isinstance(given, Const):
        told = symbol(given)
        if isinstance(told, tuple):
            return Const(Symbol(("+", told, by.key)))
        if isinstance(earlier := worked_out("+", told, by), str):
            return Const(earlier)
    made = keep(call)
    data = state(made)
    return leads.moved("+", data_of(given), Const(by), data) if by is not None and isinstance(data, Data) else made


def _told(call: Call, values: list[Value]) -> Value:
    """What is not worked out, told by what it was made of."""
    keys = [symbol(value) if isinstance(value, Const) else call.cx.identity(value) for value in values]
    if not values or any(value is UNKNOWN for value in values):
        return UNKNOWN
    return Const(Symbol((call.name, *keys, *sorted(call.kwargs))))


def dates(call: Call) -> Value:
    """A series of dates: nobody's rows, and each round of a loop over it has one of them."""
    rule = literal(call.slot("rule")) or rule_of(symbol(call.slot("rule")))
    days = pace(rule)
    if days is None:
        return Data(kind="moments")
    return dated.series(days, rule, *(literal(call.slot(name)) for name in ("begins", "ends", "n")))


def month_edge(call: Call) -> Value:
    """An offset to the n-th next first or last day of a month."""
    count = literal(call.slot("n")) if call.args or call.kwargs else 1
    if isinstance(count, int) and count > 0:
        return Const(Symbol((EDGE, call.word("which"), count)))
    return _told(call, [*call.args, *call.kwargs.values()])


def to_datetime(call: Call) -> Value:
    """Parsed times: the column they come from is a time."""
    data = call.first if "rows" in call.entry.slots else data_of(call.args[0] if call.args else None)
    if data is UNKNOWN:
        given = call.args[0] if call.args else UNKNOWN
        return given if isinstance(given, Const) or _constants(given) else UNKNOWN
    changed = data.but(column=data.column)
    if data.column is not None:
        changed.traits = data.traits | {("time", data.column)}
    return call.result(changed)


def period(call: Call) -> Value:
    """Times cut to the day, the week or the month that they lie in: these come in the order of the times."""
    data = call.first
    if data is UNKNOWN:
        return UNKNOWN
    told = order.of_time(data, call.name.rpartition(".")[2], call.args)
    made = data.but(column=None, parts=data.parts)
    if truthy(call.slot("spans")):
        made.traits |= {SPANS}
    return call.cx.fresh(made if told is None else periods.cut(made, told))


def itself(_cx: Context, text: Const, _args: list[Value], _kwargs: dict[str, Value]) -> Value:
    """date, isoformat and the like of a moment: the same moment."""
    return text if isinstance(text.value, Symbol) else UNKNOWN


def written(_cx: Context, text: Const, args: list[Value], _kwargs: dict[str, Value]) -> Value:
    """strftime: a moment as it is written."""
    how = literal(args[0]) if args else None
    if isinstance(text.value, str):
        told = written_as(text.value, how)
        return UNKNOWN if told is None else Const(told)
    return Const(Symbol((f"{WRITTEN}{how}", text.value.key))) if isinstance(text.value, Symbol) else UNKNOWN


def replaced(text: Const, kwargs: dict[str, Value]) -> Value:
    """replace: another day of a moment's month."""
    first = literal(kwargs.get("day")) == 1 and kwargs.keys().isdisjoint({"month", "year"})
    return Const(Symbol((FIRST, symbol(text)))) if first and isinstance(text.value, Symbol) else UNKNOWN


def _constants(value: Value) -> bool:
    """Whether a value is a list of constants: parsed, they are the times that they stand for."""
    inner = state(value)
    return isinstance(inner, Seq) and inner.rest is None and all(isinstance(item, Const) for item in inner.items)


EFFECTS: Final[dict[str, Effect]] = {
    "period": period,
    "moment": moment, "now": now, "span": span, "dates": dates, "to-datetime": to_datetime, "month-edge": month_edge,
    "move-time": moved,
}  # fmt: skip
