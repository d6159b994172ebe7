"""Dropout goes on where the network is judged, because the call that drops is not told of the mode."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.steps import Call
from mle_reviewer.system.code.terms import Attr, Const
from mle_reviewer.system.courses.forms import Form, Forms
from mle_reviewer.system.questions.learning.judged import judged
from mle_reviewer.system.questions.learning.owned import owned
from mle_reviewer.system.system import System

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine

CARD = Card(
    area="TR",
    title="Dropout whatever the mode",
    items=("EP1",),
    severity=Severity.MEDIUM,
    risk="weak eval",
    sees="system",
    lane="pytorch-build-resolver",
)

_ISSUE: Final = (
    "`eval()` does not reach this call: it goes on dropping numbers at random when the network is judged or answers: "
    "scores and predictions are noisy, worse than the model is, and differ from call to call."
)
_FUNCTION: Final = "Pass `training=self.training`, or use an `nn.Dropout` that is made in the constructor."
_MADE: Final = "Make the dropout layer in the constructor (`self.dropout = nn.Dropout(p)`) and call it here."


def find(system: System) -> Iterator[Finding]:
    """Calls in networks that drop numbers by a function not told of the mode, or by a layer that is new each time."""
    forms = Forms(system.indexed, system.conventions)
    for one in owned(system):
        for name, routine in one.methods:
            if name == "__init__" or _asks_mode(routine):
                continue
            for call in routine.calls():
                form = _drops(forms, routine, call)
                if form is None:
                    continue
                at = system.at(routine, call.pos)
                words = Words(
                    title="Dropout stays on in evaluation mode",
                    issue=_ISSUE,
                    fix=_FUNCTION if form.made is None else _MADE,
                )
                how = (
                    "drops unless it is told `training=False`" if form.made is None else "a new layer: in training mode"
                )
                trace = [Step(at, how)]
                asked = judged(system).get((routine.path, routine.function))
                if asked is not None:
                    trace.append(Step(system.at(asked[0].routine, asked[0].step.pos), "put into evaluation mode"))
                    trace.append(
                        Step(system.at(asked[1].routine, asked[1].step.pos), "asked: numbers are dropped still")
                    )
                severity = Severity.HIGH if asked is not None else None
                yield stated(CARD, at, words, trace, context=system.source(routine, call.pos), severity=severity)


def _asks_mode(routine: Routine) -> bool:
    return any(isinstance(term, Attr) and term.name == "training" for term, _ in routine.spoken())


def _drops(forms: Forms, routine: Routine, call: Call) -> Form | None:
    """The form of a call that drops numbers in both modes."""
    form = forms.of(call, routine.path)
    if form is None or form.sign != "drops" or any(name is None for name, _ in call.kwargs) or call.starred:
        return None
    if form.made is call:
        return None
    if form.made is not None and (call.method is not None or not any(form.made is one for one in routine.calls())):
        return None
    if form.made is None and form.given("training") is not None:
        return None
    chance = form.given("chance")
    return None if isinstance(chance, Const) and chance.value in (0, 0.0) else form
