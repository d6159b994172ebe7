"""The job summary: appended where GitHub's runner asks for it, within what a step may have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mle_reviewer.faces.arguments import parse
from mle_reviewer.faces.reviewing import run_with
from mle_reviewer.faces.summary import append_summary
from mle_reviewer.reports.markdown import MARKER
from tests.reports.sample import full
from tests.review.making import engine, leaks


def test_the_report_is_appended(tmp_path: Path) -> None:
    target = tmp_path / "summary.md"
    target.write_text("before\n")
    append_summary(full(), {"GITHUB_STEP_SUMMARY": str(target)})
    assert target.read_text(encoding="utf-8").startswith(f"before\n{MARKER}\n\n### mle-reviewer: BLOCK")


def test_a_summary_is_never_too_long(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "summary.md"
    target.write_bytes(b"x" * (900 * 1024 - 200))
    append_summary(full(), {"GITHUB_STEP_SUMMARY": str(target)})
    assert target.read_text().endswith("mle-reviewer: BLOCK (the report is too long for the summary)\n")
    target.write_bytes(b"x" * (900 * 1024))
    append_summary(full(), {"GITHUB_STEP_SUMMARY": str(target)})
    assert "the summary of this step is full" in capsys.readouterr().err


def test_a_summary_that_cannot_be_written_changes_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    append_summary(full(), {"GITHUB_STEP_SUMMARY": str(tmp_path)})
    assert "GITHUB_STEP_SUMMARY" in capsys.readouterr().err
    append_summary(full(), {})


@pytest.mark.parametrize(("form", "written"), [("github", True), ("text", False)])
def test_it_belongs_to_the_format(
    repository: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form, written
) -> None:
    target = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(target))
    root = repository({"train.py": "x\n"}, {"train.py": "leak\n"})
    words = ["review", str(root), "--base", "HEAD~1", "--format", form]
    assert run_with(parse(words), engine(leaks)) == 1
    assert target.exists() is written
