"""Settings of the reviewed tree stay settings: none begins a section, loads a module or names a file outside."""

from __future__ import annotations

import configparser
import re
from dataclasses import replace
from pathlib import Path

import pytest

from mle_reviewer.lanes.tool import SkippedError, Task
from mle_reviewer.lanes.tools.ini import written
from mle_reviewer.lanes.tools.mypy import MYPY
from mle_reviewer.lanes.tools.ruff import RUFF
from mle_reviewer.lanes.tools.sqlfluff import SQLFLUFF
from tests.lanes.making import whole


def task(folder: Path, files: dict[str, str]) -> Task:
    errand = whole(folder / "tree", {"a.py": "x = 1\n", **files})
    (folder / "scratch").mkdir()
    return Task("/bin/false", folder / "tree", folder / "scratch", ("a.py",), errand)


def mypy_settings(folder: Path, files: dict[str, str]) -> configparser.RawConfigParser:
    one = task(folder, files)
    MYPY.command(one)
    parser = configparser.RawConfigParser(strict=False)
    parser.read(one.scratch / "mypy.ini", encoding="utf-8")
    return parser


@pytest.mark.parametrize(
    "override",
    [
        'module = "x]\\n[mypy]\\nplugins = ../head/evil.py\\n[mypy-y"',
        'module = "x"\nstrict_equality = "a\\rplugins = ../head/evil.py"',
        'module = "x"\nstrict_equality = "a\\nplugins = ../head/evil.py"',
        'module = "x"\n"strict_a\\u2028plugins" = "../head/evil.py"',
    ],
)
def test_no_setting_becomes_another(tmp_path: Path, override: str) -> None:
    found = mypy_settings(
        tmp_path, {"pyproject.toml": f"[tool.mypy]\nstrict = true\n[[tool.mypy.overrides]]\n{override}\n"}
    )
    assert found["mypy"]["strict"] == "True"
    assert not any("plugins" in found[section] for section in found)


def test_files_outside_are_not_read(tmp_path: Path) -> None:
    settings = "[mypy]\nfiles = /etc/passwd, src,\n  ../other\nmypy_path = $HOME/lib:stubs\n"
    found = mypy_settings(tmp_path, {"mypy.ini": settings})
    assert (found["mypy"]["files"], found["mypy"]["mypy_path"]) == ("src", ".")


@pytest.mark.parametrize(
    ("value", "line"), [("a,\n  b,\n", "a, b"), ("a\rb\x0bc\u2028d", "a, b, c, d"), (" a  b ", "a b")]
)
def test_a_value_stays_on_its_line(tmp_path: Path, value: str, line: str) -> None:
    text = written(tmp_path / "x.ini", {"s": {"k": value}, "t]\n[u": {"k": "v"}}).read_text(encoding="utf-8")
    assert text == f"[s]\nk = {line}\n\n"


@pytest.mark.parametrize("extended", ["/etc/passwd", "~/.netrc", "../x.toml", "$HOME/x.toml", "a/../../x.toml"])
@pytest.mark.parametrize("name", ["ruff.toml", "deep/.ruff.toml"])
def test_settings_that_extend_a_file_outside_are_not_followed(tmp_path: Path, name: str, extended: str) -> None:
    with pytest.raises(SkippedError, match="outside of the tree"):
        RUFF.command(task(tmp_path, {name: f'extend = "{extended}"\n'}))


def test_settings_that_extend_others_of_the_tree_are(tmp_path: Path) -> None:
    assert RUFF.command(task(tmp_path, {"ruff.toml": 'extend = "base.toml"\nextend-exclude = ["/x"]\n'}))


@pytest.mark.parametrize(
    ("files", "dialect"),
    [
        ({}, "ansi"),
        ({"load.py": "import psycopg2\n"}, "postgres"),
        ({"load.py": "import psycopg2\nimport duckdb\n"}, "ansi"),
        (
            {"load.py": "import duckdb\n", "dbt/profiles.yml": "shop:\n  outputs:\n    dev:\n      type: snowflake\n"},
            "snowflake",
        ),
        ({"load.py": "import duckdb\n", ".sqlfluff": "[sqlfluff]\ndialect = bigquery\n"}, "bigquery"),
    ],
)
def test_queries_are_read_in_the_dialect_of_the_connections(
    tmp_path: Path, files: dict[str, str], dialect: str
) -> None:
    one = task(tmp_path, {"q.sql": "select 1\n", **files})
    imports = {path: frozenset(re.findall(r"import (\w+)", text)) for path, text in files.items()}
    one = replace(one, paths=("q.sql",), errand=replace(one.errand, imports=imports))
    SQLFLUFF.command(one)
    parser = configparser.RawConfigParser()
    parser.read(one.scratch / "settings.cfg", encoding="utf-8")
    assert parser["sqlfluff"]["dialect"] == dialect
