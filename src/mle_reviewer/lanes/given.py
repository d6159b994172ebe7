"""Files with results that were made elsewhere: how a lane reads them, and what it takes from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mle_reviewer.findings.finding import Finding
from mle_reviewer.findings.lane import LaneRun
from mle_reviewer.lanes.errand import Errand
from mle_reviewer.sources.gap import Gap


@dataclass(frozen=True, slots=True)
class Taken:
    """What given files say: findings of head, runs as a review tells them, and what could not be read or placed.

    `causes` are jobs of CI, each with why it failed.
    """

    findings: tuple[Finding, ...] = ()
    runs: tuple[LaneRun, ...] = ()
    gaps: tuple[Gap, ...] = ()
    causes: tuple[tuple[str, str], ...] = ()


Reader = Callable[[tuple[Path, ...], Errand], Taken]
