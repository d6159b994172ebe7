"""Features come closer in time to the label they predict."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.comparing import Words, before, lost, now
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.questions.changed import Changed
from mle_reviewer.flow.questions.deeds import Moved, Training

CARD = Card(
    area="DL",
    title="Features come closer to the label",
    items=("DL2",),
    severity=Severity.HIGH,
    risk="data leakage",
    tags=("leak:look-ahead",),
    confidence=Confidence.LOW,
    roles=("shift", "rolling"),
    sees="change",
)
_ISSUE = (
    "The nearest value of the label that the features hold used to be {was}, now it is {now}. If a prediction has to "
    "be made earlier than that, the feature cannot be computed then, and the score was made with values nobody had."
)
_FIX = "Lag the features by at least the time between a prediction and what it predicts, and roll over lagged values."


def find(changed: Changed) -> Iterator[Finding]:
    """Lags of the label's own column that a training holds: shortened, or windows that take in the row itself."""
    for base, head in changed.of(Training):
        if not head.label or base.ahead != head.ahead or head.ahead:
            continue
        known = {(lag.at, lag.column) for lag in head.lags}
        for was, is_now in changed.of(Moved):
            if (is_now.at, is_now.column) not in known or is_now.column != head.label:
                continue
            if was.periods and is_now.periods and 0 < is_now.periods < was.periods == _nearest(base):
                nearer = _away(is_now.periods)
                yield _said(changed, was, is_now, _away(was.periods), nearer, _asked(base, was.periods))
            elif was.periods is None and is_now.periods is None and was.column != head.label:
                yield _said(changed, was, is_now, "an earlier row's", "the row's own", Confidence.MEDIUM)


def _nearest(training: Training) -> float | None:
    """The shortest lag of the label's column."""
    return min((lag.periods for lag in training.lags if lag.periods and lag.column == training.label), default=None)


def _away(periods: float) -> str:
    return f"{periods:g} row{'s' if periods != 1 else ''} away"


def _asked(base: Training, periods: float) -> Confidence:
    """A gap before the held-out rows as long as the lag says that it was the horizon."""
    return Confidence.MEDIUM if any((cut.gap or 0) >= periods for cut in base.cuts) else CARD.confidence


def _said(changed: Changed, was: Moved, is_now: Moved, far: str, near: str, confidence: Confidence) -> Finding:
    words = Words(f"The features hold {near} label", _ISSUE.format(was=far, now=near), _FIX)
    trace = (before(was.at, f"the nearest is {far} ({was.words})"), now(is_now.at, f"it is {near} ({is_now.words})"))
    return lost(changed, CARD, is_now.at, words, trace, confidence=confidence)
