"""The review as a Code Quality report of GitLab: one entry for each finding that nobody waived, by fingerprint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any, Final

from mle_reviewer.findings.card import Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.findings.review import Review
from mle_reviewer.policy.deciding import is_question
from mle_reviewer.reports.contract import encodable_dump
from mle_reviewer.reports.level import is_waived
from mle_reviewer.reports.plain import shown
from mle_reviewer.sources.gap import Gap

_SEVERITIES: Final = {
    Severity.CRITICAL: "blocker",
    Severity.HIGH: "critical",
    Severity.MEDIUM: "major",
    Severity.LOW: "minor",
}
_HIDING: Final = frozenset({"read", "parse", "check"})


def as_gitlab(review: Review) -> str:
    """The whole report, without what is waived: GitLab knows no waivers, and would show it like any other finding.

    What was not seen, and a review that broke off, are entries too: an empty report reads as a clean one.
    """
    seen: Counter[str] = Counter()
    entries = []
    for entry in _entries(review):
        name = entry["fingerprint"]
        seen[name] += 1
        entries.append(entry if seen[name] == 1 else {**entry, "fingerprint": f"{name}-{seen[name]}"})
    return encodable_dump(entries) + "\n"


def _entries(review: Review) -> Iterator[dict[str, Any]]:
    if review.incomplete:
        yield _entry("review-incomplete", f"The review could not be completed: {review.incomplete}", "blocker", "")
    for finding in review.findings:
        if not is_waived(finding):
            yield _finding(finding)
    for gap in review.gaps:
        if gap.stage in _HIDING:
            yield _gap(gap)


def _finding(finding: Finding) -> dict[str, Any]:
    severity = "major" if is_question(finding) else _SEVERITIES[finding.severity]
    words = f"{finding.title}: {finding.issue} Fix: {finding.fix}"
    line = finding.at.raw_line or finding.at.line
    return _entry(finding.check, words, severity, finding.at.path, line, finding.fingerprint)


def _gap(gap: Gap) -> dict[str, Any]:
    return _entry(f"not-seen-{gap.stage}", f"Not reviewed: {gap.why}", "info", gap.path, gap.line)


def _entry(check: str, words: str, severity: str, path: str, line: int = 1, name: str = "") -> dict[str, Any]:
    return {
        "description": shown(words),
        "check_name": check,
        "fingerprint": name or _digest(check, path, words),
        "severity": severity,
        "location": {"path": path or ".", "lines": {"begin": max(line, 1)}},
    }


def _digest(*parts: str) -> str:
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
