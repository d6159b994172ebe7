"""The decision of a review, and what led to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mle_reviewer.findings.card import Risk

DecisionWord = Literal["APPROVE", "APPROVE WITH WARNINGS", "BLOCK"]


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict; the fingerprints of the findings that caused it; what else caused it; and what is left to do."""

    verdict: DecisionWord
    reasons: tuple[str, ...] = ()
    because: tuple[str, ...] = ()
    primary_risks: tuple[Risk, ...] = ()
    follow_ups: tuple[str, ...] = ()
