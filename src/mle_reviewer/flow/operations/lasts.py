"""The last row of each key in time: numbers that count from it, and the highest time that rows are held against."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from mle_reviewer.flow.context import literal
from mle_reviewer.flow.facts.rows import Step, roots
from mle_reviewer.flow.facts.values import Data, Value

LATEST: Final = "latest"  # the trait of rows that are each key's last, with the column of their order
FALLING: Final = ("falling-key",)  # the trait of a key of an order whose highest values stand first
# Traits of a table or a value, each with the column it is in ("" for the value itself) and the column of the order:
_BACK: Final = "counts-back"  # its numbers begin at the last row of each key, with the first number
_HIGHEST: Final = "highest"  # the highest value of that column
_KINDS: Final = frozenset({_BACK, _HIGHEST})
Traits = frozenset[tuple[str, ...]]


def counting_back(first: int, column: str | None) -> Traits:
    """The trait of numbers that count the rows of each key from the last one back."""
    return frozenset([(_BACK, "", column, str(first))]) if column else frozenset()


def highest(column: str | None) -> Traits:
    """The trait of the highest value of a column, of all rows or of each key."""
    return frozenset([(_HIGHEST, "", column)]) if column else frozenset()


def kept(traits: Traits, name: str, value: Data) -> Traits:
    """The traits of a table into whose column `name` a value is written."""
    found = [(t[0], name, *t[2:]) for t in value.traits if t[0] in _KINDS and t[1] == ""]
    gone = [t for t in traits if t[0] in _KINDS and t[1] in {"", name}]
    return traits.difference(gone).union(found) if found or gone else traits


def asked(mask: Data, main: Data, op: str, other: Value, held: Data) -> Data:
    """The mask of a comparison, which says so where it leaves the last rows in time."""
    if not any(t[0] in _KINDS for one in (mask, main, held) for t in one.traits):
        return mask
    found = _counted(main.traits, {"", main.column}, op, literal(other))
    if op in {"==", ">="} and main.column is not None:
        found |= {t[2] for t in held.traits if t[0] == _HIGHEST and t[1] in {"", held.column} and t[2] == main.column}
    if op == "==" and held.column is not None:
        found |= {t[2] for t in main.traits if t[0] == _HIGHEST and t[1] in {"", main.column} and t[2] == held.column}
    rest = frozenset([t for t in mask.traits if t[0] not in _KINDS])
    told = rest | {(LATEST, column) for column in found}
    return mask if told == mask.traits else mask.but(traits=told)


def by_number(data: Data, steps: Iterable[Step]) -> Traits:
    """The trait of the rows that conditions on the numbers of a table leave."""
    found = set[str]()
    for step in steps:
        if step[0] == "where" and step[3][0] == "literal":
            found |= _counted(data.traits, {step[1]}, step[2], step[3][1])
    return frozenset((LATEST, column) for column in found)


def met(left: Data, right: Data, keys: frozenset[str]) -> Traits:
    """The trait of rows that are joined with the highest value of each key in one of their own columns."""
    if roots(left.rows).isdisjoint(roots(right.rows)) or len(keys) < 2:
        return frozenset()
    return frozenset((LATEST, t[2]) for t in right.traits if t[0] == _HIGHEST and t[1] in keys and t[1] == t[2])


def _counted(traits: Traits, names: set[str | None], op: str, bound: object) -> set[str]:
    """The columns in whose order a condition on numbers leaves the last row."""
    if not isinstance(bound, (int, float)) or isinstance(bound, bool):
        return set()
    found = set()
    for trait in traits:
        if trait[0] == _BACK and trait[1] in names:
            first = int(trait[3])
            if (op in {"==", "<="} and bound == first) or (op == "<" and bound == first + 1):
                found.add(trait[2])
    return found


__all__ = ["FALLING", "LATEST", "asked", "by_number", "counting_back", "highest", "kept", "met"]
