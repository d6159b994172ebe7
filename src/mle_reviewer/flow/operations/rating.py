"""Rates worked out by hand: how often predictions hold for the rows of a class, or a class for what was predicted."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.rows import Rows, roots
from mle_reviewer.flow.facts.values import HITS, PLACE, Data, Obj, state

_CLASS: Final = "of-class"  # the trait of predictions for the rows of a class: the number of all rows predicted
_RATED: Final = "rated"  # the trait of what a mean or sum makes a rate: the number of these rows, and the fits
OF_TRAINING: Final = ("of-training",)  # the trait of what was said in the very round that trains
_SETS: Final = frozenset({"&", "|", "^", "*"})


def chosen(cx: Context, data: Data, by: Data, part: Data) -> Data:
    """`part`, what the mask `by` takes of `data`: predictions for the rows of a class, or the truth by a prediction."""
    if by.kind != "mask" or bool(data.fits) == bool(by.fits) or not (data.rows and by.rows) or data.kind == "frame":
        return part
    if data.fits and _is_truth(cx, by, data):
        traits = data.traits & _judging(data)
        how = (_RATED, *_told(cx, data)) if data.kind == "mask" else (_CLASS, str(cx.row_set(data.rows)))
        return part.but(traits=part.traits | (frozenset() if traits else {how}))
    if by.fits and _is_truth(cx, data, by):
        return part.but(traits=part.traits | {(_RATED, *_told(cx, by))}, column=part.column)
    return part


def caught(cx: Context, data: Data, by: Data, part: Data) -> Data:
    """`part`, what a mask of right predictions (or of wrong ones) takes of `data`: how much it holds is a metric."""
    if by.kind != "mask" or not by.fits or data.fits or data.scores or data.kind == "frame" or not data.rows:
        return part
    judged = _judged_by(cx, by)
    return part if judged is None else part.but(traits=part.traits | {judged}, column=part.column, parts=part.parts)


def _judged_by(cx: Context, by: Data) -> tuple[str, ...] | None:
    """The rate that a mask of verdicts tells of, if it does."""
    rated = next((trait for trait in sorted(by.traits) if trait[0] == _RATED), None)
    if rated is None and HITS in by.traits and by.rows:
        return (_RATED, *_told(cx, by))
    return rated


def compared(made: Data, *sides: Data) -> Data:
    """A comparison of predictions for the rows of a class: how often it holds is a rate."""
    if not made.fits or HITS in made.traits:
        return made
    known = next((trait[1] for side in sides for trait in sorted(side.traits) if trait[0] == _CLASS), None)
    if known is None:
        return made
    return made.but(traits=made.traits | {(_RATED, known, *map(str, sorted(made.fits)))})


def together(cx: Context, op: str, x: Data, y: Data, made: Data) -> Data:
    """What is predicted and what is true of each row, put together (`predicted & true`)."""
    if op not in _SETS or bool(x.fits) == bool(y.fits) or not (x.rows and y.rows):
        return made
    predicted, truth = (x, y) if x.fits else (y, x)
    if "mask" not in {x.kind, y.kind} or not _is_truth(cx, truth, predicted):
        return made
    return made.but(traits=made.traits | {(_RATED, *_told(cx, predicted))})


def after_step(cx: Context, said: Data, truth: Data) -> Data:
    """What a network said of a batch before it was trained on it: held against the truth, it tells of the training."""
    if said.fits or truth.fits or not (said.rows and truth.rows):
        return said
    numbers = [int(trait[1]) for trait in said.traits if trait[0] == "forward"]
    if not numbers:
        return said
    owners = (state(cx.by_identity(number)) for number in numbers)  # type: ignore[arg-type]
    fits = frozenset[int]().union(*(owner.fits for owner in owners if isinstance(owner, Obj)))
    trained = frozenset(number for number in fits if cx.record.acts[number].rows == said.rows)
    return said.but(fits=trained, traits=said.traits | {OF_TRAINING}) if trained else said


def fitted_lines(cx: Context, data: Data) -> bool:
    """Whether all that was fitted are lines through these rows: how far off one is drawn is no score of a model."""
    fits = [cx.record.acts[number] for number in sorted(data.fits)]
    return all(fit.detail.get("role") == "curve" and not _of_predictions(fit) for fit in fits)


def _of_predictions(fit: Act) -> bool:
    features = fit.detail.get("features")
    return isinstance(features, Data) and bool(features.fits)


def rate(cx: Context, data: Data) -> Data | None:
    """What a mean or sum of these judges: the rows that were predicted, with the fits; None where it is no rate."""
    found = next((trait for trait in sorted(data.traits) if trait[0] == _RATED), None)
    if found is None:
        return None
    rows: Rows = cx.rows_of(int(found[1]))
    return data.but(rows=rows, fits=frozenset(map(int, found[2:])))


def _told(cx: Context, predicted: Data) -> tuple[str, ...]:
    return (str(cx.row_set(predicted.rows)), *map(str, sorted(predicted.fits)))


def _judging(data: Data) -> frozenset[tuple[str, ...]]:
    return frozenset(trait for trait in data.traits if trait[0] in {_CLASS, _RATED})


def _is_truth(cx: Context, data: Data, predicted: Data) -> bool:
    """Whether values say what these models learned to say, or what a model without labels was not shown."""
    if fitted_lines(cx, predicted):
        return False
    return all(_says(data, predicted, cx.record.acts[number]) for number in predicted.fits)


def _says(data: Data, predicted: Data, fit: Act) -> bool:
    labels, features = fit.detail.get("labels"), fit.detail.get("features")
    if beside(data, predicted, fit):
        return True
    mine = _names(data)
    if isinstance(labels, Data) and labels.rows:
        theirs = _names(labels)
        if mine and theirs:
            return mine <= theirs
        if isinstance(features, Data) and roots(labels.rows) == roots(features.rows):
            return data.column is not None and data.column == labels.column
        return roots(data.rows) == roots(labels.rows)
    if fit.detail.get("role") == "network":  # what it was trained on came as one
        apart = roots(data.rows) - roots(predicted.rows)
        return apart <= roots(fit.rows) if apart else bool(mine) and mine.isdisjoint(_names(predicted))
    known = features.only if isinstance(features, Data) else None
    return bool(mine) and known is not None and not any(name in known for _source, name in mine)


def beside(data: Data, predicted: Data, fit: Act) -> bool:
    """Whether a value is what a batch holds beside what a network was given of it, of rows it was not trained on."""
    if fit.detail.get("role") != "network" or data.rows != predicted.rows or not fit.rows.isdisjoint(data.rows):
        return False
    given, other = ({trait[1] for trait in one.traits if trait[0] == PLACE} for one in (predicted, data))
    return len(given) == len(other) == 1 and given != other


def _names(data: Data) -> set[tuple[int, str]]:
    return {(source, name) for source, name, _how in data.parts or ()}
