"""What a score on rows that its fit has seen is taken for: a fault, a diagnostic, another split, another moment."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.facts.acts import Act, Place
from mle_reviewer.flow.facts.excluding import separates
from mle_reviewer.flow.facts.overlaps import Overlap, disjoint, overlap
from mle_reviewer.flow.facts.rows import Rows, Step, contains, crowded, roots, same
from mle_reviewer.flow.facts.values import MIXED, Data
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.questions.sharing import Shared, dealt_by, looked_up, surely_two
from mle_reviewer.flow.questions.snapshots import two_moments

_APART: Final = frozenset({"side", "slice", "where", "mask", "not"})


def excused(flow: Flow, shared: Shared) -> bool:
    """Whether the shared rows were others by then, are no examples, tell of the training, or are too many to tell."""
    trained, judged = shared.fit.rows, shared.score.rows
    if two_moments(flow, trained, judged) or looked_up(trained, judged) or _kept_apart(flow, shared):
        return True
    if crowded(trained) or crowded(judged) or _each_in_turn(trained, judged):
        return True
    if _while_training(flow, shared):
        return True
    if split_again(flow, shared) is not None:
        return False
    return _on_training_side(flow, shared) or (shared.inside and _held_out_too(flow, shared.fit))


def _while_training(flow: Flow, shared: Shared) -> bool:
    """Whether the score is of the rows that the model goes on training on at that very place: how far it has come."""
    fit, score = shared.fit, shared.score
    if not score.detail.get("loss") and fit.detail.get("role") != "network":
        return False
    steps = (one for one in flow.record.of("fit") if fit.number < one.number and one.place.path == score.place.path)
    return any(one.place.chain == score.place.chain and same(one.rows, score.rows) for one in steps)


def _each_in_turn(trained: Rows, judged: Rows) -> bool:
    """Whether one call judges several parts in turn, the training rows by themselves and rows that are none of them."""
    seen = [one for one in judged if overlap(trained, frozenset([one]))[0] is Overlap.MUST]
    if len(seen) == len(judged):
        return False
    at_once = (one for a in seen for one in judged if not any((key, not holds) in one[2] for key, holds in a[2]))
    return contains(trained, frozenset(at_once))


def of_predictions(fit: Act) -> bool:
    """Whether a fit learns to put the predictions of other models together to say what is true."""
    features, labels = fit.detail.get("features"), fit.detail.get("labels")
    return bool(getattr(features, "fits", ())) and not getattr(labels, "fits", ())


def among_all(flow: Flow, shared: Shared) -> bool:
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
    again = split_again(flow, shared)
    said = [act.rows for act in flow.record.of("predict") if shared.fit.number in act.fits]
    if again is None or len(shared.score.fits) == 1 or any(again[1].number in dealt_by(flow, rows) for rows in said):
        return False
    return any(disjoint(shared.fit.rows, rows) for rows in said)


def _held_out_too(flow: Flow, fit: Act) -> bool:
    """Whether a metric of this very fit is also reported of others than its training rows, for all that is known."""
    found = (one for root in sorted(roots(fit.rows)) for one in _metrics(flow).get(root, ()))
    own = (score.rows for number, score in found if number == fit.number)
    return any(not contains(fit.rows, rows) and overlap(fit.rows, rows)[0] is not Overlap.MUST for rows in own)


def _on_training_side(flow: Flow, shared: Shared) -> bool:
    """Whether the judged rows are of the training side of a cut of which the other side is judged in the same way.

    The model may be fitted anew for each: by the very statement that fitted this one. What was trained on is then but a
    part of that side, as the judged rows are (those like the one that is asked about, a draw to have less to do).
    """
    common = _steps_of_all(shared.fit.rows) & _steps_of_all(shared.score.rows)
    common = {step for step in common if step[0] in _APART}
    if not common:
        return False
    place = shared.fit.place
    for root in sorted(roots(shared.fit.rows)):
        for number, score in _metrics(flow).get(root, ()):
            again = flow.acts[number]
            if (again.place.path, again.place.pos) != (place.path, place.pos) or not common & _steps_of_all(again.rows):
                continue
            if all(any(separates(a, b) for a in common for b in steps) for _root, steps, _arms in score.rows):
                return True
    return False


def _steps_of_all(rows: Rows) -> set[Step]:
    """The steps that all of some rows were taken by."""
    taken = [set(steps) for _root, steps, _arms in rows]
    return set[Step].intersection(*taken) if taken else set()


def separate(shared: Shared) -> bool:
    """Whether the judged rows are a part set apart from the training rows, not just all that includes them."""
    inside = {step for atom in shared.fit.rows for step in atom[1]}
    apart = {step for atom in shared.score.rows for step in atom[1] if step[0] in _APART}
    if _of_all_parts(shared.score.rows) and _of_all_parts(shared.fit.rows):
        return False  # parts that are told apart by their names: which of them each was, nobody knows
    if _one_of_several(shared):
        return True
    if apart - inside or not apart:
        return bool(apart)
    judged, told = shared.score.rows, shared.fit.rows
    if not shared.inside:  # then of some training rows nobody may know whether they are judged
        told = frozenset(one for one in told if overlap(frozenset([one]), judged)[0] is not Overlap.MAY) or told
    return not _includes(judged, told)


def _of_all_parts(rows: Rows) -> bool:
    """Whether rows are of a list that was cut into parts, of the first part and of the next one."""
    cut = [
        ((root, steps[:number], step[1], steps[number + 1 :]), *step[2:4])  # of one order
        for root, steps, _arms in rows
        for number, step in enumerate(steps)
        if step[0] == "slice"
    ]
    firsts = {(rest, high) for rest, low, high in cut if low is None and high is not None}
    return any((rest, low) in firsts for rest, low, _high in cut)


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


def perhaps_one(flow: Flow, shared: Shared) -> bool:
    """Whether the second split may be the first one once more: nobody knows what they are drawn by."""
    again = split_again(flow, shared)
    if again is None:
        return False
    first = {number for number in dealt_by(flow, shared.fit.rows) if isinstance(number, int)}
    return any(not surely_two(flow, flow.acts[number], again[1]) for number in sorted(first))


def judged_elsewhere(flow: Flow, fit: Act) -> bool:
    """Whether this fit, or another of the same kind of model on these rows, has a score on held-out rows."""
    for root in sorted(roots(fit.rows)):
        for number, score in _metrics(flow).get(root, ()):
            other = flow.acts[number]
            searched = fit.detail.get("role") == "search"  # what it chose may be judged as a model of its own
            if searched and score.internal and other.detail.get("role") == "search" and not score.detail.get("read"):
                continue  # what the search itself went by, which nobody is told
            alike = searched or other.detail.get("name") == fit.detail.get("name")
            alike = alike and bool(overlap(other.rows, fit.rows)[0])
            if (number == fit.number or alike) and (
                disjoint(other.rows, score.rows) or _each_in_turn(other.rows, score.rows)
            ):
                return True
            if number == fit.number and overlap(fit.rows, score.rows)[0] is not Overlap.MUST:
                return True  # on rows of which nobody knows whether it has seen them
    return False


def used_elsewhere(flow: Flow, fit: Act) -> bool:
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


def held_out(flow: Flow, fit: Act) -> bool:
    """Whether a fit's rows are those that an earlier fit, trained on the other side of their split, is judged on."""
    return any(
        same(score.rows, fit.rows)
        and any(number < fit.number and disjoint(flow.acts[number].rows, fit.rows) for number in score.fits)
        for score in flow.record.of("score", "predict")
    )  # fmt: skip


def one_loop(flow: Flow, shared: Shared, split: Act) -> bool:
    """Whether the folds that a model was trained and judged on are rounds of one loop."""
    dealt = (flow.acts[number] for number in dealt_by(flow, shared.fit.rows) if isinstance(number, int))
    return any(act.place == split.place for act in dealt)


def set_apart(shared: Shared) -> bool:
    """Whether the judged rows are on a side of a split, and those of the fit are not."""
    inside = {step for atom in shared.fit.rows for step in atom[1]}
    return any(step[0] == "side" and step not in inside for atom in shared.score.rows for step in atom[1])


def drawn(flow: Flow, shared: Shared) -> bool:
    """Whether the fit or the score has but a draw of rows, perhaps a small one, of which the other knows nothing."""
    trained, judged = ({step for atom in act.rows for step in atom[1]} for act in (shared.fit, shared.score))
    sides = (step[1] for step in trained ^ judged if step[0] == "side" and step[1] in range(1, len(flow.acts)))
    return any(flow.acts[number].detail.get("sampled") for number in sides)


def split_again(flow: Flow, shared: Shared) -> tuple[Place, Act] | None:
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
