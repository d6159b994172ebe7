"""A run is taken up again with its weights and its epoch, and with an optimizer that knows nothing of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.steps import Call
from mle_reviewer.system.code.terms import Item, Result, Term, within
from mle_reviewer.system.system import System

if TYPE_CHECKING:
    from mle_reviewer.system.courses.course import Frame, Moment
    from mle_reviewer.system.courses.roots import Walk

CARD = Card(
    area="TR",
    title="Resumed without the optimizer",
    items=("TR1", "TR5"),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    sees="system",
    may_block=False,
    lane="pytorch-build-resolver",
)


def find(system: System) -> Iterator[Finding]:
    """Loops that begin at the epoch of a checkpoint, of which the network is given its weights and nothing else."""
    said = set()
    for walk in system.walks:
        for moment, call in walk.course.calls():
            place = moment.routine.path, call.pos
            found = None if place in said else _resumed(walk, moment, call)
            if found is None:
                continue
            said.add(place)
            loop, step = found
            at = system.at(moment.routine, call.pos)
            words = Words(
                title="The optimizer starts anew where the run goes on",
                issue="Weights and epoch come from the checkpoint, the optimizer's state does not: the "
                "first steps after each restart are other ones, so a run that was interrupted is another run.",
                fix="Save and load `optimizer.state_dict()` (and the scheduler's) beside the weights.",
            )
            trace = [
                Step(at, "the network is given the weights of the checkpoint"),
                Step(system.at(loop.routine, loop.step.pos), "the epochs go on from the checkpoint's"),
                Step(system.at(step.routine, step.step.pos), "the optimizer steps; nothing gives it what it had"),
            ]
            yield stated(CARD, at, words, trace, context=system.source(moment.routine, call.pos))


def _resumed(walk: Walk, moment: Moment, call: Call) -> tuple[Frame, Moment] | None:
    """The loop that goes on where a checkpoint ended, and the step of the optimizer in it."""
    if call.method != "load_state_dict" or not walk.networks_given(call):
        return None
    kept = _checkpoint(call.args[0]) if call.args else None
    if kept is None or not walk.course.whole:
        return None
    for other, one in walk.course.calls():
        restores = one.method is not None and one.method.startswith("load_state") and one is not call
        if restores and not walk.networks_given(one):
            return None  # the optimizer's, or of something that nobody knows
        if other.cut or (one is not call and any(kept is term for term in one.args)):
            return None
    for step in walk.doing("optimizer-step"):
        for loop in step.loops:
            over = getattr(loop.step, "over", None)
            if step.number > moment.number and over is not None and _goes_on(over, kept):
                return loop, step
    return None


def _checkpoint(term: Term) -> Term | None:
    """What a part of a checkpoint is taken out of."""
    return term.of if isinstance(term, Item) and isinstance(term.of, Result) else None


def _goes_on(over: Term, kept: Term) -> bool:
    """Whether what a loop goes through begins at something of the checkpoint."""
    return any(isinstance(one, Item) and one.of is kept for one in within(over))
