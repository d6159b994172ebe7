"""Lapses: the time from one column to another, and what a limit to it says of how far a value looks ahead."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from mle_reviewer.flow.context import Context, Frame, literal, symbol
from mle_reviewer.flow.facts.dates import UNITS, in_days, span_key, span_of
from mle_reviewer.flow.facts.values import NOTHING_LEARNED, Data, Learned, Value

_DIFFERENCE: Final = re.compile(r"\((?P<until>[^()]+) - (?P<since>[^()]+)\)(?:\.(?P<unit>\w+))?$")
_WITHIN: Final = frozenset({"<", "<="})
LAPSE: Final = "lapse"  # the trait of a table of which a column holds lapses: the column, how they were worked out


def named(x: Data, y: Data) -> str | None:
    """What the difference of two columns is called; None if it is not one of two columns."""
    if x.column is None or y.column is None or x.kind != "series" or y.kind != "series":
        return None
    name = f"({x.column} - {y.column})"
    return name if _DIFFERENCE.match(name) else None


def unnamed(value: Data) -> str | None:
    """The column that an expression without a name of its own is put under: that on the left of a difference."""
    found = _DIFFERENCE.match(value.column or "")
    return value.column if found is None else found["until"]


def kept(name: str, value: Data) -> frozenset[tuple[str, ...]]:
    """The trait of a table into which a lapse is written as a column."""
    said = value.column or ""
    return frozenset([(LAPSE, name, said)]) if _DIFFERENCE.match(said) else frozenset()


def is_one(data: Data) -> bool:
    """Whether a value is a lapse and no point in time."""
    if data.column is None or _DIFFERENCE.match(data.column):
        return data.column is not None
    return any(trait[0] == LAPSE and trait[1] == data.column for trait in data.traits)


def told(column: str, traits: Iterable[tuple[str, ...]]) -> tuple[str, str, str] | None:
    """What a lapse is the time to, what it is the time from, and in what unit; None of what is none."""
    said = next((t[2] for t in sorted(traits) if t[0] == LAPSE and t[1] == column), column)
    found = _DIFFERENCE.match(said)
    return (found["until"], found["since"], found["unit"] or "") if found is not None else None


def within(cx: Context, frame: Frame, data: Data, op: str, limit: Value, pos: int) -> Learned:
    """The act of looking as far ahead as a lapse from the row's own time may be; none if it is no lapse."""
    if op not in _WITHIN or data.column is None or not data.rows:
        return NOTHING_LEARNED
    said = next((t[2] for t in sorted(data.traits) if t[0] == LAPSE and t[1] == data.column), data.column)
    found = _DIFFERENCE.match(said)
    if found is None:
        return NOTHING_LEARNED
    span = span_key(symbol(limit))
    if span is None and found["unit"] in UNITS:
        span = span_key(span_of({found["unit"]: literal(limit)}))
    # What is written beside the row itself is its own outcome; what was brought from later rows or events is a series.
    if span is None or not any(cx.record.acts[number].what == "look-ahead" for number in data.all_learned()):
        return NOTHING_LEARNED
    act = cx.learn(frame, pos, data.rows, "horizon", words=f"{found['until']} within {in_days(span):g} days of "
                   f"{found['since']} tells the value", strong=False)  # fmt: skip
    act.detail.update(days=in_days(span), since=found["since"])
    return frozenset([act.number])
