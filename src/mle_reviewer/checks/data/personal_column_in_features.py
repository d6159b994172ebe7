"""A model learns from a column that tells a person, or from one that nobody is to be judged by without a reason."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.reporting import Words, finding, loaded, once, step
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.questions.columns import feature_names, label_names
from mle_reviewer.flow.questions.queries import whole_tables
from mle_reviewer.knowledge.person_words import is_sensitive, tells_person

CARD = Card(
    area="DL",
    title="Personal column among the features",
    items=("DL5",),
    severity=Severity.MEDIUM,
    risk="other",
    confidence=Confidence.MEDIUM,
    roles=("estimator",),
    lane="security-reviewer",
)


def find(flow: Flow) -> Iterator[Finding]:
    """Fits on features that hold such a column, as it was read; of what is only sensitive, a question."""
    found = []
    for fit, features, labels in whole_tables(flow):
        names = feature_names(flow, features) - label_names(features, labels)
        held = sorted(name for name in names if features.has(name) and name not in features.made)
        telling = [name for name in held if tells_person(name)]
        sensitive = [name for name in held if is_sensitive(name, names)]
        if telling or sensitive:
            found.append(_finding(flow, fit, telling, sensitive))
    yield from once(found)


def _finding(flow: Flow, fit: Act, telling: list[str], sensitive: list[str]) -> Finding:
    some = ", ".join(f"`{name}`" for name in (telling or sensitive)[:3])
    if telling:
        words = Words(
            title=f"The model learns from {some}, which tells a person",
            issue=f"{some} is among the features as it was read. A model keeps what it learned of single people, "
            "says it to whoever may ask it, and has to be made anew when one of them wants to be forgotten; for others "
            "the column says nothing.",
            fix="Drop it before training, and keep a made-up id for joins; say in the data contract what is personal.",
        )
    else:
        words = Words(
            title=f"The model learns from {some}: is that meant?",
            issue=f"{some} is among the features as it was read, and no reason stands beside it. In decisions about "
            "people it may not count at all, or only with one.",
            fix="Leave it out and keep it for comparing groups, or write down why it is needed.",
        )
    trace = [*loaded(flow, fit.rows, fit), step(flow, fit, f"trained on features that hold {some}")]
    weight = (Severity.MEDIUM, Confidence.MEDIUM) if telling else (Severity.LOW, Confidence.LOW)
    return finding(flow, CARD, fit.place, words, trace, severity=weight[0], confidence=weight[1])
