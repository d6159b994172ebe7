"""A model trains on predictions that another model made for its own training rows."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.reporting import Words, finding, loaded, once, step
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.overlaps import Overlap, overlap
from mle_reviewer.flow.facts.values import Data
from mle_reviewer.flow.machine.following import Flow

CARD = Card(
    area="DL",
    title="Stacking on in-sample predictions",
    items=("DL2", "EP5"),
    severity=Severity.HIGH,
    risk="data leakage",
    tags=("leak:preprocessing", "leak:overlap"),
    confidence=Confidence.MEDIUM,
    roles=("estimator",),
)


def find(flow: Flow) -> Iterator[Finding]:
    """Fits whose features hold a model's output on rows that this model was trained on with their labels."""
    found = []
    for fit in flow.record.of("fit"):
        for number in sorted(fit.learned):
            act = flow.acts[number]
            if act.what != "model" or act.detail.get("role") not in {"estimator", "meta", "search"}:
                continue
            if overlap(act.rows, fit.rows)[0] is not Overlap.MUST:
                continue
            targets = _targets(act, fit)
            if targets == "two" or _describes(flow, act, fit):
                continue
            words = Words(
                title="A model trains on another model's predictions for its own training rows",
                issue="On rows it has seen the base model looks far better than it is, so the second model learns to "
                "trust it too much and does worse in production than its parts.",
                fix="Make the base predictions out of fold (cross_val_predict, StackingClassifier).",
            )
            trace = [
                *loaded(flow, act.rows, act),
                step(flow, act, "the base model is trained here"),
                step(flow, fit, f"trained on its in-sample predictions here ({fit.words})"),
            ]
            severity = CARD.severity if targets == "one" else Severity.MEDIUM
            found.append(finding(flow, CARD, fit.place, words, trace, severity=severity))
    yield from once(found)


def _describes(flow: Flow, base: Act, fit: Act) -> bool:
    """Whether a fit only measures how predictions and truth go together, here and on rows that the base has not seen.

    The slope and intercept of a calibration are told for the training part beside the test part.
    """
    bases = {one.number for one in flow.record.of("fit") if one.place == base.place}
    used = {number for act in flow.record.of("predict", "score", "save") for number in act.fits}
    for other in flow.record.of("fit"):
        features = other.detail.get("features")
        told = isinstance(features, Data) and not bases.isdisjoint(features.fits)
        if not told or other.words != fit.words or overlap(base.rows, other.rows)[0]:
            continue
        if other.place[:2] == fit.place[:2] or used.isdisjoint({fit.number, other.number}):
            return True
    return False


def _targets(base: Act, fit: Act) -> str:
    """Whether both models learn one label: of another one (gaps filled, a feature made) the base tells nothing."""
    mine, theirs = base.detail.get("target"), fit.detail["labels"].column
    if mine == theirs:
        return "one"
    return "perhaps" if mine is None or theirs is None else "two"
