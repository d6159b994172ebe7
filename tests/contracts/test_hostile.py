"""A hostile repository executes and leaks nothing by default; each of its traps is shown to work where it is let."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from mle_reviewer.reports.render import FORMATS
from tests.sources.repositories import new_repository

VENV = Path(sys.executable).parent
TRAIN = """\
import os
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

rows = pd.read_csv("loans.csv")
X, y = rows.drop(columns="defaulted"), rows["defaulted"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=7)
model = LogisticRegression().fit(X_train, y_train)
print(model.score(X_test, y_test))
wrong: int = "::error file=x::injected \\x1b[31m"
print(undefined_name)
"""
LEAK = "only-outside-of-the-repository"


class Trap:
    """A repository whose every corner would create a file beside it if it were run, named after the corner."""

    def __init__(self, folder: Path) -> None:
        self.sprung = folder / "sprung"
        self.sprung.mkdir()
        self.outside = folder / "outside.txt"
        self.outside.write_text(f"{LEAK}\n", encoding="utf-8")
        self.repo = new_repository(folder)
        self._payloads()
        self.repo.commit({"train.py": TRAIN.replace("random_state=7", "random_state=1")}, "base")
        self._tracked_program()
        self._links()
        self.repo.commit({"train.py": TRAIN, "::set-env name=A::b.py": TRAIN}, "head")
        self._git_settings()
        self.repo.write("train.py", TRAIN + "\nprint('edited')\n")

    def python(self, name: str) -> str:
        return f"import pathlib\npathlib.Path({str(self.sprung / name)!r}).touch()\n"

    def shell(self, name: str) -> str:
        return f"#!/bin/sh\ntouch {self.sprung / name}\nexit 0\n"

    def _payloads(self) -> None:
        write = self.repo.write
        write("conftest.py", self.python("conftest"))
        write("tests/test_train.py", self.python("test") + "\ndef test_train(): pass\n")
        write("setup.py", self.python("setup"))
        write("sitecustomize.py", self.python("sitecustomize"))
        write("usercustomize.py", self.python("usercustomize"))
        for module in ("ruff", "mypy", "json", "resource", "pytest", "payload"):
            write(f"{module}.py", self.python(f"module-{module}"))
        write("plugins/hook.py", self.python("mypy-plugin") + "\ndef plugin(version): ...\n")
        write("mypy.ini", "[mypy]\nplugins = plugins/hook.py\npython_executable = ./evil.sh\n")
        write("evil.sh", self.shell("python-executable"))
        write("ruff.toml", 'lint.select = ["F", "S"]\n')
        write("pyproject.toml", '[tool.pytest.ini_options]\naddopts = "-p payload"\n')
        write(".sqlfluff", "[sqlfluff]\nlibrary_path = plugins\ntemplater = python\ndialect = ansi\n")
        write("query.sql", "select  1\n")
        write("requirements.txt", "pytest\nruff\nmypy\nbandit\nsqlfluff\npip-audit\ndetect-secrets\npicklescan\n")
        write(
            ".pre-commit-config.yaml", "repos: [{repo: local, hooks: [{id: x, entry: ./evil.sh, language: script}]}]\n"
        )
        write(".mle-reviewer/knowledge/own.yaml", "module: payload\n")
        write("Makefile", f"test:\n\ttouch {self.sprung / 'make'}\n")
        write("model.pkl", f"cos\nsystem\n(S'touch {self.sprung / 'pickle'}'\ntR.".encode())
        write(".gitattributes", "*.py diff=evil filter=evil merge=evil\n*.ipynb diff=evil\n")

    def _tracked_program(self) -> None:
        """An environment that the repository brings along."""
        self.repo.write(".venv/pyvenv.cfg", "home = /usr/bin\n")
        for name in ("ruff", "mypy", "pytest", "python", "bandit", "sqlfluff"):
            self.repo.write(f".venv/bin/{name}", self.shell(f"venv-{name}"))
            path = self.repo.root / ".venv" / "bin" / name
            path.chmod(path.stat().st_mode | stat.S_IXUSR)

    def _links(self) -> None:
        for name in ("data.csv", "config.yaml", "linked.py", ".env", "notes.md"):
            (self.repo.root / name).symlink_to(self.outside)
        (self.repo.root / "folder").symlink_to(self.outside.parent)

    def _git_settings(self) -> None:
        for name in ("diff", "textconv", "fsmonitor", "clean", "smudge", "hook", "pager", "ssh"):
            path = self.sprung.parent / f"{name}.sh"
            path.write_text(self.shell(name) + "cat\n", encoding="utf-8")
            path.chmod(0o755)
        folder = self.sprung.parent
        settings = {
            "diff.external": folder / "diff.sh",
            "diff.evil.textconv": folder / "textconv.sh",
            "diff.evil.command": folder / "diff.sh",
            "core.fsmonitor": folder / "fsmonitor.sh",
            "filter.evil.clean": folder / "clean.sh",
            "filter.evil.smudge": folder / "smudge.sh",
            "core.pager": folder / "pager.sh",
            "core.sshCommand": folder / "ssh.sh",
            "core.hooksPath": folder / "hooks",
        }
        for key, value in settings.items():
            self.repo.git("config", key, str(value))
        hooks = folder / "hooks"
        hooks.mkdir()
        for name in ("post-checkout", "post-index-change", "pre-commit", "reference-transaction"):
            (hooks / name).write_text(self.shell(f"hook-{name}"), encoding="utf-8")
            (hooks / name).chmod(0o755)

    def names(self) -> set[str]:
        return {path.name for path in self.sprung.iterdir()}


@pytest.fixture
def trap(tmp_path: Path) -> Trap:
    return Trap(tmp_path)


def review(trap: Trap, *words: str) -> subprocess.CompletedProcess[str]:
    """A review from inside the repository, with its folder first in PATH as careless shells have it."""
    path = os.pathsep.join(
        (".", str(trap.repo.root), str(trap.repo.root / ".venv" / "bin"), str(VENV), os.environ["PATH"])
    )
    command = [sys.executable, "-P", "-m", "mle_reviewer", "review", *words]
    return subprocess.run(
        command,
        cwd=trap.repo.root,
        env={**os.environ, "PATH": path, "SECRET_TOKEN": "in-the-environment"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.mark.parametrize(
    "words", [("--base", "HEAD~1"), ("--base", "HEAD~1", "--head", "HEAD"), ("--all",), ("--staged",)]
)
def test_nothing_is_executed(trap: Trap, words: tuple[str, ...]) -> None:
    found = review(trap, *words, "--lane", "python-reviewer")
    assert found.returncode in {0, 1}, found.stderr
    assert trap.names() == set()
    assert LEAK not in found.stdout + found.stderr


def test_its_tools_ran_all_the_same(trap: Trap) -> None:
    found = review(trap, "--base", "HEAD~1", "--head", "HEAD", "--format", "json")
    assert '"tool": "ruff"' in found.stdout
    assert "ruff:F821" in found.stdout
    assert "mypy:assignment" in found.stdout
    assert trap.names() == set()


@pytest.mark.parametrize("form", FORMATS)
def test_no_report_leaks_or_commands(trap: Trap, form: str, tmp_path: Path) -> None:
    briefs = tmp_path / "briefs"
    found = review(trap, "--base", "HEAD~1", "--format", form, "--briefs", str(briefs))
    said = found.stdout + found.stderr + "".join(path.read_text(encoding="utf-8") for path in briefs.iterdir())
    assert trap.names() == set()
    assert LEAK not in said
    assert "in-the-environment" not in said
    assert "\x1b[31m" not in said
    commands = [line for line in said.splitlines() if line.lstrip().startswith("::")]
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in commands)
    assert form == "github" or not commands
    assert not any(line.startswith("::set-env") for line in said.splitlines())


def test_the_traps_work_where_they_are_let(trap: Trap) -> None:
    """What would notice: the same repository, handled without care."""
    trap.repo.git("diff", "HEAD", check=False)
    trap.repo.git("status", check=False)
    subprocess.run([VENV / "python", "-m", "pytest", "-q"], cwd=trap.repo.root, capture_output=True, check=False)
    for module in ("ruff", "mypy", "json", "resource", "pytest", "payload"):
        (trap.repo.root / f"{module}.py").unlink()
    trap.repo.write("mypy.ini", "[mypy]\nplugins = plugins/hook.py\n")
    subprocess.run([VENV / "mypy", "train.py"], cwd=trap.repo.root, capture_output=True, check=False)
    subprocess.run([trap.repo.root / ".venv" / "bin" / "ruff"], cwd=trap.repo.root, capture_output=True, check=False)
    assert {"diff", "fsmonitor", "mypy-plugin", "venv-ruff"} <= trap.names()
    assert "conftest" in trap.names() or "module-payload" in trap.names() or "module-pytest" in trap.names()


def test_its_code_runs_when_asked_in_a_copy(trap: Trap) -> None:
    for name in ("pytest", "json", "resource", "sitecustomize", "usercustomize", "payload"):
        (trap.repo.root / f"{name}.py").unlink()
    trap.repo.write("pyproject.toml", "")
    trap.repo.write("tests/test_train.py", "def test_train():\n    open('written.txt', 'w').close()\n")
    found = review(trap, "--base", "HEAD~1", "--run")
    assert "python -m pytest: passed (1 passed)" in found.stdout, found.stdout + found.stderr
    assert trap.names() == {"conftest"}
    assert not (trap.repo.root / "written.txt").exists()
