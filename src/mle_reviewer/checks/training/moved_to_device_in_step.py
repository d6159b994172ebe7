"""Something that never changes is put on the device again in each step of training or prediction."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.steps import Loop, every
from mle_reviewer.system.questions.costing.done import Done, done
from mle_reviewer.system.questions.costing.moved import moved, works
from mle_reviewer.system.questions.costing.rounds import few, rounds, worked
from mle_reviewer.system.system import System

if TYPE_CHECKING:
    pass

CARD = Card(
    area="TR",
    title="Moved to the device in each step",
    items=(),  # time that each step takes longer: no item of the checklist asks for that
    severity=Severity.LOW,
    risk="other",
    sees="system",
    may_block=False,
    lane="performance-optimizer",
)


def find(system: System) -> Iterator[Finding]:
    """Networks and constant tensors that the rounds of a loop move, where the loop asks a network or trains one."""
    said: set[tuple[str, str]] = set()
    for routine in worked(system):
        for one in rounds(system, routine):
            epochs = any(isinstance(step, Loop) for step in every(one.steps))
            if one.loop is None or epochs or few(system, one.over):
                continue
            calls = done(system, one)
            near = [each for each in calls if each.scope.round is one and not each.once]
            if not any(works(system, each) for each in near):
                continue
            for each in near:
                key = routine.path, system.source(each.routine, each.call.pos)
                if key not in said and moved(system, each):
                    said.add(key)
                    yield _finding(system, one.pos, each)


def _finding(system: System, loop: int, each: Done) -> Finding:
    at = system.at(each.routine, each.call.pos)
    words = Words(
        title="The same is put on the device again in each step",
        issue="What is moved here does not change from one round to the next: each step pays for the copy, or for a "
        "walk through all parameters, and waits for it.",
        fix="Move it once before the loop and use what that gives.",
    )
    trace = [Step(system.at(each.routine, loop), "each round is a step"), Step(at, "and moves the same here")]
    return stated(CARD, at, words, trace, context=system.source(each.routine, each.call.pos))
