"""Pages ask of quiet blocks that nothing weighty is said; of these checks, not even a note may be."""

from __future__ import annotations

from pathlib import Path

import pytest

from mle_reviewer.checks.run import analyse
from mle_reviewer.sources.folder import FolderTree
from tests.checks.pages import Example, examples

# A job that somebody starts, and sees hang, is worth a note and no more.
NOTED = "fetch.py"
CASES = [
    pytest.param(check, example, id=f"{check}-{number}")
    for check in ("call-without-timeout", "check-cannot-fail")
    for number, example in enumerate(examples(check))
    if example.section == "Stays quiet" and NOTED not in dict(example.files)
]


@pytest.mark.parametrize(("check", "example"), CASES)
def test_not_even_a_note(check: str, example: Example, tmp_path: Path) -> None:
    example.write(tmp_path)
    assert [one for one in analyse(FolderTree(str(tmp_path))).findings if one.check == check] == []


def test_a_job_is_told_once_with_all_its_calls(tmp_path: Path) -> None:
    (tmp_path / "fetch.py").write_text(
        "import requests\n\n"
        "first = requests.get('https://labels.example.com/today').json()\n"
        "second = requests.get('https://labels.example.com/all').json()\n"
    )
    (tmp_path / ".github/workflows").mkdir(parents=True)
    (tmp_path / ".github/workflows/nightly.yml").write_text(
        "on:\n  schedule:\n    - cron: '0 3 * * *'\njobs:\n  fetch:\n    runs-on: ubuntu-latest\n"
        "    steps:\n      - run: python fetch.py\n"
    )
    found = [one for one in analyse(FolderTree(str(tmp_path))).findings if one.check == "call-without-timeout"]
    assert [[step.at.line for step in one.trace] for one in found] == [[3, 4]]


STOPPING = """\
      - run: |
          # Stop the build if there are syntax errors
          flake8 src --select=E9
        continue-on-error: true
"""


@pytest.mark.parametrize(
    "step",
    [
        "      - run: mypy src || true\n        continue-on-error: false\n",
        "      - name: Types must pass\n        run: mypy src || true\n",
        STOPPING,
    ],
)
def test_a_workflow_that_contradicts_itself_is_noted(step: str, tmp_path: Path) -> None:
    (tmp_path / ".github/workflows").mkdir(parents=True)
    (tmp_path / ".github/workflows/ci.yml").write_text(
        f"on: push\njobs:\n  lint:\n    runs-on: ubuntu-latest\n    steps:\n{step}"
    )
    found = [one for one in analyse(FolderTree(str(tmp_path))).findings if one.check == "check-cannot-fail"]
    assert [len(one.trace) for one in found] == [2]
