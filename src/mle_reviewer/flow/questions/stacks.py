"""Stacks: fits that learn from what other models say of the rows that these were trained on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mle_reviewer.flow.facts.acts import ASKED, WRITTEN_HERE, Act
from mle_reviewer.flow.facts.overlaps import Overlap, overlap
from mle_reviewer.flow.facts.rows import roots
from mle_reviewer.flow.facts.values import NO_IDS, OF_PLACE, Data
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.operations import said

_At = tuple[str, int]
_MODELS: Final = frozenset({"estimator", "meta", "search"})
_WIDE: Final = frozenset({"words", "text-vocabulary"})  # what makes a column of every word
_ANYTHING: Final = frozenset({"unknown", "generate"})  # what gave rows of which nobody can tell two labels apart


@dataclass(frozen=True, slots=True)
class Stack:
    """What trains the base model, the fit on its predictions, and whether it is sure that they do harm.

    They do where both models surely learn one label, where the second is known to be a model, and where it is asked
    for predictions or scored: what is only fitted is told of by its coefficients, or is code for others to use.
    """

    base: Act
    fit: Act
    surely: bool
    stiff: bool  # the base has too few weights to remember its training rows by


def stacks(flow: Flow) -> Iterator[Stack]:
    """Fits whose features hold a model's output on rows that this model was trained on with their labels."""
    asked: tuple[set[_At], set[_At]] | None = None
    for fit in flow.record.of("fit"):
        features = fit.detail.get("features")
        held = said.as_such(features) if fit.learned and isinstance(features, Data) else NO_IDS
        for number in sorted(fit.learned) if held else ():
            base = flow.acts[number]
            if base.what != "model" or base.detail.get("role") not in _MODELS:
                continue
            bases = [flow.acts[one] for one in sorted(held) if flow.acts[one].place == base.place]
            if not bases or overlap(base.rows, fit.rows)[0] is not Overlap.MUST:
                continue
            labels = _one_label(flow, base, bases[0], fit)
            if labels is False or _describes(flow, base, fit):
                continue
            asked = _asked(flow) if asked is None else asked
            known = bool(fit.detail.get("role")) and not fit.detail.get(WRITTEN_HERE)
            given = _sources(flow, roots(fit.rows)) <= {"parameter"}
            sure = labels is True and known and fit.place[:2] in asked[given]
            yield Stack(base, fit, surely=sure, stiff=all(_bends_little(flow, one) for one in bases))


def _bends_little(flow: Flow, base: Act) -> bool:
    """Whether a base hardly overfits: a linear model, but for one of texts, which has a weight for every word."""
    learned = [flow.acts[one].what for one in base.learned]
    inside = [kind for kinds in base.detail.get("prepared", {}).values() for kind in kinds]
    return bool(base.detail.get("stiff")) and _WIDE.isdisjoint([*learned, *inside])


def _asked(flow: Flow) -> tuple[set[_At], set[_At]]:
    """Where models are trained that are scored, asked for predictions or kept for who asks them; and the scored ones.

    Of rows that only a caller could give, a prediction is nobody's: it is what the code offers.
    """
    judged = flow.record.of("predict", "score", "choose", "save", "verdict")
    asked = {number for act in judged for number in act.fits}
    scored = {number for act in judged if act.metric for number in act.fits}
    fits = flow.record.of("fit")
    return (
        {fit.place[:2] for fit in fits if fit.number in asked or fit.detail.get(ASKED)},
        {fit.place[:2] for fit in fits if fit.number in scored},
    )


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


def _one_label(flow: Flow, base: Act, first: Act, fit: Act) -> bool | None:
    """Whether both models learn one label: of another one (gaps filled, a feature made) the base tells nothing."""
    mine, theirs = base.detail.get("target"), fit.detail["labels"].column
    if mine is not None or theirs is not None:
        return mine == theirs if mine is not None and theirs is not None else None
    one, other = first.detail.get("labels"), fit.detail["labels"]
    if one is other:
        return True
    if not isinstance(one, Data):
        return None
    places = [{trait for trait in labels.traits if trait[0] == OF_PLACE} for labels in (one, other)]
    if all(places) and places[0] != places[1]:
        return False if places[0].isdisjoint(places[1]) else None
    known = not _sources(flow, roots(one.rows) & roots(other.rows)) <= _ANYTHING
    return True if known or not (one.rows or other.rows) else None


def _sources(flow: Flow, numbers: frozenset[int] | set[int]) -> set[str]:
    """What kinds of acts gave rows."""
    return {flow.record.by_root[number].kind for number in numbers if number in flow.record.by_root}
