"""A layer gives another number of values than the one behind it takes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.courses.fitting import misfits_asked, misfits_made
from mle_reviewer.system.courses.forms import Form, Forms
from mle_reviewer.system.system import System

CARD = Card(
    area="TR",
    title="Layers that do not fit",
    items=(),
    severity=Severity.MEDIUM,
    risk="other",
    sees="system",
    lane="pytorch-build-resolver",
)


def find(system: System) -> Iterator[Finding]:
    """Layers whose written sizes contradict each other, in a stack or from call to call."""
    forms = Forms(system.indexed, system.conventions)
    said = set()
    for routine in system.taught():
        for one, pos in chain(misfits_asked(forms, routine), misfits_made(forms, routine)):
            if (routine.path, pos) in said:
                continue
            said.add((routine.path, pos))
            at = system.at(routine, pos)
            words = Words(
                title=f"A layer takes {one.takes} values and is given {one.gives}",
                issue="The sizes do not fit: the first batch that comes here stops with an error of shapes.",
                fix="Make the size that the second layer takes the one that the first gives.",
            )
            trace = [
                Step(
                    system.where(one.first.path or routine.path, one.first.pos), f"gives {one.gives}{_along(one.first)}"
                ),
                Step(system.where(one.second.path or routine.path, one.second.pos), f"takes {one.takes}"),
                Step(at, "the one is given to the other"),
            ]
            yield stated(CARD, at, words, trace, context=system.source(routine, pos))


def _along(form: Form) -> str:
    return " channels" if form.word("along") == "channels" else " values in each row"
