"""Notebooks whose cells were last run in another order than they stand in: what only that order brings up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from mle_reviewer.findings.card import Confidence, Severity
from mle_reviewer.findings.finding import Finding

_SAYS = " This is so in the order in which the cells were last run; from top to bottom it is not."


def in_both_orders(found: list[Finding], again: Callable[[], Iterable[Finding]] | None) -> list[Finding]:
    """The findings from top to bottom, and those that only the recorded order (`again`) adds, less sure of them.

    Execution counts tell the last run of each cell, not how often a cell ran or what it then said: at most medium.
    """
    if again is None:
        return found
    known = {(one.check, one.at) for one in found}
    return [
        *found,
        *(
            replace(
                one,
                severity=min(one.severity, Severity.MEDIUM),
                confidence=min(one.confidence, Confidence.MEDIUM),
                issue=one.issue + _SAYS,
            )
            for one in again()
            if (one.check, one.at) not in known
        ),
    ]
