"""Periods: times cut to their day, week or month, and statistics of each period that rows of later ones are given."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context
from mle_reviewer.flow.facts.values import NOTHING_LEARNED, Data

PERIOD: Final = "period"  # the trait of a table whose column holds the period of a known time, and of such a column
MOVED_ON: Final = "moved on"  # what statistics of groups are noted by, of which each is put to the next group
_PAST: Final = "past"  # the trait of what periods before gave; with a name, of the table that has it as a column
_BACK: Final = frozenset({"falling", "reversed", "shuffled"})


def cut(data: Data, told: str) -> Data:
    """The periods of known times, under what they are called."""
    return data.but(column=told, parts=data.parts, traits=data.traits | {(PERIOD, told)})


def kept(name: str, value: Data) -> frozenset[tuple[str, ...]]:
    """The traits of a table into which periods, or statistics of periods before, are written as a column."""
    periods = {(PERIOD, name)} if (PERIOD, value.column or "") in value.traits else set()
    return frozenset(periods | ({(_PAST, name)} if (_PAST,) in value.traits else set()))


def of_earlier(cx: Context, data: Data, moved: Data) -> Data:
    """Statistics of each period, moved on to the next one of the same entity: no period is told of itself.

    The groups are formed by the period and by what tells entities apart, and each entity is moved by itself. Where
    nobody knows whether what tells the groups of one entity apart counts periods, this is noted of the statistics.
    """
    if not data.pending or not data.rows or any(trait[0] in _BACK for trait in data.traits):
        return moved
    entity = {trait[1] for trait in data.traits if trait[0] == "grouped"} if data.kind == "grouped" else set()
    dated = {trait[1] for trait in data.traits if trait[0] in {"time", PERIOD} and len(trait) > 1}
    for _root, steps, _arms in data.rows:
        if not steps or steps[-1][0] != "groups":
            return moved
        left = set(steps[-1][1]) - entity
        if len(left) != 1:
            return moved
        if not left <= dated:
            for number in data.pending:
                cx.record.acts[number].detail[MOVED_ON] = True
            return moved
    past = moved.but(column=moved.column, parts=moved.parts, traits=moved.traits | {(_PAST,)})
    past.pending = NOTHING_LEARNED
    return past


def all_earlier(table: Data) -> bool:
    """Whether a table of one row for each group holds nothing but its keys and statistics of periods before."""
    keys = {key for _root, steps, _arms in table.rows for step in steps if step[0] == "groups" for key in step[1]}
    past = {trait[1] for trait in table.traits if trait[0] == _PAST and len(trait) > 1}
    return bool(past) and table.only is not None and table.only <= past | keys


__all__ = ["MOVED_ON", "PERIOD", "all_earlier", "cut", "kept", "of_earlier"]
