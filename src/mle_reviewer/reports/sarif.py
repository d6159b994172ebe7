"""The review as SARIF 2.1.0, for code scanning and editors: one run, its rules from the pages of the checks used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from mle_reviewer import __version__
from mle_reviewer.findings.card import Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.findings.lane import LaneRun
from mle_reviewer.findings.review import Review
from mle_reviewer.findings.words import CONFIDENCES, counted
from mle_reviewer.reports.contract import encodable_dump
from mle_reviewer.reports.level import Level
from mle_reviewer.reports.plain import shown
from mle_reviewer.reports.rule import Described, Rule, rule_of
from mle_reviewer.reports.sarif_place import ROOT, location, message, plain
from mle_reviewer.reports.sarif_result import result
from mle_reviewer.sources.gap import Gap
from mle_reviewer.sources.location import Location

VERSION: Final = "2.1.0"
SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
# What GitHub takes: results of a run, and characters of a description. Its limit of 10 MB is one of the packed file,
# which is a small part of the text: keys, rules and paths repeat.
_RESULTS: Final = 25_000
_CHARACTERS: Final = 40_000_000
_DESCRIPTION: Final = 1_024
_TAGS: Final = 20
_GAPS: Final = 1_000
_LEVELS: Final[dict[Severity, Level]] = {
    Severity.LOW: "note", Severity.MEDIUM: "warning", Severity.HIGH: "error", Severity.CRITICAL: "error",
}  # fmt: skip
_PROBLEM: Final[dict[Level, str]] = {"note": "recommendation", "warning": "warning", "error": "error"}
# GitHub's scores of a security alert (high from 7.0, critical above 9.0); a rule that has one is such an alert.
_SCORES: Final = {Severity.LOW: "3.0", Severity.MEDIUM: "5.5", Severity.HIGH: "8.0", Severity.CRITICAL: "9.5"}
# A gap of these stages hides what is there; of the others, the rest stays sound.
_HIDING: Final = frozenset({"read", "parse", "check"})


def as_sarif(review: Review, described: Described) -> str:
    """The whole log. Only ASCII leaves, as in the JSON report."""
    rules = _rules(review.findings, described)
    results = _results(review.findings, [rule.check for rule in rules])
    left = len(review.findings) - len(results)
    run = {
        "tool": {"driver": _driver(rules, review)},
        "automationDetails": {"id": f"mle-reviewer/{'tree' if review.change.base is None else 'change'}/"},
        "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the repository."}}},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not review.incomplete,
                "toolExecutionNotifications": list(_notifications(review, left)),
            }
        ],
        "results": results,
        "properties": _summary(review, left),
    }
    return encodable_dump({"$schema": SCHEMA, "version": VERSION, "runs": [run]}) + "\n"


def _rules(findings: Sequence[Finding], described: Described) -> list[Rule]:
    first: dict[str, Finding] = {}
    for finding in findings:
        first.setdefault(finding.check, finding)
    return [rule_of(first[check], described) for check in sorted(first)]


def _results(findings: Sequence[Finding], order: Sequence[str]) -> list[dict[str, Any]]:
    """The gravest first, as many as are taken."""
    index = {check: number for number, check in enumerate(order)}
    made: list[dict[str, Any]] = []
    spent = 0
    for finding in findings[:_RESULTS]:
        one = result(finding, index[finding.check])
        spent += len(repr(one))
        if spent > _CHARACTERS:
            break
        made.append(one)
    return made


def _driver(rules: Sequence[Rule], review: Review) -> dict[str, Any]:
    stages = sorted({_descriptor(gap) for gap in review.gaps})
    driver: dict[str, Any] = {
        "name": "mle-reviewer",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(rule) for rule in rules],
    }
    if stages:
        driver["notifications"] = [{"id": stage} for stage in stages]
    return driver


def _rule(rule: Rule) -> dict[str, Any]:
    card = rule.card
    level = _LEVELS[card.severity]
    tags = [*(["security"] if card.security else []), card.risk, *card.tags, *card.items]
    return {
        "id": rule.check,
        "name": "".join(word.capitalize() for word in rule.check.split("-")) or rule.check,
        "shortDescription": message(card.title[:_DESCRIPTION]),
        "fullDescription": message(_cut(rule.summary)),
        "help": _help(rule),
        "defaultConfiguration": {"level": level},
        "properties": {
            "precision": CONFIDENCES[card.confidence],
            "problem.severity": _PROBLEM[level],
            "area": card.area,
            "tags": list(dict.fromkeys(tags))[:_TAGS],
            **({"security-severity": _SCORES[card.severity]} if card.security else {}),
        },
    }


def _help(rule: Rule) -> dict[str, Any]:
    if not rule.page:
        return message(rule.summary)
    more = f"`mle-reviewer explain {rule.check}` prints bad and good code."
    return {"text": f"{plain(rule.summary)} {more}", "markdown": rule.page}


def _cut(text: str) -> str:
    return text if len(text) < _DESCRIPTION - 1 else f"{text[: _DESCRIPTION - 24].rpartition(' ')[0]} …"


def _notifications(review: Review, left: int) -> Iterator[dict[str, Any]]:
    """What the results do not say: that the review broke off, what was not seen, what else blocks, what is left out."""
    if review.incomplete:
        yield _notification("error", f"The review could not be completed: {review.incomplete}")
    for reason in review.decision.because:
        if not review.incomplete:
            yield _notification("error", f"Blocked because: {reason}")
    if left:
        yield _notification(
            "warning",
            f"{counted(left, 'finding')} more than GitHub takes, the least grave, are in the JSON report alone",
        )
    for lane in review.lanes:
        if lane.status == "incomplete" or (lane.status == "failed" and lane.proves_tests):
            yield _notification("warning", _lane_words(lane))
    for gap in review.gaps[:_GAPS]:
        yield _gap(gap)
    if len(review.gaps) > _GAPS:
        yield _notification("note", f"{counted(len(review.gaps) - _GAPS, 'gap')} more are in the JSON report alone")


def _lane_words(lane: LaneRun) -> str:
    return f"{lane.lane}: {lane.command}: {lane.status} ({lane.why})"


def _gap(gap: Gap) -> dict[str, Any]:
    made = _notification("warning" if gap.stage in _HIDING else "note", f"Not seen ({gap.stage}): {gap.why}")
    made["descriptor"] = {"id": _descriptor(gap)}
    if gap.path:
        made["locations"] = [location(Location(gap.path, max(gap.line, 1)))]
    return made


def _descriptor(gap: Gap) -> str:
    return f"gap/{gap.stage}"


def _notification(level: Level, text: str) -> dict[str, Any]:
    return {"level": level, "message": message(text)}


def _summary(review: Review, left: int) -> dict[str, Any]:
    """The decision, which is about the whole and belongs to no result."""
    return {
        "verdict": review.decision.verdict,
        "primaryRisks": list(review.decision.primary_risks),
        "followUps": [shown(one) for one in review.decision.follow_ups],
        "base": review.change.base,
        "head": review.change.head,
        "how": shown(review.change.how),
        "fixed": len(review.fixed),
        "silenced": sum(one.count for one in review.silenced),
        "leftOut": left,
    }
