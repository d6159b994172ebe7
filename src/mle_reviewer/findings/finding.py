"""A finding: a fault with its place, its consequence, its fix and the trace that proves it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from mle_reviewer.findings.card import Area, Confidence, Risk, Severity
from mle_reviewer.sources.location import Location

AGAIN: Final = "and again"  # how a step begins that is one more place of the same fault
Scope = Literal["introduced", "worsened", "pre-existing", "present"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a trace: a place and the few words that say what happens there ("split here").

    `unless` says what in the repository keeps it from happening as things are, where something does.
    """

    at: Location
    says: str
    unless: str = ""


@dataclass(frozen=True, slots=True)
class Waived:
    """Why a finding does not decide: someone allowed it, here, for this reason.

    `until` is an ISO date or "". `new` says that the change under review brings the waiver itself; `counts` is False
    when such a waiver is shown but has no effect.
    """

    by: Literal["comment", "waiver file", "baseline"]
    at: Location
    reason: str
    until: str = ""
    new: bool = False
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault. `issue` says what happens and what follows in production; `fix` names the concrete correction.

    `context` is the normalised text that, with the check's id, makes the fingerprint (never a line number);
    `fingerprint` and `scope` are filled in when base and head are compared, `waived` by policy.
    """

    check: str
    area: Area
    severity: Severity
    confidence: Confidence
    risk: Risk
    items: tuple[str, ...]
    tags: tuple[str, ...]
    at: Location
    title: str
    issue: str
    fix: str
    trace: tuple[Step, ...] = ()
    context: str = ""
    may_block: bool = True
    scope: Scope = "present"
    fingerprint: str = ""
    waived: Waived | None = None

    @property
    def places(self) -> tuple[Location, ...]:
        """Where the fault stands: its own place, and those where the same is done again."""
        return (self.at, *(step.at for step in self.trace if step.says.startswith(AGAIN)))
