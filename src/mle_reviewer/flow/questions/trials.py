"""Trials: every fit with the rows it is judged on, and what separates its two sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mle_reviewer.flow.facts.acts import INFERRED, Act, Place
from mle_reviewer.flow.facts.overlaps import disjoint
from mle_reviewer.flow.facts.rows import Atom, Rows, Step, contains
from mle_reviewer.flow.facts.values import Data
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.operations import counting
from mle_reviewer.flow.questions.switched import as_committed


@dataclass(frozen=True, slots=True)
class Trial:
    """A fit and the rows it is judged on; `act` is the score or prediction, or the split that holds the other side."""

    fit: Act
    rows: Rows
    act: Act
    implied: bool = False


def trials(flow: Flow) -> Sequence[Trial]:
    """Every fit with each row set it is judged on; a fit never judged is paired with the other sides of its split."""
    known: Sequence[Trial] | None = flow.detail.get("trials")
    if known is None:
        known = flow.detail["trials"] = tuple(_trials(flow))
    return known


def _trials(flow: Flow) -> Iterator[Trial]:
    acts = flow.acts
    known: set[int] = set()
    for act in flow.record.of("score", "predict"):
        for number in sorted(act.fits):
            fit, rows = acts[number], judged(flow, act, number)
            if not rows or not fit.rows or misaligned(fit):
                continue
            if not disjoint(fit.rows, rows):
                kept, rows = as_committed(flow, fit.rows), as_committed(flow, rows)
                if not kept or not rows or not disjoint(kept, rows):
                    continue
            known.add(number)
            yield Trial(fit, rows, act)
    for act in flow.record.of("fit"):
        if act.number in known or (_of_second_level(act) and misaligned(act)) or _only_inferred(flow, act):
            continue
        yield from _implied(flow, act)


def _only_inferred(flow: Flow, fit: Act) -> bool:
    """Whether a model is asked how sure it is of its weights, and kept nowhere: it is to say nothing of other rows."""
    return bool(fit.detail.get(INFERRED)) and not any(fit.number in act.fits for act in flow.record.of("save"))


def _of_second_level(fit: Act) -> bool:
    """Whether a fit learns from what other models say: what their features carry is told of them."""
    features = fit.detail.get("features")
    return isinstance(features, Data) and bool(features.fits)


def judged(flow: Flow, act: Act, number: int) -> Rows:
    """The rows that a score or prediction judges one of its fits on.

    Predictions of several models that were put together (out-of-fold ones) judge each of them on what it predicted.
    """
    if len(act.fits) == 1 or act.kind != "score":
        return act.rows
    predicted: dict[int, set[Atom]] | None = flow.detail.get("predicted")
    if predicted is None:
        predicted = flow.detail["predicted"] = {}
        for one in flow.record.of("predict"):
            for fit in () if one.detail.get("loss") else one.fits:
                predicted.setdefault(fit, set()).update(one.rows)
    known = frozenset(predicted.get(number, ()))
    if not known:
        return _of_its_round(flow, act.rows, flow.acts[number])
    inside = frozenset(atom for atom in known if contains(act.rows, frozenset([atom])))
    return inside | frozenset(atom for atom in act.rows if contains(known, frozenset([atom])))


def _of_its_round(flow: Flow, rows: Rows, fit: Act) -> Rows:
    """Rows less those that another round of the loop held out which the fit's own round was split by."""
    own = {step[1] for atom in fit.rows for step in atom[1] if of_split(flow, step)}
    places = {flow.acts[number].place for number in own}
    mine, others = set[Atom](), set[Atom]()
    for atom in rows:
        cut = {step[1] for step in atom[1] if of_split(flow, step) and flow.acts[step[1]].place in places}
        (mine if not cut or cut & own else others).add(atom)
    return frozenset(mine) if mine and others else rows


def _implied(flow: Flow, fit: Act) -> Iterator[Trial]:
    for root, steps, arms in _in_order(fit.rows):
        for place in range(len(steps) - 1, -1, -1):
            step = steps[place]
            if step[0] == "side" and step[1] in range(len(flow.acts)) and step[2] in {0, 1}:
                split = flow.acts[step[1]]
                if split.kind == "split" and not split.detail.get("sampled") and not some_alone(flow, split):
                    other: Atom = (root, (*steps[:place], ("side", step[1], 1 - step[2], *step[3:])), arms)
                    if disjoint(fit.rows, frozenset([other])):
                        yield Trial(fit, frozenset([other]), split, implied=True)
                break


