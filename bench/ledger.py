"""Ledgers of real repositories, to be read by hand: `python -m bench.ledger COMMAND …`.

scan FOLDER OUT          `review --all` of every repository in FOLDER; a reading sheet for each into the folder OUT;
                         with `--judge MODEL` a language model reads along, its answers kept in OUT
tally FILE               counts readings (bench/ledger.json holds those that were made)

A sheet is `{"repository", "revision", "tool", "date", "items": [{"item", "said", "says", "grounds", "right", "should",
"why"}]}`: a reader who did not write the recognisers opens the repository, sets `right` to true or false, and where it
is false says what the verdict should be, and why; `judge` names the model that read along, where one did. It holds
places and words, never anybody's code.
"""

from __future__ import annotations

import argparse
import json
import subprocess
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.accuracy import state
from bench.reviewer import ReviewFailedError, review


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one of the commands; `scan` exits 1 when a review failed."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.ledger", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("scan")
    one.add_argument("folder", type=Path)
    one.add_argument("out", type=Path)
    one.add_argument("--judge", default="")
    one = commands.add_parser("tally")
    one.add_argument("file", type=Path)
    chosen = parser.parse_args(arguments)
    return scan(chosen.folder, chosen.out, chosen.judge) if chosen.command == "scan" else tally(chosen.file)


def scan(folder: Path, out: Path, judge: str = "") -> int:
    """Writes a sheet for each repository, named as its folder is."""
    out.mkdir(parents=True, exist_ok=True)
    failed = 0
    for target in sorted(one for one in folder.iterdir() if one.is_dir()):
        try:
            sheet = _sheet(target, out, judge)
        except ReviewFailedError as error:
            print(f"{target.name}: {error}")
            failed += 1
            continue
        (out / f"{target.name}.json").write_text(json.dumps(sheet, indent=1) + "\n", encoding="utf-8")
        print(target.name, dict(Counter(one["said"] for one in sheet["items"])))
    return int(failed > 0)


def _sheet(target: Path, out: Path, judge: str) -> dict[str, Any]:
    kept = out.resolve() / f"{target.name}.answers"
    done = review(target.resolve(), ("--all", *(("--judge", judge, "--answers", str(kept)) if judge else ())))
    commit, date = state()
    found = subprocess.run(
        ("git", "-C", str(target.resolve()), "rev-parse", "HEAD"), capture_output=True, text=True, check=False
    )
    items = [
        {
            "item": one["item"],
            "model": one["model"],
            "said": one["verdict"],
            "says": one.get("says", ""),
            "grounds": [_ground(ground) for ground in one["grounds"]],
            "right": None,
            "should": "",
            "why": "",
        }
        for one in done.report["ledger"]
    ]
    name = target.name.replace("+", "/", 1)
    sheet = {"repository": name, "revision": found.stdout.strip(), "tool": commit, "date": date}
    return {**sheet, **({"judge": judge} if judge else {}), "items": items}


def _ground(ground: Mapping[str, Any]) -> str:
    cell = "" if ground["cell"] is None else f"cell {ground['cell']}:"
    return f"{ground['path']}:{cell}{ground['line']} {ground['says']}"


def tally(file: Path) -> int:
    """Prints how many verdicts are right, and how many of `violated`: by repository, and of all that a commit said."""
    readings = json.loads(file.read_text(encoding="utf-8"))["readings"]
    rounds: dict[str, list[Mapping[str, Any]]] = {}
    for reading in readings:
        read = [one for one in reading["items"] if one["right"] is not None]
        tool = f"{reading['tool']} with {reading['judge']}" if reading.get("judge") else reading["tool"]
        rounds.setdefault(tool, []).extend(read)
        print(f"{reading['repository']}: {_counted(read)} ({tool}, {reading['date']})")
    for tool, every in rounds.items():
        print(f"all that {tool} said: {_counted(every)}")
        for word, some in _by_verdict(every).items():
            print(f"  {word}: {_share(some)}")
    return 0


def _by_verdict(items: Sequence[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for one in sorted(items, key=lambda one: one["said"]):
        found.setdefault(one["said"], []).append(one)
    return found


def _counted(items: Sequence[Mapping[str, Any]]) -> str:
    violated = [one for one in items if one["said"] == "violated"]
    return f"{_share(items)} right; violated {_share(violated)}"


def _share(items: Sequence[Mapping[str, Any]]) -> str:
    right = sum(bool(one["right"]) for one in items)
    return f"{right} of {len(items)}" + (f" ({right / len(items):.2f})" if items else "")


if __name__ == "__main__":
    raise SystemExit(main())
