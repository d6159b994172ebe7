"""Columns that were not there before: names taken of the table before, or spelled otherwise, choose none of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from mle_reviewer.flow.context import Context
from mle_reviewer.flow.facts.values import (
    ADDED,
    ADDED_AS,
    ADDED_BY,
    ANY_COLUMN,
    INEXACT,
    MORE_NAMES,
    OF_EACH,
    ONE_PLACE,
    Const,
    Data,
    Learned,
    Symbol,
    Value,
    of_numbers,
)

Traits = frozenset[tuple[str, ...]]
_EXTENDED: Final = "extended"  # the trait of a name to which texts were put, with those before and behind it
_OF_TABLE: Final = "of-table"  # the trait of names of which some may be missing, with the source of those there were
_OF_LISTS: Final = frozenset({MORE_NAMES, ADDED[0], ADDED_BY, ADDED_AS, _EXTENDED})
_WORKED_OUT: Final = frozenset({"mask", "series"})
_NOT_CALLED: Final = frozenset({ANY_COLUMN, OF_EACH, ONE_PLACE})
_OPEN: Final = "\0"  # what stands in a name for a part that is not known
_FORMAT: Final = re.compile(r"%[^a-zA-Z%]*[a-zA-Z]")


def marked(table: Data, index: Value, value: Data) -> Traits:
    """The traits of a table after `table[index] = value`: which statistics only columns learned that are added so."""
    spelled = _spelled(table, index, value)
    if spelled is None:
        return rewritten(table, value.all_learned())
    return _added_by(table, value, *spelled)


def extended(table: Data, name: Data, value: Data) -> Data | None:
    """`table[name + "_mean"] = value`, texts put to the name of a column; None where it may be one that was there."""
    told = next((trait for trait in sorted(name.traits) if trait[0] == _EXTENDED), None)
    if told is None or table.kind != "frame" or told in value.traits:
        return None
    _word, before, after = told
    learned = value.all_learned()
    traits = _added_by(table, value, before, after)
    again = {one for one in table.cols if one.startswith(before) and one.endswith(after)}
    cols = {one: found | learned if one in again else found for one, found in table.cols.items()}
    return table.but(learned=table.learned | learned, fits=table.fits | value.fits, traits=traits, cols=cols)


def _added_by(table: Data, value: Data, before: str, after: str) -> Traits:
    learned = value.all_learned()
    only_there = (learned - table.all_learned()) | (learned & _told(table.traits))
    return table.traits.union([ADDED] if only_there else [], ((ADDED_BY, str(n), before, after) for n in only_there))


def called(cx: Context, table: Data, name: str, value: Data) -> Traits:
    """The traits of a table after `table["name"] = value`, if that was no column of it before.

    So it is where the code has not named it, and what is written was learned of other columns.
    """
    there = table.only is not None or name in table.cols or name in table.made or name in table.gone
    if there or table.kind != "frame" or table.source <= 0 or name in cx.record.named.get(table.source, ()):
        return frozenset()
    learned = value.all_learned()
    if not learned or not (_of_others(value, name) or _of_named(table, value) or _projected(cx, value, learned)):
        return frozenset()
    return frozenset([ADDED, (ADDED_AS, name)])


def _of_others(value: Data, name: str) -> bool:
    return value.only is not None and name not in value.only


def _of_named(table: Data, value: Data) -> bool:
    """Whether a column is worked out of columns of the same rows each of which was called by its name."""
    return value.kind in _WORKED_OUT and value.rows == table.rows and _NOT_CALLED.isdisjoint(value.traits)


def _projected(cx: Context, value: Data, learned: Learned) -> bool:
    """Whether a column is one of those that a projection makes: none of them is a column of the table."""
    one = value.source == 0 and not {ONE_PLACE, OF_EACH}.isdisjoint(value.traits)
    return one and any(cx.record.acts[number].what == "projection" for number in learned)


def rewritten(table: Data, learned: Learned) -> Traits:
    """The traits of a table whose other columns may have learned this too."""
    if ADDED not in table.traits:
        return table.traits
    return _less(table.traits, learned)


def noted(names: Data, table: Data) -> Data:
    """Names that were taken of a table (or of a list of its names), with what had been added to it by then."""
    told = {trait for trait in table.traits if trait[0] in _OF_LISTS or trait[0] == _OF_TABLE}
    return names.but(traits=names.traits | told) if told else names


def inexact(names: Data) -> Data:
    """Names of which nobody knows which are missing, with the table that they are of."""
    table = _table(names)
    told = [] if table is None else [(_OF_TABLE, table)]
    return names.but(source=INEXACT, traits=names.traits.union(told))


def _table(names: Data) -> str | None:
    """The source of the table that all names are of; None where that is not known."""
    if names.source not in {0, INEXACT}:
        return str(names.source)
    return next((trait[1] for trait in names.traits if trait[0] == _OF_TABLE), None)


def of_table(names: Data, table: Data) -> bool:
    """Whether names are known to be of this very table."""
    return table.source > 0 and _table(names) in {str(table.source), str(of_numbers(table.source))}


def put_to(name: Data, before: str, after: str) -> Data:
    """The name of a column with texts put before and behind it."""
    told = next(((trait[1], trait[2]) for trait in sorted(name.traits) if trait[0] == _EXTENDED), ("", ""))
    other = {trait for trait in name.traits if trait[0] != _EXTENDED}
    return name.but(only=None, traits=frozenset(other | {(_EXTENDED, before + told[0], told[1] + after)}))


def with_more(names: Data, added: Iterable[str] | None) -> Traits:
    """The traits of a list to which names were added."""
    return names.traits.union((MORE_NAMES, name) for name in (added if added is not None else [""]))


def of_both(names: Data, others: Data) -> Traits:
    """The traits of two lists of names put together."""
    told = names.traits.union(trait for trait in others.traits if trait[0] in _OF_LISTS)
    table = _table(names)
    alone = frozenset(trait for trait in told if trait[0] != _OF_TABLE)
    return alone if table is None or table != _table(others) else alone | {(_OF_TABLE, table)}


def left_out(table: Data, names: Data) -> Data:
    """The columns that names choose of their own table, less what was added after these were taken."""
    more = {trait[1] for trait in names.traits if trait[0] == MORE_NAMES}
    if "" in more or any(trait[0] == _EXTENDED for trait in names.traits):
        return table
    later = _told(table.traits) - _told(names.traits)
    if more:
        later &= table.learned - named(table, more)
    left = table.but(learned=table.learned - later, traits=_less(table.traits, later)) if later else table
    known = {trait for trait in left.traits if trait[0] == ADDED_AS} - names.traits
    known = {trait for trait in known if trait[1] not in more and trait[1] not in names.cols}
    if not known:
        return left
    late = {trait[1] for trait in known}
    cols = {name: learned for name, learned in left.cols.items() if name not in late}
    return left.but(gone=left.gone | late, cols=cols, traits=left.traits - known)


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
    found = ends(index) if table.kind == "frame" else None
    if found is None or not isinstance(index, Const) or not isinstance(index.value, Symbol):
        return None
    if value.kind != "series" and OF_EACH not in value.traits:  # perhaps what a list of this one name chose
        return None
    read = ("some", ("item", index.value.key))
    return None if any(read in atom[1] for atom in value.rows) else found


def ends(name: Value) -> tuple[str, str] | None:
    """How a name begins and ends that is put together of texts and what is not known; None where neither is told."""
    if not isinstance(name, Const) or not isinstance(name.value, Symbol):
        return None
    told = _put_together(name.value.key)
    before, after = told.split(_OPEN)[0], told.rsplit(_OPEN)[-1]
    return (before, after) if before + after else None


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


__all__ = [
    "called", "ends", "extended", "inexact", "left_out", "marked", "named", "noted", "of_both", "of_table", "put_to",
    "rewritten", "with_more",
]  # fmt: skip
