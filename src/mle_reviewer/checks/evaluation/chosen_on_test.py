"""A choice is made by the score on the rows whose score is reported."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.reporting import Words, finding, loaded, once, step
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.acts import Act
from mle_reviewer.flow.following import Flow
from mle_reviewer.flow.rows import Rows, disjoint, overlap

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


def find(flow: Flow) -> Iterator[Finding]:
    """Choices by scores on held-out rows when no further rows, untouched by the choice, are judged."""
    found = []
    for choice in flow.record.of("choose"):
        scores = [flow.acts[number] for number in sorted(choice.scores)]
        judged = [score for score in scores if score.rows and _held_out(flow, score)]
        if not judged:
            continue
        rows = judged[0].rows
        early = bool(choice.detail.get("early"))
        reported = [s for s in flow.record.of("score") if s.metric and not s.internal and overlap(s.rows, rows)[0]]
        if not reported or _untouched(flow, judged, rows):
            continue
        what = "The length of training or the best state" if early else "A model, setting or threshold"
        words = Words(
            title=f"{what} is chosen by the rows whose score is reported",
            issue="The best of several scores on one set of rows is too good by construction; production sees less.",
            fix="Choose on a validation part (or by cross-validation on the training part); touch the test rows once.",
        )
        trace = [
            *loaded(flow, rows, choice),
            step(flow, judged[0], f"judged here ({judged[0].words})"),
            step(flow, choice, f"{choice.words} here"),
            step(flow, reported[-1], f"reported here ({reported[-1].words})"),
        ]
        found.append(finding(flow, CARD, choice.place, words, trace))
    yield from once(found)


def _held_out(flow: Flow, score: Act) -> bool:
    if score.internal and not score.words.endswith("watches these rows"):
        return False
    return any(disjoint(flow.acts[number].rows, score.rows) for number in score.fits)


def _untouched(flow: Flow, judged: list[Act], rows: Rows) -> bool:
    """Whether something is judged on rows that neither the fits nor the choice have seen."""
    fits = {number for score in judged for number in score.fits}
    trained = [flow.acts[number].rows for number in sorted(fits)]
    for act in flow.acts:
        judges = act.kind in {"score", "predict"} and not act.internal and bool(act.rows)
        if judges and disjoint(act.rows, rows) and all(disjoint(act.rows, train) for train in trained):
            return True
    return False
