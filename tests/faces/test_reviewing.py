"""The review command in this process, with an analysis that finds a leak on every line that says so."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from mle_reviewer.faces.arguments import FORMATS, parse
from mle_reviewer.faces.reviewing import run_with
from mle_reviewer.faces.streams import UsageError
from mle_reviewer.review.engine import Engine
from tests.review.making import CARDS, engine, leaks

Repository = Callable[..., Path]
JUNIT = "<testsuite><testcase name='a'/></testsuite>"


def run(root: Path, *words: str, look: Engine | None = None) -> int:
    return run_with(parse(["review", str(root), *words]), look or engine(leaks))


@pytest.fixture
def leaky(repository: Repository) -> Path:
    return repository({"train.py": "x\n"}, {"train.py": "leak\n"}, name="leaky")


@pytest.fixture
def clean(repository: Repository) -> Path:
    return repository({"train.py": "x\n"}, {"train.py": "y\n"}, name="clean")


BASE = ("--base", "HEAD~1")


@pytest.mark.parametrize(
    ("words", "leaky_exit", "clean_exit"),
    [((), 1, 0), (("--fail-on", "warning"), 1, 1), (("--fail-on", "never"), 0, 0)],
)
def test_exit_codes(leaky: Path, clean: Path, words: tuple[str, ...], leaky_exit: int, clean_exit: int) -> None:
    assert run(leaky, *BASE, *words) == leaky_exit
    assert run(clean, *BASE, *words) == clean_exit


def test_policy_says_what_fails_and_the_option_goes_before_it(repository: Repository) -> None:
    root = repository({"mle-reviewer.toml": "fail-on = 'warning'\n"}, {"train.py": "x\n"})
    assert run(root, *BASE) == 1
    assert run(root, *BASE, "--fail-on", "block") == 0


def test_passed_tests_approve(clean: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "tests.xml").write_text(JUNIT)
    assert run(clean, *BASE, "--junit", str(tmp_path / "tests.xml"), "--fail-on", "warning") == 0
    assert "\nDecision: APPROVE\n" in capsys.readouterr().out


def test_an_error_of_our_own_is_a_review_that_was_not_completed(
    clean: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(tree, *, focus, jobs, knowledge):
        del tree, focus, jobs, knowledge
        raise RecursionError("too deep")

    for words in ((), ("--fail-on", "never")):
        assert run(clean, *BASE, *words, look=Engine(broken, CARDS)) == 3
        out = capsys.readouterr()
        assert "the review could not be completed: internal error: RecursionError: too deep" in out.out
        assert "\nDecision: BLOCK\n" in out.out
        assert "Traceback" not in out.out + out.err
    assert run(clean, *BASE, "--format", "json", look=Engine(broken, CARDS)) == 3
    assert json.loads(capsys.readouterr().out)["incomplete"].startswith("internal error: RecursionError")


def test_the_report_goes_to_a_file_and_the_decision_to_the_terminal(
    leaky: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "review.json"
    assert run(leaky, *BASE, "--format", "json", "--output", str(target)) == 1
    assert capsys.readouterr().out == f"Decision: BLOCK (report: {target})\n"
    assert json.loads(target.read_text())["decision"]["verdict"] == "BLOCK"


def test_one_review_gives_several_reports(leaky: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sarif, record = tmp_path / "review.sarif", tmp_path / "review.json"
    assert run(leaky, *BASE, "--also", f"sarif={sarif}", "--also", f"json={record}") == 1
    assert "\nDecision: BLOCK\n" in capsys.readouterr().out
    assert json.loads(sarif.read_text())["runs"][0]["results"][0]["ruleId"] == "fit-before-split"
    assert json.loads(record.read_text())["decision"]["verdict"] == "BLOCK"


def test_a_report_that_cannot_be_written_names_its_option(leaky: Path) -> None:
    with pytest.raises(UsageError, match="--also no/such/folder"):
        run(leaky, *BASE, "--also", "json=no/such/folder.json")


def test_in_ci_a_waiver_of_the_change_does_not_count(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    allow = "# mle-reviewer: allow fit-before-split -- known"
    root = repository({"train.py": "x\n"}, {"train.py": f"leak  {allow}\n"})
    assert run(root, *BASE) == 0
    assert run(root, *BASE, "--strict") == 1
    monkeypatch.setenv("CI", "true")
    assert run(root, *BASE) == 1


def test_what_leaves_is_redacted(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    token = "ghp_" + "a1B2" * 9
    name = f"leak_{token}.py"
    for form in FORMATS:
        run(repository({"a": "x"}, {name: "leak\n"}, name=form), *BASE, "--format", form)
        out = capsys.readouterr().out
        assert "ghp_***" in out
        assert token not in out
