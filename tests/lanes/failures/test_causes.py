"""The cause of a failure in logs of many kinds, and its place in the tree."""

from __future__ import annotations

from pathlib import Path

import pytest

from mle_reviewer.findings.finding import Finding
from mle_reviewer.lanes.failures.choosing import KINDS, Cause, cause_of
from mle_reviewer.lanes.failures.kinds import kinds
from mle_reviewer.lanes.failures.log import read_log
from mle_reviewer.lanes.failures.reading import read_logs
from tests.lanes.making import errand

WORKFLOW = """\
on: [push]
jobs:
  unit:
    runs-on: ubuntu-latest
    steps:
      - run: pip install -r requirements.txt
      - run: pytest tests
"""
NETWORK = """\
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.head = nn.Linear(64, 10)

    def forward(self, x):
        return self.head(x)
"""
TREE = {
    ".github/workflows/ci.yml": WORKFLOW,
    "requirements.txt": "numpy==2.9.9\npandas>=2\nscipy<1\n",
    "src/net.py": NETWORK,
    "tests/test_net.py": "def test_net():\n    assert answer() == 1\n",
    "Dockerfile": "FROM python:3.14t\nCOPY weights.bin /weights.bin\nRUN pip install torch-scatter\n",
}
END = "##[error]Process completed with exit code 1.\n"
INSTALL = "##[group]Run pip install -r requirements.txt\n##[endgroup]\n"
PYTEST = "##[group]Run pytest tests\n##[endgroup]\n"


def told(folder: Path, text: str) -> list[Finding]:
    log = folder / "unit.txt"
    log.write_text(text, encoding="utf-8")
    tree = folder / "tree"
    tree.mkdir()
    return list(read_logs((log,), errand(tree, TREE)).findings)


@pytest.mark.parametrize(
    ("text", "check", "place"),
    [
        (INSTALL + "ERROR: Could not find a version that satisfies the requirement numpy==2.9.9 "
         "(from versions: 1)\n" + END,
         "ci-package-not-found", "requirements.txt:1"),
        (INSTALL + "ERROR: Cannot install pandas>=2 and scipy<1 because these package versions have conflicting "
         "dependencies.\nERROR: ResolutionImpossible: for help\n" + END, "ci-dependency-conflict",
         "requirements.txt:2"),
        (INSTALL + "ERROR: Package 'pandas' requires a different Python: 3.8.1 not in '>=3.9'\n" + END,
         "ci-python-version", "requirements.txt:2"),
        (PYTEST + "run.sh: line 1: 7 Killed pytest tests\n##[error]Process completed with exit code 137.\n",
         "ci-out-of-memory", ".github/workflows/ci.yml:7"),
        (PYTEST + "OSError: [Errno 28] No space left on device\n" + END, "ci-disk-full", ".github/workflows/ci.yml:7"),
        ("$ docker build .\nmanifest for python:3.14t not found: manifest unknown\n" + END,
         "ci-docker-build-failed", "Dockerfile:1"),
        ('$ docker build .\nERROR: failed to compute cache key: "/weights.bin": not found\n' + END,
         "ci-docker-build-failed", "Dockerfile:2"),
        (INSTALL + "  ERROR: Failed building wheel for torch-scatter\n" + END, "ci-native-build-failed",
         "Dockerfile:3"),
        (PYTEST + "src/net.py:4:1: F401 unused\n" + END, "ci-check-failed", "src/net.py:4"),
        (PYTEST + "Fatal Python error: Segmentation fault\n" + END, "ci-crash", ".github/workflows/ci.yml:7"),
        (PYTEST + "bash: pytest: command not found\n##[error]Process completed with exit code 127.\n",
         "ci-command-not-found", ".github/workflows/ci.yml:7"),
        (PYTEST + "all is well\nthe bar is not reached\n\n" + END, "ci-step-failed", ".github/workflows/ci.yml:7"),
    ],
)  # fmt: skip
def test_the_first_true_cause_stands_where_it_is_mended(tmp_path: Path, text: str, check: str, place: str) -> None:
    assert [(one.check, str(one.at)) for one in told(tmp_path, text)] == [(check, place)]


