"""A training loop adds each batch's gradients to those of all batches before it, because nothing clears them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.steps import Call
from mle_reviewer.system.system import System

if TYPE_CHECKING:
    from mle_reviewer.system.courses.course import Moment
    from mle_reviewer.system.courses.roots import Walk

CARD = Card(
    area="TR",
    title="Gradients are never cleared",
    items=(),
    severity=Severity.HIGH,
    risk="irreproducible training",
    sees="system",
    lane="pytorch-build-resolver",
)


def find(system: System) -> Iterator[Finding]:
    """Loops in which an optimizer steps on gradients that nothing in the loop, or in what it enters, ever clears."""
    said = set()
    for walk in system.walks:
        for moment in walk.doing("optimizer-step"):
            backward = _unclear(walk, moment)
            place = moment.routine.path, moment.step.pos
            if backward is None or place in said:
                continue
            said.add(place)
            at = system.at(moment.routine, moment.step.pos)
            words = Words(
                title="The optimizer steps on the sum of all gradients so far",
                issue="PyTorch adds gradients up until they are cleared, and nothing in this loop does: each step "
                "follows every batch since the beginning, so the training diverges or learns something else.",
                fix="Call `optimizer.zero_grad()` once in each round, before `backward()` (or right after `step()`).",
            )
            trace = [
                Step(
                    system.at(moment.routine, moment.loops[-1].step.pos), "the loop: searched with all that it enters"
                ),
                Step(system.at(backward.routine, backward.step.pos), "gradients are added here"),
                Step(at, "the weights follow them here; nothing between clears them"),
            ]
            yield stated(CARD, at, words, trace, context=system.source(moment.routine, moment.step.pos))


def _unclear(walk: Walk, moment: Moment) -> Moment | None:
    """Where gradients are added before an optimizer's step without being cleared anywhere around."""
    if not moment.loops or not walk.course.whole:
        return None
    inside = walk.course.inside(moment.loops[-1])
    added = next((one for one in walk.backward if moment.loops[-1] in one.frames), None)
    if added is None or not isinstance(added.step, Call) or added.step.method != "backward":
        return None
    around = walk.course.inside(moment.loops[0])
    if any(walk.clears(one) for one in around) or any(walk.hides(one) for one in around):
        return None
    # An optimizer that is made in the same round has new parameters.
    return None if any(walk.makes_optimizer(one) for one in inside) else added
