"""A score is made on rows that the model was trained on."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.reporting import Words, finding, handed, loaded, once, step
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.facts.acts import Act, Place
from mle_reviewer.flow.facts.rows import Overlap, Rows, contains, disjoint, overlap, roots, same
from mle_reviewer.flow.facts.values import MIXED, Data
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.questions.sharing import Shared, dealt_by, looked_up, shared_rows, surely_two
from mle_reviewer.flow.questions.snapshots import two_moments
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
_APART = frozenset({"side", "slice", "where", "mask", "not"})


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
        residual = shared.fit.detail.get("role") == "curve" and not _of_predictions(shared.fit)
        if shared.same:
            told = shared.score.detail.get("of itself") and _used_elsewhere(flow, shared.fit)
            if not residual and not told and not _judged_elsewhere(flow, shared.fit):
                found.append(_said(flow, shared, only=True))
        elif shared.overlap is Overlap.MUST and _separate(shared) and not _perhaps_one(flow, shared):
            if not _excused(flow, shared):
                found.append(_said(flow, shared, only=False))
        elif residual or shared.overlap is not Overlap.MUST or _judged_elsewhere(flow, shared.fit):
            continue
        elif _among_all(flow, shared):
            found.append(_said(flow, shared, only=True))
    yield from once(found)


def _excused(flow: Flow, shared: Shared) -> bool:
    """Whether the shared rows were others by then, are no examples, or tell of the training beside a held-out part."""
    trained, judged = shared.fit.rows, shared.score.rows
    if two_moments(flow, trained, judged) or looked_up(trained, judged) or _kept_apart(flow, shared):
        return True
    return shared.inside and _split_again(flow, shared) is None and _held_out_too(flow, shared.fit)


def _of_predictions(fit: Act) -> bool:
    """Whether a fit learns to put the predictions of other models together to say what is true."""
    features, labels = fit.detail.get("features"), fit.detail.get("labels")
    return bool(getattr(features, "fits", ())) and not getattr(labels, "fits", ())


def _among_all(flow: Flow, shared: Shared) -> bool:
    """Whether one model said something of all the judged rows, its training rows among them."""
    fitted, judged = shared.fit.rows, shared.score.rows
    if shared.score.detail.get("loss") or not contains(judged, fitted) or two_moments(flow, fitted, judged):
        return False
    root = sorted(roots(fitted))
    others = [score for one in root for number, score in _metrics(flow).get(one, ()) if number == shared.fit.number]
    if any(overlap(fitted, score.rows)[0] is not Overlap.MUST for score in others):
        return False  # beside a score on rows that may well be others
    said = [act for act in flow.record.of("predict") if shared.fit.number in act.fits]
    return all(contains(act.rows, fitted) for act in said)  # else they may be put together out of fold


def _kept_apart(flow: Flow, shared: Shared) -> bool:
    """Whether what several models said out of fold is cut once more, and none was asked of a side of the later cut."""
    again = _split_again(flow, shared)
    said = [act.rows for act in flow.record.of("predict") if shared.fit.number in act.fits]
    if again is None or len(shared.score.fits) == 1 or any(again[1].number in dealt_by(flow, rows) for rows in said):
        return False
    return any(disjoint(shared.fit.rows, rows) for rows in said)


def _held_out_too(flow: Flow, fit: Act) -> bool:
    """Whether a metric of this very fit is also reported of rows that it was not trained on."""
    found = (one for root in sorted(roots(fit.rows)) for one in _metrics(flow).get(root, ()))
    return any(number == fit.number and disjoint(fit.rows, score.rows) for number, score in found)


def _separate(shared: Shared) -> bool:
    """Whether the judged rows are a part set apart from the training rows, not just all that includes them."""
    inside = {step for atom in shared.fit.rows for step in atom[1]}
    apart = {step for atom in shared.score.rows for step in atom[1] if step[0] in _APART}
    if _one_of_several(shared):
        return True
    return bool(apart - inside) or (bool(apart) and not _includes(shared.score.rows, shared.fit.rows))


def _one_of_several(shared: Shared) -> bool:
    """Whether the judged rows are all of one source, and the training rows were put together of it and others."""
    features, labels = shared.fit.detail.get("features"), shared.fit.detail.get("labels")
    known = isinstance(features, Data) and MIXED not in features.traits
    if isinstance(labels, Data) and labels.rows and roots(labels.rows) < roots(shared.fit.rows):
        return False  # features of other sources stand side by side
    return known and shared.score.rows < shared.fit.rows and roots(shared.score.rows) < roots(shared.fit.rows)


def _includes(outer: Rows, inner: Rows) -> bool:
    """Whether each of the inner rows satisfies all that some of the outer ones do, in whatever order it was asked."""
    asked = [(root, {step for step in steps if step[0] in _APART}) for root, steps, _arms in outer]
    return all(any(root == b[0] and steps <= set(b[1]) for root, steps in asked) for b in inner)


def _perhaps_one(flow: Flow, shared: Shared) -> bool:
    """Whether the second split may be the first one once more: nobody knows what they are drawn by."""
    again = _split_again(flow, shared)
    if again is None:
        return False
    first = {number for number in dealt_by(flow, shared.fit.rows) if isinstance(number, int)}
    return any(not surely_two(flow, flow.acts[number], again[1]) for number in sorted(first))


def _judged_elsewhere(flow: Flow, fit: Act) -> bool:
    """Whether this fit, or another of the same kind of model on these rows, has a score on held-out rows."""
    for root in sorted(roots(fit.rows)):
        for number, score in _metrics(flow).get(root, ()):
            other = flow.acts[number]
            searched = fit.detail.get("role") == "search"  # what it chose may be judged as a model of its own
            if searched and score.internal and other.detail.get("role") == "search" and not score.detail.get("read"):
                continue  # what the search itself went by, which nobody is told
            alike = searched or other.detail.get("name") == fit.detail.get("name")
            alike = alike and bool(overlap(other.rows, fit.rows)[0])
            if (number == fit.number or alike) and disjoint(other.rows, score.rows):
                return True
            if number == fit.number and overlap(fit.rows, score.rows)[0] is not Overlap.MUST:
                return True  # on rows of which nobody knows whether it has seen them
    return False


def _used_elsewhere(flow: Flow, fit: Act) -> bool:
    """Whether this fit says anything of rows that it was not trained on, whatever is done with it."""
    said = [act.rows for act in flow.record.of("score", "predict") if fit.number in act.fits]
    return any(not same(rows, fit.rows) for rows in (*said, *fit.detail.get("asked of", ())))


def _metrics(flow: Flow) -> dict[int, list[tuple[int, Act]]]:
    """Source of rows → the fits on its rows that a metric was reported of, each with that score."""
    known: dict[int, list[tuple[int, Act]]] | None = flow.detail.get("metrics")
    if known is None:
        known = flow.detail["metrics"] = {}
        for score in flow.record.of("score"):
            for number in sorted(score.fits) if score.metric else ():
                for root in sorted(roots(flow.acts[number].rows)):
                    known.setdefault(root, []).append((number, score))
    return known


def _held_out(flow: Flow, fit: Act) -> bool:
    """Whether a fit's rows are those that an earlier fit, trained on the other side of their split, is judged on."""
    return any(
        same(score.rows, fit.rows)
        and any(number < fit.number and disjoint(flow.acts[number].rows, fit.rows) for number in score.fits)
        for score in flow.record.of("score", "predict")
    )  # fmt: skip


