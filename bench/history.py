"""Reviews historic leak fixes as changes, both ways: `python -m bench.history CLONES [--only REPO] [--jobs N]`.

CLONES holds a git directory per repository of bench/history.json, named `owner+name` (the clone itself, or with a repo
or .git folder inside). From the state before a fix and the state after it two commits are made in a scratch clone: one
where the change brings the leak (it must be introduced), one where the change is the fix (nothing may be introduced).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from bench.accuracy import append_row, state
from bench.found import Found, at_least
from bench.reviewer import ReviewFailedError, review
from bench.snippets import Spot

RECORDS: Final = Path(__file__).with_name("history.json")
DECIDING: Final = frozenset({"introduced", "worsened"})


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
    return tuple(_fix(item) for item in json.loads(records.read_text(encoding="utf-8"))["cases"])


def _fix(item: Mapping[str, Any]) -> Fix:
    places = [item, *item.get("also", ())]
    return Fix(
        repo=item["repo"],
        bad=item["bad"],
        good=item["fix"],
        tags=frozenset(item["tags"]),
        spots=tuple(Spot(place["path"], place["cell"], tuple(place["lines"])) for place in places),
        what=item["what"],
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints every outcome and k of n; exit 2 when a clone is missing or a review fails."""
    parser = argparse.ArgumentParser(prog="python -m bench.history", description=__doc__)
    parser.add_argument("clones", type=Path)
    parser.add_argument("--only", metavar="REPO")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="reviews at a time")
    parser.add_argument("--write", action="store_true", help="append the figures to docs/accuracy.md")
    chosen = parser.parse_args(arguments)
    fixes = [fix for fix in read_fixes() if chosen.only in (None, fix.repo)]
    with ThreadPoolExecutor(chosen.jobs) as pool:  # each review is a process of its own
        outcomes = [*pool.map(partial(reviewed, clones=chosen.clones), fixes)]
    for one in outcomes:
        print_outcome(one)
    flagged, placed, quiet = (sum(getattr(one, name) for one in outcomes) for name in ("flagged", "placed", "quiet"))
    both = sum(one.flagged and one.quiet for one in outcomes)
    print(
        f"\n{len(outcomes)} fixes: leak introduced {flagged} (at a right line {placed}), fix quiet {quiet}, both {both}"
    )
    if chosen.write:
        counts = (str(len(outcomes)), str(flagged), str(placed), str(quiet), str(both))
        append_row(Path("docs/accuracy.md"), "history", (*counts, *state()))
    return 2 if any(one.failure for one in outcomes) else 0


def reviewed(fix: Fix, clones: Path) -> Outcome:
    """Both reviews of one fix."""
    try:
        with scratch_clone(clones, fix.repo) as place:
            return Outcome(
                fix,
                brought=fix.relevant(review_between(place, before=fix.good, after=fix.bad)),
                left=fix.relevant(review_between(place, before=fix.bad, after=fix.good)),
            )
    except ReviewFailedError as error:
        return Outcome(fix, failure=str(error))


@contextmanager
def scratch_clone(clones: Path, repo: str) -> Iterator[Path]:
    """A throw-away clone that shares the objects of the one in `clones` and takes whatever commits are made in it."""
    source = clone_of(clones, repo)
    if source is None:
        raise ReviewFailedError(f"no clone of {repo} in {clones}")
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch) / "repository"
        git(None, "clone", "--quiet", "--shared", "--no-checkout", str(source), str(place))
        yield place


def clone_of(clones: Path, repo: str) -> Path | None:
    """The git directory of a repository, whichever of the three layouts it has."""
    at = clones / repo.replace("/", "+")
    candidates = (at / "repo" / ".git", at / ".git", at / "repo", at)
    return next((one for one in candidates if (one / "HEAD").is_file() and (one / "objects").is_dir()), None)


def review_between(place: Path, *, before: str, after: str) -> tuple[Found, ...]:
    """The findings of the change that leads from the state of one commit to the state of another, whatever their order.

    Commits of their own: the real ones have an order in history, and the merge base of `after` and `before` is not the
    base that either direction needs.
    """
    base = git(place, "commit-tree", "-m", "before", held_tree(place, before))
    head = git(place, "commit-tree", "-m", "after", "-p", base, held_tree(place, after))
    return review(place, ("--base", base, "--head", head)).found


def held_tree(place: Path, commit: str) -> str:
    """The tree of a commit, less the files whose content a partial clone lacks."""
    listed = [entry.split("\t", 1) for entry in git(place, "ls-tree", "-r", "-z", commit).split("\0") if entry]
    blobs = [(about.split()[2], path) for about, path in listed if about.split()[1] == "blob"]
    checked = git(place, "cat-file", "--batch-check", given="\n".join(name for name, _path in blobs)).splitlines()
    lacking = [path for (_name, path), answer in zip(blobs, checked, strict=True) if answer.endswith(" missing")]
    if not lacking:
        return f"{commit}^{{tree}}"
    index = {"GIT_INDEX_FILE": str(place / ".git" / f"index-{commit}")}
    git(place, "read-tree", commit, settings=index)
    git(place, "update-index", "--force-remove", "-z", "--stdin", given="\0".join(lacking), settings=index)
    return git(place, "write-tree", "--missing-ok", settings=index)


def print_outcome(one: Outcome) -> None:
    """One line per fix, with the findings where something is not as it should be."""
    words = "flagged" if one.flagged else "MISSED"
    words += ", at the line" if one.placed else ""
    words += ", fix quiet" if one.quiet else ", FIX FLAGGED"
    print(f"\n{one.fix.repo} {one.fix.good[:9]}: {one.failure or words}\n  {one.fix.what}")
    if not one.placed:
        print(f"  expected {'; '.join(str(spot) for spot in one.fix.spots)}")
    for title, found in (("brought", one.brought), ("left", one.left)):
        for each in found:
            print(f"  {title}: {each.place} {each.severity} {each.check} {each.scope}: {each.title}")


def git(
    folder: Path | None, *arguments: str, given: str | None = None, settings: Mapping[str, str] | None = None
) -> str:
    """What a git command printed; it may commit, and always as the same person at the same hour."""
    person = {f"GIT_{who}_{what}": "bench@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    dates = {"GIT_AUTHOR_DATE": "2026-01-05T12:00:00+0000", "GIT_COMMITTER_DATE": "2026-01-05T12:00:00+0000"}
    done = subprocess.run(
        ("git", *arguments),
        cwd=folder,
        env={**os.environ, **person, **dates, **(settings or {})},
        input=given,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
