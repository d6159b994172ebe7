"""The rows a model is judged on were resampled to other shares of classes."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.reporting import Words, finding, loaded, once, step
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.overlaps import disjoint
from mle_reviewer.flow.facts.rows import Rows
from mle_reviewer.flow.facts.values import Data
from mle_reviewer.flow.machine.following import Flow

CARD = Card(
    area="DL",
    title="Judged on rows with an artificial share of classes",
    items=("DL2", "ME2"),
    severity=Severity.MEDIUM,
    risk="weak eval",
    tags=("leak:sampling-bias",),
    roles=("resampler",),
)


def find(flow: Flow) -> Iterator[Finding]:
    """Metrics on rows of which an under-sampler had left some out."""
    found = []
    for score in flow.record.of("score"):
        thinned = [number for number in _thinned(score.rows) if _by_label(flow, flow.acts[number], score)]
        if not thinned or not score.metric:
            continue
        if any(flow.acts[number].detail.get("each") and not _trained_so(flow, number, score) for number in thinned):
            continue  # a test set that has been drawn with as many of each on purpose
        held_out = any(disjoint(flow.acts[number].rows, score.rows) for number in score.fits)
        if not held_out:
            continue
        act = flow.acts[thinned[0]]
        words = Words(
            title=f"{act.words} changes the share of classes in the rows the model is judged on",
            issue="Precision, calibration and thresholds depend on how rare the class is: measured on balanced rows "
            "they say nothing of production, where it is as rare as in the data.",
            fix="Split first and resample the training part only; judge on rows as they come.",
        )
        trace = [
            *loaded(flow, score.rows),
            step(flow, act, f"rows are left out here ({act.words})"),
            step(flow, score, f"judged here ({score.words})"),
        ]
        # Scores on the way mislead less where the same rows also trained what is judged as rows come.
        severity = Severity.LOW if score.internal and _judged_as_they_come(flow, act.number) else CARD.severity
        found.append(finding(flow, CARD, act.place, words, trace, severity=severity))
    yield from once(found)


def _by_label(flow: Flow, act: Act, score: Act) -> bool:
    """Whether it is the label whose shares were changed, as far as both columns are known."""
    by = act.detail.get("by")
    told = [flow.acts[number].detail.get("labels") for number in score.fits]
    columns = {labels.column for labels in told if isinstance(labels, Data)} - {None}
    if by is None or not columns:
        return not act.detail.get("each")
    return str(by).lower() in {str(column).lower() for column in columns}


def _trained_so(flow: Flow, act: int, score: Act) -> bool:
    """Whether the model was trained on rows of the same draw."""
    return any(act in _thinned(flow.acts[number].rows) for number in score.fits)


def _thinned(rows: Rows) -> list[int]:
    """The acts that left rows out, of those that these rows went through."""
    return sorted({step[1] for atom in rows for step in atom[1] if step[0] == "thinned"})


def _judged_as_they_come(flow: Flow, act: int) -> bool:
    """Whether a fit on rows that an act thinned is also judged on rows that nothing thinned."""
    return any(
        score.metric and not score.internal and score.rows and not _thinned(score.rows)
        and any(act in _thinned(flow.acts[number].rows) for number in score.fits)
        for score in flow.record.of("score")
    )  # fmt: skip