def _said(flow: Flow, shared: Shared, *, only: bool) -> Finding:
    trace = [
        *loaded(flow, shared.score.rows, shared.fit),
        step(flow, shared.fit, f"trained here ({shared.fit.words})"),
        *(one for _number, one in handed(flow, shared.fit, shared.score)),
        step(flow, shared.score, f"judged here on rows it was trained on ({shared.score.words})"),
    ]
    if only and _held_out(flow, shared.fit):
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
    again = _split_again(flow, shared)
    if again is not None and again[1].detail.get("folds") and _one_loop(flow, shared, again[1]):
        words = Words(
            title="The model goes on training from fold to fold",
            issue="From the second fold on it has been trained on the rows that are held out: the scores measure what "
            "it remembers.",
            fix="Make a new model inside the loop, one for each fold.",
        )
        return finding(flow, CARD, shared.fit.place, words, trace, severity=Severity.CRITICAL)
    if again is not None:
        site, split = again
        words = Words(
            title="Rows are split a second time, and the first split's model is scored on the second's rows",
            issue="Two random splits of the same rows overlap: most of the rows it is scored on were trained on.",
            fix="Split once and keep the sides, or store the indices (or the seed) with the model.",
        )
        trace.insert(-1, step(flow, split, f"split again here ({split.words})"))
        return finding(flow, CARD, site, words, trace, severity=Severity.CRITICAL)
    words = Words(
        title="The rows it is scored on were in its training rows",
        issue="The held-out rows were trained on, so the reported score does not say what production will see.",
        fix="Fit on the training side of the split only; keep the held-out rows out of every fit.",
    )
    severity = Severity.MEDIUM if _perhaps_watched(shared) else Severity.CRITICAL
    return finding(flow, CARD, shared.fit.place, words, trace, severity=severity)


def _one_loop(flow: Flow, shared: Shared, split: Act) -> bool:
    """Whether the folds that a model was trained and judged on are rounds of one loop."""
    dealt = (flow.acts[number] for number in dealt_by(flow, shared.fit.rows) if isinstance(number, int))
    return any(act.place == split.place for act in dealt)


def _perhaps_watched(shared: Shared) -> bool:
    """Whether an error worked out by hand may be one that training only watches: no split set its rows apart."""
    inside = {step for atom in shared.fit.rows for step in atom[1]}
    return bool(shared.score.detail.get("by hand")) and not any(
        step[0] == "side" and step not in inside for atom in shared.score.rows for step in atom[1]
    )


def _split_again(flow: Flow, shared: Shared) -> tuple[Place, Act] | None:
    """The later of two splits whose sides the fit and the score are on, and the call that leads to it."""
    trained, judged = dealt_by(flow, shared.fit.rows), dealt_by(flow, shared.score.rows)
    if not trained - judged or not judged - trained:
        return None
    known = (number for number in judged - trained if isinstance(number, int))
    numbers = sorted(number for number in known if "hashed" not in flow.acts[number].detail)  # a hash stays as it is
    if not numbers:
        return None
    split = flow.acts[numbers[-1]]
    place = split.place
    # The call that leads to the split from where the score is made: callers of both say nothing.
    above = shared.score.place.chain
    own = [call for number, call in enumerate(place.chain) if place.chain[: number + 1] != above[: number + 1]]
    return (Place(*own[0]) if own else place), split
