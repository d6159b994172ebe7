"""Rounds: the loops that run while code is followed, and what they carry on from one element to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mle_reviewer.flow.facts.rows import NO_ROWS, Rows, Step
from mle_reviewer.flow.facts.values import UNKNOWN, Box, Value


@dataclass(slots=True, eq=False)
class Round:
    """A loop that runs: in which frame, since when, the names that it sets anew, and its present element."""

    frame: Any
    began: int
    reset: frozenset[str]
    before: frozenset[str]  # the names that held a text when it began: a text that grows is no total
    element: Value = UNKNOWN
    rows: Rows = NO_ROWS  # where a library calls a function row by row: those rows, of which it sees one at a time


@dataclass(frozen=True, slots=True)
class Carried:
    """A place that carries a total on until the loops are over that it outlives."""

    frame: Any
    owner: Box | None
    key: Value | str
    rows: Rows  # all that went through it
    taken: Rows  # those it was given in a round
    loops: frozenset[int]
    act: int
    groups: Step | None
