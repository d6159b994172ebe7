"""How far bounds reach that loops move."""

from __future__ import annotations

import pytest

from mle_reviewer.flow.facts.moved import EDGE, END, SPAN, STARTED
from mle_reviewer.flow.facts.reach import EACH, Numbers, comes_first, narrowed
from mle_reviewer.flow.facts.windows import COUNTER

EARLY = (COUNTER, 1, 2008, Numbers(2008, 2016, 1))
LATE = (COUNTER, 2, 2016, Numbers(2016, 2022, 1))
TUNE = (EACH, ("walk.py", 1), 31.0, "MS", "2014-01-01", "2015-12-01")
SCORE = (EACH, ("walk.py", 1), 31.0, "MS", "2016-01-01", "2019-12-01")
CUT = ("int", ("len", 1))


@pytest.mark.parametrize(
    ("low", "high", "strictly", "holds"),
    [
        (EARLY, LATE, True, True),
        (LATE, EARLY, False, False),
        (("+", EARLY, 1), LATE, False, True),
        (("+", EARLY, 1), LATE, True, False),
        (("+", EARLY, 2), LATE, False, False),
        (EARLY, 2016, True, True),
        (2015, LATE, True, True),
        ((COUNTER, 1, 0, Numbers(0, CUT, 24)), (COUNTER, 2, CUT, Numbers(CUT, ("len", 1), 24)), False, True),
        (("+", (COUNTER, 1, 0, Numbers(0, CUT, 24)), 24), (COUNTER, 2, CUT, Numbers(CUT, None, 24)), False, True),
        (("+", (COUNTER, 1, 0, Numbers(0, CUT, 1)), 24), (COUNTER, 2, CUT, Numbers(CUT, None, 1)), False, False),
        ((COUNTER, 1, 0), LATE, False, False),
        (TUNE, SCORE, True, True),
        (("+", TUNE, (EDGE, "begin", 1)), SCORE, False, True),
        (("+", TUNE, (EDGE, "end", 1)), SCORE, True, True),
        (("+", TUNE, (EDGE, "begin", 2)), SCORE, False, False),
        (("+", TUNE, (SPAN, 1, 0.0)), SCORE, False, True),
        (("+", TUNE, (SPAN, 0, 32.0)), SCORE, False, False),
        (("+", TUNE, 1), SCORE, False, True),
        ((END, TUNE, 31.0), SCORE, True, True),
        (TUNE, ("-", SCORE, (EDGE, "begin", 1)), False, True),
        ("2016", (STARTED, 1, 7.0, "2016-01-01"), False, True),
        ((STARTED, 1, 7.0, "2014-01-01"), "2016", False, False),
        ("2016-01-01", "2017-01-01", True, False),  # no loop moves them: other rules tell of these
        (TUNE, LATE, False, False),
        ((EACH, ("walk.py", 1), 31.0, "MS", "", ""), SCORE, False, False),
    ],
)
def test_what_comes_first(low: object, high: object, *, strictly: bool, holds: bool) -> None:
    assert comes_first(low, high, strictly=strictly) is holds


def test_days_of_short_months() -> None:
    january = (EACH, ("walk.py", 1), 31.0, "ME", "2015-01-31", "2015-01-31")
    assert comes_first(("+", january, (SPAN, 1, 0.0)), (EACH, ("", 2), 1.0, "D", "2015-03-01", ""), strictly=True)


def test_numbers_cut_out_of_a_range() -> None:
    assert narrowed(Numbers(2008, 2021, 1), 4, 9) == Numbers(2012, 2017, 1)
    assert narrowed(Numbers(0, 100, 10), -3, None) == Numbers(70, 100, 10)
    assert narrowed(Numbers(0, CUT, 1), 4, 9) is None
    assert narrowed(Numbers(0, 5, 1), 9, None) is None
