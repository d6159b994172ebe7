"""An evaluation loop or a handler records the graph of every answer, for gradients that nobody asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.courses.evaluations import (
    holds_no_graph,
    is_used,
    keeps_none_itself,
    learns_around,
    turned_off,
)
from mle_reviewer.system.system import System

if TYPE_CHECKING:
    from mle_reviewer.system.courses.modes import Turn
    from mle_reviewer.system.courses.roots import Asked, Walk

CARD = Card(
    area="SD",
    title="Evaluated with gradients",
    items=("SD4",),
    severity=Severity.MEDIUM,
    risk="other",
    sees="system",
    may_block=False,
    lane="performance-optimizer",
)


def find(system: System) -> Iterator[Finding]:
    """Answers of networks in evaluation mode, in loops or handlers that compute no gradients, with gradients on."""
    served = {(one.path, one.function) for handler in system.handlers for one in handler.starts}
    said = set()
    for walk in system.walks:
        serves = (walk.course.root.path, walk.course.root.function) in served
        for asked in walk.asked:
            place = asked.moment.routine.path, asked.call.pos
            turn = None if place in said else _recorded(walk, asked)
            if turn is None or not (serves or asked.moment.loops):
                continue
            said.add(place)
            at = system.at(asked.moment.routine, asked.call.pos)
            words = Words(
                title="Answers are computed with all that gradients need",
                issue="Nothing here computes gradients, and everything they would need is kept: memory of a training "
                "step for an answer, which limits the batch and, where answers are gathered, grows until it runs out.",
                fix="Do it under `torch.no_grad()` (or `torch.inference_mode()`).",
            )
            trace = [
                Step(system.at(turn.moment.routine, turn.moment.step.pos), "put into evaluation mode here"),
                Step(at, "asked here, with gradients on; no gradients are computed around it"),
            ]
            yield stated(CARD, at, words, trace, context=system.source(asked.moment.routine, asked.call.pos))


def _recorded(walk: Walk, asked: Asked) -> Turn | None:
    """Where a network was put into evaluation mode that is asked with gradients on for nothing."""
    turn = walk.modes.at(asked.moment, asked.key)
    if turn is None or turn.mode != "evaluation" or walk.networks.without_gradients(asked.moment) is not False:
        return None
    if learns_around(walk, asked) or keeps_none_itself(walk, asked) or turned_off(walk, asked):
        return None
    if holds_no_graph(asked):
        return None
    return turn if is_used(walk, asked) else None
