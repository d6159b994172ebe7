"""Dates and spans that stand in code are worked out exactly or not at all."""

from __future__ import annotations

import pytest

from mle_reviewer.flow.facts.dates import (
    ahead,
    date_text,
    days_apart,
    pace_of_format,
    span_key,
    span_of,
    span_text,
    worked_out,
    written_as,
)
from mle_reviewer.flow.facts.values import Symbol

MONTH = span_of({"months": 1})
THIRTY = span_of({"days": 30})


@pytest.mark.parametrize(
    ("op", "left", "right", "expected"),
    [
        ("-", "2023-03-31", MONTH, "2023-02-28"),
        ("+", "2023-12-15", MONTH, "2024-01-15"),
        ("-", "2023-01-01", THIRTY, "2022-12-02"),
        ("+", THIRTY, "2023-01-01", "2023-01-31"),
        ("-", "2023-01-01", span_of({"hours": 6}), "2022-12-31 18:00:00"),
        ("-", "2023", THIRTY, "2022-12-02"),
        ("-", "01/02/2023", THIRTY, None),
        ("-", "9999-12-31", span_of({"days": -400}), None),
        ("-", "0001-01-01", MONTH, None),
        ("*", 2, THIRTY, Symbol(("span", 0, 60.0))),
        ("+", MONTH, THIRTY, Symbol(("span", 1, 30.0))),
        ("+", "a", "b", None),
    ],
)
def test_arithmetic(op: str, left: object, right: object, expected: object) -> None:
    assert worked_out(op, left, right) == expected


@pytest.mark.parametrize(
    ("early", "late", "days"),
    [
        ("2017-12-31", "2018-01-01", 1),
        ("2018", "2019", 1),
        ("2020-02", "2020-03", 1),
        ("2020-02-28", "2020-03-01", 2),
        ("2018-01-01", "2018-01-01 12:00", 0),
        ("a", "2018-01-01", None),
        ("2018-13", "2019", None),
    ],
)
def test_days_apart(early: str, late: str, days: float | None) -> None:
    assert days_apart(early, late) == days


def test_what_is_no_date_or_span_is_not_guessed() -> None:
    assert date_text([2023, 13, 1]) is None
    assert date_text([2023, 6]) is None
    assert date_text([2023, 6, 1]) == "2023-06-01"
    assert span_text("next week") is None
    assert span_key(span_text("12h")) == (0, 0.5)
    assert span_of({"days": "thirty"}) is None
    assert span_of({"decades": 1}) is None


def test_a_bound_is_ahead_of_another_by_a_known_span() -> None:
    start = ("symbol", ("each", "a.py", 1))
    assert ahead(start, ("symbol", ("+", ("each", "a.py", 1), ("span", 0, 60.0)))) == 60
    assert ahead(start, ("symbol", ("+", ("each", "b.py", 1), ("span", 0, 60.0)))) is None
    assert ahead(("literal", "2023-01-01"), ("literal", "2023-01-31")) == 30


@pytest.mark.parametrize(
    ("how", "days"),
    [("%Y_%m", 31.0), ("%Y%m%d", 31.0), ("%G-W%V", 7.0), ("%Y", 366.0), ("%H:%M", None), ("monthly", None)],
)
def test_a_format_tells_times_apart(how: str, days: float | None) -> None:
    assert pace_of_format(how) == days


def test_a_date_is_written_by_a_format() -> None:
    assert written_as("2023-03-01", "%Y_%m") == "2023_03"
    assert written_as("2023-03-01", "%B") is None
    assert written_as("someday", "%Y") is None
