"""Columns written under names put together at run time: names taken before, or spelled otherwise, choose none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from mle_reviewer.flow.facts.values import ADDED, ADDED_BY, OF_EACH, Const, Data, Learned, Symbol, Value

Traits = frozenset[tuple[str, ...]]
_MORE: Final = "more-names"  # the trait of a list to which this name was added after it was taken, "" if not known
_OF_LISTS: Final = frozenset({_MORE, ADDED[0], ADDED_BY})
_OPEN: Final = "\0"  # what stands in a name for a part that is not known
_FORMAT: Final = re.compile(r"%[^a-zA-Z%]*[a-zA-Z]")


def marked(table: Data, index: Value, value: Data) -> Traits:
    """The traits of a table after `table[index] = value`: which statistics only columns learned that are added so."""
    learned = value.all_learned()
    spelled = _spelled(table, index, value)
    if spelled is None:
        return rewritten(table, learned)
    before, after = spelled
    only_there = (learned - table.all_learned()) | (learned & _told(table.traits))
    return table.traits.union([ADDED] if only_there else [], ((ADDED_BY, str(n), before, after) for n in only_there))


def rewritten(table: Data, learned: Learned) -> Traits:
    """The traits of a table whose other columns may have learned this too."""
    if ADDED not in table.traits:
        return table.traits
    return _less(table.traits, learned)


def noted(names: Data, table: Data) -> Data:
    """Names that were taken of a table, with what had been added to it by then."""
    if ADDED not in table.traits:
        return names
    return names.but(traits=names.traits | {trait for trait in table.traits if trait[0] == ADDED_BY} | {ADDED})


def with_more(names: Data, added: Iterable[str] | None) -> Traits:
    """The traits of a list to which names were added."""
    return names.traits.union((_MORE, name) for name in (added if added is not None else [""]))


def of_both(names: Data, others: Data) -> Traits:
    """The traits of two lists of names put together."""
    return names.traits.union(trait for trait in others.traits if trait[0] in _OF_LISTS)


def left_out(table: Data, names: Data) -> Data:
    """The columns that names choose of their own table, less what was added after these were taken."""
    more = [trait[1] for trait in names.traits if trait[0] == _MORE]
    if "" in more:
        return table
    later = _told(table.traits) - _told(names.traits)
    if more:
        later &= table.learned - named(table, more)
    return table.but(learned=table.learned - later, traits=_less(table.traits, later))


def named(table: Data, names: Iterable[str]) -> Learned:
    """What was learned by columns of known names, none of which was added if it is spelled otherwise."""
    added = [trait for trait in table.traits if trait[0] == ADDED_BY]
    there = {trait[1] for trait in added for name in names if name.startswith(trait[2]) and name.endswith(trait[3])}
    return table.learned - {int(trait[1]) for trait in added if trait[1] not in there}


def _told(traits: Traits) -> Learned:
    return frozenset(int(trait[1]) for trait in traits if trait[0] == ADDED_BY)


def _less(traits: Traits, learned: Learned) -> Traits:
    return frozenset(trait for trait in traits if trait[0] != ADDED_BY or int(trait[1]) not in learned)


def _spelled(table: Data, index: Value, value: Data) -> tuple[str, str] | None:
    """How the name of a column that is added begins and ends; None where it may be one that was there before."""
    if table.kind != "frame" or not isinstance(index, Const) or not isinstance(index.value, Symbol):
        return None
    name = _put_together(index.value.key)
    before, after = name.split(_OPEN)[0], name.rsplit(_OPEN)[-1]
    if not before + after:
        return None
    if value.kind != "series" and OF_EACH not in value.traits:  # perhaps what a list of this one name chose
        return None
    read = ("some", ("item", index.value.key))
    return None if any(read in atom[1] for atom in value.rows) else (before, after)


def _put_together(key: object) -> str:
    """A name, with what is not known of it left open."""
    if isinstance(key, str):
        return key
    if isinstance(key, tuple) and key[0] == "+":
        return "".join(map(_put_together, key[1:]))
    if isinstance(key, tuple) and key[0] == "text":
        return "".join(_OPEN if part == "{}" else part for part in key[1])
    if isinstance(key, tuple) and key[0] == "%" and isinstance(key[1], str):
        return _FORMAT.sub(_OPEN, key[1])
    return _OPEN


__all__ = ["left_out", "marked", "named", "noted", "of_both", "rewritten", "with_more"]
