"""The one door from the yardsticks to the reviewer: in this process for many small trees, as a command for the rest."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.clock import run
from bench.found import Found, from_json

if TYPE_CHECKING:
    from mle_reviewer.findings.finding import Finding, Step

EXITS_WITH_REVIEW = (0, 1)  # approve or warnings, block


class ReviewFailedError(Exception):
    """The command gave no review: its exit code and the last lines of its error output."""


@dataclass(frozen=True, slots=True)
class Analysed:
    """The findings and gaps of one tree and the CPU seconds its analysis took in this process."""

    found: tuple[Found, ...]
    gaps: tuple[str, ...]
    cpu: float


def analyse_folder(folder: Path) -> Analysed:
    """Analyses every file under `folder` as one tree, in this process."""
    from mle_reviewer.checks.run import analyse
    from mle_reviewer.sources.folder import FolderTree

    start = time.process_time()
    analysis = analyse(FolderTree(str(folder)), focus=None, jobs=1)
    cpu = time.process_time() - start
    return Analysed(
        tuple(_from_finding(one) for one in analysis.findings),
        tuple(f"{gap.path}:{gap.line} {gap.stage}: {gap.why}" for gap in analysis.gaps),
        cpu,
    )


def analyse_file(file: Path) -> Analysed:
    """Analyses `file` alone, as the only file of its tree, so that nothing beside it can help or disturb."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copyfile(file, Path(folder) / file.name)
        return analyse_folder(Path(folder))


def _from_finding(one: Finding) -> Found:
    return Found(
        path=one.at.path,
        cell=one.at.cell,
        line=one.at.line,
        severity=one.severity.name,
        tags=one.tags,
        check=one.check,
        confidence=one.confidence.name.lower(),
        scope=one.scope,
        title=one.title,
        issue=one.issue,
        fix=one.fix,
        trace=tuple(_step(step) for step in one.trace),
        fingerprint=one.fingerprint,
        again=tuple((at.path, at.cell, at.line) for at in one.places[1:]),
    )


def _step(step: Step) -> str:
    return f"{step.at} {step.says}"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One JSON report of the command, with what the run cost."""

    report: Mapping[str, Any]
    cpu: float
    peak_kib: int
    exit_code: int

    @property
    def found(self) -> tuple[Found, ...]:
        """The findings of the report, in its order."""
        return tuple(from_json(item) for item in self.report["findings"])

    @property
    def gaps(self) -> tuple[Mapping[str, Any], ...]:
        """What the report says it could not see."""
        return tuple(self.report["gaps"])

    @property
    def verdict(self) -> str:
        """The decision."""
        return str(self.report["decision"]["verdict"])


def command() -> list[str]:
    """The reviewer as a command of the interpreter that runs the yardstick."""
    return [sys.executable, "-m", "mle_reviewer"]


def review(target: Path, arguments: Iterable[str], cache: Path | None = None) -> Reviewed:
    """Runs `mle-reviewer review TARGET …` with JSON output; `cache` is the cache folder to use (None: an empty one)."""
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "report.json"
        words = [*command(), "review", str(target), *arguments, "--format", "json", "--output", str(out)]
        spent = run(words, environment(cache or Path(scratch) / "cache"))
        if spent.exit_code not in EXITS_WITH_REVIEW or not out.is_file():
            raise ReviewFailedError(f"exit {spent.exit_code}: {' '.join(words)}\n{spent.errors[-2000:]}")
        report = json.loads(out.read_text(encoding="utf-8"))
    return Reviewed(report, spent.cpu, spent.peak_kib, spent.exit_code)


def environment(cache: Path) -> dict[str, str]:
    """This process's environment without CI's variables (they would choose the base) and with `cache` as its cache.

    Byte code is kept, as it is wherever the reviewer is installed.
    """
    own = {"CI", "PYTHONDONTWRITEBYTECODE"}
    dropped = ("GITHUB_", "GITLAB_", "CI_", "BUILD_", "SYSTEM_", "BITBUCKET_", "JENKINS_", "CHANGE_")
    kept = {name: value for name, value in os.environ.items() if name not in own and not name.startswith(dropped)}
    return {**kept, "XDG_CACHE_HOME": str(cache), "PYTHONHASHSEED": "0"}


def quoted(words: Sequence[str]) -> str:
    """A command as one would type it."""
    import shlex

    return shlex.join(words)
