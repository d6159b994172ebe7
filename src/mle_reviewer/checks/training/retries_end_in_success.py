"""After the last failed try of a step, the function ends as if one of them had worked."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.skipping.ends import Ended, exhausted
from mle_reviewer.system.system import System

CARD = Card(
    area="TR",
    title="Retries end in success",
    items=("TR5",),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    lane="silent-failure-hunter",
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Loops of tries with nothing behind them that notices that none worked."""
    for one in exhausted(system):
        yield _finding(system, one)


def _finding(system: System, one: Ended) -> Finding:
    at = system.at(one.routine, one.attempt.pos)
    routine, call = one.at
    words = Words(
        title="When every try failed, the function ends as if one had worked",
        issue=f"{one.matter.says[:1].upper()}{one.matter.says[1:]}, and tried again where it fails. After the last try "
        "nothing raises and nothing is given back that says so: the step is green, and what it should have left is not "
        "there.",
        fix="Raise behind the loop (`else: raise ...`), or in the handler at the last try.",
    )
    trace = [
        Step(system.at(routine, call.pos), one.matter.says),
        Step(at, "tried again after every error; nothing notices that the tries are used up"),
    ]
    return stated(CARD, at, words, trace, context=system.source(routine, call.pos))
