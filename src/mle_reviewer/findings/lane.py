"""What an external tool or test run said, and whether it ran at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

LaneStatus = Literal["passed", "failed", "skipped", "incomplete"]


@dataclass(frozen=True, slots=True)
class LaneRun:
    """One lane's run. `why` is its outcome in words; what was skipped or incomplete never reads as passed."""

    lane: str
    tool: str
    command: str
    status: LaneStatus
    why: str
    version: str = ""
    findings: int = 0

    @property
    def proves_tests(self) -> bool:
        """Whether this run says something about the project's own tests."""
        return self.lane == "tests"
