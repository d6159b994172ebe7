"""Reviews ordinary changes of well-run repositories: `python -m bench.ordinary CLONES [--only ID|REPO|KIND]`.

CLONES holds a git directory per repository of bench/ordinary.json, named `owner+name` as for `bench.history`. A senior
reviewer read each change and had nothing against it: what is reported as introduced is a false alarm or a discovery,
and is listed to be read.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from bench.accuracy import state
from bench.found import Found
from bench.history import DECIDING, review_between, scratch_clone
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
        for item in json.loads(records.read_text(encoding="utf-8"))["cases"]
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints what each change is said to introduce; exit 2 when a clone is missing or a review fails."""
    parser = argparse.ArgumentParser(prog="python -m bench.ordinary", description=__doc__)
    parser.add_argument("clones", type=Path)
    parser.add_argument("--only", metavar="WORD", help="an id, a repository or a kind")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="reviews at a time")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the outcomes as JSON")
    chosen = parser.parse_args(arguments)
    changes = [one for one in read_changes() if chosen.only in (None, one.name, one.repo, one.kind)]
    with ThreadPoolExecutor(chosen.jobs) as pool:  # each review is a process of its own
        outcomes = [print_outcome(one) for one in pool.map(partial(reviewed, clones=chosen.clones), changes)]
    print("\n" + "\n".join(table(outcomes)))
    if chosen.out:
        chosen.out.write_text(json.dumps(as_json(outcomes), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 2 if any(one.failure for one in outcomes) else 0


def reviewed(change: Change, clones: Path) -> Outcome:
    """The review of one change."""
    try:
        with scratch_clone(clones, change.repo) as place:
            found = review_between(place, before=change.base, after=change.head)
    except ReviewFailedError as error:
        return Outcome(change, failure=str(error))
    return Outcome(change, tuple(one for one in found if one.scope in DECIDING))


def table(outcomes: Sequence[Outcome]) -> list[str]:
    """The Markdown table by kind, with the sum below."""
    rows = ["| kind | changes | failed | with HIGH or CRITICAL | with MEDIUM |", "|---|---|---|---|---|"]
    names = sorted({one.change.kind for one in outcomes})
    rows += [_row(name, [one for one in outcomes if one.change.kind == name]) for name in names]
    return [*rows, _row("all", outcomes)]


def _row(name: str, outcomes: Iterable[Outcome]) -> str:
    held = [*outcomes]
    figures = (sum(bool(part) for part in parts) for parts in zip(*map(_parts, held), strict=True))
    return f"| {' | '.join([name, str(len(held)), *map(str, figures)])} |"


def _parts(one: Outcome) -> tuple[str, tuple[Found, ...], tuple[Found, ...]]:
    return one.failure, one.severe, one.medium


def as_json(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """The outcomes for other programs, with the commit of the reviewer and the date."""
    commit, date = state()
    return {
        "commit": commit,
        "date": date,
        "cases": [
            {
                "id": one.change.name,
                "kind": one.change.kind,
                "failure": one.failure,
                "severe": [asdict(each) for each in one.severe],
                "medium": [asdict(each) for each in one.medium],
            }
            for one in outcomes
        ],
    }


def print_outcome(one: Outcome) -> Outcome:
    """Prints the line of one change and its findings of MEDIUM and above, and hands the outcome on."""
    words = one.failure or f"{len(one.severe)} HIGH or CRITICAL, {len(one.medium)} MEDIUM"
    print(f"\n{one.change.kind} {one.change.name} ({one.change.repo} {one.change.head[:9]}): {words}")
    for each in (*one.severe, *one.medium):
        print(f"  {each.place} {each.severity} {each.check} {each.scope}: {each.title}\n    {each.issue}")
    return one


if __name__ == "__main__":
    sys.exit(main())
