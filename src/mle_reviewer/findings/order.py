"""The order in which findings are reported: the gravest first, then the surest, then by place."""

from __future__ import annotations

from mle_reviewer.findings.finding import Finding
from mle_reviewer.findings.fingerprint import in_place_order


def report_order(finding: Finding) -> tuple[object, ...]:
    """A total order, so that equal findings give equal bytes."""
    return -finding.severity, -finding.confidence, *in_place_order(finding)
