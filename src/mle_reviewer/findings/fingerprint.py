"""Fingerprints: what names a finding from one run, commit or rebase to the next, without a line number in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from hashlib import blake2b

from mle_reviewer.findings.finding import Finding
from mle_reviewer.findings.redact import redacted
from mle_reviewer.sources.location import Location

Identity = tuple[str, str, str]


def identity(finding: Finding, path: str | None = None) -> Identity:
    """What a finding is apart from its position: its check, its path (or the one given) and its normalised context.

    A check that states no context is known by its title. No credential goes into it, which could be guessed from it.
    """
    context = " ".join(redacted(finding.context or finding.title).split())
    return finding.check, finding.at.path if path is None else path, context


def fingerprinted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings in order of place, each with its fingerprint.

    Findings with one identity (the same faulty line written twice in a file) are told apart by counting them.
    """
    seen: Counter[Identity] = Counter()
    named: list[Finding] = []
    for finding in sorted(findings, key=in_place_order):
        what = identity(finding)
        named.append(replace(finding, fingerprint=_digest(what, seen[what])))
        seen[what] += 1
    return tuple(named)


def in_place_order(finding: Finding) -> tuple[object, ...]:
    """A total order by place, then by what is said, so that equal input gives equal output."""
    return (*place_key(finding.at), finding.check, finding.title, finding.context, finding.issue)


def place_key(at: Location) -> tuple[object, ...]:
    """Locations in reading order; a place outside notebooks has no cell to compare."""
    return at.path, at.cell or 0, at.line, at.column


def _digest(what: Identity, occurrence: int) -> str:
    text = "\0".join((*what, str(occurrence)))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
