"""Rows that were parted by entity are parted row by row now."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.comparing import Words, before, lost, now, parted
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.questions.changed import Changed, losses

CARD = Card(
    area="DL",
    title="A split by group became a split by row",
    items=("DL2", "CB1"),
    severity=Severity.HIGH,
    risk="data leakage",
    tags=("leak:group",),
    confidence=Confidence.MEDIUM,
    roles=("split", "splitter", "group"),
    sees="change",
)


def find(changed: Changed) -> Iterator[Finding]:
    """Cuts by group in whose place the same rows are cut by chance; one row a group, or an order in time, is fine."""
    for loss in losses(changed, lambda cut: cut.grouped, lambda cut: cut.grouped or cut.in_order or cut.single):
        words = Words(
            title="Rows of one group may now stand on both sides of the split",
            issue="The split kept each group on one side and no longer does: the model is judged on entities that it "
            "was trained on, and the score says nothing of new ones.",
            fix="Keep the groups together (groups= with GroupKFold, StratifiedGroupKFold or GroupShuffleSplit).",
        )
        trace = (before(loss.before.at, parted(loss.before)), now(loss.now.at, parted(loss.now)))
        yield lost(changed, CARD, loss.now.at, words, trace)
