"""Codes: numbers or columns that stand for values, given by which different values some rows hold."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context
from mle_reviewer.flow.facts.values import Data, Learned

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


def kept(value: Data) -> frozenset[tuple[str, ...]]:
    """The traits of a table into which values are written that know their different ones."""
    return frozenset(trait for trait in value.traits if trait[0] == LEVELS)


def told(data: Data, taken: Learned) -> Data:
    """Values that know their different ones, which were `taken` from rows (or given)."""
    traits = frozenset(trait for trait in data.traits if trait[0] != LEVELS)
    known = {(LEVELS, str(number)) for number in taken} or {GIVEN}
    return data.but(traits=traits | known, column=data.column)
