"""Measures speed as CPU ratios: `python -m bench.speed [FOLDER] [--only G1 …] [--runs 7]`.

FOLDER holds what `python -m bench.corpora` assembles: A and B (code), and change (a repository with a seeded change on
top). Every ratio is taken from paired runs, numerator and denominator in turn, each the user + system CPU time of a
process tree; min, median and max are printed beside the gate. Wall times are never printed: they belong to a machine.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from bench.clock import Spent, run
from bench.reviewer import EXITS_WITH_REVIEW, command, environment

PARSE_ONLY: Final = Path(__file__).with_name("parse_only.py")
FEWEST_RUNS: Final = 7
NEEDS: Final = {"G1": ("A", "B"), "G2a": ("change/.git",), "G2b": ("change/.git",), "G2c": ("change/.git",), "G7": ()}


@dataclass(frozen=True, slots=True)
class Measure:
    """One goal: what is divided by what, and the gate it must stay under."""

    goal: str
    words: str
    gate: float
    top: Callable[[], Spent]
    bottom: Callable[[], Spent]


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints one row per goal; exit 1 when a median is over its gate, 2 when the corpora are not there."""
    parser = argparse.ArgumentParser(prog="python -m bench.speed", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("corpora"))
    parser.add_argument("--only", nargs="+", choices=NEEDS, metavar="GOAL", default=[])
    parser.add_argument("--runs", type=int, default=FEWEST_RUNS)
    chosen = parser.parse_args(arguments)
    if chosen.runs < FEWEST_RUNS:
        parser.error(f"at least {FEWEST_RUNS} paired runs")
    needed = {name for goal, names in NEEDS.items() if not chosen.only or goal in chosen.only for name in names}
    missing = sorted(name for name in needed if not (chosen.folder / name).exists())
    if missing:
        print(
            f"{chosen.folder} has no {', '.join(missing)}; see bench/README.md for how to assemble them",
            file=sys.stderr,
        )
        return 2
    over = False
    print("| goal | ratio | gate | min | median | max | runs |\n|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as scratch:
        for measure in measures(chosen.folder.resolve(), Path(scratch), chosen.only):
            ratios = paired(measure, chosen.runs)
            middle = statistics.median(ratios)
            over = over or middle > measure.gate
            print(
                f"| {measure.goal} | {measure.words} | {measure.gate:g} | {min(ratios):.3f} | {middle:.3f} "
                f"| {max(ratios):.3f} | {len(ratios)} |",
                flush=True,
            )
    return 1 if over else 0


def paired(measure: Measure, runs: int) -> list[float]:
    """The ratios of `runs` pairs, after one pair that warms the file system and the byte-code caches."""
    ratios = [measure.top().cpu / measure.bottom().cpu for _ in range(runs + 1)]
    return ratios[1:]


def measures(folder: Path, scratch: Path, only: Sequence[str]) -> Iterator[Measure]:
    """The goals, each made ready (caches warmed, listings written) only when it is its turn."""
    wanted = frozenset(only)

    def due(goal: str) -> bool:
        return not wanted or goal in wanted

    for name in ("A", "B"):
        if due("G1"):
            code = listing(scratch, name, code_files(folder / name))
            yield Measure(
                "G1",
                f"cold full scan ÷ P, corpus {name}",
                2.5,
                partial(cold, folder / name, "--all"),
                partial(parse, code),
            )
    if due("G7"):
        top, bottom = (*program(), "--version"), (sys.executable, "-c", "pass")
        yield Measure("G7", "--version ÷ python -c pass", 2, partial(must, top), partial(must, bottom))
    if not any(due(goal) for goal in ("G2a", "G2b", "G2c")):
        return
    repository = folder / "change"
    base, head = revisions(repository)
    change = ("--base", base, "--head", head)
    if due("G2a") or due("G2b"):
        with checked_out(repository, base):
            review(repository, scratch / "warm", "--all")
        warm = partial(warmed, scratch, repository, *change)
        if due("G2a"):
            code = listing(scratch, "twenty", changed_files(repository, base, head))
            yield Measure("G2a", "warm review of 20 files in 10,000 ÷ parsing the 20", 3, warm, partial(parse, code))
        if due("G2b"):
            diff = ("git", "-C", str(repository), "diff", "-U0", base, head)
            yield Measure("G2b", "the same ÷ git diff -U0", 20, warm, partial(must, diff))
    if due("G2c"):
        code = listing(scratch, "change", code_files(repository))
        yield Measure(
            "G2c",
            "the change without a cache ÷ P of the repository",
            0.25,
            partial(cold, repository, *change),
            partial(parse, code),
        )


def program() -> tuple[str, ...]:
    """The installed command of this interpreter, as users start it; `python -m` where it is not installed."""
    script = Path(sys.executable).with_name("mle-reviewer")
    return (str(script),) if script.exists() else tuple(command())


def code_files(folder: Path) -> list[Path]:
    """Every Python file and notebook of a folder, links aside."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix in {".py", ".ipynb"} and path.is_file() and not path.is_symlink() and ".git" not in path.parts
    )


def changed_files(repository: Path, base: str, head: str) -> list[Path]:
    """The files that differ between base and head, as they stand in the work tree (which is at head)."""
    names = _git(repository, "-c", "core.quotePath=false", "diff", "--name-only", "-z", base, head).split("\0")
    return [repository / name for name in names if name]


def revisions(repository: Path) -> tuple[str, str]:
    """The base and the head commit of the assembled repository."""
    return _git(repository, "rev-parse", "main~1").strip(), _git(repository, "rev-parse", "main").strip()


def listing(scratch: Path, name: str, files: Sequence[Path]) -> Path:
    """A file that names the files, one a line."""
    place = scratch / f"{name}.txt"
    place.write_text("".join(f"{file}\n" for file in files), encoding="utf-8")
    return place


def parse(files: Path) -> Spent:
    """One run of P over the listed files."""
    return must((sys.executable, str(PARSE_ONLY), str(files)))


def cold(target: Path, *arguments: str) -> Spent:
    """One review with an empty cache."""
    with tempfile.TemporaryDirectory() as cache:
        return review(target, Path(cache), *arguments)


def warmed(scratch: Path, target: Path, *arguments: str) -> Spent:
    """One review with a fresh copy of the warm cache, so that no run profits from the one before."""
    with tempfile.TemporaryDirectory() as cache:
        if (scratch / "warm").exists():  # a reviewer that keeps nothing leaves no cache to copy
            shutil.copytree(scratch / "warm", cache, dirs_exist_ok=True)
        return review(target, Path(cache), *arguments)


def review(target: Path, cache: Path, *arguments: str) -> Spent:
    """One review in one process, its report thrown away."""
    words = (*program(), "review", str(target), *arguments, "--jobs", "1", "--format", "json", "--output", "/dev/null")
    return must(words, environment(cache), EXITS_WITH_REVIEW)


def must(words: Sequence[str], env: dict[str, str] | None = None, codes: Sequence[int] = (0,)) -> Spent:
    """Runs a command that has to succeed; a failed run would be a fast one."""
    spent = run(words, env)
    if spent.exit_code not in codes:
        raise SystemExit(f"exit {spent.exit_code}: {' '.join(words)}\n{spent.errors[-2000:]}")
    return spent


@contextmanager
def checked_out(repository: Path, revision: str) -> Iterator[None]:
    """The work tree at `revision`, and back at main afterwards."""
    _git(repository, "checkout", "--quiet", "--detach", revision)
    try:
        yield
    finally:
        _git(repository, "checkout", "--quiet", "main")


def _git(repository: Path, *arguments: str) -> str:
    return subprocess.run(("git", *arguments), cwd=repository, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    sys.exit(main())
