"""Masks over the names of columns (`table.columns != "y"`): which names they let through, alone and together."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.facts.values import INEXACT, NO_NAMES, Data
from mle_reviewer.flow.operations import adding_columns, spelled

KIND: Final = "name-mask"


def among(names: Data, listed: frozenset[str]) -> Data:
    """The mask of those names that a list holds."""
    return spelled.noted(Data(kind=KIND).but(only=listed, source=names.source), names)


def but(names: Data, listed: frozenset[str]) -> Data:
    """The mask of all names but those of a list."""
    return spelled.noted(Data(kind=KIND).but(gone=listed, source=names.source), names)


def unknown(names: Data) -> Data:
    """The mask of some names, nobody knows which."""
    return among(names, NO_NAMES).but(only=None, source=INEXACT)


def turned(mask: Data) -> Data:
    """The mask of the other names."""
    if (other := spelled.turned(mask)) is not None:
        return other
    if mask.source == INEXACT:
        return mask.but(gone=NO_NAMES, only=None)
    return mask.but(gone=mask.only or NO_NAMES, only=None if mask.only is not None else mask.gone)


def together(op: str, one: Data, other: Data) -> Data | None:
    """`one & other`, `one | other`; None of anything else."""
    if one.kind != KIND or other.kind != KIND or op not in {"&", "|"}:
        return None
    if (told := spelled.both("and" if op == "&" else "or", [one, other])) is not None:
        return told
    source = one.source if one.source == other.source else INEXACT
    made = adding_columns.of_both(one, other).but(source=source)
    made.traits -= {spelled.SPELLED}
    if op == "&":
        listed = [mask.only for mask in (one, other) if mask.only is not None]
        made.gone = one.gone | other.gone
        made.only = frozenset.intersection(*listed) - made.gone if listed else None
        return made
    made.gone = one.gone & other.gone
    if one.only is not None and other.only is not None:
        made.only = one.only | other.only
    elif one.only is not None or other.only is not None:
        made.only, made.gone = None, one.gone - (other.only or NO_NAMES) | other.gone - (one.only or NO_NAMES)
    return made


def left(names: Data, mask: Data) -> Data:
    """The names that a mask lets through."""
    only = names.only if mask.only is None else mask.only if names.only is None else names.only & mask.only
    some = names.but(gone=names.gone | mask.gone, only=None if only is None else only - mask.gone)
    return spelled.kept(adding_columns.inexact(some) if mask.source == INEXACT else some, mask)
