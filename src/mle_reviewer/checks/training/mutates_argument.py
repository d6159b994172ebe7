"""A function changes the table that it was given and returns something, while its caller goes on with the table."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.learning.mutations import mutations
from mle_reviewer.system.system import System

CARD = Card(
    area="TR",
    title="Argument changed in place",
    items=("TR4",),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Functions that write into a table they were given, where a caller uses that table again afterwards."""
    for one in mutations(system):
        name = one.routine.name.rpartition(".")[2]
        at = system.at(one.routine, one.step.pos)
        words = Words(
            title=f"`{name}` changes the table of its caller",
            issue=f"{one.says[0].upper()}{one.says[1:]}, and `{name}` returns something of its own: its caller goes on "
            f"with `{one.param.name}` as if it were untouched. What comes of it depends on who was called before, and "
            "a second call changes it again.",
            fix="Work on a copy (`.copy()`, `.assign(…)`) and return that, or use only what is returned.",
        )
        trace = [
            Step(at, one.says),
            Step(system.at(one.caller, one.call.pos), f"`{name}` is called with a table"),
            Step(system.at(one.caller, one.again.pos), "and that table is used again, as a whole"),
        ]
        yield stated(CARD, at, words, trace, context=f"{one.routine.name} {one.param.name}")
