"""Queries followed: rows, splits, statistics and tables travel between SQL and Python."""

from __future__ import annotations

from pathlib import Path

from mle_reviewer.checks.run import Analysis, analyse
from mle_reviewer.checks.why import why
from mle_reviewer.sources.folder import FolderTree

TRAIN = (
    "import pandas as pd\nfrom sklearn.linear_model import Ridge\n"
    'train = pd.read_sql("select * from {} where part = \'train\'", "db")\n'
    'test = pd.read_sql("select * from {} where part = \'test\'", "db")\n'
    'model = Ridge().fit(train[["x", "z"]], train["y"])\nprint(model.score(test[["x", "z"]], test["y"]))\n'
)


def analysed(folder: Path, files: dict[str, str]) -> Analysis:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return analyse(FolderTree(str(folder)))


def found(analysis: Analysis) -> list[tuple[str, str, int]]:
    return [(one.check, one.at.path, one.at.line) for one in analysis.findings]


def test_parts_of_one_table_are_told_apart(tmp_path: Path):
    analysis = analysed(tmp_path, {"train.py": TRAIN.format("d", "d")})
    assert found(analysis) == []


def test_a_statistic_over_all_rows_reaches_the_fit(tmp_path: Path):
    made = "create table d as\nselect part, x, y,\n  x / avg(x) over () as z\nfrom raw"
    analysis = analysed(tmp_path, {"train.py": TRAIN.format("d", "d"), "make.sql": made})
    assert found(analysis) == [("fit-before-split", "make.sql", 3)]
    (finding,) = analysis.findings
    assert [step.at.path for step in finding.trace][-1] == "train.py"


def test_the_same_rows_on_both_sides_are_seen(tmp_path: Path):
    code = TRAIN.format("d", "d").replace(" where part = 'train'", "")
    assert [one[0] for one in found(analysed(tmp_path, {"train.py": code}))] == ["scored-on-training-rows"]


def test_open_parameters_may_be_anything(tmp_path: Path):
    code = TRAIN.format("d", "d").replace("part = 'train'", "day < %s").replace("part = 'test'", "day >= %s")
    analysis = analysed(tmp_path, {"train.py": code})
    assert all(one.severity.name in {"LOW", "MEDIUM"} or one.confidence.name == "LOW" for one in analysis.findings)


def test_a_frame_that_code_named_is_a_table(tmp_path: Path):
    code = (
        "import duckdb, pandas as pd\nfrom sklearn.linear_model import Ridge\n"
        'raw = pd.read_csv("raw.csv")\nraw["z"] = raw["x"] / raw["x"].mean()\n'
        "train = duckdb.sql(\"select * from raw where part = 'train'\").df()\n"
        "test = duckdb.sql(\"select * from raw where part = 'test'\").df()\n"
        'print(Ridge().fit(train[["z"]], train["y"]).score(test[["z"]], test["y"]))\n'
    )
    assert found(analysed(tmp_path, {"train.py": code})) == [("fit-before-split", "train.py", 4)]


def test_statistics_per_group_are_the_groups_own(tmp_path: Path):
    query = (
        "with buys as (select user_id, avg(amount) as x from events where kind = 'buy' group by user_id), "
        "label as (select user_id, max(late) as y, min(part) as part from events group by user_id) "
        "select part, x, 1 as z, y from label join buys on buys.user_id = label.user_id"
    )
    code = TRAIN.format(f"({query}) d", f"({query}) d")
    assert found(analysed(tmp_path, {"train.py": code})) == []


def test_statistics_per_entity_and_time_are_of_that_row(tmp_path: Path):
    query = (
        "with later as (select d.user_id, d.day, avg(e.amount) as y from days d "
        "join events e on e.user_id = d.user_id and e.day > d.day group by 1, 2) "
        "select d.part, d.x, 1 as z, later.y from days d join later using (user_id, day) "
        "where date(d.day) > '2020-01-01'"
    )
    code = TRAIN.format(f"({query}) d", f"({query}) d")
    assert found(analysed(tmp_path, {"train.py": code})) == []


def test_queries_inside_queries_are_followed_once_each(tmp_path: Path):
    query = "select part, x, z, y from d where " + "exists (select 1 from d where " * 30 + "x = 1" + ")" * 30
    code = TRAIN.format(f"({query}) d", f"({query}) d")
    assert found(analysed(tmp_path, {"train.py": code})) == []


def test_a_query_that_nothing_takes_is_a_gap_and_the_rest_stays(tmp_path: Path):
    code = TRAIN.format("d", "d").replace('["x", "z"]', '["x"]')
    made = "create table d as select part, x, y from raw;\nselect from from;\n"
    analysis = analysed(tmp_path, {"train.py": code, "d.sql": made})
    assert [(gap.path, gap.line, gap.stage) for gap in analysis.gaps] == [("d.sql", 2, "parse")]
    assert found(analysis) == []


def test_tables_that_read_each_other_end(tmp_path: Path):
    files = {
        "train.py": TRAIN.format("a", "a"),
        "a.sql": "create table a as select * from b",
        "b.sql": "create table b as select * from a",
    }
    assert found(analysed(tmp_path, files)) == []


def test_why_answers_for_a_line_of_sql(tmp_path: Path):
    made = "create table d as\nselect part, x, y,\n  x / avg(x) over () as z\nfrom raw"
    analysed(tmp_path, {"train.py": TRAIN.format("d", "d"), "make.sql": made})
    assert "avg learns a statistic" in why(FolderTree(str(tmp_path)), "make.sql", 3)


def test_a_change_of_a_sql_file_brings_its_readers_with_it(tmp_path: Path):
    made = "create table d as\nselect part, x, y,\n  x / avg(x) over () as z\nfrom raw"
    files = {"train.py": TRAIN.format("d", "d"), "make.sql": made, "other.py": "import pandas\n"}
    analysed(tmp_path, files)
    changed = analyse(FolderTree(str(tmp_path)), focus={"make.sql"})
    assert found(changed) == [("fit-before-split", "make.sql", 3)]
    assert "feature generation" in changed.surfaces["make.sql"]


def test_a_model_trained_in_sql_is_judged_in_sql(tmp_path: Path):
    script = (
        "CREATE OR REPLACE MODEL d.m OPTIONS (model_type='LINEAR_REG', input_label_cols=['y'], "
        "data_split_method='NO_SPLIT') AS SELECT x, y FROM d.t;\n"
        "SELECT * FROM ML.EVALUATE(MODEL d.m, (SELECT x, y FROM d.t));\n"
    )
    assert [one[0] for one in found(analysed(tmp_path, {"model.sql": script}))] == ["scored-on-training-rows"]


def test_tables_with_all_columns_and_one_more_are_put_after_each_other(tmp_path: Path):
    code = (
        "import duckdb\nimport pandas as pd\n"
        'one = duckdb.query("SELECT *, x + 1 AS z FROM t").df()\n'
        'other = duckdb.query("SELECT *, x + 1 AS z FROM u").df()\nprint(pd.concat([one, other]))\n'
    )
    assert analysed(tmp_path, {"both.py": code}).gaps == ()
