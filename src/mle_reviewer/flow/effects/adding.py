"""Python's own sums and extremes of lists of values: of one value from each row they are statistics of all."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context, data_of
from mle_reviewer.flow.effects.learning import event
from mle_reviewer.flow.facts.rows import NO_ROWS, Rows, roots
from mle_reviewer.flow.facts.values import HITS, PAIRED, SPECTRUM, Box, Data, Seq, Value, state
from mle_reviewer.flow.operations import nearness, totals
from mle_reviewer.flow.operations.call import Call
from mle_reviewer.flow.operations.lookups import IN_TURN
from mle_reviewer.flow.operations.vocabularies import TOKENS

_VALUES: Final = frozenset({"row", "mask", "stat", "keys", ""})
_COLUMNS: Final = frozenset({"series", "array"})


def of_one_row(cx: Context, data: Data, value: Value) -> bool:
    """Whether a function that sees one row at a time made a list of that row alone.

    It names fields of the row one by one, or goes over the words of its text, or what is kept under these.
    """
    inner, made = state(value), value.number if isinstance(value, Box) else 0
    running = [one.rows for one in cx.rounds if one.rows and one.began < made]
    if not running or not isinstance(inner, Seq):
        return False
    if TOKENS in data.traits:
        return IN_TURN in data.traits or any(roots(data.rows) <= roots(rows) for rows in running)
    named = inner.rest is None and all(data_of(one).kind in {"row", ""} for one in inner.items)
    return named and data.rows in running


def rows_of_values(cx: Context, value: Value) -> Rows | None:
    """The rows of a list that holds a value of each; None of a list of columns, or of what one row holds."""
    inner, data = state(value), data_of(value)
    if not data.rows or data.scores or HITS in data.traits or of_one_row(cx, data, value):
        return None
    if isinstance(inner, Seq):
        return totals.of_all_rounds(cx, data.rows) if data.kind in _VALUES else None
    return totals.of_all_rounds(cx, data.rows) if data.kind in _COLUMNS and not data.fits else None


def of_values(call: Call, value: Value, what: str = "statistic") -> Value | None:
    """What one number made of a list of values is: learned of their rows. None where it is none of theirs."""
    data = data_of(value)
    if (told := nearness.said(call.cx, call.frame, data, call.pos)) is not None:
        return call.cx.fresh(told)
    rows = rows_of_values(call.cx, value)
    if rows is None:
        return None
    strong = data.kind not in {"mask", "keys"} and not data.fits
    what = "spectrum" if SPECTRUM in data.traits and what == "statistic" else what
    learned = event(call, rows, what, strong=strong, supervised=PAIRED in data.traits)
    for number in learned:
        call.cx.record.acts[number].detail.setdefault("of", []).append(data)
        if call.name in {"max", "min"} and data.column is not None:
            timed = ("time", data.column) in data.traits
            call.cx.record.acts[number].detail["extreme"] = (data.column, timed)
    return call.cx.fresh(Data(NO_ROWS, learned | data.all_learned(), "stat").but(fits=data.fits))
