"""The gap between the rows trained on and those held out after them is gone, or smaller."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.comparing import Words, before, lost, now, parted
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.questions.changed import Changed, partings
from mle_reviewer.flow.questions.deeds import Cut

CARD = Card(
    area="DL",
    title="The gap before the held-out rows is gone",
    items=("DL2",),
    severity=Severity.HIGH,
    risk="data leakage",
    tags=("leak:temporal",),
    confidence=Confidence.MEDIUM,
    roles=("split", "splitter"),
    sees="change",
)


def find(changed: Changed) -> Iterator[Finding]:
    """Cuts in order that left rows out on the border, where every cut of the same rows now leaves out fewer."""
    seen = set()
    for was, is_now in partings(changed):
        held = next((cut for cut in was if cut.in_order and cut.gap), None)
        kept = [cut for cut in is_now if cut.in_order]
        if held is None or not kept or any(not _smaller(cut, held) for cut in is_now) or kept[0].at in seen:
            continue
        seen.add(kept[0].at)
        left = f"shrank from {held.gap:g} to {kept[0].gap:g}" if kept[0].gap else f"of {held.gap:g} is gone"
        words = Words(
            title=f"The gap between training and held-out rows {left}",
            issue="Labels and windows that reach over the border tell the training rows about the held-out ones. The "
            "gap kept them apart; without it the score is better than what production will see.",
            fix="Keep a gap at least as long as the horizon of the label and the longest window.",
        )
        trace = (before(held.at, parted(held)), now(kept[0].at, parted(kept[0])))
        yield lost(changed, CARD, kept[0].at, words, trace)


def _smaller(cut: Cut, held: Cut) -> bool:
    """Whether a cut is known to leave out less than `held` did, in the same measure."""
    return cut.in_order and cut.gap is not None and cut.gap < (held.gap or 0) and cut.column == held.column
