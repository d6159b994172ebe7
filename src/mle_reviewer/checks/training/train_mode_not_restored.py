"""From the second round on a network trains in evaluation mode, because nothing puts it back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.steps import Leave, Return
from mle_reviewer.system.courses.identity import holders
from mle_reviewer.system.system import System

if TYPE_CHECKING:
    from mle_reviewer.system.courses.course import Frame, Moment
    from mle_reviewer.system.courses.modes import Turn
    from mle_reviewer.system.courses.roots import Walk

CARD = Card(
    area="TR",
    title="Training mode is not restored",
    items=(),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    sees="system",
    lane="pytorch-build-resolver",
)


def find(system: System) -> Iterator[Finding]:
    """`eval()` behind the training of a round, in a loop in which nothing calls `train()`."""
    said = set()
    for walk in system.walks:
        for turn in walk.modes.turns:
            place = turn.moment.routine.path, turn.moment.step.pos
            found = None if place in said or turn.mode != "evaluation" else _stays(walk, turn)
            if found is None:
                continue
            said.add(place)
            loop, trained, differs = found
            at = system.at(turn.moment.routine, turn.moment.step.pos)
            words = Words(
                title="The next round trains in evaluation mode",
                issue=f"Nothing in the loop puts the network back: from here on `{differs}` does not do in training "
                "what it is there for, and the model learns something else than in its first round.",
                fix="Call `model.train()` at the beginning of each round (or behind the evaluation).",
            )
            trace = [
                Step(system.at(loop.routine, loop.step.pos), "the loop: nothing in it calls `train()`"),
                Step(system.at(trained.routine, trained.step.pos), "it is trained here in each round"),
                Step(at, "and is in evaluation mode from here on"),
            ]
            yield stated(CARD, at, words, trace, context=system.source(turn.moment.routine, turn.moment.step.pos))


def _stays(walk: Walk, turn: Turn) -> tuple[Frame, Moment, str] | None:
    """The loop in which a network stays in evaluation mode, where it is trained there, and what that changes."""
    made = walk.modes.made(turn.key)
    if made is None or not made.differs or not walk.course.whole:
        return None
    for loop in turn.moment.loops:
        trained = _trained(walk, turn, loop)
        back = any(
            one.mode != "evaluation"
            and loop in one.moment.frames
            and (holders(turn.key) & one.key or turn.key & one.key)
            for one in walk.modes.turns
        )
        if trained is not None and not back and not _leaves(walk, turn, loop):
            return loop, trained, made.differs
    return None


def _trained(walk: Walk, turn: Turn, loop: Frame) -> Moment | None:
    """Where a loop trains a network before it turns it."""
    before = [one for one in walk.backward if loop in one.frames and one.number < turn.moment.number]
    asked = [
        one for one in walk.asked
        if loop in one.moment.frames and one.moment.number < turn.moment.number and turn.key & holders(one.key)
        and walk.networks.without_gradients(one.moment) is False
    ]  # fmt: skip
    return before[0] if before and asked else None


def _leaves(walk: Walk, turn: Turn, loop: Frame) -> bool:
    """Whether the loop may end where a network is turned."""
    place = turn.moment.frames.index(loop)
    arms = [frame for frame in turn.moment.arms() if frame in turn.moment.frames[place:]]
    ends = [one for one in walk.course.moments if _ends(one, loop)]
    return any(arm in one.frames for arm in arms for one in ends) or any(
        one.number > turn.moment.number and one.frames == turn.moment.frames for one in ends
    )


def _ends(moment: Moment, loop: Frame) -> bool:
    if loop not in moment.frames:
        return False
    if isinstance(moment.step, Leave):
        return moment.loops[-1] is loop
    inside = moment.frames[moment.frames.index(loop) :]
    return isinstance(moment.step, Return) and all(frame.entered is None for frame in inside)
