"""Rows are filtered out of the evaluation that stay in the training and come in production."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.naming import calendar
from mle_reviewer.checks.reporting import Words, finding, loaded, once, step
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.questions import doubts
from mle_reviewer.flow.questions.filtered import filtered

CARD = Card(
    area="EP",
    title="Only the test rows are filtered",
    items=("EP5", "DL2"),
    severity=Severity.MEDIUM,
    risk="weak eval",
    tags=("leak:sampling-bias",),
    confidence=Confidence.MEDIUM,
    roles=("metric", "score", "filter"),
)


def find(flow: Flow) -> Iterator[Finding]:
    """Metrics on a side of a split less rows that a condition leaves out, which training had not left out."""
    found = []
    for fit, score, column, condition in filtered(flow, but=calendar):
        place = doubts.place(condition, flow.record) or score.place
        by = "how far the model is off" if doubts.erring(condition, flow.record) else repr(column)
        words = Words(
            title=f"Only the rows that are judged are filtered by {by}",
            issue="The model meets the other rows in production too, and was trained with them: the score speaks "
            "of an easier set than the one it will be used on.",
            fix="Filter before the split, or report the score on all held-out rows beside the filtered one.",
        )
        trace = [
            *loaded(flow, score.rows),
            step(flow, fit, f"trained on unfiltered rows here ({fit.words})"),
            step(flow, score, f"judged on filtered rows here ({score.words})"),
        ]
        found.append(finding(flow, CARD, place, words, trace))
    yield from once(found)
