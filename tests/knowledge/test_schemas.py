"""Tables by their meaning: how they are told, and what a page may say."""

from __future__ import annotations

import pytest

from mle_reviewer.knowledge.describe import Describer
from mle_reviewer.knowledge.page import read_page
from mle_reviewer.knowledge.schemas import plain, read_table, telling
from mle_reviewer.knowledge.table import load

RIDES = frozenset({"fare_amount", "Tolls Amount", "trip_distance", "passenger_count"})


def told(label: str, features: frozenset[str], named: frozenset[str] = frozenset()) -> dict[str, bool]:
    found = load().telling(frozenset([label]), features, features | named | {label})
    return {one.column: one.part for one in found}


def test_names_are_compared_without_case_and_punctuation() -> None:
    assert plain("Tolls Amount") == plain("tollsAmount") == plain("tolls_amount")


def test_a_table_is_told_by_several_of_its_columns() -> None:
    assert told("tip_amount", RIDES | {"totalAmount"}) == {"totalAmount": True}
    assert told("tip_amount", frozenset({"total_amount", "colour"})) == {}
    assert told("tip_amount", frozenset({"total_amount"}), RIDES) == {"total_amount": True}


def test_only_for_the_outcome_that_the_label_is() -> None:
    assert told("surge", RIDES | {"total_amount"}) == {}


def test_what_is_known_later_is_no_part() -> None:
    loans = frozenset({"loan_amnt", "dti", "annual_inc", "term", "recoveries"})
    assert told("loan_status", loans) == {"recoveries": False}


def test_a_star_stands_for_any_letters() -> None:
    page = Describer(read_page("a.yaml", b"""
table: jars
source: a shelf
tells: 3
columns: [lid, glass]
outcomes:
  broken: {labels: ["*broken*"], after: {shard_*: shards}}
"""))  # fmt: skip
    table = read_table(page)
    assert not page.problems
    features = frozenset({"lid", "glass", "shard_count"})
    found = telling([table], frozenset({"is_broken"}), features, features)
    assert [(one.column, one.why, one.source) for one in found] == [("shard_count", "shards", "a shelf")]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("table: a\nsource: b\ntells: 2", "is a number of at least 3"),
        ("table: a\ntells: 3", "is a text"),
        ("table: a\nsource: b\ntells: 3\nrows: 4", "unknown key `rows`"),
        ("table: a\nsource: b\ntells: 3\noutcomes: {x: {labels: [y]}}", "columns under `contains` or `after`"),
        ("table: a\nsource: b\ntells: 3\noutcomes: {x: {labels: [y], after: {z: 3}}}", "with the reason as text"),
        ("table: a\nsource: b\ntells: 3\noutcomes: {x: 3}", "is a mapping"),
    ],
)
def test_what_a_page_may_not_say(text: str, why: str) -> None:
    page = Describer(read_page("a.yaml", text.encode()))
    read_table(page)
    assert any(why in problem.why for problem in page.problems)