def test_a_shape_is_matched_to_the_call_and_to_the_layer(tmp_path: Path) -> None:
    text = (
        "Traceback (most recent call last):\n"
        '  File "/home/runner/work/x/x/src/net.py", line 10, in forward\n'
        "    return self.head(x)\n"
        '  File "/opt/lib/python3.11/site-packages/torch/nn/modules/linear.py", line 116, in forward\n'
        "    return F.linear(input, self.weight, self.bias)\n"
        "RuntimeError: mat1 and mat2 shapes cannot be multiplied (2x5408 and 64x10)\n" + END
    )
    (finding,) = told(tmp_path, text)
    assert (finding.check, str(finding.at)) == ("torch-shape-mismatch", "src/net.py:10")
    assert "5408" in finding.title
    assert "64" in finding.title
    assert str(finding.trace[-1].at) == "src/net.py:7"


def test_a_test_that_fails_stands_at_the_innermost_line_of_the_project(tmp_path: Path) -> None:
    text = (
        PYTEST + "=================== FAILURES ===================\n"
        "_____________________ test_net _____________________\n\n    def test_net():\n>       assert answer() == 1\n"
        "E       assert 2 == 1\n\ntests/test_net.py:2: AssertionError\n"
        "=========== short test summary info ===========\nFAILED tests/test_net.py::test_net - assert 2 == 1\n"
        "============== 3 failed in 0.1s ==============\n" + END
    )
    (finding,) = told(tmp_path, text)
    assert (finding.check, str(finding.at)) == ("ci-test-failed", "tests/test_net.py:2")
    assert "2 further tests" in finding.issue


def test_an_error_that_was_survived_is_not_the_cause(tmp_path: Path) -> None:
    text = (
        INSTALL + "WARNING: Retrying (Retry(total=4)) after connection broken: Connection reset by peer\n"
        "Failed to upload: An error occurred (AccessDenied)\n"
        + PYTEST
        + "OSError: [Errno 28] No space left on device\n"
        + END
    )
    assert [one.check for one in told(tmp_path, text)] == ["ci-disk-full"]


def test_two_jobs_with_one_cause_are_told_once(tmp_path: Path) -> None:
    text = "".join(
        f"unit ({version})\tpip\t2026-05-01T10:00:00Z {line}\n"
        for version in ("3.11", "3.12")
        for line in ("ERROR: No matching distribution found for numpy==2.9.9", END.strip())
    )
    (finding,) = told(tmp_path, text)
    assert "2 jobs (unit (3.11), unit (3.12))" in finding.issue


def test_what_has_no_place_or_cannot_be_read_is_a_gap(tmp_path: Path) -> None:
    (tmp_path / "tree").mkdir()
    asked = errand(tmp_path / "tree", {"a.py": "x = 1\n"})
    log, broken = tmp_path / "a.txt", tmp_path / "b.zip"
    log.write_text("curl: (6) Could not resolve host: example.com\n" + END, encoding="utf-8")
    broken.write_bytes(b"PK\x03\x04")
    taken = read_logs((log, broken), asked)
    assert not taken.findings
    assert len(taken.gaps) == 2
    assert taken.runs[0].status == "failed"
    assert read_logs((broken,), asked).runs[0].status == "incomplete"


def test_a_job_that_passed_has_no_cause(tmp_path: Path) -> None:
    log = tmp_path / "a.txt"
    log.write_text("error: one that did not matter\nCleaning up orphan processes\n", encoding="utf-8")
    assert cause_of(read_log(log)[0]) == "the job passed"


def test_a_log_can_inject_nothing(tmp_path: Path) -> None:
    text = INSTALL + "ERROR: No matching distribution found for numpy==2.9.9\x1b]0;title\x07 ::error::x\u202e\n" + END
    (finding,) = told(tmp_path, text)
    assert not any(sign in f"{finding.title}{finding.issue}{finding.fix}" for sign in ("\x1b", "\x07", "\u202e", "\n"))


def test_every_kind_has_a_page() -> None:
    assert set(kinds()) == KINDS
    assert all(kind.page.startswith("# ") for kind in kinds().values())


@pytest.mark.parametrize("size", [200_000])
def test_a_long_line_ends(tmp_path: Path, size: int) -> None:
    log = tmp_path / "a.txt"
    log.write_text("error " + "a" * size + "\n" + "/".join("b" * 10 for _ in range(size // 10)) + "\n" + END)
    assert isinstance(cause_of(read_log(log)[0]), (Cause, str))
