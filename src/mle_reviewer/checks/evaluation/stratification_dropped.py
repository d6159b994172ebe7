"""A split that kept the shares of the labels no longer does."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.comparing import Words, before, lost, now, parted
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.questions.changed import Changed, losses
from mle_reviewer.flow.questions.deeds import Cut

CARD = Card(
    area="EP",
    title="A split no longer keeps the shares of the labels",
    items=("EP5",),
    severity=Severity.MEDIUM,
    risk="weak eval",
    confidence=Confidence.MEDIUM,
    roles=("split", "splitter"),
    sees="change",
)


def find(changed: Changed) -> Iterator[Finding]:
    """Stratified cuts in whose place the same rows are cut by chance alone; by group or in time is another design."""
    for loss in losses(changed, lambda cut: cut.stratified and not cut.grouped, _kept):
        words = Words(
            title="The split is no longer stratified",
            issue="Both sides used to have the same share of each label. By chance alone a rare label can be missing "
            "from the held-out rows, and the score moves from run to run and against the one before this change.",
            fix="Keep stratify= (or StratifiedKFold), or give the reason for dropping it where the split is.",
        )
        trace = (before(loss.before.at, parted(loss.before)), now(loss.now.at, parted(loss.now)))
        yield lost(changed, CARD, loss.now.at, words, trace)


def _kept(cut: Cut) -> bool:
    return cut.stratified or cut.grouped or cut.by != "chance"
