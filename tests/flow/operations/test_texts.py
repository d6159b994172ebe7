"""Texts that may be queries keep the lines they were written in."""

from __future__ import annotations

from pathlib import Path

import pytest

from mle_reviewer.checks.run import analyse
from mle_reviewer.sources.folder import FolderTree

HEAD = "import pandas as pd\nfrom pathlib import Path\nfrom sklearn.linear_model import Ridge\n"
TAIL = (
    'train, test = rows[rows["t"] < "2024-01-01"], rows[rows["t"] >= "2024-01-01"]\n'
    'print(Ridge().fit(train[["ahead"]], train["y"]).score(test[["ahead"]], test["y"]))\n'
)
QUERY = "select t::date as t, y,\n  lead(x) over (order by t::date) as ahead\nfrom data"


def places(folder: Path, files: dict[str, str]) -> list[tuple[str, int]]:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    analysis = analyse(FolderTree(str(folder)))
    assert not analysis.gaps
    return [(one.at.path, one.at.line) for one in analysis.findings if one.check == "look-ahead-feature"]


@pytest.mark.parametrize(
    ("code", "line"),
    [
        (f'rows = pd.read_sql("""{QUERY}""", "sqlite://")\n', 5),
        (f'rows = pd.read_sql("""\\\n{QUERY}""", "sqlite://")\n', 6),
        (f'SQL = """\n{QUERY}\n""".strip()\nrows = pd.read_sql(SQL, "sqlite://")\n', 6),
        (f'rows = pd.read_sql("""{QUERY} where city = %s""" % city, "sqlite://")\n', 5),
        (f'table = "x"\nrows = pd.read_sql(f"""{QUERY} where city = {{city}}\n""", "sqlite://")\n', 6),
        (f'rows = pd.read_sql("""{QUERY} where city = {{}}""".format(city), "sqlite://")\n', 5),
        (f'rows = pd.read_sql("""{QUERY}""" + " where city = 1", "sqlite://")\n', 5),
        (f'from textwrap import dedent\nrows = pd.read_sql(dedent("""\n{QUERY}\n"""), "sqlite://")\n', 7),
        (f"rows = pd.read_sql({QUERY!r}, 'sqlite://')\n", 4),
        (f'def load(x):\n    return pd.read_sql(f"""{QUERY} {{x}}""", "sqlite://")\nrows = load("where a")\n', 6),
    ],
)
def test_the_line_of_a_query_in_code(tmp_path: Path, code: str, line: int):
    assert places(tmp_path, {"train.py": HEAD + code + TAIL}) == [("train.py", line)]


@pytest.mark.parametrize(
    "code",
    [
        'rows = pd.read_sql(Path("sql/rows.sql").read_text(), "sqlite://")\n',
        'rows = pd.read_sql((Path(__file__).parent / "sql" / "rows.sql").read_text(), "sqlite://")\n',
        'rows = pd.read_sql(open("sql/rows.sql").read(), "sqlite://")\n',
        'with open("sql/rows.sql") as file:\n    rows = pd.read_sql(file.read().format(x=1), "sqlite://")\n',
        (
            "import os\nfrom os.path import dirname, join\n"
            'rows = pd.read_sql(open(join(dirname(__file__), "sql", "rows.sql")).read(), "db")\n'
        ),
    ],
)
def test_the_line_of_a_query_in_a_file(tmp_path: Path, code: str):
    files = {"src/train.py": HEAD + code + TAIL, "src/sql/rows.sql": f"-- rows\n{QUERY}\n"}
    assert places(tmp_path, files) == [("src/sql/rows.sql", 3)]
