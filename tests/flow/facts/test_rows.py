"""Which examples two row sets share: what separates them, what may, and what growth undoes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mle_reviewer.flow.facts.excluding import complement, separates
from mle_reviewer.flow.facts.overlaps import Overlap, disjoint, overlap
from mle_reviewer.flow.facts.rows import Rows, Step, contains, narrow, same, source, under, union

ALL = source(1)
TRAIN, TEST = ("side", 7, 0), ("side", 7, 1)
EARLY, LATE = ("where", "day", "<", ("literal", 5.0)), ("where", "day", ">=", ("literal", 5.0))
N = ("len", 1)

STEPS = st.one_of(
    st.tuples(st.just("side"), st.integers(1, 3), st.integers(0, 2)),
    st.tuples(st.just("mask"), st.sampled_from("ab"), st.booleans()),
    st.tuples(st.just("slice"), st.just(0), st.integers(0, 3), st.integers(4, 6)),
    st.tuples(
        st.just("where"),
        st.sampled_from(["day", "site"]),
        st.sampled_from(["<", "<=", ">", ">=", "==", "!="]),
        st.integers(0, 3).map(lambda number: ("literal", float(number))),
    ),
)
ROWS: st.SearchStrategy[Rows] = st.lists(st.lists(STEPS, max_size=3), min_size=1, max_size=3).map(
    lambda parts: frozenset((1, tuple(steps), frozenset()) for steps in parts)
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (TRAIN, TEST),
        (EARLY, LATE),
        (("mask", "m", True), ("mask", "m", False)),
        (("slice", 0, 0, 80), ("slice", 0, 80, None)),
        (("slice", 0, None, ("n", "cut")), ("slice", 0, ("n", "cut"), None)),
        (("slice", 0, None, ("*", N, 0.7)), ("slice", 0, ("-", ("-", N, ("*", N, 0.2)), 96), N)),
        (("slice", 0, None, ("//", N, 5)), ("slice", 0, ("-", ("-", N, ("//", N, 5))), None)),
        (("where", "site", "==", ("literal", "a")), ("where", "site", "==", ("literal", "b"))),
        (("where", "day", "<=", ("literal", 3.0)), ("where", "day", ">", ("literal", 4.0))),
    ],
)
def test_sides_complements_and_adjacent_slices_are_disjoint(one: Step, other: Step) -> None:
    assert separates(one, other)
    assert separates(other, one)
    assert disjoint(narrow(ALL, one), narrow(ALL, other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (TRAIN, ("side", 8, 1)),
        (("slice", 0, 0, 80), ("slice", 1, 80, None)),
        (("where", "day", "<", ("literal", 5.0)), ("where", "site", ">", ("literal", 9.0))),
        (("slice", 0, 0, -20), ("slice", 0, 80, None)),
        (("slice", 0, None, ("*", N, 0.8)), ("slice", 0, ("*", N, 0.7), None)),
        (("slice", 0, None, ("*", N, 0.7)), ("slice", 0, ("*", ("len", 2), 0.8), None)),
        (("mask", "m", True), ("mask", "n", False)),
    ],
)
def test_other_splits_orders_columns_and_masks_separate_nothing(one: Step, other: Step) -> None:
    assert not separates(one, other)
    assert not disjoint(narrow(ALL, one), narrow(ALL, other))


def test_other_sources_share_nothing() -> None:
    assert overlap(ALL, source(2))[0] is Overlap.NONE


def test_a_part_overlaps_the_whole_for_certain() -> None:
    assert overlap(narrow(ALL, TRAIN), ALL)[0] is Overlap.MUST
    assert contains(ALL, narrow(ALL, TRAIN))
    assert not contains(narrow(ALL, TRAIN), ALL)


def test_two_random_splits_of_the_same_rows_overlap_for_certain() -> None:
    assert overlap(narrow(ALL, TRAIN), narrow(ALL, ("side", 8, 1)))[0] is Overlap.MUST


def test_two_conditions_of_which_nothing_is_known_overlap_perhaps() -> None:
    assert overlap(narrow(ALL, ("mask", "m", True)), narrow(ALL, EARLY))[0] is Overlap.MAY


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("<", 9.0), (">=", 5.0), Overlap.MUST),
        ((">", 2.0), (">=", 5.0), Overlap.MUST),
        (("<", "2020-03-01"), (">=", "2020-01-01"), Overlap.MUST),
        (("<", "2020-01-01"), (">=", "2020-03-01"), Overlap.NONE),
        (("<", "b"), (">=", "a"), Overlap.MAY),
        (("!=", 9.0), (">=", 5.0), Overlap.MAY),
        (("!=", 3), ("==", 4), Overlap.MUST),
        (("!=", 3), ("==", 3), Overlap.NONE),
        (("not in", ("val", "test")), ("==", "test"), Overlap.NONE),
        (("not in", ("val", "test")), ("in", ("test", "val")), Overlap.NONE),
        (("not in", ("val",)), ("in", ("test", "val")), Overlap.MUST),
    ],
)
def test_ranges_of_one_column_with_known_bounds(
    one: tuple[str, object], other: tuple[str, object], expected: Overlap
) -> None:
    first, second = (narrow(ALL, ("where", "day", op, ("literal", bound))) for op, bound in (one, other))
    assert overlap(first, second)[0] is expected


def test_rows_that_grew_before_the_split_are_on_both_sides() -> None:
    grown = narrow(ALL, ("grown", 3))
    how, step = overlap(narrow(grown, TRAIN), narrow(grown, TEST))
    assert how is Overlap.MUST
    assert step == ("grown", 3)


def test_rows_that_grew_after_the_split_are_not() -> None:
    assert disjoint(narrow(ALL, TRAIN, ("grown", 3)), narrow(ALL, TEST))


def test_the_two_arms_of_one_branch_never_meet() -> None:
    one, other = under(ALL, "random", True), under(ALL, "random", False)  # noqa: FBT003 - (condition, polarity)
    assert disjoint(one, other)
    assert not disjoint(one, ALL)


@given(STEPS)
def test_a_step_and_its_complement_separate_and_a_step_never_separates_from_itself(step: Step) -> None:
    assert separates(step, complement(step))
    assert not separates(step, step)


@given(ROWS, ROWS)
def test_overlap_does_not_depend_on_which_side_is_asked(one: Rows, other: Rows) -> None:
    assert overlap(one, other)[0] is overlap(other, one)[0]
    assert disjoint(one, other) == disjoint(other, one)


@given(ROWS)
def test_rows_are_the_same_as_and_contained_in_themselves(rows: Rows) -> None:
    assert same(rows, rows)
    assert contains(rows, rows)
    assert not disjoint(rows, rows) or any(
        separates(a, b) for _, steps, _ in rows for a in steps for b in steps
    )  # a part of contradicting conditions is empty


@given(ROWS, ROWS)
def test_a_union_contains_both(one: Rows, other: Rows) -> None:
    both = union(one, other)
    assert contains(both, one)
    assert contains(both, other)
