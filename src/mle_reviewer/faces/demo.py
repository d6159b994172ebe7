"""`mle-reviewer demo`: a built-in repository, a change of it that looks harmless, and the same change done well."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from mle_reviewer.faces.reviewing import exit_code
from mle_reviewer.faces.streams import print_out, wants_colour
from mle_reviewer.findings.review import Review
from mle_reviewer.findings.words import counted
from mle_reviewer.policy.policy import FailOn
from mle_reviewer.reports.render import rendered
from mle_reviewer.review.engine import built_in
from mle_reviewer.review.journey import Settings, review
from mle_reviewer.sources.change import Change, ChangedFile
from mle_reviewer.sources.making import Commit, make_repository, plain_environment
from mle_reviewer.sources.reading import read_change

EXAMPLE: Final = Path(__file__).with_name("example")
_WIDTH: Final = 100

_NEXT: Final = {"checks": "everything that is looked for", "review": "your own change, in your own repository"}
_BAD: Final = """\
Faster search: fill and scale once, up front

The grid search filled and scaled the same rows anew for every candidate in every fold.
"""
_GOOD: Final = """\
Faster search: remember each prepared fold

The pipeline keeps what it prepared for a fold, and every candidate after the first takes it from there.
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """One version of the change, reviewed: what it says of itself, what it alters, and what the review says."""

    message: str
    change: Change
    review: Review
    fail_on: FailOn


def run(_arguments: Namespace) -> int:
    """Show both versions; the exit code is that of reviewing the first."""
    bad, good = both()
    colour = wants_colour(sys.stdout, os.environ)
    print_out("\n".join(_pages(bad, good, colour=colour)) + "\n")
    return exit_code(bad.review, bad.fail_on)


def both() -> tuple[Shown, Shown]:
    """The bad and the good version of the change, each reviewed in a repository made for it and removed again."""
    commits = (
        Commit("main", "Predict which customers leave\n", files_of("base")),
        Commit("faster-search", _BAD, files_of("change"), "main"),
        Commit("faster-search-done-well", _GOOD, files_of("good"), "main"),
    )
    with TemporaryDirectory(prefix="mle-reviewer-demo-") as folder:
        make_repository(folder, commits)
        bad, good = (_shown(folder, commit) for commit in commits[1:])
    return bad, good


def files_of(version: str) -> dict[str, bytes]:
    """The example's files in one of its folders, by path; what an installer compiled among them is none of them."""
    root = EXAMPLE / version
    files = (path for path in root.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def _shown(folder: str, commit: Commit) -> Shown:
    change = read_change(folder, base=commit.parent, head=commit.branch, env=plain_environment())
    done = review(change, built_in(), Settings())
    return Shown(commit.message, change, done.review, done.policy.fail_on)


def _pages(bad: Shown, good: Shown, *, colour: bool) -> Iterator[str]:
    yield "A repository that predicts which customers leave, and a change of it that looks harmless:\n"
    yield from _stat(bad)
    yield from _page("what mle-reviewer says of it", bad, colour=colour)
    yield _rule("the same aim, done well")
    yield from _stat(good)
    yield from _page("what mle-reviewer says of that", good, colour=colour)
    yield _rule("where to look next")
    reasons = {f"explain {finding.check}": "why it matters, bad and good code" for finding in bad.review.findings}
    for words, what in (reasons | _NEXT).items():
        yield f"  mle-reviewer {words:<28} {what}"


def _page(title: str, version: Shown, *, colour: bool) -> Iterator[str]:
    yield _rule(title)
    yield rendered(version.review, "text", colour=colour)


def _stat(version: Shown) -> Iterator[str]:
    for line in version.message.splitlines():
        yield f"    {line}".rstrip()
    yield ""
    width = max(len(file.path) for file in version.change.files)
    for file in version.change.files:
        added, removed = _lines(file)
        yield f"    {file.path:<{width}}  +{added} -{removed}"
    yield f"    {counted(len(version.change.files), 'file')} changed\n"


def _lines(file: ChangedFile) -> tuple[int, int]:
    return sum(hunk.new_count for hunk in file.hunks), sum(hunk.old_count for hunk in file.hunks)


def _rule(title: str) -> str:
    return f"---- {title} ".ljust(_WIDTH, "-") + "\n"
