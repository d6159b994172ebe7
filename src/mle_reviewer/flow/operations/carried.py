"""Gaps that were filled with what rows before hold: only those at the beginning are left, before anything was known."""

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


def leading(data: Data) -> bool:
    """Whether a value has gaps at its beginning alone, as what was filled was not written to since."""
    if HERE in data.traits:
        return True
    told = [trait for trait in data.traits if trait[0] == CARRIED and order.GAPS not in data.traits]
    return any(trait[1] == data.column if trait[1] else int(trait[2]) >= _writings(data) for trait in told)


def of_table(traits: Traits) -> Traits:
    """What is known of a table that gets columns of another one, where some rows find nothing there."""
    return frozenset(trait for trait in traits if trait[0] != CARRIED or trait[1])


def _writings(data: Data) -> int:
    """The number of the last writing to a table, or to a column of it."""
    return max((number for number, _parts in data.made.values()), default=0)


__all__ = ["FORWARD", "HERE", "leading", "noted", "of_table"]
