"""Tables by their meaning: how they are told, and what a page may say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from mle_reviewer.knowledge import schemas
from mle_reviewer.knowledge.describe import Describer
from mle_reviewer.knowledge.page import read_page
from mle_reviewer.knowledge.schemas import plain, read_table, telling
from mle_reviewer.knowledge.table import load

PAGES = sorted((Path(schemas.__file__).parent / "tables").glob("*.yaml"))
JARS = b"""
table: jars
source: a shelf
tells: 3
columns: [lid, glass, colour]
outcomes:
  broken:
    labels: [is_broken]
    contains: {cracks: the cracks}
    after: {shard_*: shards}
    common: {swept: the floor}
aliases: {cracks: [splits], is_broken: [smashed], glass: [pane]}
common: [shelf]
"""
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


def jars() -> dict[str, Any]:
    page = Describer(read_page("a.yaml", JARS))
    table = read_table(page)
    assert not page.problems
    return table


def test_names_in_common_use_are_told_apart_from_the_columns_of_the_source() -> None:
    features = frozenset({"lid", "glass", "cracks", "splits", "swept"})
    found = {one.column: one for one in telling([jars()], frozenset({"smashed"}), features, features)}
    assert {name: (one.source, one.alias_of, one.part) for name, one in found.items()} == {
        "cracks": ("a shelf", "", True),
        "splits": ("", "cracks", True),
        "swept": ("", "", False),
    }


@pytest.mark.parametrize(
    ("named", "found"),
    [(["glass", "pane", "swept"], []), (["pane", "lid", "swept"], ["swept"]), (["glass", "shelf", "swept"], ["swept"])],
)
def test_an_alias_tells_a_table_no_further_than_its_column(named: list[str], found: list[str]) -> None:
    features = frozenset(named)
    known = telling([jars()], frozenset({"is_broken"}), features, features)
    assert [one.column for one in known] == found


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_shipped_pages_say_what_was_looked_up(path: Path) -> None:
    body = read_page(path.name, path.read_bytes()).body
    looked_up = r"looked up 20\d\d-\d\d-\d\d: .+" if "source" in body else r"common names, no single dictionary\b.*"
    assert re.fullmatch(looked_up, body["checked"])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("table: a\nsource: b\ntells: 2", "is a number of at least 3"),
        ("tells: 3\nsource: b", "is a text"),
        ("table: a\nsource: 4\ntells: 3", "is a text"),
        ("table: a\nsource: b\nchecked: 4\ntells: 3", "is a text"),
        ("table: a\ntells: 3\ncolumns: [c]", "needs the `source`"),
        ("table: a\ntells: 3\noutcomes: {x: {labels: [y], after: {z: why}}}", "needs the `source`"),
        ("table: a\nsource: b\ntells: 3\naliases: {c: [d]}", "is the name of a column on this page"),
        ("table: a\nsource: b\ntells: 3\nrows: 4", "unknown key `rows`"),
        ("table: a\nsource: b\ntells: 3\noutcomes: {x: {labels: [y]}}", "under `contains`, `after` or `common`"),
        ("table: a\nsource: b\ntells: 3\noutcomes: {x: {labels: [y], after: {z: 3}}}", "with the reason as text"),
        ("table: a\nsource: b\ntells: 3\noutcomes: {x: 3}", "is a mapping"),
    ],
)
def test_what_a_page_may_not_say(text: str, why: str) -> None:
    page = Describer(read_page("a.yaml", text.encode()))
    read_table(page)
    assert any(why in problem.why for problem in page.problems)
