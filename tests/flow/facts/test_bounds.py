"""Bounds are told from a moment or a number, and a loop moves them by as much as it counts on."""

from __future__ import annotations

import pytest

from mle_reviewer.flow.facts.bounds import bound_of, counted, told

FIRST = ("each", "loop", 31.0, "MS")
LAST = ("each", "loop", 31.0, "ME")
COUNT = ("counter", 7, 0)
WEEK = ("span", 0, 7.0)


@pytest.mark.parametrize(
    ("key", "days"),
    [
        (FIRST, 0.0),
        (("-", FIRST, ("span", 0, 7.0)), -7.0),
        (("+", FIRST, ("edge", "begin", 1)), 30.4375),
        (("+", FIRST, ("edge", "end", 1)), 29.4375),
        (("-", FIRST, ("edge", "end", 1)), -1.0),
        (("+", LAST, ("edge", "begin", 1)), 1.0),
        (("-", LAST, ("edge", "end", 2)), -60.875),
        (("-", LAST, 3), -93.0),
        (("end of period", ("-", FIRST, 1), 31.0), 0.0),
        (("+", ("each", "loop", 7.0, "W"), ("edge", "end", 1)), None),
        (("+", "2023-01-01", ("span", 0, 7.0)), 7.0),
        (("-", ("+", COUNT, 2), 5), -3.0),
        (("-", ("somewhere",), ("span", 0, 7.0)), None),
    ],
)
def test_a_bound_lies_so_far_from_where_it_is_told_from(key: tuple[object, ...], days: float | None) -> None:
    found = bound_of(key, {7: 1})
    assert (found is None) == (days is None)
    assert found is None or found.by == pytest.approx(days)


@pytest.mark.parametrize(
    ("key", "stride"),
    [
        (("Timestamp", ("+", "2023-01-01", ("timedelta", ("*", 30, COUNT), "days"))), 60.0),
        (("-", "2023-01-01", ("*", WEEK, COUNT)), 14.0),
        (("-", ("now",), ("*", COUNT, WEEK)), 14.0),
        (("+", "2023-01-01", ("relativedelta", COUNT, "months")), 60.875),
        (("+", ("+", "2023-01-01", ("*", COUNT, WEEK)), WEEK), 14.0),
        (("+", "2023-01-01", ("timedelta", ("counter", 8, 0), "days")), None),
        (("day", 2023, COUNT, 1), 62.0),
        (("day", ("counter", 9, 0), COUNT, 1), 62.0),
        (COUNT, 2.0),
        (("*", ("-", COUNT, 1), 5), 10.0),
        (("started", 1, -7.0, "2023-01-01"), 7.0),
    ],
)
def test_a_loop_moves_a_bound(key: tuple[object, ...], stride: float | None) -> None:
    found = bound_of(key, {7: 2, 9: 1})
    assert (None if found is None else found.stride) == (stride if stride is None else pytest.approx(stride))


def test_bounds_are_of_one_start() -> None:
    begin = ("-", "2023-01-01", ("*", WEEK, COUNT))
    one, other = bound_of(begin, {7: 1}), bound_of(("-", begin, ("span", 1, 0.0)), {7: 1})
    assert one is not None
    assert other is not None
    assert (one.start, one.moves) == (other.start, other.moves)
    assert one.by - other.by == pytest.approx(30.4375)


def test_moments_and_numbers_are_told_apart() -> None:
    assert told(FIRST, {})
    assert not counted(FIRST, {})
    assert counted(COUNT, {7: 1})
    assert not told(COUNT, {7: 1})
    assert not told("2023-01-01", {})
    assert not counted(3, {})
