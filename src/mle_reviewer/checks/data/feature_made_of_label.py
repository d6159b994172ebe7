"""A feature is worked out from the label of its own row."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.reporting import Words, finding, loaded, once, step
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.questions.columns import gives_back, made_of_label, observed
from mle_reviewer.flow.questions.queries import whole_tables

CARD = Card(
    area="DL",
    title="A feature is made of the label",
    items=("DL3", "CB2"),
    severity=Severity.CRITICAL,
    risk="data leakage",
    tags=("leak:target",),
    confidence=Confidence.MEDIUM,
    roles=("estimator",),
)


def find(flow: Flow) -> Iterator[Finding]:
    """Fits whose features hold a column that was worked out from everything the label is."""
    found = []
    for fit, features, labels in whole_tables(flow):
        names = made_of_label(features, labels)
        if not names or not observed(flow, fit):
            continue
        told = ", ".join(f"place {name} of each row" if name.isdigit() else repr(name) for name in names)
        words = Words(
            title=f"{told} {'is' if len(names) == 1 else 'are'} made of the label and among the features",
            issue="The label went into the feature row by row, so the model reads the answer back. When a prediction "
            "is asked for the label is not there, and neither is the feature.",
            fix=f"Drop {told} from the features, or make it of what is known at prediction time (earlier rows, other "
            "columns).",
        )
        trace = [*loaded(flow, fit.rows, fit), step(flow, fit, f"trained on features that hold {told}")]
        told_back = any(gives_back(features, labels, name) for name in names)
        severity = CARD.severity if told_back else Severity.MEDIUM
        found.append(finding(flow, CARD, fit.place, words, trace, severity=severity))
    yield from once(found)
