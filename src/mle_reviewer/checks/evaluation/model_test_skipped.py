"""A test of what a model answers is left out for good, and nothing says why."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.meaning import Thing
from mle_reviewer.system.code.terms import Const, Result
from mle_reviewer.system.questions.commands.tests import Test, looks_at_model, tests_of
from mle_reviewer.system.system import System
from mle_reviewer.system.tiers import tier

CARD = Card(
    area="EP",
    title="Test of the model skipped",
    items=("EP6", "ME6"),
    severity=Severity.MEDIUM,
    risk="weak eval",
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Tests of behaviour that are left out always, without a reason; with one it is the team's decision."""
    for path in system.code:
        if tier(path) != "test":
            continue
        for test in tests_of(system, path):
            if test.skipped and _for_no_reason(system, test) and looks_at_model(system, test):
                yield _finding(system, test)


def _for_no_reason(system: System, test: Test) -> bool:
    """Whether what leaves the test out is bound to no condition and says nothing."""
    for term in test.routine.decorators:
        call = term.call if isinstance(term, Result) else None
        for thing in system.indexed.things(call.callee if call is not None else term):
            sign = system.conventions.call(thing.path) if isinstance(thing, Thing) else None
            if sign is None or sign.sign != "skip-test":
                continue
            if "when" in dict(sign.slots):
                return False
            given = [] if call is None else [*call.args, *(value for _, value in call.kwargs)]
            return not any(isinstance(one, Const) and isinstance(one.value, str) and one.value.strip() for one in given)
    return False


def _finding(system: System, test: Test) -> Finding:
    at = system.at(test.routine, test.routine.pos)
    words = Words(
        title=f"`{test.name}` is skipped, and nothing says why",
        issue="The test looks at what the model answers and never runs. What it was written for can come back, and "
        "the list of passed tests looks the same.",
        fix="Mend the test or the model, or give the reason and the issue that ends it; where it needs something that "
        "is not always there, skip it on that condition only.",
    )
    return stated(CARD, at, words, [Step(at, f"left out by {test.skipped}")], context=f"{test.path} {test.name}")
