"""A feature is a window or running total over the label's own column that ends with the row itself."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.reporting import Words, finding, loaded, of_one_document, once, step
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.rows import same
from mle_reviewer.flow.facts.values import Data
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.questions.columns import label_names
from mle_reviewer.flow.questions.moments import features_alone, label_learned
from mle_reviewer.flow.questions.queries import spelled_out

CARD = Card(
    area="DL",
    title="A window over the label ends with the row itself",
    items=("DL3", "DL2", "CB2"),
    severity=Severity.MEDIUM,
    risk="data leakage",
    tags=("leak:look-ahead", "leak:target"),
    confidence=Confidence.MEDIUM,
    roles=("rolling", "cumulate", "query"),
    lane="database-reviewer",
)
_MOVED = frozenset({"look-ahead", "horizon", "history", "crossing"})


def find(flow: Flow) -> Iterator[Finding]:
    """Fits whose features hold a window over the very column that is the label, with the row's own value in it."""
    found: list[Finding] = []
    for fit in flow.record.of("fit"):
        windows = features_alone(flow, fit, "own-row")
        names = _answers(flow, fit) if windows else frozenset[str]()
        for act in windows if names else ():
            column = act.detail["column"]
            if column.lower() not in names and not _of_the_same(fit, act):
                continue
            words = _said(flow, fit, act, itself=column.lower() in names)
            trace = [
                *loaded(flow, act.rows, act),
                step(flow, act, f"{act.words} here"),
                step(flow, fit, f"trained here ({fit.words})"),
            ]
            found.append(finding(flow, CARD, act.place, words, trace))
    yield from of_one_document(once(found), "a window that ends with its own row")


def _said(flow: Flow, fit: Act, act: Act, *, itself: bool) -> Words:
    """What is the matter. When rows are asked is not in the code: it is wrong before the value is known, and after."""
    column = act.detail["column"]
    held = "the value that is to be predicted" if itself else f"what the label is worked out from ({column!r})"
    scored = any(fit.number in score.fits for score in flow.record.of("score"))
    return Words(
        title=f"{act.words}, and {column!r} is the label"
        if itself
        else f"{act.words}, and the label is made of what {column!r} is made of",
        issue=f"The window of a row holds {held}, of that same row: the model is trained with a part of the answer"
        + (", and scored with it. " if scored else ". ")
        + "Asked before that value is known, it gets windows that end earlier than those it was trained on; asked "
        "after, it predicts what is known already.",
        fix="For rows that are asked before the value is known, shift by one row before the window (shift(1), a frame "
        "that ends at 1 PRECEDING, closed='left'), and do the same to whatever else in the row is made of it. To "
        "predict later rows from complete ones, leave the windows and move the label (shift(-1), LEAD).",
    )


def _of_the_same(fit: Act, act: Act) -> bool:
    """Whether what a window was laid over is worked out from the very columns that the label is worked out from."""
    raw = {(source, name) for source, name, _how in spelled_out(fit.detail["features"], fit.detail["labels"])}
    return bool(raw) and raw == act.detail.get("made_of")


def _answers(flow: Flow, fit: Act) -> frozenset[str]:
    """The columns that the labels of a fit hold of the very rows that its features describe."""
    features, labels = fit.detail.get("features"), fit.detail.get("labels")
    if not isinstance(features, Data) or not isinstance(labels, Data) or not same(features.rows, labels.rows):
        return frozenset()
    if any(flow.acts[number].what in _MOVED for number in label_learned(fit)):
        return frozenset()
    return frozenset(name.lower() for name in label_names(features, labels))
