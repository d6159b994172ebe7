"""Columns that were not there before: names taken of the table before, or spelled otherwise, choose none of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from mle_reviewer.flow.context import Context
from mle_reviewer.flow.facts.rows import Atom, Step
from mle_reviewer.flow.facts.values import (
    ADDED,
    ADDED_BY,
    ANY_COLUMN,
    INEXACT,
    MORE_NAMES,
    NEW,
    OF_EACH,
    OF_NAMED,
    ONE_PLACE,
    OPAQUE,
    Const,
    Data,
    Learned,
    Symbol,
    Value,
    Written,
    table_of,
    written,
)
from mle_reviewer.flow.operations import constants

Traits = frozenset[tuple[str, ...]]
_EXTENDED: Final = "extended"  # the trait of a name to which texts were put, with those before and behind it
_OF_TABLE: Final = "of-table"  # the trait of names of which some may be missing, with the source of those there were
_OF_LISTS: Final = frozenset({MORE_NAMES, ADDED[0], ADDED_BY, _EXTENDED})
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
    if constants.is_constant(value):
        return constants.unnamed(table, value, before, after)
    learned = value.all_learned()
    traits = _added_by(table, value, before, after)
    again = {one for one in table.cols if one.startswith(before) and one.endswith(after)}
    cols = {one: found | learned if one in again else found for one, found in table.cols.items()}
    return table.but(learned=table.learned | learned, fits=table.fits | value.fits, traits=traits, cols=cols)


def _added_by(table: Data, value: Data, before: str, after: str) -> Traits:
    learned = value.all_learned()
    only_there = (learned - table.all_learned()) | (learned & _told(table.traits))
    return table.traits.union([ADDED] if only_there else [], ((ADDED_BY, str(n), before, after) for n in only_there))


def is_new(cx: Context, table: Data, name: str, value: Data) -> bool:
    """Whether `table["name"] = value` brings a column of which there was none before.

    So it is where the code has not named it, and what is written is not worked out of what may be that column.
    """
    if table.kind != "frame" or table.source <= 0 or table.only is not None:
        return False
    if name in table.made:
        return table.made[name][0] >= NEW  # written over
    if name in table.cols or name in table.gone:
        return False
    return name not in cx.record.named.get(table.source, ()) and _not_itself(cx, table, name, value)


def _not_itself(cx: Context, table: Data, name: str, value: Data) -> bool:
    if not value.rows:
        return value.kind != OPAQUE
    if value.only is not None:
        return name not in value.only
    if value.kind == "predictions":
        return True
    return _of_named(table, value) or _projected(cx, value, value.all_learned())


def _of_named(table: Data, value: Data) -> bool:
    """Whether a column is worked out of columns of the same rows each of which was called by its name."""
    if not named_alone([value]):
        return False
    same = value.rows == table.rows or frozenset(map(_less_spelled, value.rows)) == table.rows
    return same and _NOT_CALLED.isdisjoint(value.traits)


def named_alone(values: Iterable[Data]) -> Traits:
    """The trait of what is put together of columns alone that were called by their names; none of any other values."""
    told = [value for value in values if value.rows]
    alone = all(value.kind in _WORKED_OUT or OF_NAMED in value.traits for value in told)
    return frozenset([OF_NAMED]) if told and alone else frozenset()


def _less_spelled(atom: Atom) -> Atom:
    """Rows out of which a column was taken whose name is put together of texts and what is not known: these rows."""
    root, steps, arms = atom
    kept = tuple(step for step in steps if not _is_spelled(step))
    return (root, kept, arms) if len(kept) < len(steps) else atom


def _is_spelled(step: Step) -> bool:
    is_item = step[0] == "some" and isinstance(step[1], tuple) and step[1][0] == "item"
    return is_item and _texts_around(step[1][1]) is not None


def _projected(cx: Context, value: Data, learned: Learned) -> bool:
    """Whether a column is one of those that a projection makes: none of them is a column of the table."""
    one = value.source == 0 and not {ONE_PLACE, OF_EACH}.isdisjoint(value.traits)
    return one and any(cx.record.acts[number].what == "projection" for number in learned)


def joined(left: Data, coming: Data, made: Data) -> Traits:
    """The traits of a table to which a join brings columns of another one whose names are not known.

    Names that the left table had when it was asked for them are not among them, unless some were dropped since, which
    may come back.
    """
    if not _open(left) or coming.only is not None or left.gone:
        return frozenset()
    new = made.learned - left.learned
    return frozenset([ADDED, *((ADDED_BY, str(number), "", "") for number in new)]) if new else frozenset()


def brought(left: Data, coming: Data) -> dict[str, Written]:
    """The columns of known names that a join brings to a table, which are new to it."""
    if not _open(left) or coming.only is None:
        return {}
    there = left.gone | left.cols.keys() | left.made.keys()
    parts = {name: coming.made[name][1] if name in coming.made else None for name in coming.only - there}
    return {name: written(parts[name], new=True) for name in sorted(parts)}


def _open(table: Data) -> bool:
    """Whether a table is all that was read, with columns of which nobody knows the names."""
    return table.kind == "frame" and table.source > 0 and table.only is None


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
    told = [(_OF_TABLE, str(table))] if table else []
    return names.but(source=INEXACT, traits=names.traits.union(told))


def _table(names: Data) -> int:
    """The source of the table that all names are of; 0 where that is not known."""
    if names.source not in {0, INEXACT}:
        return table_of(names.source)
    return next((int(trait[1]) for trait in names.traits if trait[0] == _OF_TABLE), 0)


def of_table(names: Data, table: Data) -> bool:
    """Whether names are known to be of this very table."""
    return table.source > 0 and _table(names) == table.source


def put_to(name: Data, before: str, after: str) -> Data:
    """The name of a column with texts put before and behind it."""
    told = next(((trait[1], trait[2]) for trait in sorted(name.traits) if trait[0] == _EXTENDED), ("", ""))
    other = {trait for trait in name.traits if trait[0] != _EXTENDED}
    return name.but(only=None, traits=frozenset(other | {(_EXTENDED, before + told[0], told[1] + after)}))


def with_more(names: Data, added: Iterable[str] | None) -> Traits:
    """The traits of a list to which names were added."""
    return names.traits.union((MORE_NAMES, name) for name in (added if added is not None else [""]))


def of_both(names: Data, others: Data) -> Data:
    """Two lists of names put together: what is known of their table, and of its columns at that time."""
    told = names.traits.union(trait for trait in others.traits if trait[0] in _OF_LISTS)
    table = _table(names)
    alone = frozenset(trait for trait in told if trait[0] != _OF_TABLE)
    traits = alone | {(_OF_TABLE, str(table))} if table and table == _table(others) else alone
    return names.but(traits=traits, made={**names.made, **others.made}, cols={**names.cols, **others.cols})


def left_out(table: Data, names: Data) -> Data:
    """The columns that names choose of their own table, less what was added after these were taken."""
    more = {trait[1] for trait in names.traits if trait[0] == MORE_NAMES}
    if "" in more or any(trait[0] == _EXTENDED for trait in names.traits):
        return table
    later = _told(table.traits) - _told(names.traits)
    if more:
        later &= table.learned - named(table, more)
    left = table.but(learned=table.learned - later, traits=_less(table.traits, later)) if later else table
    late = {
        name for name, (number, _parts) in left.made.items()
        if number >= NEW and name not in names.made and name not in names.cols and name not in more
    }  # fmt: skip
    if not late:
        return left
    cols = {name: learned for name, learned in left.cols.items() if name not in late}
    return left.but(gone=left.gone | late, cols=cols)


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
    if isinstance(name, Data):
        return next(((trait[1], trait[2]) for trait in sorted(name.traits) if trait[0] == _EXTENDED), None)
    if not isinstance(name, Const) or not isinstance(name.value, Symbol):
        return None
    return _texts_around(name.value.key)


def _texts_around(key: object) -> tuple[str, str] | None:
    told = _put_together(key)
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
    "brought", "ends", "extended", "inexact", "is_new", "joined", "left_out", "marked", "named", "named_alone", "noted",
    "of_both", "of_table", "put_to", "rewritten", "with_more",
]  # fmt: skip
