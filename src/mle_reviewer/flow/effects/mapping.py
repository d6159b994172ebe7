"""A function over the rows of a dataset, one by one or many at once, and the columns that it gives."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import data_of
from mle_reviewer.flow.effects.learning import plus
from mle_reviewer.flow.facts.rows import NO_ROWS, Step
from mle_reviewer.flow.facts.values import UNKNOWN, Bound, Const, Data, Func, Map, Obj, Seq, Value, state
from mle_reviewer.flow.operations import counting, frames, loops
from mle_reviewer.flow.operations.call import Call, Effect, truthy


def mapped(call: Call) -> Value:
    """Function over the elements of a dataset: row by row, batch by batch, or a container's elements."""
    function = call.slot("function") or (call.args[0] if call.args else UNKNOWN)
    data = call.first
    if data is UNKNOWN:
        return UNKNOWN
    if not isinstance(function, (Func, Bound)) and not _own(function):
        return call.result(data.but())
    # Many rows at once are a small table: what is learned over them goes into each of them. Of named parts each is
    # mapped apart, so none learns of another.
    batched = truthy(call.param("batched")) and data.kind != "splits"
    given = data.but(kind="frame" if batched else "row", type=None)
    with loops.row_by_row(call.cx, call.frame, NO_ROWS if batched else given.rows):
        one = call.cx.fresh(given.but(traits=counting.less_numbers(given.traits)))
        args = numbered(data, one, function) or [one] * arity(function)
        made = call.cx.call(call.frame, function, args, {}, call.pos)
    if counting.number_of(data) is not None and not _numbers_first(data, made):
        data = data.but(traits=counting.less_numbers(data.traits))
    changed = _with_results(_grown(data, made) if batched else data, made)
    apart = frozenset(trait for trait in data_of(made).traits if trait[0] == "pieces")
    return call.result(changed.but(traits=changed.traits | apart))


def numbered(data: Data, row: Value, function: Value) -> list[Value] | None:
    """What a function of an element and its number is given; None where elements come without numbers."""
    number = counting.number_of(data)
    if number is None:
        return None
    count = arity(function)
    return [number, *([row] * (count - 1))] if count > 1 else [Seq((number, row))]


def _numbers_first(data: Data, made: Value) -> bool:
    """Whether a function gives the number of an element first, as it got it."""
    inner, number = state(made), counting.number_of(data)
    first = inner.items[0] if isinstance(inner, Seq) and inner.items else None
    return number is not None and isinstance(first, Const) and first.value == number.value


def _grown(data: Data, made: Value) -> Data:
    """The rows of a table of which a function gave more for some rows than it got: those, several of each.

    All columns are as long as each other: where one holds something several times of each row, another that holds the
    rows themselves and what was made of them does so too.
    """
    inner = state(made)
    known = {step for _root, steps, _arms in data.rows for step in steps}
    columns = [data_of(value) for value in inner.items.values()] if isinstance(inner, Map) else []
    told = [column for column in columns if column.rows]
    again = [column for column in told if _is_grown(column, known)]
    if not again or any(trait[0] == "pieces" for column in told for trait in column.traits):
        return data
    return data.but(rows=again[0].rows) if all(one in again or data.rows < one.rows for one in told) else data


def _is_grown(column: Data, known: set[Step]) -> bool:
    """Whether each of the rows that stand in a column stands there several times."""
    return all(any(step[0] == "grown" and step not in known for step in steps) for _root, steps, _arms in column.rows)


def _own(function: Value) -> bool:
    """Whether it is an object of the repository's that can be called."""
    inner = state(function)
    return isinstance(inner, Obj) and inner.cls is not None


def _with_results(data: Data, made: Value) -> Data:
    """The rows with the columns that the function gave: those that it names, or any."""
    inner = state(made)
    if isinstance(inner, Map) and inner.rest is None and all(isinstance(name, str) for name in inner.items):
        for name, value in inner.items.items():
            data = frames.with_column(data, str(name), data_of(value))
        return data
    given = data_of(made)
    changed = plus(data, given.all_learned())
    return changed.but(fits=data.fits | given.fits, only=None)


def arity(function: Value) -> int:
    """How many arguments a function is to be given: those that it has no values for."""
    if not isinstance(function, Func):
        return 1
    return max(1, len(function.code.params) - len(function.defaults) - (function.bound is not None))


EFFECTS: Final[dict[str, Effect]] = {"map": mapped}
