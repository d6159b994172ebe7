"""The ledger: one verdict with its grounds for every checklist item, from findings, answers and gaps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from mle_reviewer.findings.card import Confidence, Severity
from mle_reviewer.findings.checklist import BLOCKERS, ITEMS
from mle_reviewer.findings.evidence import Answer, Verdict, VerdictWord
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.policy.deciding import decides
from mle_reviewer.sources.location import Location
from mle_reviewer.system.tiers import tier

_MOST: Final = 5  # grounds of one verdict
_OF_TESTS: Final = frozenset({"EP6"})  # the items that tests themselves answer for


@dataclass(frozen=True, slots=True)
class Blocker:
    """One of the common blockers that the review found, and the fingerprints of the findings that are it."""

    id: str
    says: str
    findings: tuple[str, ...]


def blockers_found(findings: Sequence[Finding]) -> tuple[Blocker, ...]:
    """The common blockers among the findings that have a say; a question to the author has found none yet."""
    proven = [one for one in findings if decides(one) and _is_proven(one)]
    named = {name: tuple(one.fingerprint for one in proven if name in one.items) for name in BLOCKERS}
    return tuple(Blocker(name, BLOCKERS[name], some) for name, some in named.items() if some)


def _is_proven(finding: Finding) -> bool:
    return finding.severity > Severity.LOW and finding.confidence > Confidence.LOW


def _only_in_tests(finding: Finding) -> bool:
    """Whether what was followed begins in a test: the rows that a test makes up say nothing of those that one has."""
    return bool(finding.trace) and tier(finding.trace[0].at.path) == "test"


def ledger(findings: Sequence[Finding], answers: Iterable[Answer]) -> tuple[Verdict, ...]:
    """A verdict for each item, in the order of the checklist; of several models, one for each that was answered for."""
    by_item: dict[str, list[Answer]] = {}
    for answer in answers:
        by_item.setdefault(answer.item, []).append(answer)
    found: list[Verdict] = []
    for item in ITEMS:
        faults = [one for one in findings if item in one.items and not (one.waived and one.waived.counts)]
        answered = by_item.get(item) or [Answer(item, looked_for="nothing: no recogniser answers for it yet")]
        found += (_verdict(item, answer, faults) for answer in answered)
    return tuple(found)


def _verdict(item: str, answer: Answer, faults: Sequence[Finding]) -> Verdict:
    """The verdict for one item. A fault violates the item that its check names first, and bears on the others.

    (A gate that compares constants violates what is asked of gates; that nothing is compared with a baseline either
    may follow from it, and is what the recogniser of that item has looked for.)
    """
    faults = [one for one in faults if item in _OF_TESTS or not _only_in_tests(one)]
    proven = [one for one in faults if _is_proven(one) and one.items[0] == item]
    bearing = [one for one in faults if _is_proven(one) and one.items[0] != item]
    doubtful = [one for one in faults if one.severity > Severity.LOW and one.confidence == Confidence.LOW]
    doubtful = [one for one in doubtful if one.items[0] == item]
    missing = (*answer.missing, *(f"{one.title} ({one.at})" for one in bearing[:1]))
    evidence = tuple(Step(one.at, one.statement) for one in answer.evidence[:_MOST])

    def said(word: VerdictWord, says: str, grounds: Iterable[Step], next_step: str = "") -> Verdict:
        return Verdict(item, word, tuple(grounds), answer.model, says, next_step)

    if proven:
        steps = [Step(one.at, f"{one.title} ({one.check}, {one.scope})") for one in proven[:_MOST]]
        return said("violated", proven[0].title, steps, proven[0].fix)
    if answer.reason:
        return said("not-applicable", answer.reason, ())
    if doubtful:
        steps = [Step(one.at, f"{one.title}?") for one in doubtful[:_MOST]]
        return said("needs-judgement", f"Is it so that {doubtful[0].title}?", (*steps, *evidence), doubtful[0].fix)
    if answer.question:
        return said("needs-judgement", answer.question, evidence, answer.next_step)
    if answer.evidence and not missing:
        return said("satisfied", answer.evidence[0].statement, evidence)
    if answer.evidence:
        return said(
            "partial",
            f"not shown: {'; '.join(answer.missing)}" if answer.missing else f"but: {missing[0]}",
            evidence,
            answer.next_step,
        )
    if answer.unread:
        steps = [Step(Location(gap.path, max(gap.line, 1)), gap.why) for gap in answer.unread[:_MOST]]
        return said("not-scanned", answer.unread[0].why, steps, answer.next_step)
    return said("no-evidence", f"looked for {answer.looked_for}", (), answer.next_step)
