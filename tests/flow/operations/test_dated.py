"""Series of dates by a rule, and the parts that are cut of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mle_reviewer.flow.facts.values import BETWEEN
from mle_reviewer.flow.operations.dated import cut, series

if TYPE_CHECKING:
    from mle_reviewer.flow.facts.values import Data


def _between(data: Data) -> tuple[str, ...]:
    return next(trait[1:] for trait in data.traits if trait[0] == BETWEEN)


@pytest.mark.parametrize(
    ("rule", "days", "told", "ends"),
    [
        ("MS", 31.0, ("2018-01-01", "2021-12-31", None), ("2018-01-01", "2021-12-01")),
        ("MS", 31.0, ("2018-01-15", None, 3), ("2018-02-01", "2018-04-01")),
        ("D", 1.0, ("2018-01-01", None, 31), ("2018-01-01", "2018-01-31")),
        ("ME", 31.0, ("2018-01-01", None, 12), ("2018-01-01", "2019-01-01")),
        ("W", 7.0, (None, "2018-01-29", 4), ("2018-01-01", "2018-01-29")),
        ("MS", 31.0, (None, None, 4), ("", "")),
    ],
)
def test_ends(rule: str, days: float, told: tuple[object, object, object], ends: tuple[str, str]) -> None:
    assert _between(series(days, rule, *told)) == ends


def test_parts() -> None:
    months = series(31.0, "MS", "2018-01-01", "2021-12-31", None)
    assert _between(cut(months, None, -12)) == ("2018-01-01", "2020-12-01")
    assert _between(cut(months, -12, None)) == ("2021-01-01", "2021-12-01")
    assert _between(cut(months, 24, 36)) == ("2020-01-01", "2020-12-01")
    assert _between(cut(months, ("len", 1), None)) == ("", "2021-12-01")
    weeks = series(7.0, "W", "2018-01-01", "2018-12-31", None)
    early, late = _between(cut(weeks, None, -4)), _between(cut(weeks, -4, None))
    assert early[1] < late[0]
