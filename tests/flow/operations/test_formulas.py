"""Formulas: which columns their sides name."""

from __future__ import annotations

import pytest

from mle_reviewer.flow.operations.formulas import named

CASES = [
    ("age + income", {"age", "income"}),
    ("C(region, Treatment(reference='north')) * np.log1p(income)", {"region", "income"}),
    ("age:income - 1 + I(age ** 2) + bs(size, df=4)", {"age", "income", "size"}),
    ("Q('net price') + Q(\"rain in May\")", {"net price", "rain in May"}),
    ("standardize(x1) + x_2 + 1e3 * z + (a == b)", {"x1", "x_2", "z", "a", "b"}),
    ("1", set()),
]


@pytest.mark.parametrize(("text", "columns"), CASES)
def test_named(text: str, columns: set[str]) -> None:
    assert named(text) == columns
