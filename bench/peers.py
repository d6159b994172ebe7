"""Runs earlier leak finders on the practice files and scores them as the reviewer is scored.

`python -m bench.peers LABELS FOLDER VENV`: nothing is installed here; VENV is a virtual environment that has wald-lint
0.3.0, mlguard-lint 0.1.1, leaklens-ml 0.11.0 and lookahead-lint 1.0.1 (absent ones are named). Each tool sees each file
alone. What its rules mean in our tags stands in the tables below; rules that claim no leak (missing seeds,
stratification, encodings, identifiers) have no entry.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bench.clock import run
from bench.found import Found
from bench.practice import other_files, print_faults, print_table
from bench.scoring import GroupScore, read_cases, score

WALD: Final = {
    "leakage-fit-before-split": "leak:preprocessing",
    "leakage-future-feature": "leak:look-ahead",
    "leakage-temporal-shuffle": "leak:temporal",
}
MLGUARD: Final = {
    "MLG001": "leak:preprocessing",
    "MLG002": "leak:preprocessing",
    "MLG003": "leak:train-as-test",
    "MLG004": "leak:resampling",
    "MLG007": "leak:group",
    "MLG008": "leak:no-test-set",
    "MLG010": "leak:test-reuse",
    "MLG011": "leak:target",
    "MLG012": "leak:no-test-set",
    "MLG013": "leak:resampling",
    "MLG014": "leak:temporal",
    "MLG015": "leak:target",
    "MLG016": "leak:refit",
    "MLG018": "leak:preprocessing",
    "MLG021": "leak:resampling",
}
LEAKLENS: Final = {
    "encoder_before_split": "leak:preprocessing",
    "fit_on_eval_data": "leak:refit",
    "fit_on_full_data": "leak:preprocessing",
    "group_leakage_risk": "leak:group",
    "preprocess_before_split": "leak:preprocessing",
    "preprocess_outside_cv": "leak:preprocessing",
    "resample_before_split": "leak:resampling",
    "resample_outside_cv": "leak:resampling",
    "transformer_before_split": "leak:preprocessing",
}
LOOKAHEAD: Final = {
    "LA001": "leak:look-ahead",
    "LA002": "leak:look-ahead",
    "LA003": "leak:look-ahead",
    "LA004": "leak:preprocessing",
    "LA005": "leak:temporal",
    "LA006": "leak:look-ahead",
    "LA007": "leak:look-ahead",
}
SEVERITY: Final = {"low": "LOW", "warning": "MEDIUM", "medium": "MEDIUM", "high": "HIGH", "critical": "CRITICAL"}


@dataclass(frozen=True, slots=True)
class Peer:
    """One tool: its program, the arguments before and after the file, and how its JSON reads."""

    name: str
    program: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    read: Callable[[Any], Iterable[Found]]


def _found(tags: Mapping[str, str], rule: str, line: int, severity: str, words: str) -> Found:
    tag = (tags[rule],) if rule in tags else ()
    return Found("", None, line, SEVERITY[severity], tag, rule, title=words)


def read_wald(report: Any) -> Iterable[Found]:
    """Its confident flags; `candidates` are below its own floor."""
    return [_found(WALD, one["flaw_id"], one["line"], one["severity"], one["evidence"]) for one in report["flags"]]


def read_mlguard(report: Any) -> Iterable[Found]:
    """All its diagnostics, whatever their confidence: it prints them alike."""
    return [_found(MLGUARD, one["rule_id"], one["line"], one["severity"], one["message"]) for one in report]


def read_leaklens(report: Any) -> Iterable[Found]:
    """Its scan findings; the place stands in `column` as `file:line`."""
    return [
        _found(LEAKLENS, one["kind"], int(one["column"].rpartition(":")[2]), one["severity"], one["detail"])
        for one in report["findings"]
        if one["column"].rpartition(":")[2].isdecimal()
    ]


def read_lookahead(report: Any) -> Iterable[Found]:
    """It knows no severities; each finding fails its run, so each counts."""
    return [_found(LOOKAHEAD, one["code"], one["line"], "high", one["message"]) for one in report["findings"]]


PEERS: Final = (
    Peer("wald 0.3.0", "wald", ("check", "--format", "json"), (), read_wald),
    Peer("mlguard-lint 0.1.1", "mlguard-lint", ("--format", "json"), (), read_mlguard),
    Peer("leaklens-ml 0.11.0", "leaklens", ("--scan",), ("--json",), read_leaklens),
    Peer("lookahead-lint 1.0.1", "lookahead-lint", ("--no-config", "--format", "json"), (), read_lookahead),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the peers' figures side by side, and with --verbose what each missed and invented."""
    parser = argparse.ArgumentParser(prog="python -m bench.peers", description=__doc__)
    parser.add_argument("labels", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("venv", type=Path)
    parser.add_argument("--verbose", action="store_true")
    chosen = parser.parse_args(arguments)
    cases = read_cases(chosen.labels)
    wrong = other_files(chosen.labels, chosen.folder)
    if wrong:
        print(f"not the labelled files: {', '.join(wrong)}", file=sys.stderr)
        return 2
    files = [chosen.folder / case.file for case in cases]
    scores: dict[str, Sequence[GroupScore]] = {}
    costs: list[str] = []
    for peer in PEERS:
        program = chosen.venv / "bin" / peer.program
        if not program.exists():
            print(f"{peer.name} is not in {chosen.venv}", file=sys.stderr)
            continue
        found, times = run_peer(peer, program, files)
        scores[peer.name] = score(cases, found)
        costs.append(f"{peer.name}: median {statistics.median(times):.2f}, max {max(times):.2f}")
        if chosen.verbose:
            print(f"\n## {peer.name}")
            print_faults(scores[peer.name], found)
    print_table(scores)
    print("\nCPU seconds per file, one process a file, start-up included:", *costs, sep="\n")
    return 0 if len(scores) == len(PEERS) else 2


def run_peer(peer: Peer, program: Path, files: Iterable[Path]) -> tuple[dict[str, tuple[Found, ...]], list[float]]:
    """The findings of one tool per file name, and its CPU seconds per file."""
    found: dict[str, tuple[Found, ...]] = {}
    times: list[float] = []
    for file in files:
        with tempfile.TemporaryDirectory() as folder:
            shutil.copyfile(file, Path(folder) / file.name)
            spent = run((str(program), *peer.before, file.name, *peer.after), folder=Path(folder))
        try:
            found[file.name] = tuple(sorted(peer.read(json.loads(spent.output))))
        except (ValueError, KeyError, TypeError) as error:
            print(f"{peer.name} gave no report on {file.name} ({error}): {spent.errors[-300:]}", file=sys.stderr)
            found[file.name] = ()
        times.append(spent.cpu)
    return found, times


if __name__ == "__main__":
    sys.exit(main())
