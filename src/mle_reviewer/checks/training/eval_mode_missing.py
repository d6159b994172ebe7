"""A network is judged, or answers requests, while it still behaves as in training."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.courses.evaluations import has_learned, is_used, learns_around, thrown_away
from mle_reviewer.system.system import System

if TYPE_CHECKING:
    from mle_reviewer.system.courses.modes import Turn
    from mle_reviewer.system.courses.roots import Asked, Walk

CARD = Card(
    area="TR",
    title="Judged in training mode",
    items=("EP1", "SD1"),
    severity=Severity.MEDIUM,
    risk="weak eval",
    sees="system",
    lane="pytorch-build-resolver",
)


def find(system: System) -> Iterator[Finding]:
    """Answers that are used, of networks with dropout or batch statistics that no `eval()` has turned."""
    served = {(one.path, one.function) for handler in system.handlers for one in handler.starts}
    said = set()
    for walk in system.walks:
        for asked in walk.asked:
            place = asked.moment.routine.path, asked.call.pos
            found = None if place in said else _in_training(walk, asked)
            if found is None:
                continue
            said.add(place)
            turn, differs = found
            at = system.at(asked.moment.routine, asked.call.pos)
            serves = (walk.course.root.path, walk.course.root.function) in served
            learned = has_learned(walk, asked, turn.moment)
            how = "made here: in training mode until `eval()`" if turn.made else "put into training mode here"
            trace = [Step(system.at(turn.moment.routine, turn.moment.step.pos), how)]
            if learned is not None and not turn.made:
                trace.append(Step(system.at(learned.routine, learned.step.pos), "it learns here"))
            trace.append(Step(at, f"asked here; nothing has put it into evaluation mode, and it has `{differs}`"))
            words = Words(
                title="The network answers as in training",
                issue=f"`{differs}` works otherwise in training: answers here are random or depend on what else is in "
                "the batch, so " + ("predictions are wrong." if serves else "the score is not that of the model."),
                fix="Call `model.eval()` before this (and `model.train()` before training goes on).",
            )
            severity = Severity.HIGH if serves else None
            context = system.source(asked.moment.routine, asked.call.pos)
            yield stated(CARD, at, words, trace, context=context, severity=severity)


def _in_training(walk: Walk, asked: Asked) -> tuple[Turn, str] | None:
    """Since when a network that is judged is in training mode, and what of it that changes."""
    turn = walk.modes.at(asked.moment, asked.key)
    if turn is None or turn.mode != "training" or not asked.call.used or thrown_away(asked):
        return None
    made = walk.modes.made(asked.key)
    if made is None or not made.differs or learns_around(walk, asked):
        return None
    if has_learned(walk, asked, turn.moment) is None:
        return None
    quiet = walk.networks.without_gradients(asked.moment)
    if quiet is None or not (quiet or is_used(walk, asked)):
        return None
    return turn, made.differs
