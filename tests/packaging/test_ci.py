"""What a team's CI takes from here: the action, the recipes of docs/ci.md and the hooks, held to what they promise."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from mle_reviewer.faces.arguments import FORMATS, parse
from mle_reviewer.reports.markdown import MARKER
from tests.conftest import git

ROOT = Path(__file__).resolve().parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
GUIDE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
RECIPES = {name: yaml.safe_load(text) for name, text in re.findall(r"(?s)```yaml ([^\n]+)\n(.*?)```", GUIDE)}
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
OUT_OF_REACH = re.compile(
    "NewConnectionError|ConnectTimeout|ProxyError|Failed to establish a new connection|name resolution", re.IGNORECASE
)
SPLIT = (
    "import pandas as pd\nfrom sklearn.linear_model import LogisticRegression\n"
    "from sklearn.model_selection import train_test_split\nfrom sklearn.preprocessing import StandardScaler\n"
    "rows = pd.read_csv('loans.csv')\ny = rows.pop('defaulted')\n"
)
GOOD = SPLIT + "a, b, c, d = train_test_split(rows, y)\nprint(LogisticRegression().fit(a, c).score(b, d))\n"
BAD = GOOD.replace("a, b, c, d =", "rows = StandardScaler().fit_transform(rows)\na, b, c, d =")


def steps(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "uses" in value or "run" in value:
            yield value
        for inner in value.values():
            yield from steps(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from steps(inner)


def test_other_actions_are_named_by_full_commit() -> None:
    used = [step["uses"] for recipe in (ACTION, *RECIPES.values()) for step in steps(recipe) if "uses" in step]
    assert len(used) >= 6
    ours = "YOUR-ORG/mle-reviewer@FULL-COMMIT"
    assert [name for name in used if name != ours and not re.fullmatch(r"[\w/.-]+@[0-9a-f]{40}", name)] == []
    texts = (ROOT / "action.yml").read_text(encoding="utf-8") + GUIDE
    versions: dict[str, set[str]] = {}
    for name, version in re.findall(r"uses: (\S+@[0-9a-f]{40}) # (v\S+)", texts):
        versions.setdefault(name, set()).add(version)
    assert set(versions) == set(used) - {ours}
    assert all(len(said) == 1 for said in versions.values())


def test_nothing_from_outside_is_put_into_a_script() -> None:
    scripts = [step["run"] for recipe in (ACTION, *RECIPES.values()) for step in steps(recipe) if "run" in step]
    assert len(scripts) == 3
    assert [script for script in scripts if "${{" in script] == []


def test_workflows_have_the_rights_that_they_need_and_no_more() -> None:
    first, second = RECIPES[".github/workflows/mle-reviewer.yml"], RECIPES[".github/workflows/mle-reviewer-comment.yml"]
    assert first["permissions"] == {"contents": "read"}
    assert second["permissions"] == {}
    assert second["jobs"]["comment"]["permissions"] == {"actions": "read", "pull-requests": "write"}
    assert not [step for step in steps(second) if "checkout" in step.get("uses", "")]


def test_the_marker_of_the_recipe_is_the_report_s() -> None:
    (script,) = [step["run"] for step in steps(RECIPES[".github/workflows/mle-reviewer-comment.yml"]) if "run" in step]
    assert script.count(MARKER) == 2


def test_every_input_is_documented_and_used() -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    for name, about in ACTION["inputs"].items():
        assert about["description"]
        assert f"`{name}`" in GUIDE
        assert f"inputs.{name}" in text
    for name in ACTION["outputs"]:
        assert f"`{name}`" in GUIDE
    for form in FORMATS:
        assert f"`{form}`" in GUIDE


def test_commands_of_the_recipes_parse() -> None:
    jobs = RECIPES[".gitlab-ci.yml"].values()
    words = [shlex.split(line) for job in jobs for line in job["script"] if line.startswith("mle-reviewer")]
    words += [shlex.split(hook["entry"]) for hook in HOOKS]
    assert [parse(one[1:]).command for one in words] == ["review"] * 4


def test_hooks_are_what_pre_commit_takes() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert [hook["id"] for hook in HOOKS] == [
        hook["id"] for hook in RECIPES[".pre-commit-config.yaml"]["repos"][0]["hooks"]
    ]


@pytest.fixture
def runner(tmp_path: Path) -> Callable[..., tuple[int, str, dict[str, str], Path]]:
    """Runs the action's review step as a runner does: bash, inputs as variables, files for output and summary."""
    temporary = tmp_path / "temp"
    command = temporary / "mle-reviewer" / "venv" / "bin" / "mle-reviewer"
    command.parent.mkdir(parents=True)
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m mle_reviewer "$@"\n')
    command.chmod(0o755)
    (script,) = [step["run"] for step in ACTION["runs"]["steps"] if step.get("id") == "review"]

    def run(root: Path, event: dict[str, Any] | None = None, **inputs: str) -> tuple[int, str, dict[str, str], Path]:
        output, summary, told = tmp_path / "output", tmp_path / "summary.md", tmp_path / "event.json"
        output.write_text("")
        told.write_text(json.dumps(event))
        given = {name: about["default"] for name, about in ACTION["inputs"].items()} | inputs
        env = {
            **os.environ,
            **{f"INPUT_{name.upper().replace('-', '_')}": value for name, value in given.items()},
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_EVENT_NAME": "pull_request",
            "GITHUB_EVENT_PATH": str(told),
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(summary),
            "RUNNER_TEMP": str(temporary),
        }
        bash = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
        done = subprocess.run(bash, cwd=root, env=env, capture_output=True, text=True, check=False)
        said = dict(line.split("=", 1) for line in output.read_text().splitlines())
        return done.returncode, done.stdout + done.stderr, said, summary

    return run


