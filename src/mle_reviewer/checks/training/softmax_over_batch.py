"""A softmax is taken over the examples of a batch in place of the classes of each example."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.terms import Result, Term
from mle_reviewer.system.courses.forms import Form, Forms
from mle_reviewer.system.questions.learning.owned import owned
from mle_reviewer.system.system import System

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine

CARD = Card(
    area="TR",
    title="Softmax over the batch",
    items=(),
    severity=Severity.HIGH,
    risk="irreproducible training",
    sees="system",
    lane="pytorch-build-resolver",
)

_SHARES: Final = frozenset({"shares", "log-shares"})
_KEEPS: Final = frozenset({"same", "drops", "passed"})
_WORDS: Final = Words(
    title="The softmax runs over the examples of the batch, not over the classes",
    issue="Along the first axis the shares of one class add up to one over the whole batch: an answer depends on which "
    "other examples stand beside it, and one asked alone is sure of every class. Nothing fails.",
    fix="Take it over the classes: `dim=1` (or `dim=-1`).",
)


def find(system: System) -> Iterator[Finding]:
    """Softmaxes along the first axis of rows of values, where a layer or shape before them says it is the batch."""
    forms = Forms(system.indexed, system.conventions)
    for one in owned(system):
        for _, routine in one.methods:
            for term, _step in routine.spoken():
                form = forms.of(term.call, routine.path) if isinstance(term, Result) else None
                if form is None or form.sign not in _SHARES or not _first(forms, form):
                    continue
                batch = _batch(forms, routine, form.takes())
                if batch is not None:
                    at = system.at(routine, form.call.pos)
                    trace = [
                        Step(system.where(batch.path or routine.path, batch.pos), "the first axis is the batch here"),
                        Step(at, "and the softmax runs along it"),
                    ]
                    yield stated(CARD, at, _WORDS, trace, context=system.source(routine, form.call.pos))


def _first(forms: Forms, form: Form) -> bool:
    return forms.number(form.given("axis")) == 0


def _batch(forms: Forms, routine: Routine, term: Term | None) -> Form | None:
    """What says that the first axis of rows of values is the batch: their norm, or the shape that was asked for."""
    rows = False
    for form in forms.chain(term, routine.path):
        if form is None:
            return None
        if form.sign == "layer" and form.word("along") == "last" and "takes" in form.entry.slots:
            rows = True
        elif (
            form.sign == "layer"
            and form.word("along") == "channels"
            and form.entry.slots["takes"] == form.entry.slots["gives"]
        ) or (form.sign == "flat" and forms.number(form.given("first")) in (1, None) and form.made is not None):
            return form if rows else None
        elif form.sign == "shaped" and len(form.call.args) == 2:  # noqa: PLR2004 - (batch, values)
            return form if rows and _open(forms, form.call.args[0]) else None
        elif form.sign not in _KEEPS:
            return None
    return None


def _open(forms: Forms, size: Term) -> bool:
    """Whether a size is that of whatever comes: -1, or one that is asked of the input."""
    return isinstance(size, Result) or forms.number(size) == -1 or type(size).__name__ == "Item"
