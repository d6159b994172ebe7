"""The learning-rate schedule is moved on before the optimizer has made its step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.steps import Call
from mle_reviewer.system.questions.learning.schedules import schedules
from mle_reviewer.system.system import System

if TYPE_CHECKING:
    from mle_reviewer.system.courses.course import Moment
    from mle_reviewer.system.courses.roots import Walk

CARD = Card(
    area="TR",
    title="Schedule ahead of the optimizer",
    items=(),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    sees="system",
    may_block=False,
    lane="pytorch-build-resolver",
)


def find(system: System) -> Iterator[Finding]:
    """Rounds in which a schedule without an argument is moved on first, and the optimizer steps after that."""
    said = set()
    for walk in system.walks:
        for schedule in schedules(system, walk):
            for moment in schedule.moved:
                place = moment.routine.path, moment.step.pos
                later = None if place in said else _ahead(walk, moment)
                if later is None:
                    continue
                said.add(place)
                at = system.at(moment.routine, moment.step.pos)
                words = Words(
                    title="The first learning rate of the schedule is never used",
                    issue="The schedule is moved on before the optimizer steps: each rate comes a round early, the "
                    "first one is left out (a warm-up loses its start), and restarts shift it again.",
                    fix="Call `scheduler.step()` after `optimizer.step()`, at the end of the round.",
                )
                trace = [
                    Step(system.at(moment.routine, moment.loops[-1].step.pos), "in each round of this loop"),
                    Step(at, "the schedule is moved on"),
                    Step(system.at(later.routine, later.step.pos), "and only then the optimizer steps"),
                ]
                yield stated(CARD, at, words, trace, context=system.source(moment.routine, moment.step.pos))


def _ahead(walk: Walk, moment: Moment) -> Moment | None:
    """The first step of an optimizer behind a schedule's, in the same round, where none stands before."""
    if not moment.loops or not isinstance(moment.step, Call) or moment.step.args or moment.step.kwargs:
        return None
    loop = moment.loops[0]
    if any(arm in moment.frames[moment.frames.index(loop) :] for arm in moment.arms()):
        return None  # perhaps not in each round
    steps = walk.doing("optimizer-step")
    if any(one.number < moment.number for one in steps):
        return None
    inside = [one for one in steps if loop in one.frames and moment.loops[-1] in one.frames]
    return inside[0] if inside else None
