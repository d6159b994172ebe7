"""Runs the reviewer over real repositories and draws findings to be read: `python -m bench.real COMMAND …`.

scan FOLDER OUT                 `review --all` of everything in FOLDER, all findings and gaps into OUT
draw OUT --seed N [--count 60]  HIGH and CRITICAL findings at random with their source; --verdicts FILE starts a tally
tally FILE                      counts the verdicts of a tally (bench/real.json holds the ones that were read)

A tally is `{"rounds": [{"seed", "date", "commit", "drawn": [{"repository", "revision", "place", "check", "severity",
"verdict", "why"}]}]}`; a verdict is "true" (the code does what the finding says and the consequence follows), "false",
or "" while unread. It holds places and words, never anybody's code.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from bench.accuracy import state
from bench.found import SEVERITIES, at_least, from_json
from bench.reviewer import ReviewFailedError, review

AROUND: Final = 8  # lines of source printed on each side of a finding


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one of the commands; `scan` exits 1 when a review failed."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.real", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("scan")
    one.add_argument("folder", type=Path)
    one.add_argument("out", type=Path)
    one.add_argument("--cache", type=Path, help="a cache folder to keep (default: an empty one each time)")
    one = commands.add_parser("draw")
    one.add_argument("scan", type=Path)
    one.add_argument("--seed", type=int, required=True)
    one.add_argument("--count", type=int, default=60)
    one.add_argument("--severity", choices=SEVERITIES, default="HIGH", help="this severity and above")
    one.add_argument("--verdicts", type=Path, help="append a round without verdicts to this tally")
    one = commands.add_parser("tally")
    one.add_argument("file", type=Path)
    chosen = parser.parse_args(arguments)
    if chosen.command == "scan":
        return scan(chosen.folder, chosen.out, chosen.cache)
    if chosen.command == "draw":
        return draw(chosen.scan, chosen.seed, chosen.count, chosen.severity, chosen.verdicts)
    return tally(chosen.file)


def scan(folder: Path, out: Path, cache: Path | None) -> int:
    """Reviews everything in the folder and prints one line each, then the gaps by kind."""
    results = [_scanned(target, cache) for target in sorted(folder.iterdir()) if target.is_dir()]
    out.write_text(json.dumps({"folder": str(folder.resolve()), "repositories": results}, indent=1), encoding="utf-8")
    failures = [one for one in results if one["failure"]]
    for one in results:
        high = len(at_least([from_json(item) for item in one["findings"]], "HIGH"))
        words = one["failure"].splitlines()[0] if one["failure"] else f"{len(one['findings'])} findings, {high} HIGH+"
        print(
            f"{one['repository']}: {one['notebooks']} notebooks, {one['modules']} modules, {words}, {one['cpu']:.1f} s"
        )
    print(
        f"\n{len(results)} repositories, {sum(one['notebooks'] for one in results)} notebooks, {len(failures)} failed"
    )
    for why, count in Counter(gap["why"] for one in results for gap in one["gaps"]).most_common():
        print(f"gap x {count}: {why}")
    for one in failures:
        print(f"\n{one['repository']}: {one['failure']}")
    return 1 if failures else 0


def _scanned(target: Path, cache: Path | None) -> dict[str, Any]:
    paths = [path for path in target.rglob("*") if ".git" not in path.parts and path.is_file()]
    result: dict[str, Any] = {
        "repository": target.name,
        "revision": _revision(target),
        "notebooks": sum(path.suffix == ".ipynb" for path in paths),
        "modules": sum(path.suffix == ".py" for path in paths),
        "cpu": 0.0,
        "peak_kib": 0,
        "findings": [],
        "gaps": [],
        "failure": "",
    }
    try:
        reviewed = review(target, ("--all",), cache)
    except (ReviewFailedError, ValueError) as error:
        return {**result, "failure": str(error)}
    spent = {"cpu": reviewed.cpu, "peak_kib": reviewed.peak_kib}
    return {**result, **spent, "findings": reviewed.report["findings"], "gaps": reviewed.report["gaps"]}


def _revision(target: Path) -> str:
    done = subprocess.run(("git", "-C", str(target), "rev-parse", "HEAD"), capture_output=True, text=True, check=False)
    return done.stdout.strip() if (target / ".git").exists() else ""


def draw(scanned: Path, seed: int, count: int, severity: str, verdicts: Path | None) -> int:
    """Prints the drawn findings with their source, in the order they were drawn."""
    report = json.loads(scanned.read_text(encoding="utf-8"))
    pool = pooled(report["repositories"], severity)
    drawn = random.Random(seed).sample(pool, min(count, len(pool)))  # noqa: S311 - a draw that can be repeated
    print(f"{len(drawn)} of {len(pool)} findings of {severity} and above, seed {seed}")
    for number, (repository, item) in enumerate(drawn, start=1):
        print_finding(number, repository, item, Path(report["folder"]) / repository["repository"])
    if verdicts is not None:
        start_round(verdicts, seed, drawn)
    return 0


def pooled(
    repositories: Iterable[Mapping[str, Any]], severity: str
) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Every finding of that severity and above with its repository, in an order of its own."""
    floor = SEVERITIES.index(severity)
    pool = [
        (repository, item)
        for repository in repositories
        for item in repository["findings"]
        if SEVERITIES.index(item["severity"].upper()) >= floor
    ]
    return sorted(pool, key=lambda pair: (pair[0]["repository"], *_place(pair[1]), pair[1]["check"], pair[1]["issue"]))


