"""Reviews historic leak fixes as changes, both ways: `python -m bench.history CLONES [--only REPO] [--jobs N]`.

CLONES holds a git directory per repository of bench/history.json, as for `bench.recorded_changes`. From the state
before a fix and the state after it two commits are made in a scratch clone: one where the change brings the leak (it
must be introduced), one where the change is the fix (nothing may be introduced).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bench.accuracy import append_row, state
from bench.found import Found, at_least
from bench.recorded_changes import DECIDING, cases, findings_between, outcomes, parser, print_found, spots
from bench.reviewer import ReviewFailedError
from bench.snippets import Spot

RECORDS: Final = Path(__file__).with_name("history.json")


@dataclass(frozen=True, slots=True)
class Fix:
    """One historic fix: the states before and after, and where the leak stood before."""

    repo: str
    bad: str
    good: str
    tags: frozenset[str]
    spots: tuple[Spot, ...]
    what: str

    def relevant(self, found: Iterable[Found]) -> tuple[Found, ...]:
        """Findings that the change brings, of MEDIUM and above, with an accepted tag, in the files of the leak."""
        files = {spot.file for spot in self.spots}
        return tuple(
            one
            for one in at_least(found, "MEDIUM")
            if one.scope in DECIDING and one.path in files and not self.tags.isdisjoint(one.tags)
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What two reviews said of one fix; `failure` is why they could not be had."""

    fix: Fix
    brought: tuple[Found, ...] = ()
    left: tuple[Found, ...] = ()
    failure: str = ""

    @property
    def flagged(self) -> bool:
        """Whether bringing the leak is reported as introduced."""
        return bool(self.brought)

    @property
    def placed(self) -> bool:
        """Whether it is reported at a right line."""
        return any(spot.holds(one) for spot in self.fix.spots for one in self.brought)

    @property
    def quiet(self) -> bool:
        """Whether the fix itself introduces nothing of the kind."""
        return not self.left and not self.failure


def read_fixes(records: Path = RECORDS) -> tuple[Fix, ...]:
    """The recorded fixes, in their order."""
    return tuple(_fix(item) for item in cases(records))


def _fix(item: Mapping[str, Any]) -> Fix:
    return Fix(
        repo=item["repo"],
        bad=item["bad"],
        good=item["fix"],
        tags=frozenset(item["tags"]),
        spots=spots(item),
        what=item["what"],
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints every outcome and k of n; exit 2 when a clone is missing or a review fails."""
    given = parser("history", __doc__, "a repository")
    given.add_argument("--write", action="store_true", help="append the figures to docs/accuracy.md")
    chosen = given.parse_args(arguments)
    fixes = [fix for fix in read_fixes() if chosen.only in (None, fix.repo)]
    done = [print_outcome(one) for one in outcomes(reviewed, fixes, chosen.clones, chosen.jobs)]
    flagged, placed, quiet = (sum(getattr(one, name) for one in done) for name in ("flagged", "placed", "quiet"))
    both = sum(one.flagged and one.quiet for one in done)
    print(f"\n{len(done)} fixes: leak introduced {flagged} (at a right line {placed}), fix quiet {quiet}, both {both}")
    if chosen.write:
        counts = (str(len(done)), str(flagged), str(placed), str(quiet), str(both))
        append_row(Path("docs/accuracy.md"), "history", (*counts, *state()))
    return 2 if any(one.failure for one in done) else 0


def reviewed(fix: Fix, clones: Path) -> Outcome:
    """Both reviews of one fix."""
    try:
        brought, left = findings_between(clones, fix.repo, (fix.good, fix.bad), (fix.bad, fix.good))
    except ReviewFailedError as error:
        return Outcome(fix, failure=str(error))
    return Outcome(fix, brought=fix.relevant(brought), left=fix.relevant(left))


def print_outcome(one: Outcome) -> Outcome:
    """Prints one line of a fix, with the findings of both directions, and hands the outcome on."""
    words = "flagged" if one.flagged else "MISSED"
    words += ", at the line" if one.placed else ""
    words += ", fix quiet" if one.quiet else ", FIX FLAGGED"
    print(f"\n{one.fix.repo} {one.fix.good[:9]}: {one.failure or words}\n  {one.fix.what}")
    if not one.placed:
        print(f"  expected {'; '.join(str(spot) for spot in one.fix.spots)}")
    print_found("brought", one.brought)
    print_found("left", one.left)
    return one


if __name__ == "__main__":
    sys.exit(main())
