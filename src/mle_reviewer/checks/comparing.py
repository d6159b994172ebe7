"""How a check of a change says what got lost: the step in the base, the step that stands there now."""

from __future__ import annotations

from mle_reviewer.checks.reporting import Words
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.flow.questions.changed import Changed
from mle_reviewer.flow.questions.deeds import Cut
from mle_reviewer.sources.location import Location


def lost(
    changed: Changed,
    card: Card,
    at: Location,
    words: Words,
    trace: tuple[Step, ...],
    *,
    severity: Severity | None = None,
    confidence: Confidence | None = None,
) -> Finding:
    """A finding at a place of head; the registry fills in the check's id. Its trace begins in the base."""
    return Finding(
        check="",
        area=card.area,
        severity=card.severity if severity is None else severity,
        confidence=card.confidence if confidence is None else confidence,
        risk=card.risk,
        items=card.items,
        tags=card.tags,
        at=at,
        title=words.title,
        issue=words.issue,
        fix=words.fix,
        trace=trace,
        context=changed.context(at),
        may_block=card.may_block,
        scope="introduced",
    )


def before(at: Location, says: str) -> Step:
    """The step of the base."""
    return Step(at, f"before: {says} here")


def now(at: Location, says: str) -> Step:
    """The step that stands in its place."""
    return Step(at, f"now: {says} here")


def parted(cut: Cut) -> str:
    """How rows are parted, in a few words: "split by chance (KFold, by group)"."""
    how = {
        "chance": "split by chance", "position": "split by position, not shuffled", "time": "split in time",
        "value": "split by value", "unknown": "split",
    }[cut.by]  # fmt: skip
    more = [cut.words, *(["by group"] if cut.grouped else []), *(["with equal shares"] if cut.stratified else [])]
    if cut.gap and cut.in_order:
        more.append(f"with a gap of {cut.gap:g}")
    return f"{how} ({', '.join(more)})"


__all__ = ["Words", "before", "lost", "now", "parted"]
