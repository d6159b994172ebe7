"""Running numbers: columns and fields that number the rows, and in which order they do."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context, symbol
from mle_reviewer.flow.facts.rows import roots
from mle_reviewer.flow.facts.values import COUNTED, FIELD, NUMBERED, Box, Const, Data, Seq, Symbol, Value, state
from mle_reviewer.flow.facts.windows import COUNTER

# Beside FIELD, traits of a table, each with the column that numbers its rows:
#   ("running-number", column)    in the order in which several sources were put after each other, or as the code counts
#   ("counts", column)            in the order in which the rows of one source stand
#   ("counts-by", column, key)    in the order of a key
RUNNING: Final = ("running",)  # the trait of the numbers of rows
# A column with a number of its own for each row, until rows of the same source are joined to these.
OWN: Final = "own-number"
BY: Final = "running-by"  # the trait of such numbers in the order of a key
ORDER: Final = "order"  # what a number counts in: the act that made the order
ELEMENTS: Final = "numbered-elements"  # the trait of a data set whose elements come with their numbers: order and rows


def counts(data: Data, value: Data) -> bool:
    """Whether a value numbers the rows of a table."""
    if value.kind == "index":
        return NUMBERED in data.traits and value.rows == data.rows
    return value.kind != "frame" and RUNNING in value.traits


def noted(data: Data, name: str, value: Data) -> frozenset[tuple[str, ...]]:
    """What is known of a table into which a column of running numbers is written."""
    if not counts(data, value):
        return frozenset()
    found = {("counts", name), (OWN, name)}
    if len(roots(data.rows)) > 1:  # stacked, then numbered
        found.add(("running-number", name))
    keys = {trait[1] for trait in data.traits if trait[0] == "sorted"} | {t[1] for t in value.traits if t[0] == BY}
    return frozenset(found | {("counts-by", name, key) for key in keys})


def own_groups(data: Data, keys: frozenset[str]) -> bool:
    """Whether each group holds what was made of one single row: a statistic of it says nothing of other rows."""
    return len(data.rows) == 1 and any((OWN, name) in data.traits for name in keys)


def told_apart(cx: Context, value: Value) -> bool:
    """Whether a list that is made into a column has another value for each row: numbers that run, or texts of these."""
    inner = state(value)
    if isinstance(inner, Data):
        return inner.kind == "indices" and not inner.rows and inner.source in cx.ranges and len(inner.picks or ()) == 1
    if not isinstance(value, Box) or value.number not in cx.one_by_one or not isinstance(inner, Seq) or inner.items:
        return False
    key = symbol(inner.rest) if inner.rest is not None else None
    texts = key[2] if isinstance(key, tuple) and key[:1] == ("text",) else (key,)
    return any(isinstance(one, tuple) and one[:1] == (COUNTER,) for one in texts)


def apart_from(traits: frozenset[tuple[str, ...]]) -> frozenset[tuple[str, ...]]:
    """What is known of rows that others of the same source were joined to, or values of others written into."""
    return frozenset(trait for trait in traits if trait[0] != OWN)


def elements(cx: Context, data: Data) -> Data:
    """A data set whose elements come as pairs, with the number of each in the order that they stand in now."""
    told = (ELEMENTS, str(data.order), str(cx.row_set(data.rows)))
    return data.but(traits=less_numbers(data.traits) | {told}, column=data.column)


def number_of(data: Data) -> Const | None:
    """The number that comes with an element of such a data set; None where the elements come alone."""
    told = next((trait for trait in data.traits if trait[0] == ELEMENTS), None)
    return None if told is None else Const(Symbol((COUNTED, (ORDER, int(told[1])), told[2])))


def order_of(key: object) -> int | None:
    """The order in which the number counts that a condition asks about; None where it asks about something else."""
    if not isinstance(key, tuple):
        return None
    if len(key) == 2 and key[0] == ORDER:
        return key[1] if isinstance(key[1], int) else None
    return next((found for one in key if (found := order_of(one)) is not None), None)


def less_numbers(traits: frozenset[tuple[str, ...]]) -> frozenset[tuple[str, ...]]:
    """What is known of a data set whose elements have lost their numbers."""
    return frozenset(trait for trait in traits if trait[0] != ELEMENTS)


def less_fields(traits: frozenset[tuple[str, ...]]) -> frozenset[tuple[str, ...]]:
    """What is known of single fields of rows: whether they are the number of the row, nobody knows any more."""
    for trait in traits:
        if trait[0] == FIELD:
            return frozenset([trait for trait in traits if trait[0] != FIELD])
    return traits


def of_row(taken: Value) -> Value:
    """What was taken out of a row: one of its fields."""
    if not isinstance(taken, Data):
        return taken
    fewer = less_fields(taken.traits)
    return taken if fewer is taken.traits else taken.but(traits=fewer, view=taken.view)


def apart(traits: frozenset[tuple[str, ...]]) -> frozenset[tuple[str, ...]]:
    """What is known of numbers that something else was made of: they number the rows no more."""
    return frozenset(trait for trait in traits if trait != RUNNING and trait[0] != BY)
