"""Findings as results of SARIF: level, message, trace as a code flow, fingerprint, and why one does not decide."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from mle_reviewer.findings.finding import Finding, Scope, Waived
from mle_reviewer.findings.words import CONFIDENCES, counted
from mle_reviewer.policy.deciding import decides, is_question
from mle_reviewer.reports.level import level_of
from mle_reviewer.reports.sarif_place import link, location, message, plain
from mle_reviewer.reports.wording import folded

FINGERPRINT: Final = "mleReviewer/v1"
_LINKED: Final = 99  # GitHub shows 100 locations of a result; the first is the finding's own
_FLOW: Final = 1_000  # steps of a code flow that GitHub shows
# Findings of a whole tree have been compared with nothing, and have no state.
_STATES: Final[Mapping[Scope, str]] = {"introduced": "new", "worsened": "updated", "pre-existing": "unchanged"}


def result(finding: Finding, index: int) -> dict[str, Any]:
    """One finding; `index` is its rule's."""
    made: dict[str, Any] = {
        "ruleId": finding.check,
        "ruleIndex": index,
        "level": level_of(finding),
        "message": {"text": _text(finding)},
        "locations": [location(finding.at)],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
    }
    if finding.trace:
        made |= {"relatedLocations": _related(finding), "codeFlows": [_flow(finding)]}
    if state := _STATES.get(finding.scope):
        made["baselineState"] = state
    if finding.waived is not None:
        made["suppressions"] = [_suppression(finding.waived)]
    return made | {"properties": _properties(finding)}


def _text(finding: Finding) -> str:
    parts = [
        _sentence(finding.title) or f"{finding.check}.",
        _sentence(finding.issue),
        f"Fix: {_sentence(finding.fix)}",
    ]
    if is_question(finding):
        parts.append("This is a question to the author, and does not block.")
    if finding.trace:
        steps = [link(step.says or str(step.at), number) for number, step in enumerate(_linked(finding), start=1)]
        more = len(finding.trace) - len(steps)
        parts.append(f"Trace: {', '.join(steps)}{f', and {more:,} more' if more else ''}.")
    return " ".join(part for part in parts if part)


def _sentence(text: str) -> str:
    words = plain(text).strip()
    return words if words.endswith((".", "?", "!")) or not words else f"{words}."


def _linked(finding: Finding) -> list[Any]:
    return list(folded(finding.trace, _LINKED - 1)[0])


def _related(finding: Finding) -> list[dict[str, Any]]:
    return [location(step.at, step.says, number) for number, step in enumerate(_linked(finding), start=1)]


def _flow(finding: Finding) -> dict[str, Any]:
    """The trace. Of one that is longer than anyone shows, the last step is kept: it is where the fault is judged."""
    steps = finding.trace
    if len(steps) > _FLOW:
        steps = (*steps[: _FLOW - 1], steps[-1])
    flow: dict[str, Any] = {"threadFlows": [{"locations": [{"location": location(s.at, s.says)} for s in steps]}]}
    if left := len(finding.trace) - len(steps):
        flow["message"] = message(f"{counted(left, 'step')} before the last are in the JSON report alone")
    return flow


def _suppression(waived: Waived) -> dict[str, Any]:
    """Accepted where it has effect; a waiver that the change itself brings can be without."""
    more = {"by": waived.by, "new": waived.new, **({"until": waived.until} if waived.until else {})}
    return {
        "kind": "inSource" if waived.by == "comment" else "external",
        "status": "accepted" if waived.counts else "rejected",
        "justification": plain(waived.reason) or "-",
        "location": location(waived.at),
        "properties": more,
    }


def _properties(finding: Finding) -> dict[str, Any]:
    return {
        "severity": finding.severity.name,
        "confidence": CONFIDENCES[finding.confidence],
        "risk": finding.risk,
        "area": finding.area,
        "scope": finding.scope,
        "decides": decides(finding),
        "items": list(finding.items),
        "tags": list(finding.tags),
    }
