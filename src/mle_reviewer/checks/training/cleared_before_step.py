"""Gradients are cleared after they were computed and before the optimizer steps: it steps by nothing."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.courses.forms import Forms
from mle_reviewer.system.courses.rounds import Event, Round, rounds
from mle_reviewer.system.system import System

CARD = Card(
    area="TR",
    title="Gradients cleared before the step",
    items=(),
    severity=Severity.HIGH,
    risk="irreproducible training",
    sees="system",
    lane="pytorch-build-resolver",
)


def find(system: System) -> Iterator[Finding]:
    """Steps before which, in each turn of their loop, the same optimizer's gradients were computed and then cleared."""
    forms = Forms(system.indexed, system.conventions)
    said = set()
    for walk in system.walks:
        for turn in rounds(walk, forms):
            for event in turn.steps:
                place = event.moment.routine.path, event.moment.step.pos
                found = None if place in said else _cleared(turn, event)
                if found is None:
                    continue
                said.add(place)
                places = [system.at(one.moment.routine, one.moment.step.pos) for one in (*found, event)]
                words = Words(
                    title="The optimizer steps after its gradients were cleared",
                    issue="Every turn computes gradients, throws them away and then steps by zeros: the weights stay "
                    "as they were (weight decay and momentum aside), and nothing fails.",
                    fix="Call `zero_grad()` before `backward()`, or after `step()`.",
                )
                trace = [
                    Step(places[0], "gradients are computed"),
                    Step(places[1], "and cleared"),
                    Step(places[2], "and only then the optimizer steps"),
                ]
                context = system.source(event.moment.routine, event.moment.step.pos)
                yield stated(CARD, places[1], words, trace, context=context)


def _cleared(turn: Round, step: Event) -> tuple[Event, Event] | None:
    """The computing and the clearing between which and the step nothing else happens to gradients."""
    before = turn.before(step, "backward", "clear", "step")
    if len(before) < 2 or before[0].what != "clear" or before[1].what != "backward":  # noqa: PLR2004 - these two
        return None
    clear, backward = before[0], before[1]
    if not (clear.key & step.key and step.follows(clear) and step.follows(backward)):
        return None
    return (backward, clear) if _loops(backward, turn) == _loops(clear, turn) == _loops(step, turn) else None


def _loops(event: Event, turn: Round) -> bool:
    return event.moment.loops[-1] is turn.loop
