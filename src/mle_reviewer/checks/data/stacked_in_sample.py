"""A model trains on predictions that another model made for its own training rows."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.reporting import Words, finding, loaded, once, step
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.questions.stacks import stacks

CARD = Card(
    area="DL",
    title="Stacking on in-sample predictions",
    items=("DL2", "EP5"),
    severity=Severity.HIGH,
    risk="data leakage",
    tags=("leak:preprocessing", "leak:overlap"),
    confidence=Confidence.MEDIUM,
    roles=("estimator",),
)

_FAR = (
    "On rows it has seen the base model looks far better than it is, so the second model learns to trust it too much "
    "and does worse in production than its parts."
)
_HARDLY = (
    "On rows it has seen the base model looks better than it is, and the second model learns to trust that. A linear "
    "model of few columns hardly remembers its rows: the more columns it has for its rows, the more this harms."
)


def find(flow: Flow) -> Iterator[Finding]:
    """Fits whose features hold a model's output on rows that this model was trained on with their labels."""
    found = []
    for stack in stacks(flow):
        words = Words(
            title="A model trains on another model's predictions for its own training rows",
            issue=_HARDLY if stack.stiff else _FAR,
            fix="Make the base predictions out of fold (cross_val_predict, StackingClassifier).",
        )
        trace = [
            *loaded(flow, stack.base.rows, stack.base),
            step(flow, stack.base, "the base model is trained here"),
            step(flow, stack.fit, f"trained on its in-sample predictions here ({stack.fit.words})"),
        ]
        severity = CARD.severity if stack.surely and not stack.stiff else Severity.MEDIUM
        found.append(finding(flow, CARD, stack.fit.place, words, trace, severity=severity))
    yield from once(found)
