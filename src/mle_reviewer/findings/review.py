"""The review: everything there is to report about one change, and the version of the contract it follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mle_reviewer.findings.brief import Brief
from mle_reviewer.findings.decision import Decision
from mle_reviewer.findings.evidence import Verdict
from mle_reviewer.findings.finding import Finding
from mle_reviewer.findings.lane import LaneRun
from mle_reviewer.findings.map import NO_MAP, Map
from mle_reviewer.sources.change import Status
from mle_reviewer.sources.gap import Gap

SCHEMA: Final = "mle-reviewer/review/1"


@dataclass(frozen=True, slots=True)
class ReviewedFile:
    """One changed file and the parts of a machine-learning system it touches (none: nothing of the kind)."""

    path: str
    old_path: str | None
    status: Status
    surfaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewedChange:
    """What was compared with what. `base` is None when a whole tree was reviewed; `how` says how both were found."""

    base: str | None
    head: str
    how: str
    files: tuple[ReviewedFile, ...] = ()
    tree_files: int = 0

    @property
    def surfaces(self) -> tuple[str, ...]:
        """Every part of a machine-learning system that the change touches, in the order of the life cycle."""
        touched = {surface for file in self.files for surface in file.surfaces}
        return tuple(surface for surface in SURFACES if surface in touched)


@dataclass(frozen=True, slots=True)
class Silenced:
    """Findings that policy switched off: by which rule, and how many. Nothing is left out without a count."""

    rule: str
    count: int


@dataclass(frozen=True, slots=True)
class Review:
    """One review of one change. `incomplete` says why it could not be finished; it is "" otherwise."""

    change: ReviewedChange
    decision: Decision
    findings: tuple[Finding, ...] = ()
    fixed: tuple[Finding, ...] = ()
    ledger: tuple[Verdict, ...] = ()
    lanes: tuple[LaneRun, ...] = ()
    briefs: tuple[Brief, ...] = ()
    leads: tuple[Finding, ...] = ()
    gaps: tuple[Gap, ...] = ()
    silenced: tuple[Silenced, ...] = ()
    system: Map = NO_MAP
    incomplete: str = ""


# SH3: the parts of a machine-learning system, in the order data travels through them.
SURFACES: Final = (
    "data extraction",
    "labelling",
    "feature generation",
    "training",
    "evaluation",
    "artifact packaging",
    "inference",
    "monitoring",
    "deployment",
)
