"""Evidence and verdicts: what speaks for a checklist item, and what the review says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mle_reviewer.findings.finding import Step
from mle_reviewer.sources.location import Location

VerdictWord = Literal[
    "violated", "partial", "satisfied", "no-evidence", "not-applicable", "needs-judgement", "not-scanned"
]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something found that speaks for a checklist item."""

    item: str
    at: Location
    statement: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the review says of one checklist item, with its grounds."""

    item: str
    verdict: VerdictWord
    grounds: tuple[Step, ...]
    model: str | None = None
