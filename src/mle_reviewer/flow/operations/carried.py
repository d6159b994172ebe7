"""Gaps at the beginning alone: of what was filled with values of rows before, and of what looks back on these."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.facts.values import Data
from mle_reviewer.flow.operations import order

Traits = frozenset[tuple[str, ...]]
FORWARD: Final = frozenset({"ffill", "pad", "forward"})  # how gaps are filled so
CARRIED: Final = "carried"  # the trait: of which column ("" for a whole table), and the last writing to it by then
HERE: Final = ("carried-here",)  # the trait of a value without a name


def noted(data: Data) -> Traits:
    """The traits of a value whose gaps are filled with what rows before hold."""
    if order.REVERSED in data.traits or any(trait[0] == "falling" for trait in data.traits):
        return data.traits  # these come after
    told = HERE if data.kind != "frame" and data.column is None else (CARRIED, data.column or "", str(_writings(data)))
    return (data.traits - {order.GAPS}) | {told}


def looked_back(data: Data) -> Traits:
    """The traits of a value that a row has of those before it, whose gaps are those of the first rows."""
    if order.GAPS in data.traits:  # rows of times at which there was none
        return opened(data.traits)
    return noted(data if data.kind == "frame" else data.but(column=None))


def leading(data: Data) -> bool:
    """Whether a value has gaps at its beginning alone, as what was filled was not written to since."""
    if HERE in data.traits:
        return True
    told = [trait for trait in data.traits if trait[0] == CARRIED and order.GAPS not in data.traits]
    return any(trait[1] == data.column if trait[1] else int(trait[2]) >= _writings(data) for trait in told)


def opened(traits: Traits) -> Traits:
    """What is known of a value that has gaps anywhere again."""
    return frozenset(trait for trait in traits if trait[0] != CARRIED and trait != HERE)


def kept(traits: Traits, before: Traits, name: str, value: Data) -> Traits:
    """What is known of a table into which a column is written."""
    told = {trait for trait in before if trait[0] == CARRIED and trait[1] != name}
    if HERE in value.traits or any(trait[:2] == (CARRIED, value.column) for trait in value.traits):
        told.add((CARRIED, name, "0"))
    return frozenset(trait for trait in traits if trait[0] != CARRIED) | told


def of_table(traits: Traits) -> Traits:
    """What is known of a table that gets columns of another one, where some rows find nothing there."""
    return frozenset(trait for trait in traits if trait[0] != CARRIED or trait[1])


def _writings(data: Data) -> int:
    """The number of the last writing to a table, or to a column of it."""
    return max((number for number, _parts in data.made.values()), default=0)


__all__ = ["FORWARD", "HERE", "kept", "leading", "looked_back", "noted", "of_table", "opened"]