def some_alone(flow: Flow, split: Act) -> bool:
    """Whether a split draws some rows, and nothing is done to the others: they are too many, not held out."""
    drawn = bool(split.detail.get("sampled"))
    if not drawn and not split.detail.get("some"):
        return False
    if split.number in _left_over(flow):
        return False
    return not drawn or not any(_within(act.rows, split) for act in flow.record.of("score", "predict"))


def _within(rows: Rows, split: Act) -> bool:
    """Whether rows are a part of those that a split drew from, told by something else: perhaps those it left.

    All that it drew from is no such part: what comes next is asked of a whole history.
    """
    others = (atom for atom in rows - split.rows if ("side", split.number, 0) not in atom[1])
    return any(contains(split.rows, frozenset([atom])) for atom in others)


def _left_over(flow: Flow) -> set[object]:
    """The splits to whose other side something is done."""
    known: set[object] | None = flow.detail.get("left over")
    if known is None:
        taken = {step for act in flow.acts for _root, steps, _arms in act.rows for step in steps}
        known = {step[1] for step in taken if step[0] == "side" and step[2] == 1}
        known |= {step[1][1] for step in taken if step[0] == "not" and step[1][:1] == ("side",)}
        flow.detail["left over"] = known
    return known


def of_split(flow: Flow, step: Step) -> bool:
    """Whether a step is a side of a split that an act made."""
    return step[0] == "side" and isinstance(step[1], int) and flow.acts[step[1]].kind == "split"


def order_of_step(step: Step) -> int | None:
    """The order that alone says which rows a step takes: by their place in it, or by a number that counts in it."""
    if step[0] in {"slice", "nth"}:
        return step[1] if isinstance(step[1], int) else None
    return counting.order_of(step[1]) if step[0] == "mask" else None


def handed_over(flow: Flow, carried: Act, to: Act) -> list[Act]:
    """The acts by which what `carried` made (a statistic, a model) was stored and read again on its way to `to`."""
    found: list[Act] = []
    saves = {
        act.number: act for act in flow.record.of("save") if carried.number in act.learned or carried.number in act.fits
    }
    for act in flow.record.of("restore"):
        save = saves.get(act.detail["written"])
        if save is not None and act.number < to.number and save not in found and _leads(act.place, to.place):
            found += [save, act]
    return found


def _leads(read: Place, to: Place) -> bool:
    """Whether something read at one place can be what is used at the other: both are reached from one document."""
    ours = {read.path, *(path for path, _pos in read.chain)}
    return not ours.isdisjoint({to.path, *(path for path, _pos in to.chain)})


def splits_of(flow: Flow, trial: Trial) -> Act | None:
    """The act that separates a trial's two sides."""
    others = _in_order(trial.rows)
    for a in _in_order(trial.fit.rows):
        for b in others:
            for step in a[1]:
                if step not in b[1] and step[0] == "side":
                    number = step[1]
                    if isinstance(number, int) and flow.acts[number].kind == "split":
                        return flow.acts[number]
    return None


@lru_cache(maxsize=4_096)
def _in_order(rows: Rows) -> Sequence[Atom]:
    """Rows in an order that is the same in every run. The same rows are asked for by many trials."""
    return sorted(rows, key=repr) if len(rows) > 1 else tuple(rows)


def misaligned(fit: Act) -> bool:
    """Whether a fit's labels are of other rows than its features (sides of a split unpacked in the wrong order)."""
    labels = fit.detail.get("labels")
    if not isinstance(labels, Data) or (fit.untyped and fit.detail.get("places", 0) > 2):
        return False  # which of many arguments of an unknown fit holds the labels is a guess
    if labels.rows == fit.rows:
        return False
    features, others = _side_numbers(fit.rows), _side_numbers(labels.rows)
    shared = features.keys() & others.keys()
    return any(not features[key] & others[key] for key in shared)


def _side_numbers(rows: Rows) -> dict[object, set[object]]:
    """Split → the sides of it that rows are on."""
    found: dict[object, set[object]] = {}
    for _root, steps, _arms in rows:
        for step in steps:
            if step[0] == "side":
                found.setdefault(step[1], set()).add(step[2])
    return found
