"""The installed command as CI and people run it: exit codes, streams, and what start-up may load."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mle_reviewer.reports.render import FORMATS

Repository = Callable[..., Path]
GOOD = """\
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

rows = pd.read_csv("loans.csv")
X, y = rows.drop(columns="defaulted"), rows["defaulted"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=7)
scaler = StandardScaler().fit(X_train)
model = LogisticRegression().fit(scaler.transform(X_train), y_train)
print(model.score(scaler.transform(X_test), y_test))
"""
BAD = GOOD.replace("X_train, X_test, y_train", "X = StandardScaler().fit_transform(X)\nX_train, X_test, y_train")
JUNIT = "<testsuite><testcase name='a'/></testsuite>"


def run(root: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mle_reviewer", *words]
    found = subprocess.run(
        command, cwd=root, capture_output=True, text=True, check=False, encoding="utf-8", env={**os.environ, **env}
    )
    assert "Traceback" not in found.stdout + found.stderr
    return found


def test_a_leak_blocks_with_1(repository: Repository) -> None:
    found = run(repository({"train.py": GOOD}, {"train.py": BAD}), "--base", "HEAD~1")
    assert found.returncode == 1, found.stdout
    assert found.stdout.startswith("Reviewed working tree against ")
    assert "\nFile: train.py:8\n" in found.stdout
    assert "\n\nDecision: BLOCK\nPrimary risks: data leakage\nTests run: none\n" in found.stdout
    assert found.stderr == ""


def test_the_good_state_passes_with_0(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "tests.xml").write_text(JUNIT)
    root = repository({"train.py": BAD}, {"train.py": GOOD})
    found = run(root, "--base", "HEAD~1", "--junit", str(tmp_path / "tests.xml"), "--fail-on", "warning")
    assert found.returncode == 0, found.stdout
    assert "Fixed by this change (1):" in found.stdout
    assert "\nDecision: APPROVE\n" in found.stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--base", "nope"], "mle-reviewer: "),
        (["--junit", "missing.xml"], "--junit missing.xml: No such file or directory; run the tests first"),
        (["train.py"], "train.py is a file; PATH is any folder of the repository"),
        (["--all", "--base", "HEAD"], "--all reviews a whole tree"),
        (["--format", "pdf"], "invalid choice"),
        (["--output", "no/such/folder/report.txt", "--base", "HEAD~1"], "--output no/such/folder/report.txt: "),
    ],
)
def test_wrong_usage_is_2_and_says_why(repository: Repository, words: list[str], message: str) -> None:
    found = run(repository({"train.py": GOOD}, {"train.py": BAD}), "review", *words)
    assert (found.returncode, found.stdout) == (2, "")
    assert message in found.stderr


def test_no_repository_is_2_with_the_way_out(tmp_path: Path) -> None:
    found = run(tmp_path, GIT_CEILING_DIRECTORIES=str(tmp_path.parent))
    assert (found.returncode, found.stdout) == (2, "")
    assert "--all" in found.stderr


def test_no_base_is_2_and_never_no_findings(repository: Repository) -> None:
    root = repository({"train.py": BAD})
    found = run(root, "--base", "origin/main")
    assert (found.returncode, found.stdout) == (2, "")
    assert "origin/main" in found.stderr


def test_an_unusable_policy_is_2_and_names_the_key(repository: Repository) -> None:
    found = run(repository({"mle-reviewer.toml": "fail_on = 'x'\n"}, {"a.py": "x\n"}), "--base", "HEAD~1")
    assert (found.returncode, found.stdout) == (2, "")
    assert found.stderr.startswith("mle-reviewer: mle-reviewer.toml: unknown key `fail_on`; did you mean `fail-on`?")


def test_the_same_bytes_twice_and_whatever_the_jobs_and_the_hash_seed(repository: Repository, tmp_path: Path) -> None:
    root = repository({"train.py": GOOD, "b.py": BAD}, {"train.py": BAD, "b.py": BAD + "\n", "c.py": BAD})
    outputs = []
    for jobs, seed in (("1", "1"), ("1", "2"), ("2", "3")):
        files = {form: tmp_path / f"{seed}.{form}" for form in FORMATS}
        also = [word for form, file in files.items() for word in ("--also", f"{form}={file}")]
        printed = run(root, "--base", "HEAD~1", *also, "--jobs", jobs, PYTHONHASHSEED=seed).stdout
        outputs.append({form: file.read_text(encoding="utf-8") for form, file in files.items()})
        assert printed == outputs[-1]["text"]
    assert outputs[0] == outputs[1] == outputs[2]


def test_timing_goes_to_stderr(repository: Repository) -> None:
    root = repository({"train.py": GOOD}, {"train.py": BAD})
    with_times, without = run(root, "--base", "HEAD~1", "--timing"), run(root, "--base", "HEAD~1")
    assert with_times.stdout == without.stdout
    assert "reading the change" in with_times.stderr


def test_a_reader_that_hangs_up_changes_nothing(repository: Repository) -> None:
    root = repository({"train.py": GOOD}, {"train.py": BAD})
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "mle_reviewer", "--base", "HEAD~1"]
    with os.fdopen(write, "wb") as hung_up:
        found = subprocess.run(command, cwd=root, stdout=hung_up, stderr=subprocess.PIPE, check=False)
    assert (found.returncode, found.stderr) == (1, b"")


def test_checks_and_explain(repository: Repository) -> None:
    root = repository({"a.py": "x\n"})
    listed = json.loads(run(root, "checks", "--format", "json").stdout)
    names = [entry["check"] for entry in listed]
    assert {"fit-before-split", "waiver-unused", "conflict-markers"} <= set(names)
    for name in names:
        page = run(root, "explain", name)
        assert (page.returncode, page.stdout.startswith("# ")) == (0, True), name
    wrong = run(root, "explain", "fit-befor-split")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "did you mean `fit-before-split`?" in wrong.stderr


def test_why_says_what_is_known_at_a_line(repository: Repository) -> None:
    root = repository({"train.py": BAD})
    assert "StandardScaler" in run(root, "why", "train.py:8").stdout
    wrong = run(root, "why", "nope.py:1")
    assert (wrong.returncode, wrong.stderr) == (2, "mle-reviewer: nope.py is not in the working tree\n")


HEAVY = {"yaml", "sqlglot", "msgspec", "tomllib", "pathspec", "xml", "asyncio", "logging", "multiprocessing", "rich"}


def loaded(root: Path, *words: str) -> set[str]:
    code = (
        f"import sys; sys.argv[1:] = {list(words)!r}\n"
        "from mle_reviewer.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "sys.stderr.write('\\n' + ' '.join(sys.modules))"
    )
    found = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in found.stderr.rpartition("\n")[2].split()}


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    assert loaded(tmp_path, "--help") & (HEAVY | {"subprocess", "json", "difflib"}) == set()


def test_a_review_of_something_else_loads_nothing_heavy(repository: Repository) -> None:
    root = repository({"README.md": "x\n"}, {"README.md": "y\n"})
    assert loaded(root, "--base", "HEAD~1") & HEAVY == set()
