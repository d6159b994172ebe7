"""A network is judged on batches of which the last, short one is left out: some rows never count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.terms import Const
from mle_reviewer.system.courses.evaluations import is_used, learns_around
from mle_reviewer.system.courses.forms import Form, Forms
from mle_reviewer.system.courses.loaders import loaders
from mle_reviewer.system.system import System

if TYPE_CHECKING:
    from mle_reviewer.sources.location import Location
    from mle_reviewer.system.courses.roots import Asked, Walk

CARD = Card(
    area="EP",
    title="Evaluation without the last batch",
    items=("EP1",),
    severity=Severity.MEDIUM,
    risk="weak eval",
    sees="system",
    lane="pytorch-build-resolver",
)


def find(system: System) -> Iterator[Finding]:
    """Loops in evaluation mode over loaders each of which is told to drop what does not fill a batch."""
    forms = Forms(system.indexed, system.conventions)
    said = set()
    for walk in system.walks:
        for asked in walk.asked:
            place = asked.moment.routine.path, asked.call.pos
            made = None if place in said else _dropping(forms, walk, asked)
            if made is None:
                continue
            said.add(place)
            at = system.at(asked.moment.routine, asked.call.pos)
            loop = asked.moment.loops[-1]
            where = _where(system, made)
            words = Words(
                title="Rows of the evaluation are left out, and which depends on the batch size",
                issue="The loader drops the rows that do not fill a last batch: the score is not that of the whole "
                "part, cannot be compared between batch sizes, and with a part smaller than one batch there is none.",
                fix="Make the loader of the evaluation with `drop_last=False`.",
            )
            trace = [
                *([Step(where, "made to drop a last batch that is not full")] if where is not None else []),
                Step(system.at(loop.routine, loop.step.pos), "the loop goes through its batches"),
                Step(at, "in evaluation mode the network is asked of each, and judged"),
            ]
            yield stated(CARD, at, words, trace, context=system.source(asked.moment.routine, asked.call.pos))


def _dropping(forms: Forms, walk: Walk, asked: Asked) -> Form | None:
    """The loader of an evaluation, where each that it may be drops rows."""
    turn = walk.modes.at(asked.moment, asked.key)
    if not asked.moment.loops or turn is None or turn.mode != "evaluation" or learns_around(walk, asked):
        return None
    over = getattr(asked.moment.loops[-1].step, "over", None)
    found = loaders(forms, over) if over is not None and is_used(walk, asked) else None
    return found[0] if found and all(_drops(one) for one in found) else None


def _drops(form: Form) -> bool:
    whole = form.given("whole")
    return isinstance(whole, Const) and whole.value is True


def _where(system: System, form: Form) -> Location | None:
    """Where a loader is made."""
    routines = (routine for routine in system.taught() if any(one is form.call for one in routine.calls()))
    return next((system.at(routine, form.call.pos) for routine in routines), None)
