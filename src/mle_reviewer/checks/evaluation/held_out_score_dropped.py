"""A model that was judged on held-out rows trains on all rows and is judged on none."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.comparing import Words, before, lost, now, parted
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.questions.changed import Changed
from mle_reviewer.flow.questions.deeds import Training

CARD = Card(
    area="EP",
    title="The held-out score is gone",
    items=("EP5",),
    severity=Severity.MEDIUM,
    risk="weak eval",
    tags=("leak:no-test-set",),
    confidence=Confidence.MEDIUM,
    roles=("estimator", "split"),
    sees="change",
)


def find(changed: Changed) -> Iterator[Finding]:
    """Fits on one side of a split, judged on the other, that train on everything in a head where nothing is asked."""
    if any(isinstance(one, Training) and (one.judged or one.scored) for one in changed.head):
        return
    for base, head in changed.of(Training):
        if base.judged and base.cuts and head.whole and base.words == head.words:
            cut = base.cuts[0]
            words = Words(
                title="The model is no longer judged on rows that it was not trained on",
                issue="The split and the score on its other side are gone: nobody sees any more whether a change makes "
                "the model better or worse before it is in production.",
                fix="Keep a held-out part and score it; fit on all rows afterwards if the final model needs them.",
            )
            trace = (before(cut.at, parted(cut)), now(head.at, f"trained on all rows ({head.words})"))
            yield lost(changed, CARD, head.at, words, trace)
