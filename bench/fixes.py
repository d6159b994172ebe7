"""Reviews historic fixes of production faults, both ways: `python -m bench.fixes CLONES [--only ID|REPO|CATEGORY]`.

CLONES holds a git directory per repository of bench/fixes.json, as for `bench.recorded_changes`. The faults are of
any kind but leakage (gradients never zeroed, no timeout, unpinned libraries, a gate that cannot fail …). Each is
reviewed as the change that brings the fault back (it must be introduced, within three lines of where it stood) and as
the fix itself (which may introduce nothing of the same check).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from bench.found import Found, at_least
from bench.recorded_changes import (
    DECIDING,
    by_group,
    cases,
    findings_between,
    outcomes,
    parser,
    print_found,
    spots,
    with_state,
    write,
)
from bench.reviewer import ReviewFailedError
from bench.snippets import Spot

RECORDS: Final = Path(__file__).with_name("fixes.json")
REACH: Final = 3  # a fault that is an absence is reported at any of the lines around the place where something lacks
PLACES: Final = ("line", "file", "missed")


@dataclass(frozen=True, slots=True)
class Fix:
    """One historic fix: the states before and after, what kind of fault it mends and where that stood."""

    name: str
    repo: str
    bad: str
    good: str
    category: str
    items: tuple[str, ...]
    spots: tuple[Spot, ...]
    what: str

    def holds(self, one: Found) -> bool:
        """Whether a finding stands where the fault stood."""
        return any(
            (path, cell) == (spot.file, spot.cell) and any(abs(at - line) <= REACH for line in spot.lines)
            for path, cell, at in one.places
            for spot in self.spots
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What two reviews said of one fix; `failure` is why they could not be had."""

    fix: Fix
    brought: tuple[Found, ...] = ()
    left: tuple[Found, ...] = ()
    failure: str = ""

    @property
    def right(self) -> tuple[Found, ...]:
        """The brought findings that stand where the fault stood."""
        return tuple(one for one in self.brought if self.fix.holds(one))

    @property
    def place(self) -> str:
        """Where the fault is reported when it is brought back: at its line, only in its file, or not at all.

        A finding elsewhere in the file may be about something else: it is a hint to the reader, not a hit.
        """
        if self.right:
            return "line"
        files = {spot.file for spot in self.fix.spots}
        return "file" if any(one.path in files for one in self.brought) else "missed"

    @property
    def noise(self) -> tuple[Found, ...]:
        """What the fix itself is said to introduce, of the checks that reported the fault."""
        checks = {one.check for one in self.right or self.brought}
        return tuple(one for one in self.left if one.check in checks)

    @property
    def quiet(self) -> bool:
        """Whether the fix introduces nothing of the same check."""
        return not self.noise and not self.failure


def introduced(found: Iterable[Found]) -> tuple[Found, ...]:
    """What a change brings of MEDIUM and above, leaks left out."""
    return tuple(one for one in at_least(found, "MEDIUM") if one.scope in DECIDING and not one.leak)


def read_fixes(records: Path = RECORDS) -> tuple[Fix, ...]:
    """The recorded fixes, in their order."""
    return tuple(_fix(item) for item in cases(records))


def _fix(item: Mapping[str, Any]) -> Fix:
    return Fix(
        name=item["id"],
        repo=item["repo"],
        bad=item["bad"],
        good=item["good"],
        category=item["category"],
        items=tuple(item["items"]),
        spots=spots(item),
        what=item["what"],
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints every outcome and a table by category; exit 2 when a clone is missing or a review fails."""
    given = parser("fixes", __doc__, "an id, a repository or a category")
    given.add_argument("--out", type=Path, metavar="FILE", help="write the outcomes as JSON")
    chosen = given.parse_args(arguments)
    fixes = [fix for fix in read_fixes() if chosen.only in (None, fix.name, fix.repo, fix.category)]
    done = [print_outcome(one) for one in outcomes(reviewed, fixes, chosen.clones, chosen.jobs)]
    print("\n" + "\n".join(table(done)))
    if chosen.out:
        write(chosen.out, as_json(done))
    return 2 if any(one.failure for one in done) else 0


def reviewed(fix: Fix, clones: Path) -> Outcome:
    """Both reviews of one fix."""
    try:
        brought, left = findings_between(clones, fix.repo, (fix.good, fix.bad), (fix.bad, fix.good))
    except ReviewFailedError as error:
        return Outcome(fix, failure=str(error))
    return Outcome(fix, brought=introduced(brought), left=introduced(left))


def counts(held: Sequence[Outcome]) -> tuple[int, ...]:
    """How many there are, at the line, only in the file, missed, failed, and quiet on the fix."""
    done = [one for one in held if not one.failure]
    at = [sum(one.place == place for one in done) for place in PLACES]
    return (len(held), *at, len(held) - len(done), sum(one.quiet for one in done))


def table(done: Sequence[Outcome]) -> list[str]:
    """The Markdown table by category, with the sum below."""
    header = "| category | fixes | at the line | in the file | missed | failed | fix quiet |"
    return by_group(header, done, lambda one: one.fix.category, counts)


def as_json(done: Sequence[Outcome]) -> dict[str, Any]:
    """The outcomes for other programs, with the commit of the reviewer and the date."""
    return with_state(
        [
            {
                "id": one.fix.name,
                "category": one.fix.category,
                "place": "failed" if one.failure else one.place,
                "quiet": one.quiet,
                "failure": one.failure,
                "brought": [asdict(each) for each in one.brought],
                "left": [asdict(each) for each in one.left],
            }
            for one in done
        ]
    )


def print_outcome(one: Outcome) -> Outcome:
    """Prints the line of one fix and the findings of both directions, and hands the outcome on."""
    words = {"line": "at the line", "file": "in the file only", "missed": "MISSED"}[one.place]
    words += "" if one.quiet else ", FIX FLAGGED"
    print(f"\n{one.fix.category} {one.fix.name} ({one.fix.repo} {one.fix.good[:9]}): {one.failure or words}")
    if one.place != "line":
        print(f"  {one.fix.what}\n  expected {'; '.join(str(spot) for spot in one.fix.spots)}")
    print_found("brought", one.brought)
    print_found("left by the fix", one.left)
    return one


if __name__ == "__main__":
    sys.exit(main())
