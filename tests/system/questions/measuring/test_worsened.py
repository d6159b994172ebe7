"""Groups that got worse behind a gain: what counts as a loss, and what chance may do."""

from __future__ import annotations

import pytest

from mle_reviewer.system.questions.measuring.told import Told, measure
from mle_reviewer.system.questions.measuring.worsened import Pair, worsened


def pair(name: str, group: str, before: float, after: float, n: int | None = None, later: int | None = None) -> Pair:
    known = measure(name)
    assert known is not None
    return Pair(Told((), known, group, before, 1, n, name), Told((), known, group, after, 1, later or n, name))


def lost(*pairs: Pair, by_mean: bool = False) -> list[str]:
    return [one.group.after.group for one in worsened(pairs, by_mean=by_mean)]


def test_a_group_loses_behind_a_gain():
    assert lost(pair("f1", "", 0.80, 0.82), pair("f1", "a", 0.8, 0.9), pair("f1", "b", 0.8, 0.7)) == ["b"]
    assert lost(pair("mae", "", 10, 9), pair("mae", "a", 10, 12)) == ["a"]
    assert lost(pair("accuracy", "", 81.0, 84.0), pair("accuracy", "a", 80.0, 75.0)) == ["a"]


@pytest.mark.parametrize(
    "pairs",
    [
        (pair("f1", "", 0.82, 0.80), pair("f1", "a", 0.8, 0.7)),  # nothing gains
        (pair("f1", "", 0.80, 0.82), pair("f1", "a", 0.8, 0.795)),
        (pair("f1", "", 0.80, 0.82), pair("f1", "a", 0.8, 0.7, 20)),
        (pair("f1", "", 0.80, 0.82), pair("f1", "a", 0.8, 0.75, 200)),
        (pair("f1", "", 0.80, 0.82), pair("f1", "a", 0.8, 0.7, 800, 900)),
        (pair("f1", "", 0.80, 0.82), pair("f1", "a", 80.0, 0.7)),  # another scale
        (pair("f1", "", 0.80, 0.82), pair("recall", "a", 0.8, 0.7)),  # another measure
        (pair("recall", "", 0.7, 0.8), pair("recall", "a", 0.8, 0.7), pair("f1", "a", 0.6, 0.61)),  # traded
    ],
)
def test_what_is_no_loss_stays_quiet(pairs: tuple[Pair, ...]):
    assert lost(*pairs) == []


def test_the_mean_over_groups_stands_for_the_whole_where_it_may():
    some = pair("f1", "a", 0.7, 0.8), pair("f1", "b", 0.7, 0.66)
    assert lost(*some) == []
    assert lost(*some, by_mean=True) == ["b"]
    assert lost(pair("f1", "b", 0.7, 0.6), by_mean=True) == []
    assert lost(pair("recall", "a", 0.7, 0.8), pair("recall", "b", 0.7, 0.66), by_mean=True) == []  # moved over


def test_a_gap_is_worse_when_it_is_further_from_nothing():
    some = pair("fpr gap", "a", -0.2, -0.1), pair("fpr gap", "b", 0.1, -0.14)
    assert lost(*some, by_mean=True) == ["b"]


def test_its_other_figures_are_told_along():
    some = pair("f1", "", 0.8, 0.9), pair("f1", "a", 0.8, 0.7), pair("auc", "a", 0.8, 0.79)
    assert [one.also for one in worsened(some, by_mean=False)] == [("ROC AUC",)]
