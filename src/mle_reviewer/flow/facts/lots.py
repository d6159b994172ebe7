"""Lots: what one round of a loop has to itself, of which something was learned: a recording, a group, a window."""

from __future__ import annotations

from dataclasses import dataclass, field

from mle_reviewer.flow.facts.rows import Atom, Rows, Step

LOT = "lot"  # the detail of what was learned of nothing but the rows of one lot
WITHIN = "within a lot"  # the detail of a split that cuts a lot while the loop is at it
WHOLE_LOTS = "whole lots"  # the detail of a split of a list whose elements are the tables or lists of one lot each
Start = tuple[int, tuple[Step, ...]]
Arms = tuple[tuple[tuple[Step, ...], int], ...]


@dataclass(slots=True, eq=False)
class Lot:
    """The rows that a loop is at, since when it runs, by which columns they are told, and what was done to them.

    `starts` are the root and the steps of the whole lot, `alone` says that it is one example, `arms` are the conditions
    that held when it was learned of.
    `parted` are the steps that cut the lot in its own round, `kept` the conditions under which the loop kept what it
    made of it, which are of the lot as a whole.
    """

    began: int
    names: frozenset[str]
    starts: frozenset[Start]
    alone: bool
    arms: Arms
    parted: set[Step] = field(default_factory=set)
    kept: set[Step] = field(default_factory=set)

    def holds(self, rows: Rows) -> bool:
        """Whether rows are those of the lot, or some of them."""
        return bool(rows) and all(any(_begins(atom, start) for start in self.starts) for atom in rows)


def _begins(atom: Atom, start: Start) -> bool:
    return atom[0] == start[0] and atom[1][: len(start[1])] == start[1]
