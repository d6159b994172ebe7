"""Effects that put something where values are missing: a constant, a statistic, or what neighbouring rows hold."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import data_of, literal, names_in
from mle_reviewer.flow.effects.learning import event, plus
from mle_reviewer.flow.effects.passing import keep
from mle_reviewer.flow.effects.sequences import ahead, as_it_was
from mle_reviewer.flow.effects.tables import finished
from mle_reviewer.flow.facts.values import NOTHING_LEARNED, UNKNOWN, Const, Data, Learned, Lib, Map, Seq, Value, state
from mle_reviewer.flow.operations import blanks, carried, gaps, order
from mle_reviewer.flow.operations.call import Call, Effect

_FEW_ROWS: Final = 3  # of a gap, through which a line between its neighbours is drawn


def _of_later(call: Call, data: Data, *, leading: bool) -> Learned:
    """What gaps learn that are filled by what comes after them: how many gaps there are, only the data says."""
    learned = ahead(call, data, "values of later rows", leading=leading)
    for number in learned:
        call.cx.record.acts[number].detail["gaps"] = True
    return learned


def fill(call: Call) -> Value:
    """Missing values: by a constant nothing is learned, by a statistic what it learned, by neighbours their values."""
    data = call.first
    data = data if data is UNKNOWN else data.but(traits=blanks.filled(data.traits), column=data.column)
    value, method = call.slot("value"), literal(call.slot("method"))
    strategy = method if isinstance(method, str) else None
    if data is UNKNOWN:
        return UNKNOWN
    if strategy in {"mean", "median", "min", "max"}:
        return finished(call, plus(data, event(call, data.rows, "fill")))
    if strategy in {"bfill", "backfill", "backward"}:
        return finished(call, plus(data, _of_later(call, data, leading=carried.leading(data))))
    if strategy in carried.FORWARD:
        return finished(call, data.but(traits=carried.noted(data), column=data.column))
    given = data_of(value)
    inner = state(value) if value is not None else None
    if given is not UNKNOWN:
        changed = plus(data, gaps.as_fill(call.cx, given.all_learned()))
        if isinstance(inner, Data) and inner.cols and data.kind == "frame":
            filled = {name: gaps.as_fill(call.cx, learned) for name, learned in inner.cols.items()}
            changed.cols = {**data.cols, **{name: data.of_column(name) | learned for name, learned in filled.items()}}
            changed.learned = data.learned | gaps.as_fill(call.cx, inner.learned)
        elif inner is not None and not isinstance(inner, Data) and names_in(value):
            # A dict of fill values: each column gets its own.
            items = getattr(inner, "items", {})
            puts = {str(name): gaps.as_fill(call.cx, data_of(one).all_learned()) for name, one in items.items()}
            changed = data.but(column=data.column)
            changed.cols = {**data.cols, **{name: data.of_column(name) | learned for name, learned in puts.items()}}
        return finished(call, changed)
    return finished(call, data.but(column=data.column))


def replace(call: Call) -> Value:
    """Values that the call names give way to others; a statistic in their place fills gaps."""
    named = state(call.slot("by") or UNKNOWN)
    of_rows = isinstance(named, Map) and data_of(named.keys) is not UNKNOWN
    of_rows = of_rows or (isinstance(named, Seq) and bool(data_of(named).rows))
    if not (named is UNKNOWN or isinstance(named, (Const, Lib, Map, Seq))) or of_rows:
        return keep(call)
    args, kwargs = [_put(call, one) for one in call.args], {name: _put(call, one) for name, one in call.kwargs.items()}
    puts = named.items.values() if isinstance(named, Map) else [call.slot("value")] if call.given("value") else []
    emptied = not call.given("inplace") and any(blanks.is_blank(call.cx, one) for one in puts)
    data = data_of(call.receiver) if emptied else UNKNOWN
    opened = carried.opened(data.traits)
    receiver = call.receiver if opened == data.traits else data.but(traits=opened, column=data.column)
    return keep(Call(call.cx, call.frame, call.entry, receiver, args, kwargs, call.pos))


def _put(call: Call, value: Value) -> Value:
    inner = state(value)
    if isinstance(inner, Map):
        rest = None if inner.rest is None else _put(call, inner.rest)
        return Map({key: _put(call, one) for key, one in inner.items.items()}, rest, inner.keys)
    return gaps.filling(call.cx, inner) if isinstance(inner, Data) and inner.learned and not inner.rows else value


def _few(call: Call) -> bool:
    """Whether no more than a few rows of each gap are filled, so that but the rows around them speak for them."""
    limit = literal(call.slot("tolerance"))
    return isinstance(limit, int) and 0 < limit <= _FEW_ROWS


def interpolate(call: Call) -> Value:
    """Missing values from the rows before and after; only earlier values carried on learn nothing."""
    data = call.first
    if data is UNKNOWN:
        return UNKNOWN
    between = order.GAPS in data.traits  # rows were put between those there are: each lies before a known one
    if any(trait[0] == "was" for trait in data.traits):
        data = as_it_was(call, data)
    data = data.but(traits=data.traits - {order.GAPS}, column=data.column)
    if literal(call.slot("method")) in {"pad", "ffill"}:
        return finished(call, data.but(column=data.column))
    first = carried.leading(data) and not between
    learned = NOTHING_LEARNED if first or _few(call) else event(call, data.rows, "fill")
    if between or literal(call.slot("direction")) in {"both", "backward"}:
        learned |= _of_later(call, data, leading=first)
    return finished(call, plus(data, learned))


EFFECTS: Final[dict[str, Effect]] = {"fill": fill, "replace": replace, "interpolate": interpolate}
