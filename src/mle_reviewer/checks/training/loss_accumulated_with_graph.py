"""A running total of losses keeps the graph of every batch, because the tensor is added and not its value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.steps import Loop, every
from mle_reviewer.system.questions.costing.running_sums import added
from mle_reviewer.system.system import System

if TYPE_CHECKING:
    pass

CARD = Card(
    area="TR",
    title="Loss added up with its graph",
    items=(),  # memory runs out or steps become slow: no item of the checklist asks for that
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    sees="system",
    lane="performance-optimizer",
)


def find(system: System) -> Iterator[Finding]:
    """Sums that outlive a loop, to which the very tensor is added that `backward()` is called on in that loop."""
    for routine in system.taught():
        said: set[int] = set()
        for loop in every(routine.steps):
            if not isinstance(loop, Loop):
                continue
            for step, loss in added(system, routine, loop):
                if step.pos in said:
                    continue
                said.add(step.pos)
                at = system.at(routine, step.pos)
                words = Words(
                    title="The sum of losses keeps the graph of every batch",
                    issue="The tensor itself is added, so the sum remembers how each batch was computed: memory grows "
                    "with every step until the run dies, long after it began.",
                    fix="Add the value: `total += loss.item()` (or `loss.detach()`).",
                )
                trace = [
                    Step(system.at(routine, loop.pos), "the loop that the sum outlives"),
                    Step(system.at(routine, loss.pos), "gradients are computed from this loss"),
                    Step(at, "and the same tensor, with its graph, is added to the sum"),
                ]
                yield stated(CARD, at, words, trace, context=system.source(routine, step.pos))
