"""Columns that a join lends to a table: summed up by its keys again, they say what another table holds of each."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from mle_reviewer.flow.context import Context
from mle_reviewer.flow.facts.rows import roots
from mle_reviewer.flow.facts.values import Data, Value

LENT: Final = "lent"  # the trait of a column of another source, with the keys by which it came
OF_LENT: Final = "of-lent"  # the trait of one row for each key that only such columns tell: it may not repeat
Traits = frozenset[tuple[str, ...]]


def coming(cx: Context, left: Data, right: Data, keys: frozenset[str], given: Mapping[str, Value]) -> Traits:
    """The traits of the columns that a join brings out of another source, as far as their names are known.

    A plain name that both tables have is that of neither, or of the left one.
    """
    if not keys or not left.rows or not right.rows or any("suffix" in name for name in given):
        return frozenset()
    if not roots(left.rows).isdisjoint(roots(right.rows)):
        return frozenset()
    named = right.only
    if named is None:
        named = frozenset(cx.record.named.get(right.source, ())) | right.made.keys()
    there = keys | left.made.keys() | left.cols.keys() | (left.only or frozenset())
    there |= cx.record.named.get(left.source, set())
    return frozenset((LENT, name, *sorted(keys)) for name in named - there - right.gone)


def kept(traits: Traits, before: Traits, name: str, value: Data) -> Traits:
    """The traits of a table into whose column `name` a value is written: it stays lent if it is worked out of such."""
    known = {trait[1]: trait[2:] for trait in before if trait[0] == LENT}
    if not known:
        return traits
    of = {part[1] for part in value.parts} if value.parts else value.only or ()
    keys = {known.get(one, ()) for one in of}
    rest = frozenset(trait for trait in traits if trait[:2] != (LENT, name))
    return rest | {(LENT, name, *keys.pop())} if len(keys) == 1 and () not in keys else rest


def alone(traits: Traits, names: Collection[str] | None, keys: frozenset[str]) -> bool:
    """Whether columns were all lent by the keys (or some of them) that groups are formed by now."""
    known = {trait[1]: trait[2:] for trait in traits if trait[0] == LENT} if names else {}
    return bool(known) and all(name in known and keys.issuperset(known[name]) for name in names or ())


def noted(cx: Context, learned: Collection[int], names: Collection[str]) -> None:
    """Remembers of which lent columns alone something was learned, key by key."""
    for number in learned:
        cx.record.acts[number].detail[LENT] = frozenset(names)


__all__ = ["LENT", "OF_LENT", "alone", "coming", "kept", "noted"]
