"""Predictions in the columns of a table: whose they are is kept beside the name of the column they were put in."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.facts.values import HITS, NO_IDS, Data

_SAID: Final = "said"  # the trait of a column that holds predictions: its name ("" if unknown) and the fit
_OFF: Final = "said-off"  # the trait of such a column that says how far predictions are off: its name


def written(name: str | None, fits: frozenset[int], *, off: bool = False) -> frozenset[tuple[str, ...]]:
    """The traits of a table into whose column `name` predictions are put, or how far these are `off`."""
    traits: frozenset[tuple[str, ...]] = frozenset((_SAID, name or "", str(number)) for number in fits)
    return traits | {(_OFF, name)} if off and name else traits


def of_column(data: Data, name: str) -> frozenset[int]:
    """The fits that a column's values come from: of predictions written under other names it holds nothing."""
    said = [(trait[1], int(trait[2])) for trait in data.traits if trait[0] == _SAID]
    if not said:
        return data.fits
    elsewhere = {number for other, number in said if other not in {name, ""}}
    return data.fits - elsewhere | {number for other, number in said if other == name}


def by_all(data: Data) -> frozenset[int]:
    """The fits whose predictions a value is: not those in some columns of a table of which others hold none."""
    if data.kind != "frame" or not data.fits:
        return data.fits
    said = [trait for trait in data.traits if trait[0] == _SAID]
    if data.only is not None and data.only <= {trait[1] for trait in said}:
        return data.fits
    return data.fits - {int(trait[2]) for trait in said}


def as_such(data: Data) -> frozenset[int]:
    """The fits whose predictions a value holds as they were said: not only how far they are off."""
    said = [(trait[1], int(trait[2])) for trait in data.traits if trait[0] == _SAID]
    if not said:
        return NO_IDS if HITS in data.traits else data.fits
    off = {trait[1] for trait in data.traits if trait[0] == _OFF}
    shown = None if not off else data.only  # a column that was renamed stands here under its old name
    held = {number for name, number in said if name not in off and (not name or shown is None or name in shown)}
    through = NO_IDS if HITS in data.traits else data.fits - {number for _name, number in said}
    return through | (data.fits & held)


__all__ = ["as_such", "by_all", "of_column", "written"]
