"""Blanks: a column that holds values in some rows alone (`s.where(train)`), so that its statistics are of these rows.

It keeps its place beside the table: as values of each row they are of all rows, as what is summed up of those alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from mle_reviewer.flow.context import Context, data_of, is_missing, literal
from mle_reviewer.flow.facts.rows import Rows, Step, contains, narrow
from mle_reviewer.flow.facts.values import Data, Lib, Slice, Value
from mle_reviewer.flow.operations import carried, comparing
from mle_reviewer.knowledge.table import CallEntry

PRESENT: Final = "present"  # the key of the trait: the column of a table ("" for the value itself), which rows
Traits = frozenset[tuple[str, ...]]
_COLUMNS: Final = frozenset({"array", "frame", "series"})


def left(cx: Context, by: Value | None, one: Value | None, other: Value | None) -> Data | None:
    """What a condition leaves of values where it puts nothing in their place; None of any other choice of two."""
    if by is None or is_blank(cx, one) == is_blank(cx, other):
        return None
    kept, turned = (data_of(other), True) if is_blank(cx, one) else (data_of(one), False)
    if not kept.rows or kept.kind not in _COLUMNS:
        return None
    steps = comparing.selects(cx, by)
    made = _present(cx, kept, comparing.others(steps) if turned else steps)
    return made.but(learned=made.learned | data_of(by).all_learned(), column=made.column, parts=None)


def blanked(cx: Context, column: Data, index: Value, value: Value) -> Data | None:
    """A column some of whose values were taken out in place; None of whatever else is written to it."""
    selector = data_of(index)
    if isinstance(index, Slice) or not is_blank(cx, value) or not column.rows or column.kind not in _COLUMNS:
        return None
    if column.kind == "frame" or selector.kind not in {"mask", "indices", "index"}:
        return None
    return _present(cx, column, comparing.others(comparing.selects(cx, index)))


def is_blank(cx: Context, value: Value | None) -> bool:
    """Whether a value says that there is none."""
    if value is None or is_missing(value):
        return True
    if isinstance(value, Lib):
        entry = cx.table.find(value.path)
        return isinstance(entry, CallEntry) and entry.effect == "missing-value"
    number = literal(value)
    return isinstance(number, float) and math.isnan(number)


def _present(cx: Context, data: Data, steps: tuple[Step, ...]) -> Data:
    """Values of which only some rows have one; rows without a value had none anyway."""
    steps = tuple(step for step in steps if step[0] != "mask" or step[1][:1] != ("missing",))
    if not steps:
        return data.but(column=data.column)
    cx.present.append((*_steps(cx, data), *steps))
    told = (PRESENT, "", str(len(cx.present) - 1))
    return data.but(traits=filled(carried.opened(data.traits)) | {told}, column=data.column)


def _steps(cx: Context, data: Data) -> tuple[Step, ...]:
    told = sorted(trait[2] for trait in data.traits if trait[0] == PRESENT and not trait[1])
    return cx.present[int(told[0])] if len(told) == 1 else ()


def placed(cx: Context, found: Data, there: Rows) -> Data:
    """Values of some rows that were put beside others: these have none."""
    steps = comparing.beyond(found.rows, there) if contains(found.rows, there) else ()
    return _present(cx, found, steps) if steps else found


def of_table(cx: Context, traits: Traits, put: Callable[[tuple[Step, ...]], tuple[Step, ...]]) -> Traits:
    """What is known of an expression, whose conditions are `put` to the table that it is computed from."""
    told = [trait for trait in traits if trait[0] == PRESENT]
    if not told:
        return traits
    found = set(traits.difference(told))
    for _key, name, number in sorted(told):
        cx.present.append(put(cx.present[int(number)]))
        found.add((PRESENT, name, str(len(cx.present) - 1)))
    return frozenset(found)


def rows(cx: Context, data: Data) -> Rows:
    """The rows that a statistic of a value is of."""
    return narrow(data.rows, *_steps(cx, data)) if cx.present else data.rows


def alone(cx: Context, data: Data) -> Data:
    """A value less the rows in which it is blank."""
    steps = _steps(cx, data) if cx.present else ()
    return data.but(rows=narrow(data.rows, *steps), traits=filled(data.traits), column=data.column) if steps else data


def filled(traits: Traits) -> Traits:
    """What is known of a value that has one in each row again."""
    return frozenset(trait for trait in traits if trait[0] != PRESENT or trait[1])


def kept(traits: Traits, before: Traits, name: str, value: Data) -> Traits:
    """What is known of a table into which a column is written."""
    if PRESENT not in [trait[0] for trait in traits]:
        return traits
    others = frozenset(trait for trait in before if trait[0] == PRESENT and trait[1] not in {"", name})
    own = frozenset((PRESENT, name, trait[2]) for trait in value.traits if trait[0] == PRESENT and not trait[1])
    return frozenset(trait for trait in traits if trait[0] != PRESENT) | others | own


def of_column(traits: Traits, name: str) -> Traits:
    """What is known of one column of a table."""
    own = [(PRESENT, "", trait[2]) for trait in traits if trait[0] == PRESENT and trait[1] == name]
    return filled(traits).union(own) if own else traits
