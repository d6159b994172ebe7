"""A change takes the number away that a draw of random numbers was given, and the draw stays."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.changed import Systems
from mle_reviewer.system.questions.changes.guards import lost_arguments
from mle_reviewer.system.questions.learning.randomness import seed_parameters

CARD = Card(
    area="TR",
    title="Seed removed",
    items=("TR3",),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    sees="systems",
)


def find(systems: Systems) -> Iterator[Finding]:
    """Calls on both sides that were given a seed or a generator of their own, and no longer are."""
    for lost in lost_arguments(systems, seed_parameters(systems.after)):
        at = systems.after.at(lost.new, lost.goes_on.pos)
        words = Words(
            title=f"`{lost.kind}` is no longer passed to `{lost.what}`",
            issue="What it draws is another one in each run from now on: figures of two runs differ for no reason, and "
            "a regression cannot be told from chance.",
            fix=f"Keep `{lost.kind}=`, with a number from the settings of the run.",
        )
        trace = [
            Step(systems.before.at(lost.old, lost.stood.pos), f"given `{lost.kind}` before"),
            Step(at, "drawn without it now"),
        ]
        yield stated(CARD, at, words, trace, context=f"{lost.kind} of {lost.what} removed in {lost.new.name}")
