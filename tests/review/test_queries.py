"""A change of a SQL file alone is reviewed with the code that reads what it makes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mle_reviewer.review.engine import built_in
from mle_reviewer.review.journey import Settings, review
from mle_reviewer.sources.reading import read_change

Repository = Callable[..., Path]
TRAIN = """\
import pandas as pd
from sklearn.linear_model import Ridge

rows = pd.read_sql("select * from shop.daily", "db")
train, test = rows[rows["day"] < "2024-01-01"], rows[rows["day"] >= "2024-01-01"]
print(Ridge().fit(train[["usual"]], train["units"]).score(test[["usual"]], test["units"]))
"""
DAILY = """\
create table shop.daily as
select store, sold_on::date as day, units,
  avg(units) over (
    partition by store order by sold_on::date
    rows between 6 preceding and {end}) as usual
from sales
"""
BEFORE = {"train.py": TRAIN, "sql/daily.sql": DAILY.format(end="1 preceding")}
AFTER = {"train.py": TRAIN, "sql/daily.sql": DAILY.format(end="3 following")}


def found(root: Path) -> list[tuple[str, str, int, str]]:
    change = read_change(str(root), base="HEAD~1", head="HEAD", env={})
    made = review(change, built_in(), Settings(today="2026-11-23")).review
    return [(one.check, one.at.path, one.at.line, one.scope) for one in made.findings]


def test_a_window_that_a_change_widened_is_introduced(repository: Repository) -> None:
    assert found(repository(BEFORE, AFTER)) == [("look-ahead-feature", "sql/daily.sql", 5, "introduced")]


def test_a_change_beside_it_leaves_it_pre_existing(repository: Repository) -> None:
    later = {**AFTER, "sql/daily.sql": f"-- one row a day\n{AFTER['sql/daily.sql']}"}
    assert found(repository(AFTER, later)) == [("look-ahead-feature", "sql/daily.sql", 6, "pre-existing")]


def test_a_changed_query_that_nothing_takes_is_a_gap(repository: Repository) -> None:
    broken = {**BEFORE, "sql/daily.sql": "create table shop.daily as select from where;\n"}
    change = read_change(str(repository(BEFORE, broken)), base="HEAD~1", head="HEAD", env={})
    made = review(change, built_in(), Settings(today="2026-11-23")).review
    assert [(gap.path, gap.line, gap.stage) for gap in made.gaps] == [("sql/daily.sql", 1, "parse")]
    assert made.decision.verdict == "APPROVE WITH WARNINGS"
