"""Reviews ordinary changes of well-run repositories: `python -m bench.ordinary CLONES [--only ID|REPO|KIND]`.

CLONES holds a git directory per repository of bench/ordinary.json, as for `bench.recorded_changes`. A senior reviewer
read each change and had nothing against it: what is reported as introduced is a false alarm or a discovery, and is
listed to be read.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from bench.found import Found
from bench.recorded_changes import DECIDING, by_group, cases, findings_between, outcomes, parser, with_state, write
from bench.reviewer import ReviewFailedError

RECORDS: Final = Path(__file__).with_name("ordinary.json")
SEVERE: Final = frozenset({"HIGH", "CRITICAL"})


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the states before and after, and what kind of change it is."""

    name: str
    repo: str
    base: str
    head: str
    kind: str
    what: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the review said of one change; `failure` is why it could not be had."""

    change: Change
    introduced: tuple[Found, ...] = ()
    failure: str = ""

    @property
    def severe(self) -> tuple[Found, ...]:
        """The introduced findings of HIGH and CRITICAL."""
        return tuple(one for one in self.introduced if one.severity in SEVERE)

    @property
    def medium(self) -> tuple[Found, ...]:
        """The introduced findings of MEDIUM."""
        return tuple(one for one in self.introduced if one.severity == "MEDIUM")


def read_changes(records: Path = RECORDS) -> tuple[Change, ...]:
    """The recorded changes, in their order."""
    return tuple(
        Change(item["id"], item["repo"], item["base"], item["head"], item["kind"], item["what"])
        for item in cases(records)
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints what each change is said to introduce; exit 2 when a clone is missing or a review fails."""
    given = parser("ordinary", __doc__, "an id, a repository or a kind")
    given.add_argument("--out", type=Path, metavar="FILE", help="write the outcomes as JSON")
    chosen = given.parse_args(arguments)
    changes = [one for one in read_changes() if chosen.only in (None, one.name, one.repo, one.kind)]
    done = [print_outcome(one) for one in outcomes(reviewed, changes, chosen.clones, chosen.jobs)]
    print("\n" + "\n".join(table(done)))
    if chosen.out:
        write(chosen.out, as_json(done))
    return 2 if any(one.failure for one in done) else 0


def reviewed(change: Change, clones: Path) -> Outcome:
    """The review of one change."""
    try:
        [found] = findings_between(clones, change.repo, (change.base, change.head))
    except ReviewFailedError as error:
        return Outcome(change, failure=str(error))
    return Outcome(change, tuple(one for one in found if one.scope in DECIDING))


def table(done: Sequence[Outcome]) -> list[str]:
    """The Markdown table by kind, with the sum below."""
    header = "| kind | changes | failed | with HIGH or CRITICAL | with MEDIUM |"
    return by_group(header, done, lambda one: one.change.kind, _counts)


def _counts(held: Sequence[Outcome]) -> tuple[int, ...]:
    parts = ((one.failure, one.severe, one.medium) for one in held)
    return (len(held), *(sum(bool(part) for part in some) for some in zip(*parts, strict=True)))


def as_json(done: Sequence[Outcome]) -> dict[str, Any]:
    """The outcomes for other programs, with the commit of the reviewer and the date."""
    return with_state(
        [
            {
                "id": one.change.name,
                "kind": one.change.kind,
                "failure": one.failure,
                "severe": [asdict(each) for each in one.severe],
                "medium": [asdict(each) for each in one.medium],
            }
            for one in done
        ]
    )


def print_outcome(one: Outcome) -> Outcome:
    """Prints the line of one change and its findings of MEDIUM and above, and hands the outcome on."""
    words = one.failure or f"{len(one.severe)} HIGH or CRITICAL, {len(one.medium)} MEDIUM"
    print(f"\n{one.change.kind} {one.change.name} ({one.change.repo} {one.change.head[:9]}): {words}")
    for each in (*one.severe, *one.medium):
        print(f"  {each.place} {each.severity} {each.check} {each.scope}: {each.title}\n    {each.issue}")
    return one


if __name__ == "__main__":
    sys.exit(main())
