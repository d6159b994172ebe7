"""What settings switch off: rows that are only held, and rows that are only shared, where they are set otherwise."""

from __future__ import annotations

from collections.abc import Callable

from mle_reviewer.flow.facts.rows import Rows
from mle_reviewer.flow.facts.switch import Switch
from mle_reviewer.flow.machine.following import Flow


def as_committed(flow: Flow, rows: Rows) -> Rows:
    """Rows less those that are only held in arms which the committed settings do not take."""
    off = flow.record.off_arms
    if not off:
        return rows
    return frozenset([atom for atom in rows if not any(key in off and off[key][0] is holds for key, holds in atom[2])])


def keeping_off(flow: Flow, one: Rows, other: Rows, met: Callable[[Rows, Rows], bool]) -> Switch | None:
    """What settings say, where what two sets of rows meet in is not there as they are committed; None where it is."""
    off = flow.record.off_arms
    if not off or not met(one, other):
        return None
    kept, others = as_committed(flow, one), as_committed(flow, other)
    if (len(kept), len(others)) == (len(one), len(other)) or (kept and others and met(kept, others)):
        return None
    arms = {arm for rows in (one - kept, other - others) for atom in rows for arm in atom[2]}
    return min(off[key][1] for key, holds in arms if key in off and off[key][0] is holds)


__all__ = ["as_committed", "keeping_off"]
