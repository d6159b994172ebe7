"""A score is made on rows that the model was trained on."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.reporting import Words, finding, handed, loaded, of_one_cause, once, step
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.facts.overlaps import Overlap
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.questions.seen import (
    among_all,
    drawn,
    excused,
    held_out,
    judged_elsewhere,
    of_predictions,
    one_loop,
    perhaps_one,
    separate,
    set_apart,
    split_again,
    used_elsewhere,
)
from mle_reviewer.flow.questions.sharing import Shared, shared_rows
from mle_reviewer.flow.questions.trials import misaligned

CARD = Card(
    area="EP",
    title="Score on rows the model has seen",
    items=("EP5", "DL2"),
    severity=Severity.HIGH,
    risk="data leakage",
    tags=("leak:overlap",),
    roles=("estimator", "metric"),
)


def find(flow: Flow) -> Iterator[Finding]:
    """Scores whose rows overlap the fit's; a training score beside a held-out one is a diagnostic and stays quiet."""
    found = []
    for shared in shared_rows(flow):
        if shared.fit.detail.get("role") in {"index", "prompt"}:
            continue  # shown, not trained: another check's finding
        if shared.grown is not None or shared.score.internal or misaligned(shared.fit):
            continue
        if shared.fit.detail.get("role") == "clusterer":  # it saw no labels that it could repeat
            continue
        # How far a fitted line is off is no score of a model, but for one that puts the predictions of others together.
        residual = shared.fit.detail.get("role") == "curve" and not of_predictions(shared.fit)
        if shared.same:
            told = shared.score.detail.get("of itself") and used_elsewhere(flow, shared.fit)
            if not residual and not told and not judged_elsewhere(flow, shared.fit):
                found.append(_said(flow, shared, only=True))
        elif shared.overlap is Overlap.MUST and separate(shared) and not perhaps_one(flow, shared):
            if not excused(flow, shared):
                found.append(_said(flow, shared, only=False))
        elif residual or shared.overlap is not Overlap.MUST or judged_elsewhere(flow, shared.fit):
            continue
        elif among_all(flow, shared):
            found.append(_said(flow, shared, only=True))
    yield from of_one_cause(once(found))


def _said(flow: Flow, shared: Shared, *, only: bool) -> Finding:
    trace = [
        *loaded(flow, shared.score.rows, shared.fit),
        step(flow, shared.fit, f"trained here ({shared.fit.words})"),
        *(one for _number, one in handed(flow, shared.fit, shared.score)),
        step(flow, shared.score, f"judged here on rows it was trained on ({shared.score.words})"),
    ]
    if only and held_out(flow, shared.fit):
        words = Words(
            title="Fitted on the rows that another model was held out from, and scored on them",
            issue="The held-out rows of one model are the training rows of the next (a calibration, a second stage): "
            "the score on them says how well it remembers, not what production will see.",
            fix="Cut a third part for it, or cross-validate inside the training part.",
        )
        return finding(
            flow, CARD, shared.fit.place, words, trace, severity=Severity.MEDIUM,
            confidence=Confidence.MEDIUM, tags=("leak:train-as-test", "leak:test-reuse"),
        )  # fmt: skip
    if only:
        words = Words(
            title="The only score is on the rows the model was trained on"
            if shared.same
            else "The only score is on all rows, those the model was trained on among them",
            issue="A model that memorises scores best here: nothing is known of how it does on rows it has not seen.",
            fix="Hold rows out (or cross-validate) and report the score on them.",
        )
        return finding(
            flow, CARD, shared.score.place, words, trace, severity=Severity.MEDIUM,
            confidence=Confidence.MEDIUM, tags=("leak:train-as-test",),
        )  # fmt: skip
    again = split_again(flow, shared)
    if again is not None and again[1].detail.get("folds") and one_loop(flow, shared, again[1]):
        words = Words(
            title="The model goes on training from fold to fold",
            issue="From the second fold on it has been trained on the rows that are held out: the scores measure what "
            "it remembers.",
            fix="Make a new model inside the loop, one for each fold.",
        )
        return finding(flow, CARD, shared.fit.place, words, trace, severity=Severity.CRITICAL, off=shared.off)
    if again is not None:
        site, split = again
        part = drawn(flow, shared)
        words = Words(
            title="Rows are split a second time, and the first split's model is scored on the second's rows",
            issue="A random draw of rows and a split of all of them overlap: as many of the rows it is scored on as "
            "were drawn may have been trained on."
            if part
            else "Two random splits of the same rows overlap: most of the rows it is scored on were trained on.",
            fix="Split once and keep the sides, or store the indices (or the seed) with the model.",
        )
        trace.insert(-1, step(flow, split, f"split again here ({split.words})"))
        severity = Severity.MEDIUM if part else Severity.CRITICAL
        return finding(flow, CARD, site, words, trace, severity=severity, off=shared.off)
    words = Words(
        title="The rows it is scored on were in its training rows",
        issue="The held-out rows were trained on, so the reported score does not say what production will see.",
        fix="Fit on the training side of the split only; keep the held-out rows out of every fit.",
    )
    # Only a split that is seen sets rows apart for certain: parts that code cuts by hand may well be apart. And labels
    # that are of no rows, for all that is known, may be of others than the judged ones.
    less = not set_apart(shared) or shared.fit.detail.get("untold")
    severity = Severity.MEDIUM if less else Severity.CRITICAL
    return finding(flow, CARD, shared.fit.place, words, trace, severity=severity, off=shared.off)
