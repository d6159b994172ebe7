"""Parts of values that nobody knows."""

from __future__ import annotations

from itertools import permutations

from mle_reviewer.flow.facts.rows import NO_ARMS
from mle_reviewer.flow.facts.values import OPAQUE, Data
from mle_reviewer.flow.operations.opaque import piece


def test_a_part_of_rows_of_which_some_are_whole() -> None:
    element, whole = (1, (("some", ("place", 2)),), NO_ARMS), (3, (), NO_ARMS)
    for atoms in permutations([element, whole]):
        found = piece(Data(frozenset(atoms), kind=OPAQUE), "key")
        assert {steps[-1] for _root, steps, _arms in found.rows} == {("some", "key")}
