"""Repeated rows are no longer left out before the split."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.comparing import Words, before, lost, now, parted
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.questions.changed import Changed, same_rows
from mle_reviewer.flow.questions.deeds import Deduplication, Split

CARD = Card(
    area="DL",
    title="Repeated rows are no longer left out before the split",
    items=("DL2",),
    severity=Severity.HIGH,
    risk="data leakage",
    tags=("leak:overlap",),
    confidence=Confidence.MEDIUM,
    roles=("split", "frame"),
    sees="change",
)


def find(changed: Changed) -> Iterator[Finding]:
    """Splits by chance of rows that had been freed of repetitions and are not now, nor made one a key."""
    for was, is_now in changed.of(Split):
        cut = is_now.cut
        if not was.cut.deduplicated or cut.deduplicated or cut.single or cut.grouped or cut.by != "chance":
            continue
        earlier = [one for one in changed.base if isinstance(one, Deduplication) and same_rows(one, was)]
        later = [one for one in changed.head if isinstance(one, Deduplication) and same_rows(one, is_now)]
        words = Words(
            title="The rows that are split may repeat each other",
            issue="Repeated rows used to be left out before the split. Now the same example can be trained on and "
            "judged on, so the score rewards remembering it.",
            fix="Leave repeated rows out before the split.",
        )
        trace = (
            *(before(one.at, f"repeated rows left out ({one.words})") for one in earlier[:1]),
            now(cut.at, parted(cut)),
            *(now(one.at, f"left out only after the split ({one.words})") for one in later[:1]),
        )
        yield lost(changed, CARD, cut.at, words, trace)