def _place(item: Mapping[str, Any]) -> tuple[str, int, int]:
    return item["path"], item["cell"] or 0, item["line"]


def print_finding(number: int, repository: Mapping[str, Any], item: Mapping[str, Any], root: Path) -> None:
    """One finding as its owner would meet it: words, trace, and the source around every step."""
    one = from_json(item)
    print(f"\n{'=' * 100}\n{number}. {repository['repository']} {one.place} [{one.severity}] {one.check}")
    print(f"{', '.join(one.tags)} · confidence {one.confidence}\n{one.title}\nIssue: {one.issue}\nFix: {one.fix}")
    places = [(item["path"], item["cell"], item["line"], "here")]
    places += [(step["path"], step.get("cell"), step["line"], step["says"]) for step in item.get("trace", ())]
    shown: set[tuple[str, int | None, int]] = set()
    for path, cell, line, says in places:
        at = f"{path}:{line}" if cell is None else f"{path}:cell {cell}:{line}"
        print(f"\n  {at} {says}")
        if (path, cell, line // AROUND) not in shown:
            print_source(root / path, cell, line)
        shown.add((path, cell, line // AROUND))


def print_source(file: Path, cell: int | None, line: int) -> None:
    """The lines around a place."""
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
        lines = text.split("\n") if cell is None else _cell(json.loads(text), cell).split("\n")
    except (OSError, ValueError, LookupError) as error:
        print(f"    (no source: {error})")
        return
    for number in range(max(1, line - AROUND), min(len(lines), line + AROUND) + 1):
        print(f"    {'>' if number == line else ' '}{number:5d} {lines[number - 1][:160]}")


def _cell(notebook: Mapping[str, Any], number: int) -> str:
    cells = notebook["cells"] if "cells" in notebook else notebook["worksheets"][0]["cells"]
    source = cells[number - 1].get("source", cells[number - 1].get("input", ""))
    return source if isinstance(source, str) else "".join(source)


def start_round(file: Path, seed: int, drawn: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> None:
    """Appends a round to a tally, its verdicts still empty."""
    rounds = json.loads(file.read_text(encoding="utf-8"))["rounds"] if file.exists() else []
    commit, date = state()
    entries = [
        {
            "repository": repository["repository"].replace("+", "/"),
            "revision": repository["revision"],
            "place": from_json(item).place,
            "check": item["check"],
            "severity": item["severity"].upper(),
            "verdict": "",
            "why": "",
        }
        for repository, item in drawn
    ]
    rounds.append({"seed": seed, "date": date, "commit": commit, "drawn": entries})
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=file.parent, delete=False) as out:
        json.dump({"rounds": rounds}, out, indent=1, ensure_ascii=False)
        out.write("\n")
    Path(out.name).replace(file)


def tally(file: Path) -> int:
    """Prints each round's counts; exit 1 while findings are unread or a verdict is not one of the three."""
    open_points = False
    for number, one in enumerate(json.loads(file.read_text(encoding="utf-8"))["rounds"], start=1):
        counts = Counter(item["verdict"] for item in one["drawn"])
        unread = len(one["drawn"]) - counts["true"] - counts["false"]
        open_points = open_points or unread > 0
        read = counts["true"] + counts["false"]
        part = f"{counts['true'] / read:.3f}" if read else "-"
        print(
            f"round {number} (seed {one['seed']}, {one['commit']}, {one['date']}): "
            f"{counts['true']} true, {counts['false']} false, {unread} unread, share true {part}"
        )
        for item in one["drawn"]:
            if item["verdict"] == "false":
                print(f"  false: {item['repository']} {item['place']} {item['check']}: {item['why']}")
    return 1 if open_points else 0


if __name__ == "__main__":
    sys.exit(main())
