"""The demo blocks its bad change for the reasons it shows, passes the good one, and always prints the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mle_reviewer.faces.demo import EXAMPLE, both, files_of
from mle_reviewer.findings.card import Severity


def demo(**variables: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "mle_reviewer", "demo"]
    return subprocess.run(command, capture_output=True, env=os.environ | variables, check=False)


def test_bad_change_is_blocked_for_a_trace_through_two_files() -> None:
    bad, _ = both()
    assert bad.review.decision.verdict == "BLOCK"
    assert not bad.review.incomplete
    assert bad.review.gaps == ()
    brought = [f for f in bad.review.findings if f.scope != "pre-existing"]
    found = {(f.check, f.at.path, f.severity, f.scope) for f in brought}
    assert found == {
        ("fit-before-split", "src/features.py", Severity.MEDIUM, "introduced"),  # it fills gaps
        ("fit-before-split", "src/train.py", Severity.HIGH, "introduced"),
        # Serving fills the gaps of a request with the mean of that request.
        ("refit-on-test", "src/features.py", Severity.MEDIUM, "introduced"),
    }
    for finding in brought:
        files = {"src/features.py", "src/train.py"} | ({"src/serve.py"} if finding.check == "refit-on-test" else set())
        assert {step.at.path for step in finding.trace} == files


def test_good_version_brings_nothing_from_medium_up() -> None:
    _, good = both()
    assert good.review.decision.verdict != "BLOCK"
    assert good.review.gaps == ()
    brought = [f for f in good.review.findings if f.scope != "pre-existing"]
    assert [f for f in brought if f.severity >= Severity.MEDIUM] == []
    assert "training" in good.review.change.surfaces  # it was looked at


def test_both_versions_alter_only_files_of_the_base() -> None:
    base = files_of("base")
    assert len(base) >= 6
    for version in ("change", "good"):
        altered = files_of(version)
        assert altered
        assert all(base[path] != text for path, text in altered.items())


def test_example_is_python_that_parses() -> None:
    sources = list(EXAMPLE.rglob("*.py"))
    assert sources
    for path in sources:
        compile(path.read_text(encoding="utf-8"), path.name, "exec", dont_inherit=True)


def test_same_bytes_whatever_the_user_s_settings(tmp_path: Path) -> None:
    config = tmp_path / "gitconfig"
    config.write_text("[init]\n\tdefaultBranch = trunk\n[core]\n\tautocrlf = true\n\tabbrev = 12\n[user]\n\tname = A\n")
    plain = demo()
    assert plain.returncode == 1
    assert plain.stderr == b""
    assert b"\x1b" not in plain.stdout
    other = demo(GIT_CONFIG_GLOBAL=str(config), GIT_DEFAULT_HASH="sha256", CI="true", MLE_BASE="nowhere", GIT_DIR="x")
    assert other.stdout == plain.stdout
    assert other.returncode == 1


@pytest.mark.parametrize("part", ["[HIGH]", "Trace:", "Decision: BLOCK", "mle-reviewer explain fit-before-split"])
def test_demo_shows(part: str) -> None:
    assert part in demo().stdout.decode()


def test_demo_leaves_nothing_behind(tmp_path: Path) -> None:
    assert demo(TMPDIR=str(tmp_path)).returncode == 1
    assert list(tmp_path.iterdir()) == []


def test_without_git_the_demo_says_so(tmp_path: Path) -> None:
    result = demo(PATH=str(tmp_path))
    assert result.returncode == 2
    assert b"git is not on PATH" in result.stderr
    assert b"Traceback" not in result.stderr
