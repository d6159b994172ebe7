"""How loud a finding is where there are three levels: what blocks is an error, what warns a warning, the rest notes."""

from __future__ import annotations

from typing import Literal

from mle_reviewer.findings.card import Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.policy.deciding import blocks

Level = Literal["error", "warning", "note"]


def level_of(finding: Finding) -> Level:
    """By severity and confidence: a grave finding that is only a question warns, and a waived one is a note."""
    if is_waived(finding):
        return "note"
    if blocks(finding):
        return "error"
    return "warning" if finding.severity > Severity.LOW else "note"


def is_waived(finding: Finding) -> bool:
    """Whether someone allowed the finding, with effect."""
    return finding.waived is not None and finding.waived.counts
