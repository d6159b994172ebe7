"""A loss is given answers in another form than it takes: shares of a softmax where it makes them itself, say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.courses.forms import Form, Forms, Kind
from mle_reviewer.system.system import System

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine

CARD = Card(
    area="TR",
    title="Loss given answers in the wrong form",
    items=(),
    severity=Severity.MEDIUM,
    risk="other",
    sees="system",
    lane="pytorch-build-resolver",
)

_FORMS: Final = {
    "scores": "plain scores",
    "shares": "shares that a softmax made",
    "log-shares": "logarithms that a log-softmax made",
    "chances": "chances that a sigmoid made",
}
_FLAT: Final = (
    "The loss turns scores into shares itself: done twice, even a perfect answer keeps a loss well above zero and its "
    "gradients are small, so training is slow and ends early at a worse network."
)
_WRONG: Final = {
    ("scores", "shares"): (_FLAT, "Give the loss the scores; apply the softmax only where shares are shown."),
    ("scores", "chances"): (_FLAT, "Give the loss the scores; apply the sigmoid only where chances are shown."),
    ("chances", "scores"): (
        "The loss takes numbers between 0 and 1: the first score outside stops the run with an error.",
        "Use `BCEWithLogitsLoss`, or apply a sigmoid before this loss.",
    ),
    ("chances", "log-shares"): (
        "The loss takes numbers between 0 and 1, and logarithms of shares are below 0: it stops with an error.",
        "Use a sigmoid before this loss, or `NLLLoss` for these answers.",
    ),
    ("log-shares", "scores"): (
        "The loss is the negative of what it is given: of plain scores that has no lower end, and training diverges.",
        "Use `CrossEntropyLoss`, or apply `log_softmax` before this loss.",
    ),
    ("log-shares", "shares"): (
        "The loss takes logarithms: of shares it is no likelihood, and answers that are surely wrong hardly cost more.",
        "Use `log_softmax` in place of the softmax, or `CrossEntropyLoss` on the scores.",
    ),
}
_SILENT: Final = ("log-shares", "scores")


def find(system: System) -> Iterator[Finding]:
    """Losses that take one form alone, on answers of which all ways through the code give another one."""
    forms = Forms(system.indexed, system.conventions)
    said: set[tuple[str, int]] = set()
    for routine in system.taught():
        for call in routine.calls():
            form = forms.of(call, routine.path)
            if form is None or form.sign != "loss" or (routine.path, call.pos) in said:
                continue
            kind = _given(forms, routine, form)
            wrong = _WRONG.get((form.word("wants"), kind.name)) if kind is not None else None
            if kind is None or wrong is None:
                continue
            said.add((routine.path, call.pos))
            at = system.at(routine, call.pos)
            words = Words(title=f"{form.word('says')} is given {_FORMS[kind.name]}", issue=wrong[0], fix=wrong[1])
            trace = [
                Step(system.where(kind.path, kind.pos), f"the answers become {_FORMS[kind.name]}"),
                Step(at, f"and are given to {form.word('says')}, which takes {_takes(form)}"),
            ]
            severity = Severity.HIGH if (form.word("wants"), kind.name) == _SILENT else None
            yield stated(CARD, at, words, trace, context=system.source(routine, call.pos), severity=severity)


def _given(forms: Forms, routine: Routine, form: Form) -> Kind | None:
    prediction = form.given("prediction")
    return None if prediction is None else forms.kind(routine, prediction)


def _takes(form: Form) -> str:
    wants = form.word("wants")
    return {"scores": "plain scores", "chances": "numbers between 0 and 1"}.get(wants, "logarithms of shares")
