"""Effects that put something where values are missing: a constant, a statistic, or what neighbouring rows hold."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import data_of, literal, names_in
from mle_reviewer.flow.effects.learning import event, plus
from mle_reviewer.flow.effects.sequences import ahead
from mle_reviewer.flow.effects.tables import finished
from mle_reviewer.flow.facts.values import UNKNOWN, Data, Value, state
from mle_reviewer.flow.operations.call import Call, Effect


def fill(call: Call) -> Value:
    """Missing values: by a constant nothing is learned, by a statistic what it learned, by neighbours their values."""
    data = call.first
    value, method = call.slot("value"), literal(call.slot("method"))
    strategy = method if isinstance(method, str) else None
    if data is UNKNOWN:
        return UNKNOWN
    if strategy in {"mean", "median", "min", "max"}:
        return finished(call, plus(data, event(call, data.rows, "imputation")))
    if strategy in {"bfill", "backfill", "backward"}:
        return finished(call, plus(data, ahead(call, data, "values of later rows")))
    given = data_of(value)
    inner = state(value) if value is not None else None
    if given is not UNKNOWN:
        learned = given.all_learned()
        changed = plus(data, learned)
        if isinstance(inner, Data) and inner.cols and data.kind == "frame":
            changed.cols = {**data.cols, **{n: data.of_column(n) | s for n, s in inner.cols.items()}}
            changed.learned = data.learned | inner.learned
        elif inner is not None and not isinstance(inner, Data) and names_in(value):
            # A dict of fill values: each column gets its own.
            items = getattr(inner, "items", {})
            changed = data.but(column=data.column)
            changed.cols = {
                **data.cols,
                **{str(n): data.of_column(str(n)) | data_of(v).all_learned() for n, v in items.items()},
            }
        return finished(call, changed)
    return finished(call, data.but(column=data.column))


def interpolate(call: Call) -> Value:
    """Missing values from the rows before and after; only earlier values carried on learn nothing."""
    data = call.first
    if data is UNKNOWN:
        return UNKNOWN
    if literal(call.slot("method")) in {"pad", "ffill"}:
        return finished(call, data.but(column=data.column))
    learned = event(call, data.rows, "imputation")
    if literal(call.slot("direction")) in {"both", "backward"}:
        learned |= ahead(call, data, "values of later rows")
    return finished(call, plus(data, learned))


EFFECTS: Final[dict[str, Effect]] = {"fill": fill, "interpolate": interpolate}
