"""Arrays of one constant, as long as a table: put after each other they say of which of the tables each row is."""

from __future__ import annotations

from collections.abc import Sequence

from mle_reviewer.flow.context import Context, literal, symbol
from mle_reviewer.flow.facts.rows import roots
from mle_reviewer.flow.facts.values import UNKNOWN, Box, Data, Seq, Value, state
from mle_reviewer.flow.operations import constants

Fills = frozenset[tuple[str, int]]  # constants, each with a source of rows that all have it


def noted(cx: Context, made: Box, value: Value | None, count: Value | None) -> Box:
    """An array without rows yet, of which it is remembered how long it is and what stands in it."""
    shape = state(count) if count is not None else UNKNOWN
    if isinstance(shape, Seq) and len(shape.items) == 1:
        shape = shape.items[0]
    key = symbol(shape) if not isinstance(shape, Data) else None
    number = literal(value)
    if isinstance(key, tuple) and key[0] == "len" and isinstance(number, (str, int, float)):
        cx.fills[made.number] = frozenset((constants.spelled(number), root) for root in roots(cx.rows_of(key[1])))
    return made


def of(cx: Context, value: Value | None) -> Fills:
    """What is known of such an array, as long as nothing else was put into it."""
    return cx.fills.get(value.number, frozenset()) if isinstance(value, Box) and value.state is UNKNOWN else frozenset()


def joined(cx: Context, values: Sequence[Value]) -> Value:
    """Several of them after each other."""
    parts = [of(cx, value) for value in values]
    return again(cx, frozenset[tuple[str, int]]().union(*parts)) if len(parts) > 1 and all(parts) else UNKNOWN


def again(cx: Context, known: Fills) -> Value:
    """An array that holds these, in whatever order, or some of them."""
    if not known:
        return UNKNOWN
    made = cx.fresh(UNKNOWN)
    cx.fills[made.number] = known
    return made
