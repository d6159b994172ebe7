"""A test of a model, its data or its service stands where the test runner never looks."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.commands.collected import Unmet, unmet
from mle_reviewer.system.questions.commands.tests import looks_at_model
from mle_reviewer.system.system import System

CARD = Card(
    area="EP",
    title="Test that is never collected",
    items=("SH4",),
    severity=Severity.MEDIUM,
    risk="weak eval",
    sees="system",
    about_tests=True,
    lane="pr-test-analyzer",
    may_block=False,
)


def find(system: System) -> Iterator[Finding]:
    """One finding for each document and reason: the first of its tests, with the others beside it."""
    by_reason: dict[tuple[str, str], list[Unmet]] = {}
    for one in unmet(system):
        if not one.test.skipped and looks_at_model(system, one.test):
            key = (one.test.path, one.test.name if one.line else one.why)
            by_reason.setdefault(key, []).append(one)
    for some in by_reason.values():
        yield _finding(system, some)


def _finding(system: System, some: list[Unmet]) -> Finding:
    first = some[0]
    at = system.at(first.test.routine, first.test.routine.pos)
    more = f" and {len(some) - 1} more" if len(some) > 1 else ""
    words = Words(
        title=f"`{first.test.name}`{more} is never run",
        issue=f"{first.why[0].upper()}{first.why[1:]}. The test looks at the model, its data or its service, stands in "
        "the tree as if it held something, and no run meets it.",
        fix="Give it a name of its own."
        if first.line
        else "Rename the document or class so that it is collected, or "
        "say in pytest's settings that such names are tests.",
    )
    trace = [Step(system.at(one.test.routine, one.test.routine.pos), "never run") for one in some[:4]]
    if first.line:
        trace.append(Step(system.where(first.test.path, first.line << 12), "the test that takes its name"))
    return stated(CARD, at, words, trace, context=f"{first.test.path} {first.test.name}")
