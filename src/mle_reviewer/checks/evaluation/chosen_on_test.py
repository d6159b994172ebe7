"""A choice is made by the score on the rows whose score is reported."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.reporting import Words, finding, loaded, of_one_cause, once, step
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.questions.choices import choices_by_the_reported

CARD = Card(
    area="EP",
    title="Test rows choose what they then judge",
    items=("EP5",),
    severity=Severity.MEDIUM,
    risk="weak eval",
    tags=("leak:test-reuse",),
    confidence=Confidence.MEDIUM,
    roles=("metric", "score", "fit"),
)
_WHAT = "A model, setting or threshold"


def find(flow: Flow) -> Iterator[Finding]:
    """Choices by scores on held-out rows when no further rows, untouched by the choice, are judged."""
    found = []
    for choice, judged, reported in choices_by_the_reported(flow):
        what = "The length of training or the best state" if choice.detail.get("early") else _WHAT
        words = Words(
            title=f"{what} is chosen by the rows whose score is reported",
            issue="The best of several scores on one set of rows is too good by construction; production sees less.",
            fix="Choose on a validation part (or by cross-validation on the training part); touch the test rows once.",
        )
        trace = [
            *loaded(flow, judged[0].rows, choice),
            step(flow, judged[0], f"judged here ({judged[0].words})"),
            step(flow, choice, f"{choice.words} here"),
        ]
        if reported[-1].number not in {act.number for act in judged}:
            trace.append(step(flow, reported[-1], f"reported here ({reported[-1].words})"))
        found.append(finding(flow, CARD, choice.place, words, trace))
    # `cutoffs[f1.argmax()]` is one choice in two steps: the first of a line tells of it.
    by_line = {(one.at.path, one.at.line, one.at.cell): one for one in reversed(found)}
    yield from of_one_cause(once([*by_line.values()][::-1]))
