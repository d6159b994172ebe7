"""Verdicts: predictions and the truth of the same rows put together by plain code, which tells how good they are."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context
from mle_reviewer.flow.facts.rows import Rows, contains, roots, union
from mle_reviewer.flow.facts.values import HITS, NO_IDS, Data
from mle_reviewer.flow.operations import rating

PLACES: Final = ("places",)  # the trait of the places of values in their order (`argsort`)
_MOVING: Final = frozenset({"+", "-"})


def marked(cx: Context, values: list[Data], made: Data) -> Data:
    """What was made of several values, with the mark of a verdict where they are predictions and their truth."""
    predictions = [one for one in values if one.fits and one.rows]
    if not predictions or HITS in made.traits:
        return made
    for said in predictions:
        for true in values:
            if said is not true and is_truth(cx, said, true):
                return made.but(rows=_judged(said, true), traits=made.traits | {HITS}, picks=made.picks)
    return made


def reckoned(op: str, one: Data, other: Data) -> tuple[Data, Data]:
    """Two operands; a score that moves predictions, or that errors are held against, is a number: it weighs none."""
    if _moved(op, one) and other.scores and not other.rows:
        return one, other.but(scores=NO_IDS)
    if _moved(op, other) and one.scores and not one.rows:
        return one.but(scores=NO_IDS), other
    return one, other


def _moved(op: str, data: Data) -> bool:
    return HITS in data.traits or (op in _MOVING and bool(data.fits and data.rows))


def _judged(said: Data, true: Data) -> Rows:
    """The rows that are judged: those whose truth is known, of all that were predicted."""
    if roots(said.rows).isdisjoint(roots(true.rows)):  # stored apart, they are judged together
        return union(said.rows, true.rows)
    return said.rows if contains(true.rows, said.rows) else true.rows


def is_truth(cx: Context, said: Data, true: Data) -> bool:
    """Whether a value is of the labels that the models of some predictions learned to say."""
    if not said.fits or not said.rows or said.scores or not true.rows or true.fits or true.scores:
        return False
    if rating.fitted_lines(cx, said):
        return False
    fits = [cx.record.acts[number] for number in said.fits]
    return any(rating.beside(true, said, fit) or _of_labels(fit.detail.get("labels"), true) for fit in fits)


def _of_labels(labels: object, true: Data) -> bool:
    if not isinstance(labels, Data) or not roots(labels.rows) & roots(true.rows):
        return False
    if labels.parts and true.parts:
        return bool({part[:2] for part in labels.parts} & {part[:2] for part in true.parts})
    return labels.source == true.source and _column(labels) == _column(true)


def _column(data: Data) -> str | None:
    """The column that a value is, or that a condition is asked of."""
    asked = data.picks[0] if data.kind == "mask" and data.picks and len(data.picks) == 1 else None
    return asked[1] if asked is not None and asked[0] == "where" else data.column


def in_their_order(cx: Context, by: Data, true: Data) -> Data:
    """The truth in the order of what was predicted: how much of it comes first tells how good the predictions are."""
    if not is_truth(cx, by, true):
        return true
    return true.but(rows=_judged(by, true), fits=by.fits, traits=true.traits | {HITS})
