"""A script goes on to train or publish although the check or the training before it failed."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.sources.location import Location
from mle_reviewer.system.questions.skipping.unchecked_steps import Unchecked, unchecked_steps
from mle_reviewer.system.system import System

CARD = Card(
    area="EP",
    title="Failed step is not seen",
    items=("EP2", "TR5"),
    severity=Severity.MEDIUM,
    risk="weak eval",
    lane="silent-failure-hunter",
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Commands whose exit code stops nothing, before one that should not be run then."""
    seen: set[tuple[str, int]] = set()
    for one in unchecked_steps(system):
        if (one.path, one.first.line) not in seen:
            seen.add((one.path, one.first.line))
            yield _finding(one)


def _finding(one: Unchecked) -> Finding:
    at = Location(one.path, one.first.line, raw_line=one.first.line)
    said, then = " ".join(one.first.words[:6]), " ".join(one.then.words[:6])
    words = Words(
        title="What follows is run although this failed",
        issue=f"Nothing stops when `{said}` fails ({one.does.says}), and `{then}` is run all the same "
        f"({one.goes_on.says}). What was refused, or what an earlier run left, is then used, and the run ends well.",
        fix="Begin the script with `set -euo pipefail`, take away what forgives the failure (`|| true`, a leading `-`, "
        "`continue-on-error`), or join both with `&&`.",
    )
    trace = [
        Step(at, f"{one.does.says}; its failure stops nothing"),
        Step(Location(one.path, one.then.line, raw_line=one.then.line), f"run all the same: {one.goes_on.says}"),
    ]
    publishes = "releases" in one.goes_on.does and bool(one.does.does & {"gates", "validates"})
    return stated(
        CARD, at, words, trace, context=f"{said} {then}", severity=Severity.HIGH if publishes else Severity.MEDIUM
    )
