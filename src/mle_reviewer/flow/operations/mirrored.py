"""Two views of the same rows: columns that changed places, and a constant that says which view it is.

A game told by its winner and told by its loser gives two examples: what stands under each name is another thing, and
so is the answer. Both are of one game, but neither is a copy of the other.
"""

from __future__ import annotations

from mle_reviewer.flow.facts.values import Data, Parts
from mle_reviewer.flow.operations.constants import MARK


def mirrored(first: Data, second: Data) -> bool:
    """Whether two columns of one table stand in the other under each other's name, and a constant differs."""
    return _told_apart(first, second) and _turned(first, second)


def _told_apart(first: Data, second: Data) -> bool:
    """Whether a column holds one constant in all rows of the one table, and another one in all of the other."""
    one, other = ({(t[1], t[2]) for t in data.traits if t[0] == MARK} for data in (first, second))
    names = {name for name, _value in one} & {name for name, _value in other}
    return any({v for n, v in one if n == name}.isdisjoint(v for n, v in other if n == name) for name in names)


def _turned(first: Data, second: Data) -> bool:
    """Whether the table has two columns that the other one has the other way round."""
    here, there = _raw(first), _raw(second)
    names = sorted(here.keys() & there.keys())
    return any(
        here[name] != there[name] and here[name] == there[other] and here[other] == there[name]
        for n, name in enumerate(names)
        for other in names[n + 1 :]
    )


def _raw(data: Data) -> dict[str, Parts]:
    """The columns that are those of another table as they were, under a name of their own."""
    return {
        name: parts
        for name, (_number, parts) in data.made.items()
        if parts is not None and len(parts) == 1 and all(how == "=" for _source, _name, how in parts)
    }
