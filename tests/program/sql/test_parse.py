"""Parsing: several dialects, positions, broken parts beside whole ones."""

from __future__ import annotations

import pytest

from mle_reviewer.program.code import line_of
from mle_reviewer.program.sql.facts import Bound, Expr, Query
from mle_reviewer.program.sql.parse import LONGEST, parse


def only(text: str, dialect: str = "") -> Query:
    (statement,) = parse(text, dialect).statements
    assert statement.query is not None
    return statement.query


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * EXCEPT (a) FROM `p.d.t` QUALIFY ROW_NUMBER() OVER (PARTITION BY k ORDER BY t DESC) = 1",
        "select a::int, interval '3 days' from t where b ilike 'x%'",
        "select top 5 [a] from [dbo].[t] with (nolock)",
        "select explode(x) from `t` lateral view explode(y) z as w",
        "select iff(a, b, c), d:e::string from t",
        "from t select a",
    ],
)
def test_dialects_are_tried_until_one_takes_the_text(text: str):
    script = parse(text)
    assert not script.troubles
    assert script.statements[0].kind == "query"


def test_one_broken_statement_does_not_lose_the_others():
    script = parse(
        "create table a as select 1 as x from t;\nselect from where;\n\ncreate table b as select 2 as y from u"
    )
    assert [one.target for one in script.statements] == ["a", "b"]
    assert [trouble.line for trouble in script.troubles] == [2]


def test_as_may_be_left_out():
    assert [
        one.kind for one in parse("create table a\nwith b as (select 1 as x from t) select x from b").statements
    ] == ["table"]


def test_long_texts_that_nothing_takes_end_soon():
    assert parse(" union ".join([*["select a from t"] * 9_000, "from from"])).troubles
    assert parse("select 1 from t " + "{{ ' " * 50_000).troubles


def test_what_cannot_be_a_query_is_no_trouble():
    assert parse("Please choose a model.") == parse("")
    assert not parse("grant select on t to reader; set x = 1").troubles


def test_text_that_is_too_long_is_a_trouble():
    (trouble,) = parse("\n".join(["select a from t", *["-- 1"] * LONGEST])).troubles
    assert "not parsed" in trouble.why


def test_deep_nesting_is_a_trouble():
    depth = 3_000
    script = parse("".join(["select ", "(" * depth, "1", ")" * depth, " from t"]))
    assert script.troubles or script.statements


def test_a_window_has_its_frame_with_the_line_it_stands_in():
    query = only(
        "select k,\n  avg(x) over (\n    partition by k order by t\n"
        "    rows between 4 preceding and 2 following) as a\nfrom t"
    )
    window = query.items[1].expr.window
    assert window is not None
    assert (window.start, window.end) == (Bound("preceding", 4), Bound("following", 2))
    assert line_of(window.pos) in {3, 4}
    assert line_of(query.items[1].pos) == 2


def test_a_named_window_is_looked_up():
    window = only("select lag(x) over w as a from t window w as (partition by k order by t desc)").items[0].expr.window
    assert window is not None
    assert [down for _by, down in window.order] == [True]


def test_group_by_numbers_and_aliases_stand_for_their_columns():
    query = only("select date(t) as day, k, count(*) as n from e group by 1, k")
    assert [key.kind for key in query.group] == ["time", "column"]


def test_a_column_compared_with_a_date_is_a_time():
    (condition,) = only("select a from t where seen >= '2024-01-01'").where
    assert condition.args[0] == Expr("time", name="used", args=(Expr("column", name="seen"),))
    assert condition.args[1].value == "2024-01-01"


def test_between_is_two_bounds():
    (low, high) = only("select a from t where d between '2024-01-01' and '2024-02-01'").where
    assert (low.name, high.name) == (">=", "<=")


def test_intervals_are_days():
    (condition,) = only("select a from t where t.a < t.b + interval '2 week'").where
    assert condition.args[1].kind == "shifted"
    assert condition.args[1].args[1].value == 14.0


def test_models_have_labels_and_options():
    (statement,) = parse(
        "CREATE OR REPLACE MODEL `p.d.m` OPTIONS (model_type='LOGISTIC_REG', input_label_cols=['y'], "
        "data_split_method='NO_SPLIT') AS SELECT x, y FROM t"
    ).statements
    assert (statement.kind, statement.target, statement.labels) == ("model", "p.d.m", ("y",))
    assert dict(statement.options)["data_split_method"] == "NO_SPLIT"


def test_judging_and_predicting_name_their_model():
    (source,) = only("SELECT * FROM ML.EVALUATE(MODEL `d.m`, (SELECT * FROM held))", "bigquery").sources
    assert (source.model, source.judged) == ("d.m", True)
    (source,) = only("SELECT * FROM ML.PREDICT(MODEL `d.m`, TABLE held)", "bigquery").sources
    assert (source.model, source.judged, source.table) == ("d.m", False, "held")


def test_schemas_say_which_columns_are_times():
    (statement,) = parse("create table t (id int, at timestamp, day date, name text)").statements
    assert (statement.kind, statement.times) == ("schema", frozenset({"at", "day"}))
