"""A waiver: someone allows named checks at one place, for a stated reason, perhaps until a date."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from mle_reviewer.findings.finding import Finding
from mle_reviewer.findings.lane import is_tool_rule
from mle_reviewer.policy.globs import matches
from mle_reviewer.sources.location import Location

Problem = Literal["", "malformed", "blanket", "unknown-check", "expired"]

HOW_TO_WAIVE = "# mle-reviewer: allow CHECK -- reason (until YYYY-MM-DD)"


@dataclass(frozen=True, slots=True)
class Waiver:
    """One waiver as it was written.

    A comment covers the statement on the lines `first` to `last` of its document or cell, whose text is `statement`; an
    entry of the waiver file covers the paths that `match` its patterns, and one finding if it names a `fingerprint`.
    A waiver with a `problem` has no effect; `detail` says in one clause what is wrong with it.
    """

    by: Literal["comment", "waiver file"]
    at: Location
    checks: tuple[str, ...]
    reason: str
    until: str = ""
    first: int = 0
    last: int = 0
    statement: str = ""
    match: tuple[str, ...] = ()
    fingerprint: str = ""
    problem: Problem = ""
    detail: str = ""

    def covers(self, finding: Finding) -> bool:
        """Whether the finding stands where this waiver speaks, and is of a check that it names."""
        if finding.check not in self.checks:
            return False
        if self.by == "waiver file":
            return matches(self.match, finding.at.path) and self.fingerprint in ("", finding.fingerprint)
        at = finding.at
        here = (at.path, at.cell) == (self.at.path, self.at.cell)
        return here and at.line <= self.last and self.first <= max(at.line, at.end_line)

    def words(self) -> tuple[object, ...]:
        """What makes two waivers the same one: what they say and the statement they speak about, not where."""
        return self.by, self.checks, self.reason, self.until, self.statement, self.match, self.fingerprint


def judged(
    checks: Collection[str], reason: str, until: str, *, known: Collection[str], today: str
) -> tuple[Problem, str]:
    """What is wrong with a waiver's words, and the clause that says so; two empty strings when nothing is."""
    if not checks or any(check in ("*", "all") for check in checks):
        return "blanket", "it names no check, and would allow every fault"
    unknown = [check for check in checks if check not in known and not is_tool_rule(check)]
    if unknown:
        return "unknown-check", f"no check is called `{unknown[0]}`"
    if not reason:
        return "malformed", "it gives no reason"
    if until and not _is_date(until):
        return "malformed", f"`{until}` is not a date such as 2027-01-31"
    if until and until < today:
        return "expired", f"it ended on {until}"
    return "", ""


def _is_date(text: str) -> bool:
    from datetime import date

    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2027-01-31")
