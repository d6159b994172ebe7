"""Tests on names of columns, and names that were chosen by how they are spelled."""

from __future__ import annotations

from typing import cast

import pytest

from mle_reviewer.flow.context import Context
from mle_reviewer.flow.facts.values import Const, Data, Symbol
from mle_reviewer.flow.operations import names, spelled, writings


class Known:
    """The one part of a context that is asked: which value a number stands for."""

    def __init__(self, value: object) -> None:
        self._value = value

    def by_identity(self, number: int) -> object:
        return [self._value][number - 1]


@pytest.mark.parametrize(
    ("held", "asks"), [(Data(kind="columns"), True), (Data(kind="frame"), True), (Data(kind="series"), False)]
)
def test_a_name_is_asked_of_the_columns_of_a_table(held: Data, asks: bool) -> None:  # noqa: FBT001
    condition = Const(Symbol(("compare", "in", "rent", 1)))
    assert names.asks_for_column(cast("Context", Known(held)), condition, Const("rent")) is asks
    assert not names.asks_for_column(cast("Context", Known(held)), condition, Const("rooms"))


def test_a_name_that_is_asked_of_what_comes_from_outside_is_asked_of_no_table() -> None:
    condition = Const(Symbol(("compare", "in", "read", ("argument", "stages"))))
    assert not names.asks_for_column(cast("Context", Known(Data(kind="columns"))), condition, Const("read"))


def test_names_chosen_by_their_spelling_spell_no_path() -> None:
    rows = frozenset([(1, (), frozenset[int]())])
    chosen = Data(kind="columns").but(rows=rows, traits=frozenset({spelled.SPELLED}))
    assert writings.spelled(chosen) is None
