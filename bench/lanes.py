"""Reviews real changes with the tools of their lanes and without: `python -m bench.lanes CLONES TOOLS [--only LANE]`.

CLONES holds a git directory per repository of bench/lanes.json, named `owner+name`; TOOLS is a folder with the
programs (the `bin` of an environment). Each change is reviewed twice: with the programs, and with an empty folder
in their place. What the review's own checks say has to be the same both times; of what tools say, that which stands
where one of ours does is listed to be read.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bench.accuracy import state
from bench.recorded_changes import scratch_clone
from bench.reviewer import Reviewed, ReviewFailedError, review

RECORDS: Final = Path(__file__).with_name("lanes.json")
_USUAL: Final = ("/usr/local/bin", "/usr/bin", "/bin")  # where git is


@dataclass(frozen=True, slots=True)
class Case:
    """A change that needs a lane: `base` "" is the whole tree, `asked` are lanes and tools that it does not name."""

    lane: str
    repo: str
    base: str
    head: str
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """What the two reviews of a case said."""

    case: Case
    tools: tuple[str, ...]
    told: Mapping[str, int]
    ours: Mapping[str, int]
    beside: tuple[str, ...]
    without: tuple[str, ...]
    briefs: int
    changed: tuple[str, ...]


def read_cases(records: Path = RECORDS) -> tuple[Case, ...]:
    """The recorded cases, in order."""
    return tuple(
        Case(one["lane"], one["repo"], one["base"], one["head"], tuple(one.get("asked", ())))
        for one in json.loads(records.read_text(encoding="utf-8"))["cases"]
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints a row for each case; 1 where the review's own findings depended on the tools."""
    parser = argparse.ArgumentParser(prog="python -m bench.lanes", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("clones", type=Path)
    parser.add_argument("tools", type=Path)
    parser.add_argument("--only", default="", help="a lane or a repository")
    chosen = parser.parse_args(arguments)
    cases = [one for one in read_cases() if not chosen.only or chosen.only in {one.lane, one.repo}]
    print(f"at {' '.join(state())}\n")
    print("| lane | change | with its tools | findings of them | ours | without them | briefs |")
    print("|---|---|---|---|---|---|---|")
    wrong = 0
    for case in cases:
        try:
            seen = look(case, chosen.clones, chosen.tools)
        except ReviewFailedError as error:
            print(f"| {case.lane} | {case.repo} | {error} | | | | |")
            wrong += 1
            continue
        print(row(seen), flush=True)
        for line in (*seen.beside, *seen.changed):
            print(f"  {line}", file=sys.stderr)
        wrong += bool(seen.changed)
    return 1 if wrong else 0


def look(case: Case, clones: Path, tools: Path) -> Seen:
    """Both reviews of one case."""
    words = [word for name in case.asked for word in ("--lane", name)]
    with scratch_clone(clones, case.repo) as place, tempfile.TemporaryDirectory() as empty:
        between = ("--head", case.head, *(("--base", case.base) if case.base else ("--all",)))
        with on_path(tools):
            there = review(place, (*between, *words))
        with on_path(Path(empty)):
            away = review(place, (*between, *words))
    return seen_of(case, there, away)


def seen_of(case: Case, there: Reviewed, away: Reviewed) -> Seen:
    """What two reviews of a case, with tools and without, say of its lane."""
    theirs, ours = parted(there)
    runs = [one for one in there.report["lanes"] if one["lane"] == case.lane]
    left = [one for one in away.report["lanes"] if one["lane"] == case.lane]
    before, after = Counter(map(named, parted(away)[1])), Counter(map(named, ours))
    return Seen(
        case,
        tuple(f"{one['tool']} {one['version'] or ''} {one['status']}".replace("  ", " ") for one in runs),
        Counter(str(one["check"]) for one in theirs),
        Counter(str(one["check"]) for one in ours),
        tuple(standing_beside(theirs, ours)),
        tuple(f"{one['tool']} {one['status']}" for one in left),
        sum(one["lane"] == case.lane for one in there.report["briefs"]),
        tuple(f"depends on the tools: {one}" for one in ((before - after) + (after - before))),
    )


def parted(reviewed: Reviewed) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    """The findings of tools, and those of the review's own checks."""
    found = reviewed.report["findings"]
    return [one for one in found if ":" in one["check"]], [one for one in found if ":" not in one["check"]]


def named(one: Mapping[str, Any]) -> str:
    """A finding by its place and check."""
    return f"{one['path']}:{one['line']} {one['check']}"


def standing_beside(theirs: Iterable[Mapping[str, Any]], ours: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Findings of tools at a line that one of ours names as its place."""
    for one in theirs:
        for own in ours:
            same = (one["path"], one.get("cell")) == (own["path"], own.get("cell"))
            if same and own["line"] <= one["line"] <= max(own.get("end_line") or 0, own["line"]):
                yield f"{named(one)} stands beside {own['check']}: {one['title']}"


def row(seen: Seen) -> str:
    """One row of the table."""
    case = seen.case
    change = f"{case.repo} {f'{case.base[:8]}..' if case.base else ''}{case.head[:8]}"
    cells = (case.lane, change, ", ".join(seen.tools), counted(seen.told), counted(seen.ours),
             ", ".join(seen.without), str(seen.briefs))  # fmt: skip
    return f"| {' | '.join(cells)} |"


def counted(some: Mapping[str, int]) -> str:
    """Checks with how often they spoke."""
    return ", ".join(f"{name} {count}" for name, count in sorted(some.items())) or "-"


@contextmanager
def on_path(folder: Path) -> Iterator[None]:
    """With this folder first among those that programs are looked for in, and nothing beside it but the usual ones."""
    kept = {name: os.environ.get(name) for name in ("PATH", "VIRTUAL_ENV")}
    os.environ["PATH"] = os.pathsep.join([str(folder.absolute()), *_USUAL])
    os.environ.pop("VIRTUAL_ENV", None)
    try:
        yield
    finally:
        for name, value in kept.items():
            if value is not None:
                os.environ[name] = value


if __name__ == "__main__":
    sys.exit(main())
