"""Scores the reviewer on labelled practice files, each analysed alone: `python -m bench.practice LABELS FOLDER`.

LABELS is the label file; FOLDER holds the files it names. The figures are per file, as `bench/scoring.py` defines them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import statistics
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.accuracy import append_row, state
from bench.found import Found, at_least
from bench.reviewer import Analysed, analyse_file
from bench.scoring import GROUPS, Case, GroupScore, line_share, read_cases, score, share


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures, the misses and the false alarms; exit 2 when the folder is not what the labels describe."""
    parser = argparse.ArgumentParser(prog="python -m bench.practice", description=__doc__)
    parser.add_argument("labels", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--verbose", action="store_true", help="print every counted finding")
    parser.add_argument("--write", action="store_true", help="append the figures to docs/accuracy.md")
    chosen = parser.parse_args(arguments)
    cases = read_cases(chosen.labels)
    wrong = other_files(chosen.labels, chosen.folder)
    if wrong:
        print(f"not the labelled files: {', '.join(wrong)}", file=sys.stderr)
        return 2
    analysed = {case.file: analyse_file(chosen.folder / case.file) for case in cases}
    found = {file: one.found for file, one in analysed.items()}
    scores = score(cases, found)
    print_table({"mle-reviewer": scores})
    print_faults(scores, found)
    if chosen.verbose:
        print_all(cases, found)
    print_cost(analysed)
    if chosen.write:
        append_row(Path("docs/accuracy.md"), "practice", row(scores, analysed))
    return 0


def row(scores: Sequence[GroupScore], analysed: Mapping[str, Analysed]) -> tuple[str, ...]:
    """The cells of the table in docs/accuracy.md."""
    figures = [ratio(figure) for one in scores for figure in (one.precision, one.recall)]
    cpu = f"{statistics.median(one.cpu for one in analysed.values()):.3f}"
    return (*figures, ratio(share(*line_share(scores))), cpu, *state())


def other_files(labels: Path, folder: Path) -> tuple[str, ...]:
    """Labelled files that are absent from the folder or whose content is not the labelled one."""
    items = json.loads(labels.read_text(encoding="utf-8"))["cases"]
    return tuple(item["file"] for item in items if _digest(folder / item["file"]) != item["sha256"])


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""


def print_table(scores: Mapping[str, Sequence[GroupScore]]) -> None:
    """One row per tool and group, as Markdown."""
    print("| tool | group | files | leaky | found | missed | false alarms | precision | recall |")
    print("|---|---|---|---|---|---|---|---|---|")
    for tool, groups in scores.items():
        for one in groups:
            leaky = sum(file.leaky for file in one.files)
            print(
                f"| {tool} | {one.group} | {len(one.files)} | {leaky} | {leaky - len(one.misses)} "
                f"| {len(one.misses)} | {len(one.alarms)} | {ratio(one.precision)} | {ratio(one.recall)} |"
            )
    print("\n| tool | reported lines | within one of a labelled line | share |\n|---|---|---|---|")
    for tool, groups in scores.items():
        right, all_lines = line_share(groups)
        print(f"| {tool} | {all_lines} | {right} | {ratio(share(right, all_lines))} |")


def ratio(value: float | None) -> str:
    """A share with three digits, or a dash where nothing was counted."""
    return "-" if value is None else f"{value:.3f}"


def print_faults(scores: Sequence[GroupScore], found: Mapping[str, Sequence[Found]]) -> None:
    """Every missed file, every false alarm and every wrong line, with the finding's words."""
    for one in scores:
        for miss in one.misses:
            print(f"\nMISS {one.group} {miss.case.file} lines {list(miss.case.lines[one.group])}: {miss.case.note}")
        for file in one.files:
            kind = "ALARM" if file in one.alarms else "WRONG LINE"
            for line in file.wrong_lines:
                words = sorted({each.title for each in found[file.case.file] if each.line == line})
                print(
                    f"\n{kind} {one.group} {file.case.file}:{line} {' / '.join(words)}\n"
                    f"  labelled {list(file.case.lines[one.group])}: {file.case.note}"
                )


def print_all(cases: Sequence[Case], found: Mapping[str, Sequence[Found]]) -> None:
    """Every counted finding beside the labels of its file."""
    tags = frozenset().union(*GROUPS.values())
    for case in cases:
        print(f"\n{case.file} {dict(case.leaky)} {dict(case.lines)} other {list(case.other)}")
        for one in at_least(found[case.file], "MEDIUM"):
            mark = " " if tags.isdisjoint(one.tags) else "*"
            print(f"  {mark} {one.line} {one.severity} {one.check} {', '.join(one.tags)}")


def print_cost(analysed: Mapping[str, Analysed]) -> None:
    """CPU seconds per file in this process, and every gap."""
    times = sorted(one.cpu for one in analysed.values())
    slowest = max(analysed, key=lambda file: analysed[file].cpu)
    print(f"\nCPU seconds per file: median {statistics.median(times):.3f}, max {times[-1]:.3f} ({slowest})")
    for file, one in analysed.items():
        for gap in one.gaps:
            print(f"gap in {file}: {gap}")


if __name__ == "__main__":
    sys.exit(main())