def test_the_action_reviews_a_pull_request(
    runner: Callable[..., tuple[int, str, dict[str, str], Path]], repository: Callable[..., Path]
) -> None:
    root = repository({"train.py": GOOD})
    for words in (("checkout", "-qb", "change"), ("commit", "-q", "--allow-empty", "-mempty")):
        subprocess.run(["git", *words], cwd=root, check=True)
    (root / "train.py").write_text(BAD)
    git(root, "commit", "-qam", "scale")
    head = git(root, "rev-parse", "HEAD")
    git(root, "checkout", "-q", "main")
    git(root, "merge", "-q", "--no-ff", "-mmerge", "change")
    event = {"pull_request": {"number": 7, "head": {"sha": head.strip()}, "base": {"ref": "main"}}}
    code, log, said, summary = runner(root, event)
    assert (code, said["exit-code"]) == (1, "1"), log
    assert log.startswith("::error file=train.py,line=7,endLine=7,col=")
    assert "the first parent of the merge commit (GitHub Actions, pull request 7)" in log
    assert {path.name for path in Path(said["reports"]).iterdir()} == {"review.json", "review.md", "review.sarif"}
    assert summary.read_text(encoding="utf-8").startswith(MARKER)
    assert runner(root, event, **{"fail-on": "never"})[0] == 0


def test_the_action_takes_its_inputs_as_words(
    runner: Callable[..., tuple[int, str, dict[str, str], Path]], repository: Callable[..., Path]
) -> None:
    root = repository({"train.py": BAD})
    code, log, said, _ = runner(root, all="true", junit="\n", path=".")
    assert (code, said["exit-code"]) == (1, "1"), log
    for inputs in ({"path": "$(touch hacked)"}, {"base": "--help"}, {"junit": "no results.xml"}, {"path": "-x"}):
        code, log, said, _ = runner(root, **inputs)
        assert (code, said) == (2, {"exit-code": "2"}), log
    assert not (root / "hacked").exists()


GH = """\
#!/usr/bin/env python3
import pathlib, sys
words = sys.argv[1:]
with pathlib.Path(__file__).with_name("asked").open("a") as asked:
    print(*words[:-1], file=asked)
if "GET" in words: print({number!r})
elif "--paginate" in words: print({comment!r})
else: pathlib.Path(__file__).with_name("body").write_bytes(pathlib.Path(words[-1].removeprefix("body=@")).read_bytes())
"""


@pytest.mark.parametrize(
    ("report", "number", "comment", "outcome"),
    [
        (f"{MARKER}\n\n@team \u00fc\n", "7", "", "POST repos/o/r/issues/7/comments"),
        (f"{MARKER}\n\n@team \u00fc\n", "7", "55", "PATCH repos/o/r/issues/comments/55"),
        (f"{MARKER}\n", "", "", None),
        ("hello\n", "7", "", "not a report"),
        (f"{MARKER}\n" + "x" * 66_000, "7", "", "the report is too long"),
        (None, "7", "", "no report"),
    ],
)
def test_the_comment_handles_the_report_as_a_stranger_s(
    tmp_path: Path, report: str | None, number: str, comment: str, outcome: str | None
) -> None:
    (script,) = [step["run"] for step in steps(RECIPES[".github/workflows/mle-reviewer-comment.yml"]) if "run" in step]
    gh = tmp_path / "bin" / "gh"
    gh.parent.mkdir()
    gh.write_text(GH.format(number=number, comment=comment))
    gh.chmod(0o755)
    if report is not None:
        (tmp_path / "review.md").write_text(report, encoding="utf-8")
    env = {
        **os.environ,
        "PATH": f"{gh.parent}{os.pathsep}{os.environ['PATH']}",
        "REPOSITORY": "o/r",
        "REPORT": str(tmp_path / "review.md"),
        "HEAD": "fork:$(touch hacked)",
        "COMMIT": "c0ffee",
        "RUNNER_TEMP": str(tmp_path),
    }
    bash = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    done = subprocess.run(bash, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    body = gh.with_name("body")
    if outcome and outcome.startswith("P"):
        assert done.returncode == 0, done.stderr
        assert outcome in gh.with_name("asked").read_text()
        assert body.read_text(encoding="utf-8") == f"{MARKER}\n\n&#64;team \u00fc\n"
    else:
        assert (done.returncode, body.exists()) == (0 if outcome is None else 1, False)
        assert (outcome or "no open pull request") in done.stdout
    assert not (tmp_path / "hacked").exists()


@pytest.mark.index
@pytest.mark.xdist_group("wheel")
def test_the_action_installs_what_it_stands_beside(tmp_path: Path, outside: dict[str, str]) -> None:
    (script,) = [step["run"] for step in ACTION["runs"]["steps"] if "Install" in step.get("name", "")]
    env = {**outside, "PYTHON": sys.executable, "RUNNER_TEMP": str(tmp_path)}
    bash = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    done = subprocess.run(bash, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode and OUT_OF_REACH.search(done.stdout + done.stderr) and not outside.get("CI"):
        pytest.skip("no package index is within reach, so an empty environment cannot be filled")
    assert done.returncode == 0, done.stdout + done.stderr
    command = tmp_path / "mle-reviewer" / "venv" / "bin" / "mle-reviewer"
    assert subprocess.run([command, "checks"], capture_output=True, text=True, check=True).stdout
