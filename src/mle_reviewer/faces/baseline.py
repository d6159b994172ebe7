"""`mle-reviewer baseline create | update | prune`: writes down the findings that a team knows already."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from mle_reviewer.faces.reviewing import jobs_of
from mle_reviewer.faces.streams import UsageError, Watch, print_safely
from mle_reviewer.findings.finding import Finding
from mle_reviewer.findings.redact import redacted
from mle_reviewer.findings.words import counted
from mle_reviewer.policy.baseline import Baseline, Known, known, parse_baseline, written
from mle_reviewer.policy.house import HOUSE
from mle_reviewer.review.engine import Engine, built_in
from mle_reviewer.review.journey import Reviewed, Settings, review
from mle_reviewer.review.unseen import Unseen
from mle_reviewer.sources.reading import read_change


def run(arguments: Namespace) -> int:
    """Whichever of the three."""
    return run_with(arguments, None)


def run_with(arguments: Namespace, engine: Engine | None) -> int:
    """The same with another analysis than the built-in one."""
    until = _date(getattr(arguments, "until", None))
    change = read_change(arguments.repository, all_files=True)
    watch = Watch(timing=False)
    try:
        done = review(change, engine or built_in(), Settings(jobs=jobs_of(arguments), say=watch.say))
    finally:
        watch.close()
    path = _inside(change.root or ".", done.policy.baseline)
    old = _existing(path, done.policy.baseline)
    if arguments.action == "create" and old is not None:
        raise UsageError(f"{done.policy.baseline} exists already; `baseline update` renews it")
    if arguments.action != "create" and old is None:
        raise UsageError(f"there is no {done.policy.baseline} yet; `baseline create` makes it")
    before = {} if old is None else dict(old.entries)
    after = _renewed(done, before, until, add=arguments.action != "prune")
    _write(path, redacted(written(after.values())))
    added, gone = len(after.keys() - before.keys()), len(before.keys() - after.keys())
    print_safely(
        f"{done.policy.baseline}: {counted(len(after), 'entry', 'entries')}, {added:,} added, {gone:,} dropped. "
        "It counts once it has been committed to the base."
    )
    return 0


def _renewed(done: Reviewed, before: Mapping[str, Known], until: str, *, add: bool) -> dict[str, Known]:
    """The entries that still match, or whose file could not be read this time; and what is new, if that is wanted."""
    there = {finding.fingerprint: finding for finding in done.review.findings if _belongs(finding)}
    unseen = Unseen.behind(gap for gap in done.review.gaps if gap.stage in ("read", "parse", "check"))
    kept = {
        key: entry
        for key, entry in before.items()
        if key in there or entry.path in unseen.paths or entry.check in unseen.checks
    }
    fresh = known((finding for key, finding in there.items() if key not in kept), until) if add else ()
    moved = {key: replace(entry, path=there[key].at.path) if key in there else entry for key, entry in kept.items()}
    return moved | {entry.fingerprint: entry for entry in fresh}


def _belongs(finding: Finding) -> bool:
    """The checks' findings that no waiver speaks about. What the review says of itself is mended, not written down."""
    return finding.check not in HOUSE and (finding.waived is None or finding.waived.by == "baseline")


def _inside(root: str, name: str) -> Path:
    """Where the baseline is written: never through a link, and so never out of the repository."""
    path = Path(root, name)
    if path.is_symlink() or not path.resolve().is_relative_to(Path(root).resolve()):
        raise UsageError(f"{name} leads out of the repository")
    return path


def _existing(path: Path, name: str) -> Baseline | None:
    try:
        return parse_baseline(path.read_bytes(), name)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError(f"{name}: {error.strerror or error}") from None


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    except OSError as error:
        raise UsageError(f"{os.fspath(path)}: {error.strerror or error}") from None


def _date(word: str | None) -> str:
    from datetime import date

    if not word:
        return ""
    try:
        return date.fromisoformat(word).isoformat()
    except ValueError:
        raise UsageError(f"--until {word}: expected a date such as 2027-01-31") from None
