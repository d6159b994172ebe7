"""Scaling by hand: a column moved or stretched by statistics of its own keeps the order of its values."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context
from mle_reviewer.flow.facts.values import PAIRED, Data, Learned

_KEEP_ORDER: Final = frozenset({"+", "-", "*", "/"})
Traits = frozenset[tuple[str, ...]]
_COLUMNS: Final = frozenset({"array", "frame", "row", "series"})


def scaled(cx: Context, op: str, left: Data, right: Data, made: Data) -> Data:
    """What `left op right` made, with statistics of whole columns that only moved or stretched it told as scaling."""
    if op not in _KEEP_ORDER or bool(left.rows) == bool(right.rows):
        return made
    column, by = (left, right) if left.rows else (right, left)
    if by.kind != "stat" or column.kind not in _COLUMNS or (op == "/" and column is right):
        return made
    known = column.all_learned()
    told = {number: _as_scale(cx, number) for number in sorted(by.all_learned() - known)}
    if all(number == other for number, other in told.items()):
        return made
    cols = {name: _renamed(learned, told) for name, learned in made.cols.items()}
    return made.but(learned=_renamed(made.learned, told), cols=cols, column=made.column)


def paired(op: str, left: Data, right: Data, made: Data) -> Data:
    """What `left op right` made, with the mark of a product of two different values of each row."""
    if op != "*" or not (left.rows and right.rows) or left is right or left.fits or right.fits:
        return made
    if {left.kind, right.kind} - _COLUMNS or "frame" in {left.kind, right.kind}:
        return made
    if left.rows == right.rows and (left.parts == right.parts is not None or left.column == right.column is not None):
        return made  # a square
    return made.but(traits=made.traits | {PAIRED}, column=made.column)


def kept(before: Traits, traits: Traits, name: str, value: Data) -> Traits:
    """What is known of a table into which a column is written: a product is that column alone."""
    if PAIRED in value.traits:
        return (traits if PAIRED in before else traits - {PAIRED}) | {(PAIRED[0], name)}
    return traits - {(PAIRED[0], name)} if (PAIRED[0], name) in traits else traits


def of_column(traits: Traits, name: str) -> Traits:
    """What is known of one column of a table: whether it is a product."""
    return traits | {PAIRED} if (PAIRED[0], name) in traits else traits


def _renamed(learned: Learned, told: dict[int, int]) -> Learned:
    return frozenset(told.get(number, number) for number in learned)


def _as_scale(cx: Context, number: int) -> int:
    """The act of learning what a column is scaled by; other acts stay what they are."""
    act = cx.record.acts[number]
    if act.what != "statistic" or act.detail.get("per") or not act.strong:
        return number
    return cx.record.retold(act, ("scale", act.rows, act.words), what="scale").number


__all__ = ["paired", "scaled"]
