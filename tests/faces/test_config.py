"""The policy in force is shown with the origin of every value."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mle_reviewer.faces.arguments import parse
from mle_reviewer.faces.config import run


def shown(root: Path, capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    assert run(parse(["config", "show", *words, "--repository", str(root)])) == 0
    return capsys.readouterr().out.splitlines()


@pytest.fixture
def root(repository: Callable[..., Path]) -> Path:
    policy = "gaps = 'block'\n[severity]\nfit-before-split = 'low'\n[[paths]]\nmatch = 'lab/'\nseverity = 'off'\n"
    narrow = "[[paths]]\nmatch = 'old/'\nseverity = 'low'\nchecks = ['fit-before-split']\n"
    return repository({"mle-reviewer.toml": policy + narrow}, {"mle-reviewer.toml": None, "train.py": "x\n"})


def test_the_base_s_policy_and_where_each_value_comes_from(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(root, capsys, "--base", "HEAD~1")
    assert lines[1].startswith("Policy: mle-reviewer.toml in ")
    assert "  gaps = block  (mle-reviewer.toml)" in lines
    assert "  fail-on = block  (default)" in lines
    assert "  severity.fit-before-split = low  (mle-reviewer.toml)" in lines
    assert "  paths: lab/ = off  (mle-reviewer.toml)" in lines


def test_the_tree_s_own_with_all(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(root, capsys, "--all")[1] == "Policy: none in working tree, so the defaults hold."


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("lab/a.py", ["  lab/ = off  (mle-reviewer.toml)"]),
        (
            "old/a.py",
            ["  old/ = at most low for fit-before-split  (mle-reviewer.toml)", "  otherwise as each check says"],
        ),
        ("train.py", ["  as each check says"]),
    ],
)
def test_for_one_file(root: Path, capsys: pytest.CaptureFixture[str], path: str, expected: list[str]) -> None:
    lines = shown(root, capsys, path, "--base", "HEAD~1")
    assert lines[-len(expected) - 1 :] == [f"For findings in {path} (the first rule that matches holds):", *expected]
