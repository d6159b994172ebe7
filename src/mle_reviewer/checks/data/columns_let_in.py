"""Columns that were kept from the model reach it now."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.comparing import Words, before, lost, now
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.questions.changed import Changed
from mle_reviewer.flow.questions.deeds import Training

CARD = Card(
    area="DL",
    title="Columns that were kept from the model reach it",
    items=("DL3", "CB2"),
    severity=Severity.HIGH,
    risk="data leakage",
    tags=("leak:target",),
    confidence=Confidence.LOW,
    roles=("estimator", "frame"),
    sees="change",
)


def find(changed: Changed) -> Iterator[Finding]:
    """Fits shown named columns that are shown all but a few now, or that get back columns which used to be dropped."""
    for base, head in changed.of(Training):
        if base.only is not None and head.everything:
            yield _said(
                changed, base, head, "Every column that is not dropped reaches the model",
                f"the {len(base.only)} named columns are the features", "whatever the table holds is",
            )  # fmt: skip
        elif base.everything and head.everything and head.gone < base.gone:
            back = ", ".join(repr(name) for name in sorted(base.gone - head.gone))
            title = f"{back}, dropped so far, reaches the model"
            yield _said(changed, base, head, title, f"{back} is dropped for the training", f"trained with {back}")


def _said(changed: Changed, base: Training, head: Training, title: str, was: str, is_now: str) -> Finding:
    words = Words(
        title=title,
        issue="Someone kept this from the model. What is only known after the outcome, names the row or follows from "
        "the label makes the offline score too good, and is missing or different when a prediction is asked for.",
        fix="Name the features that are known at prediction time, and say of a new one when it is known.",
    )
    return lost(changed, CARD, head.at, words, (before(base.at, was), now(head.at, is_now)))
