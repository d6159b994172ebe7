"""Looks for common blockers that were read on real repositories: `python -m bench.blockers CLONES [--only CB4]`.

CLONES holds a git directory per repository of bench/blockers.json, as for `bench.recorded_changes`. Each is reviewed
as a whole at the recorded commit, or, where a record names a `base`, the change from there to it; the blocker has to be
named at its place (three lines of tolerance). A record says in one clause what a reader saw there; what turned out to
be a false alarm is no record.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bench.accuracy import state
from bench.found import Found, from_json
from bench.recorded_changes import git, held_tree, scratch_clone
from bench.reviewer import ReviewFailedError, review

RECORDS: Final = Path(__file__).with_name("blockers.json")
BLOCKERS: Final = tuple(f"CB{number}" for number in range(1, 10))
REACH: Final = 3


@dataclass(frozen=True, slots=True)
class Record:
    """A blocker that stands in a real repository: which, where, and what a reader saw."""

    blocker: str
    repo: str
    revision: str
    path: str
    cell: int | None
    line: int
    what: str
    base: str | None = None  # of a change that brings the blocker

    def holds(self, one: Found) -> bool:
        """Whether a finding stands there."""
        return any(
            (path, cell) == (self.path, self.cell) and abs(line - self.line) <= REACH for path, cell, line in one.places
        )


def read_records(records: Path = RECORDS) -> tuple[Record, ...]:
    """The records, in the order of their file."""
    return tuple(Record(**one) for one in json.loads(records.read_text(encoding="utf-8"))["records"])


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints what is named where, and the table by blocker; exits 2 when a review failed."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.blockers", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("clones", type=Path)
    parser.add_argument("--only", metavar="BLOCKER")
    chosen = parser.parse_args(arguments)
    records = [one for one in read_records() if chosen.only in (None, one.blocker)]
    named: dict[Record, bool] = {}
    failed = 0
    for repo, revision, base in sorted({(one.repo, one.revision, one.base or "") for one in records}):
        here = [one for one in records if (one.repo, one.revision, one.base or "") == (repo, revision, base)]
        try:
            report = reviewed(chosen.clones, repo, revision, base)
        except ReviewFailedError as error:
            print(f"{repo}: {error}")
            failed += 1
            continue
        for one in here:
            named[one] = is_named(one, report)
            print(f"{one.blocker} {repo} {one.path}:{one.line}: {'named' if named[one] else 'MISSED'}", flush=True)
    print("\n".join(table(records, named)))
    print("commit {}, {}".format(*state()))
    return 2 if failed else 0


def reviewed(clones: Path, repo: str, revision: str, base: str = "") -> Mapping[str, Any]:
    """The report of a whole repository at a commit, or of the change that leads there from `base`."""
    with scratch_clone(clones, repo) as place:
        before = git(place, "commit-tree", "-m", "before", held_tree(place, base)) if base else ""
        onto = ("-p", before) if before else ()
        head = git(place, "commit-tree", "-m", "as it stood", *onto, held_tree(place, revision))
        git(place, "checkout", "--quiet", "--detach", head)
        return review(place, ("--base", before, "--head", head) if before else ("--all",)).report


def is_named(record: Record, report: Mapping[str, Any]) -> bool:
    """Whether a report names the blocker at the place of a record."""
    return any(record.blocker in item["items"] and record.holds(from_json(item)) for item in report["findings"])


def table(records: Iterable[Record], named: Mapping[Record, bool]) -> list[str]:
    """The Markdown table by blocker: repositories that have it, places, and how many are named."""
    rows = ["| blocker | repositories | places | named |", "|---|---|---|---|"]
    held = [*records]
    for blocker in BLOCKERS:
        some = [one for one in held if one.blocker == blocker]
        if some:
            repos = len({one.repo for one in some})
            rows.append(f"| {blocker} | {repos} | {len(some)} | {sum(named.get(one, False) for one in some)} |")
    return rows


if __name__ == "__main__":
    sys.exit(main())
