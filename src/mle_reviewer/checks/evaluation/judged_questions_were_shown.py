"""Questions that are judged stand in the index or in the prompt that answers them."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.reporting import Words, finding, loaded, once, step
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.facts.overlaps import Overlap
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.questions.sharing import shared_rows

CARD = Card(
    area="EP",
    title="Judged questions were shown before",
    items=("EP5", "DL2"),
    severity=Severity.HIGH,
    risk="weak eval",
    tags=("leak:contamination", "leak:overlap"),
    confidence=Confidence.MEDIUM,
    roles=("index-rows", "ask"),
)
_INDEXED = Words(
    title="The questions that are judged stand in the index themselves",
    issue="Each question finds its own copy: the hit rate says that the index works, not that it answers what users "
    "will ask in their own words.",
    fix="Judge with questions that were not indexed (split the pairs first), and check that none of them is.",
)
_PROMPTED = Words(
    title="Examples in the prompt are among the rows that are judged",
    issue="The answers to these rows stand in the prompt: they are repeated, not predicted, and lift the score.",
    fix="Draw the examples from rows that are kept out of the evaluation.",
)


def find(flow: Flow) -> Iterator[Finding]:
    """Scores of an index or a prompted model on rows that it was shown."""
    found = []
    for shared in shared_rows(flow):
        role = shared.fit.detail.get("role")
        if role not in {"index", "prompt"} or shared.overlap is not Overlap.MUST or shared.grown is not None:
            continue
        words = _INDEXED if role == "index" else _PROMPTED
        trace = [
            *loaded(flow, shared.fit.rows),
            step(flow, shared.fit, f"shown here ({shared.fit.words})"),
            step(flow, shared.score, f"judged here ({shared.score.words})"),
        ]
        severity = CARD.severity if role == "index" else Severity.MEDIUM
        found.append(finding(flow, CARD, shared.fit.place, words, trace, severity=severity))
    yield from once(found)
