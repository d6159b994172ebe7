"""Codes: numbers or columns that stand for values, given by which different values some rows hold."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context
from mle_reviewer.flow.facts.acts import Place
from mle_reviewer.flow.facts.rows import each
from mle_reviewer.flow.facts.values import COUNTED, UNKNOWN, Box, Const, Data, Learned, Map, Symbol, Value, state

LEVELS: Final = "levels"  # the trait of values that know their different ones: the act that took them from rows
GIVEN: Final = (LEVELS, "given")  # the same, where the code names them


def aligned(cx: Context, data: Data) -> Data:
    """A table that was given the columns of another one: what each of them stands for is the same in both."""
    known = data.all_learned()
    gone = frozenset(number for number in known if cx.record.acts[number].detail.get("named"))
    if not gone:
        return data
    cols: dict[str, Learned] = {name: learned - gone for name, learned in data.cols.items()}
    return data.but(learned=data.learned - gone, cols=cols, column=data.column)


def levels(data: Data) -> Learned:
    """Where the different values were taken from that numbers stand for; nothing where they were given."""
    return frozenset(int(trait[1]) for trait in data.traits if trait[0] == LEVELS and trait != GIVEN)


def looked_up(cx: Context, place: Place | None, mapped: Map, key: Data, found: Value) -> Value:
    """The number that stands for a value in a dict that numbers the different values of some rows."""
    held, values = mapped.rest, state(mapped.keys) if mapped.keys is not None else UNKNOWN
    told = held.value.key if isinstance(held, Const) and isinstance(held.value, Symbol) else None
    numbers = isinstance(told, tuple) and told[:1] in {(COUNTED,), ("count",)}
    data = state(found)
    if not numbers or mapped.items or place is None or not key.rows or key.kind in {"name", "columns"}:
        return found
    if not isinstance(values, Data) or not values.rows or not isinstance(data, Data) or not data.rows:
        return found
    rows = each(values.rows)
    act = cx.record.add(
        "learn", place, key=("codes", rows), rows=rows, what="codes", words="a dict numbers the values there are"
    )
    return data.but(learned=data.learned | {act.number})


def kept(value: Data) -> frozenset[tuple[str, ...]]:
    """The traits of a table into which values are written that know their different ones."""
    return frozenset(trait for trait in value.traits if trait[0] == LEVELS)


def told(data: Data, taken: Learned) -> Data:
    """Values that know their different ones, which were `taken` from rows (or given)."""
    traits = frozenset(trait for trait in data.traits if trait[0] != LEVELS)
    known = {(LEVELS, str(number)) for number in taken} or {GIVEN}
    return data.but(traits=traits | known, column=data.column)


def noted(cx: Context, made: Value) -> Value:
    """The numbers that stand for values: the highest of them says no more than how many values there are."""
    if isinstance(made, Box):
        cx.numbering[made.number] = made.state
    return made


def again(cx: Context, given: Value | None, made: Value) -> Value:
    """The same numbers in another form."""
    return noted(cx, made) if are_numbers(cx, given) else made


def are_numbers(cx: Context, value: Value | None) -> bool:
    """Whether a value is nothing but such numbers, as they were given out."""
    return isinstance(value, Box) and cx.numbering.get(value.number) is value.state
