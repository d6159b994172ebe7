"""Survivors: what an arm leaves that the committed settings do not take, told apart from what is there in any case."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mle_reviewer.flow.facts.acts import Record
    from mle_reviewer.flow.facts.switch import Switch
    from mle_reviewer.flow.facts.values import Data, Learned


def surviving(record: Record, off: Learned, on: Learned, by: Switch) -> Learned:
    """Statistics of an arm that settings do not take: those that the other arm has not are told to be of it."""
    only = off - on
    if not only:
        return off
    told = frozenset([record.only_if(number, by) for number in only])
    return off if told == only else told | (off & on)


def left_by(record: Record, off: Data, on: Data, by: Switch) -> Data:
    """What an arm leaves that settings do not take, with what only it learned told apart."""
    learned = surviving(record, off.learned, on.learned, by)
    cols = {name: surviving(record, known, on.of_column(name), by) for name, known in off.cols.items()}
    if learned is off.learned and all(cols[name] is known for name, known in off.cols.items()):
        return off
    return off.but(learned=learned, cols=cols or off.cols, view=off.view)


__all__ = ["left_by", "surviving"]
