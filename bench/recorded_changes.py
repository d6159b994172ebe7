"""Recorded changes of public repositories: their clones, the review between two states, and going through them all.

CLONES is a folder that holds a git directory per repository, named `owner+name` (the clone itself, or with a repo or
.git folder inside).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeVar

from bench.accuracy import state
from bench.found import Found
from bench.reviewer import ReviewFailedError, review
from bench.snippets import Spot

DECIDING: Final = frozenset({"introduced", "worsened"})
_Case = TypeVar("_Case")
_Outcome = TypeVar("_Outcome")


def cases(records: Path) -> list[dict[str, Any]]:
    """The cases of a file of records, in their order."""
    return [*json.loads(records.read_text(encoding="utf-8"))["cases"]]


def spots(item: Mapping[str, Any]) -> tuple[Spot, ...]:
    """Where the fault of a case stands: any of these places is a right one."""
    places = (item, *item.get("also", ()))
    return tuple(Spot(place["path"], place["cell"], tuple(place["lines"])) for place in places)


def parser(name: str, about: str | None, only: str) -> argparse.ArgumentParser:
    """What the command of such a yardstick is given; `only` says what cases can be chosen by."""
    made = argparse.ArgumentParser(prog=f"python -m bench.{name}", description=about)
    made.add_argument("clones", type=Path)
    made.add_argument("--only", metavar="WORD", help=only)
    made.add_argument("--jobs", type=int, default=1, metavar="N", help="reviews at a time")
    return made


def outcomes(
    reviewed: Callable[[_Case, Path], _Outcome], chosen: Iterable[_Case], clones: Path, jobs: int
) -> Iterator[_Outcome]:
    """What comes of each case, in their order, several at a time: each review is a process of its own."""
    with ThreadPoolExecutor(jobs) as pool:
        yield from pool.map(lambda one: reviewed(one, clones), chosen)


def by_group(
    header: str,
    outcomes: Sequence[_Outcome],
    group: Callable[[_Outcome], str],
    figures: Callable[[Sequence[_Outcome]], Iterable[int]],
) -> list[str]:
    """A Markdown table with the figures of each group, and those of all below."""
    names = sorted({group(one) for one in outcomes})
    rows = [(name, [one for one in outcomes if group(one) == name]) for name in names]
    lines = [f"| {' | '.join([name, *map(str, figures(some))])} |" for name, some in (*rows, ("all", outcomes))]
    return [header, "|" + "---|" * (header.count("|") - 1), *lines]


def with_state(told: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What is told of each case, for other programs, with the commit of the reviewer and the date."""
    commit, date = state()
    return {"commit": commit, "date": date, "cases": [*told]}


def write(out: Path, told: Mapping[str, Any]) -> None:
    """Writes outcomes as JSON."""
    out.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def print_found(title: str, found: Iterable[Found]) -> None:
    """One line for each finding, under the word for what it means here."""
    for each in found:
        print(f"  {title}: {each.place} {each.severity} {each.check} {each.scope}: {each.title}")


def findings_between(clones: Path, repo: str, *steps: tuple[str, str]) -> list[tuple[Found, ...]]:
    """What a review says of each step, from the state of its first commit to that of its second."""
    with scratch_clone(clones, repo) as place:
        return [review_between(place, before=before, after=after) for before, after in steps]


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
