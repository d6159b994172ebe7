"""Lanes with and without their tools: the records, what depends on the tools, and what stands beside ours."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from bench.lanes import Case, on_path, read_cases, row, seen_of
from bench.reviewer import Reviewed

CASE = Case("security-reviewer", "o/r", "", "2" * 40)


def finding(check: str, line: int = 3, path: str = "a.py", end: int | None = None) -> dict[str, Any]:
    return {"check": check, "path": path, "line": line, "end_line": end, "cell": None, "title": "words"}


def reviewed(*found: dict[str, Any], status: str = "failed") -> Reviewed:
    runs = [{"lane": "security-reviewer", "tool": "bandit", "version": "1.9", "status": status}]
    report = {"findings": list(found), "lanes": runs, "briefs": [{"lane": "security-reviewer"}]}
    return Reviewed(report, 0.0, 0, 0)


def test_what_tools_say_is_told_apart_from_ours() -> None:
    there = reviewed(finding("bandit:B101", 9), finding("unsafe-load"))
    seen = seen_of(CASE, there, reviewed(finding("unsafe-load"), status="skipped"))
    assert (seen.told, seen.ours, seen.changed, seen.beside) == ({"bandit:B101": 1}, {"unsafe-load": 1}, (), ())
    assert row(seen) == (
        "| security-reviewer | o/r 22222222 | bandit 1.9 failed | bandit:B101 1 | unsafe-load 1 | bandit skipped | 1 |"
    )


def test_a_tool_that_stands_where_one_of_ours_does_is_listed() -> None:
    there = reviewed(finding("bandit:B110", 6), finding("release-error-swallowed", 4, end=8), finding("x", 6, "b.py"))
    assert seen_of(CASE, there, there).beside == ("a.py:6 bandit:B110 stands beside release-error-swallowed: words",)


def test_findings_of_ours_that_depend_on_tools_are_named() -> None:
    seen = seen_of(CASE, reviewed(finding("unsafe-load")), reviewed())
    assert seen.changed == ("depends on the tools: a.py:3 unsafe-load",)


def test_tools_are_looked_for_in_one_folder(tmp_path: Path) -> None:
    before = os.environ["PATH"]
    with on_path(tmp_path):
        assert os.environ["PATH"].startswith(f"{tmp_path}{os.pathsep}")
        assert before not in os.environ["PATH"]
    assert os.environ["PATH"] == before


def test_the_records_name_lanes_and_commits() -> None:
    for case in read_cases():
        assert re.fullmatch(r"[0-9a-f]{40}", case.head), case
        assert re.fullmatch(r"(?:[0-9a-f]{40})?", case.base), case
        assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)+", case.lane), case
