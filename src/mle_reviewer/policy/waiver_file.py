"""The waiver file: `[[waiver]]` tables for what a comment cannot say (SQL, generated files, many paths)."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from mle_reviewer.policy.globs import takes_everything
from mle_reviewer.policy.policy import PolicyError
from mle_reviewer.policy.reading import read_bytes, toml
from mle_reviewer.policy.waiver import Problem, Waiver, judged
from mle_reviewer.sources.change import Tree
from mle_reviewer.sources.location import Location

if TYPE_CHECKING:
    from mle_reviewer.policy.schema import WaiverEntry

_HEADER = re.compile(rb"^[ \t]*\[\[[ \t]*waiver[ \t]*\]\]", re.MULTILINE)


def file_waivers(tree: Tree, path: str, *, known: Collection[str], today: str) -> tuple[Waiver, ...]:
    """Every entry of the tree's waiver file, sound or not; PolicyError when the file cannot be read."""
    data = read_bytes(tree, path)
    if data is None:
        return ()
    from mle_reviewer.policy.schema import WaiverFile, decoded

    entries = decoded(WaiverFile, toml(data, path), path).waiver
    headers = [data.count(b"\n", 0, match.start()) + 1 for match in _HEADER.finditer(data)]
    lines = headers if len(headers) == len(entries) else [1] * len(entries)
    return tuple(
        _waiver(entry, Location(path, line, end_line=line, raw_line=line), number, known=known, today=today)
        for number, (entry, line) in enumerate(zip(entries, lines, strict=True))
    )


def _waiver(entry: WaiverEntry, at: Location, number: int, *, known: Collection[str], today: str) -> Waiver:
    checks = (entry.check,) if isinstance(entry.check, str) else tuple(entry.check)
    match = (entry.path,) if isinstance(entry.path, str) else tuple(entry.path)
    reason, until = entry.reason.strip(), _date(entry.until, at.path, number)
    problem: Problem
    problem, detail = judged(checks, reason, until, known=known, today=today)
    if not problem and not entry.fingerprint and (not match or takes_everything(match)):
        problem, detail = "blanket", "it names no path, and would allow the fault everywhere"
    return Waiver(
        "waiver file",
        at,
        checks,
        reason,
        until,
        match=match,
        fingerprint=entry.fingerprint,
        problem=problem,
        detail=detail,
    )


def _date(value: object, path: str, number: int) -> str:
    """TOML knows dates, but people quote them too."""
    from datetime import date, datetime

    if isinstance(value, str):
        return value.strip()
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    raise PolicyError(f"{path}: waiver[{number}].until: expected a date such as 2027-01-31")
