"""Rows that were parted in the order of time are parted by chance now."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.comparing import Words, before, lost, now, parted
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.questions.changed import Changed, losses
from mle_reviewer.flow.questions.deeds import Cut

CARD = Card(
    area="DL",
    title="A split in time became a split by chance",
    items=("DL2", "CB1"),
    severity=Severity.HIGH,
    risk="data leakage",
    tags=("leak:temporal",),
    confidence=Confidence.MEDIUM,
    roles=("split", "splitter"),
    sees="change",
)


def find(changed: Changed) -> Iterator[Finding]:
    """Cuts in order (of time, of a column, unshuffled on purpose) in whose place the same rows are cut by chance."""
    for loss in losses(changed, lambda cut: cut.in_order, lambda cut: cut.by != "chance"):
        words = Words(
            title="The held-out rows no longer come after the training rows",
            issue="The split kept the order of the rows and now mixes them: the model trains on rows from after the "
            "ones it is judged on, so the score rises without the model getting better.",
            fix="Keep the cut in time (shuffle=False on sorted rows, TimeSeriesSplit, a date). If the rows have no "
            "order, say so where they are split.",
        )
        trace = (before(loss.before.at, parted(loss.before)), now(loss.now.at, parted(loss.now)))
        yield lost(changed, CARD, loss.now.at, words, trace, confidence=_confidence(loss.before, loss.now))


def _confidence(was: Cut, is_now: Cut) -> Confidence:
    """A splitter of time, a date or lags say that time matters; `shuffle=False` alone may have had other reasons."""
    known = was.by == "time" or was.timed or is_now.timed
    return Confidence.MEDIUM if known else Confidence.LOW
