"""A hand-off brief: what a person or another reviewer is to look at where no tool can serve a lane."""

from __future__ import annotations

from dataclasses import dataclass

from mle_reviewer.findings.finding import Step


@dataclass(frozen=True, slots=True)
class Brief:
    """What one lane hands on: why it came up, the places to look at, and the questions to answer there."""

    lane: str
    why: str
    look: tuple[Step, ...]
    questions: tuple[str, ...]
