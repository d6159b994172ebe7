"""A test of a model, its data or its service passes whatever they do."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.commands.hollow import Hollow, gives_back, hands_on, hollow_claims
from mle_reviewer.system.questions.commands.tests import Test, looks_at_model, tests_of
from mle_reviewer.system.system import System
from mle_reviewer.system.tiers import tier

CARD = Card(
    area="EP",
    title="Test that cannot fail",
    items=("SH4",),
    severity=Severity.MEDIUM,
    risk="weak eval",
    sees="system",
    about_tests=True,
    lane="pr-test-analyzer",
    may_block=False,
)


def find(system: System) -> Iterator[Finding]:
    """Tests whose every claim holds always, or is caught by the test itself."""
    for path in system.code:
        if tier(path) != "test":
            continue
        for test in tests_of(system, path):
            if test.skipped or not test.claims or gives_back(test.routine):
                continue
            hollow, every = hollow_claims(test.routine)
            if hollow and len(hollow) == every and looks_at_model(system, test) and not hands_on(system, test.routine):
                yield _finding(system, test, hollow)


def _finding(system: System, test: Test, hollow: tuple[Hollow, ...]) -> Finding:
    at = system.at(test.routine, test.routine.pos)
    lost = any(one.lost for one in hollow)
    words = Words(
        title=f"`{test.name}` cannot fail{'' if lost else ' by what it claims'}",
        issue="The test calls the model, its data or its service, and what comes out decides nothing: it is green "
        "whatever they do, and counts as a proof in every report.",
        fix="Claim what has to come out for the rows that are given (a value, an order, a shape with its classes)"
        f"{', and let an error end the test' if lost else ''}.",
    )
    trace = [Step(system.at(test.routine, one.step.pos), one.why) for one in hollow[:4]]
    severity = Severity.MEDIUM if lost or any("tuple" in one.why for one in hollow) else Severity.LOW
    return stated(CARD, at, words, trace, context=f"{test.path} {test.name}", severity=severity)
