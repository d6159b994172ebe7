"""Rows are copied or synthesised before the split, so that the same examples stand on both sides."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.reporting import Words, finding, once, trace
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.facts.acts import COPIES, MEETING, NAMED, PIECES, UNSEEN, Act
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.questions.beside import honest
from mle_reviewer.flow.questions.leaks import nested
from mle_reviewer.flow.questions.sharing import copies_switched_off, grown_pairs, side_by_side

CARD = Card(
    area="DL",
    title="Copies of the same examples on both sides of the split",
    items=("DL2", "EP5"),
    severity=Severity.CRITICAL,
    risk="data leakage",
    tags=("leak:resampling", "leak:overlap"),
    roles=("resampler", "sample", "repeat", "augment"),
)
_WINDOW = "a moving window"
_WINDOWS = Words(
    title="Overlapping windows are split at random",
    issue=(
        "Neighbouring windows share most of their rows, so nearly every held-out window has a near copy in the "
        "training part: the score measures recall of seen stretches and collapses in production."
    ),
    fix="Split the recordings (or cut by time) first, then cut windows inside each part.",
)
_TWICE = Words(
    title="The same rows are put together more than once before they are split",
    issue=(
        "Rows that stand there twice, drawn again to level classes or held by two extracts that overlap, are in the "
        "training part and in the held-out part: the score measures recall of seen rows and collapses in production."
    ),
    fix="Split first and draw again in the training part only; of extracts, leave out repeated rows by their key "
    "(drop_duplicates) before the split.",
)


_MEETING = Words(
    title="Parts that share rows are put together before they are split",
    issue=(
        "The conditions that the parts were taken by do not exclude one another: a row that meets two of them stands "
        "there twice, in the training part and in the held-out part, and the score measures recall of seen rows."
    ),
    fix="Take each row once (one condition that joins all by |, or drop_duplicates by the key) before the split.",
)

_PERHAPS = Words(
    title="Parts that may hold the same rows are put together before they are split",
    issue=(
        "The parts come of the same rows, and nothing that was seen keeps these apart: a row that both hold, or of "
        "which both say something, is in the training part and in the held-out part, and the score measures recall."
    ),
    fix="Split first and put the parts together inside each side, or keep what comes of one row together (GroupKFold).",
)


def find(flow: Flow) -> Iterator[Finding]:
    """Trials whose sides were cut from rows that had grown."""
    found = []
    for trial, grown in grown_pairs(flow):
        unseen = grown.untyped or bool(grown.detail.get(UNSEEN))
        confidence = Confidence.MEDIUM if trial.implied or unseen else Confidence.HIGH
        # Copied inside an outer training part: the inner score is too good, the one on the outer part is not.
        # So it is where only the names of the files tell of it, or two conditions that exclude nothing.
        # So it is of pieces that stand one after the other in folds that are stretches: these part them at their ends.
        aside = side_by_side(flow, trial, grown)
        inside = nested(flow, grown, trial) or honest(flow, grown, trial) is not None
        # And where nobody knows what grew: a list of what an answer holds is no table of examples, and what a call of
        # something unknown made of rows may be of those that it does not stand beside.
        told = inside or grown.detail.get(NAMED) or grown.detail.get(MEETING) or aside or unseen
        severity = Severity.MEDIUM if told else CARD.severity
        found.append(
            finding(
                flow,
                CARD,
                grown.place,
                _words(grown, aside=aside),
                trace(flow, trial, grown, f"{grown.words} {'cuts parts' if _cuts(grown) else 'grows rows'} here"),
                severity=severity,
                confidence=confidence,
                off=copies_switched_off(flow, trial),
            )
        )
    yield from once(found)


def _cuts(grown: Act) -> bool:
    """Whether rows were cut into parts, so that several examples came out of what was one."""
    return grown.words == _WINDOW or bool(grown.detail.get(PIECES))


def _words(grown: Act, *, aside: bool) -> Words:
    if grown.words == _WINDOW:
        return _WINDOWS
    if grown.detail.get(MEETING):
        return _MEETING
    if grown.detail.get(UNSEEN):
        return _PERHAPS
    if grown.detail.get(COPIES):
        return _TWICE
    if not grown.detail.get(PIECES):
        return Words(
            title=f"{grown.words} copies or synthesises rows before they are split",
            issue=(
                "Copies of one example, or points between two, stand in the training part and in the held-out part: "
                "the score measures recall of seen examples and collapses in production."
            ),
            fix="Split first, then resample or augment the training part only (for folds inside a pipeline).",
        )
    small = " Folds that are not shuffled keep what stands side by side together but at their ends." if aside else ""
    return Words(
        title=f"{grown.words} cuts several examples out of one before they are split",
        issue=(
            "Pieces of one example stand in the training part and in the held-out part: the score measures recall of "
            f"seen examples and collapses in production.{small}"
        ),
        fix="Split first and cut the pieces inside each part, or keep those of one example together (GroupKFold).",
    )
