"""A change alters how predictions, features, splits or gates are made, beside tests, and no test enters that."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.changed import Systems
from mle_reviewer.system.questions.changes.unexercised import unexercised

CARD = Card(
    area="EP",
    title="Tests of the change do not enter what it changes",
    items=("SH4",),
    severity=Severity.MEDIUM,
    risk="weak eval",
    confidence=Confidence.MEDIUM,
    sees="systems",
    about_tests=True,
    lane="pr-test-analyzer",
    may_block=False,
)
_SHOWN = 3


def find(systems: Systems) -> Iterator[Finding]:
    """One finding for a change."""
    found = unexercised(systems)
    if found is None:
        return
    changed, tests = found
    at = systems.after.at(changed[0], changed[0].pos)
    names = ", ".join(f"`{one.name}`" for one in changed[:_SHOWN])
    words = Words(
        title=f"The change comes with tests, and none enters {names}",
        issue="The tests that it adds or alters run other code, and no other test enters what is changed here either: "
        "they are green whether the change does what it says or not.",
        fix="Write a test that calls the changed function and would fail without the change.",
    )
    trace = [Step(systems.after.at(one, one.pos), "changed") for one in changed[:_SHOWN]]
    trace += [Step(systems.after.at(one.routine, one.routine.pos), "a test of the change") for one in tests[:_SHOWN]]
    yield stated(CARD, at, words, trace, context=" ".join(f"{one.path} {one.name}" for one in changed))
