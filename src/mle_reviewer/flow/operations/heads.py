"""One row of each entity: numbers that count within groups, and what is left where one of them is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from mle_reviewer.flow.context import Context, literal
from mle_reviewer.flow.facts.rows import Step, roots
from mle_reviewer.flow.facts.values import Data, Value
from mle_reviewer.flow.operations import distinct

# The trait of such numbers: the column they stand in ("" for the numbers themselves), the first one, and whose rows
# they count ("" until a window says so).
_COUNTS: Final = "counts-within"
_FIRST: Final = "first of each"  # the trait of a mask: the key of which it leaves one row each
_REPEATS: Final = frozenset({"entity", "keyed", "many", "holder"})  # traits of keys that several rows share
Traits = frozenset[tuple[str, ...]]


def counting_from(first: int, keys: Iterable[str] = ("",)) -> Traits:
    """The trait of numbers of rows within the groups of one key; of several keys together nothing is told."""
    told = tuple(keys)
    return frozenset([(_COUNTS, "", str(first), *told)]) if len(told) == 1 else frozenset()


def first_of(data: Data) -> list[int]:
    """What numbers that count within groups begin with; nothing of other values."""
    return sorted({int(trait[2]) for trait in data.traits if trait[:2] == (_COUNTS, "") and trait[3:] != ("",)})


def within(traits: Traits, keys: Iterable[str]) -> Traits:
    """The traits of numbers that a window makes count the rows of its keys."""
    rest, told = less_numbers(traits), tuple(keys)
    found = [trait for trait in traits if trait[:2] == (_COUNTS, "") and trait[3:] == ("",)]
    return rest.union(*(counting_from(int(trait[2]), told) for trait in found)) if told else traits


def _tell(traits: Traits) -> bool:
    """Whether anything is said of such numbers."""
    return bool(traits) and _COUNTS in [trait[0] for trait in traits]


def less_numbers(traits: Traits) -> Traits:
    """What is known of a value that was made of such numbers: they number no rows any more."""
    return frozenset([trait for trait in traits if trait[0] != _COUNTS or trait[1]])


def kept(traits: Traits, name: str, value: Data) -> Traits:
    """The traits of a table into whose column `name` a value is written."""
    found = [(_COUNTS, name, *trait[2:]) for trait in value.traits if trait[0] == _COUNTS and not trait[1]]
    gone = [trait for trait in traits if trait[0] == _COUNTS and trait[1] in {"", name}]
    return traits.difference(gone).union(found) if found or gone else traits


def asked(mask: Data, numbers: Data, op: str, other: Value) -> Data:
    """The mask of rows whose number is asked for, with the key of which one row each is left."""
    if not (_tell(numbers.traits) or _tell(mask.traits)):
        return mask
    found = _of_one(numbers.traits, {"", numbers.column}, op, literal(other))
    traits = less_numbers(mask.traits) | frozenset((_FIRST, key) for key in found)
    return mask if traits == mask.traits else mask.but(traits=traits)


def _of_one(traits: Traits, names: set[str | None], op: str, bound: object) -> set[str]:
    """The keys of which a condition on a number within their groups leaves one row each."""
    if not isinstance(bound, (int, float)) or isinstance(bound, bool):
        return set()
    found = set()
    for trait in traits:
        if trait[0] == _COUNTS and trait[1] in names and trait[3:] != ("",):
            first = int(trait[2])
            if op == "==" or (op == "<=" and bound <= first) or (op == "<" and bound <= first + 1):
                found.add(trait[3])
    return found


def of_part(cx: Context, data: Data, part: Data, mask: Data | None, steps: Iterable[Step] = ()) -> Data:
    """The rows `part` that a mask or conditions took of `data`: one of each entity where they ask for that."""
    keys = {trait[1] for trait in mask.traits if trait[0] == _FIRST} if mask is not None else set[str]()
    for step in steps:
        if step[0] == "where" and step[3][0] == "literal":
            keys |= _of_one(data.traits, {step[1]}, step[2], step[3][1])
        elif step[0] == "mask" and step[1][:1] == (distinct.SEEN,) and step[2] is False:
            keys |= set(cx.record.acts[step[1][1]].detail.get("keys", ()))
    if mask is not None and mask.kind == "series" and roots(mask.rows) == roots(data.rows):
        lasts = {steps[-1] if steps else ("",) for _root, steps, _arms in mask.rows}
        if len(lasts) == 1 and (last := lasts.pop())[0] == "groups" and len(last[1]) == 1:
            keys.add(last[1][0])  # labels of one row of each group, as `idxmax` gives them
    return alone(part, keys)


def alone(data: Data, keys: Iterable[str]) -> Data:
    """Rows of which there is one for each value of a key: no longer are there several of one entity."""
    told = frozenset(keys)
    if not told:
        return data
    traits = frozenset(trait for trait in data.traits if trait[0] not in _REPEATS or trait[1] not in told)
    return data.but(traits=traits | distinct.each_of(told))


def unnumbered(data: Data) -> Data:
    """What was made of such numbers otherwise than by moving them all: they count nothing any more."""
    if not _tell(data.traits):
        return data
    return data.but(traits=frozenset(trait for trait in data.traits if trait[0] != _COUNTS))
