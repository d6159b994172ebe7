"""How a check of the system says what it found: findings with the places that prove them, and evidence with its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mle_reviewer.checks.reporting import Words
from mle_reviewer.findings.card import Severity
from mle_reviewer.findings.evidence import Evidence
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mle_reviewer.findings.card import Card, Confidence
    from mle_reviewer.sources.location import Location
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System

__all__ = ["Words", "evidence", "place", "stated", "step_at"]


def stated(
    card: Card,
    at: Location,
    words: Words,
    trace: Sequence[Step],
    *,
    context: str,
    severity: Severity | None = None,
    confidence: Confidence | None = None,
) -> Finding:
    """A finding of the check that `card` describes.

    `context` is what names it from one commit to the next: the statement, or the names of what it is about, never a
    line number. An absence shows in its trace the role that makes it apply, and what was searched. An example is no
    production: nothing in one weighs more than MEDIUM.
    """
    weight = card.severity if severity is None else severity
    return Finding(
        check="",
        area=card.area,
        severity=min(weight, Severity.MEDIUM) if tier(at.path) == "example" else weight,
        confidence=card.confidence if confidence is None else confidence,
        risk=card.risk,
        items=card.items,
        tags=card.tags,
        at=at,
        title=words.title,
        issue=words.issue,
        fix=words.fix,
        trace=tuple(trace),
        context=context,
        may_block=card.may_block,
    )


def place(system: System, sign: Sign) -> Location:
    """Where a sign stands."""
    return system.at(sign.routine, sign.pos)


def step_at(system: System, sign: Sign, says: str) -> Step:
    """A step of a trace at a sign."""
    return Step(place(system, sign), says)


def evidence(item: str, at: Location, statement: str) -> Evidence:
    """Something that speaks for an item."""
    return Evidence(item, at, statement)
