"""Filtered judgements: conditions that every judged row meets, and that the training rows need not meet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from mle_reviewer.flow.facts.acts import Act, Record
from mle_reviewer.flow.facts.excluding import separates
from mle_reviewer.flow.facts.overlaps import disjoint
from mle_reviewer.flow.facts.rows import Atom, Step, contains, roots, same
from mle_reviewer.flow.facts.values import Data
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.questions import doubts

_NOTHING = (("literal", 0), ("literal", 0.0))


class Filtered(NamedTuple):
    """A fit, its only score on a held-out part, and the condition (on a column) that leaves rows out of that alone."""

    fit: Act
    score: Act
    column: str
    condition: Step


def filtered(flow: Flow, *, but: Callable[[str], bool]) -> Iterator[Filtered]:
    """Scores on a side of a split less rows that training had not left out; `but`: columns that may be asked freely."""
    for score in flow.record.of("score"):
        if not score.metric or score.internal:
            continue
        for fit in (flow.acts[number] for number in sorted(score.fits)):
            left_out = _left_out(fit, score, but=but) or _in_doubt(flow.record, fit, score)
            if left_out is not None and disjoint(fit.rows, score.rows) and not _whole(flow, fit, score):
                yield Filtered(fit, score, *left_out)


def _left_out(fit: Act, score: Act, *, but: Callable[[str], bool]) -> tuple[str, Step] | None:
    """The column and the condition, taken after the split, that every judged row meets and training rows need not."""
    conditions = [_after_split(atom, fit) for atom in score.rows]
    trained = {step for atom in fit.rows for step in atom[1]}
    labels = fit.detail.get("labels")
    target = labels.column if isinstance(labels, Data) else None
    giving = _made_of(labels) if isinstance(labels, Data) else ()
    for taken in conditions[0] if conditions else ():
        column = _column(taken)
        if taken in trained or but(column) or any(taken not in others for others in conditions[1:]):
            continue
        if any(_conditional(one) and _column(one) == column for one in trained):
            continue  # the training rows were filtered by it too, in their own way
        if column == target and taken[0] == "where" and taken[2] in {"!=", ">"} and taken[3] in _NOTHING:
            continue  # what is off in percent has no value where the truth is nothing
        if _among(taken):
            if (
                column in giving and column != target
            ):  # the sure cases, by what the label is made of; other kinds of rows are a slice
                return column, taken
        elif taken[0] == "mask":
            if target not in column.split(", "):  # rows without a label cannot be judged
                return column or "what is missing", taken
        elif taken[2] in {"<", "<=", ">", ">=", "!="} or _agree(taken) or (_is_flag(taken) and column != target):
            return column, taken
    return None


def _in_doubt(record: Record, fit: Act, score: Act) -> tuple[str, Step] | None:
    """The columns and the condition that leave out of every judged part the cases that are in doubt, or are missed."""
    trained = {step for atom in fit.rows for step in atom[1]}
    kept_to = [doubts.asked(step, record) for step in trained if not doubts.deals(step)]
    judged = [_judged(atom, fit) for atom in score.rows]
    for taken in judged[0] if judged else ():
        by = doubts.left_out(taken, fit, record)
        if by is None or taken in trained or any(taken not in others for others in judged[1:]):
            continue
        names = doubts.asked(taken, record)
        if not any(names & columns for columns in kept_to):
            return by, taken
    return None


def _judged(atom: Atom, fit: Act) -> list[Step]:
    """The conditions after the last draw or cut; all of them where rows are dealt by a hash or a remainder."""
    steps = atom[1]
    cuts = [n for n, step in enumerate(steps) if step[0] == "side" or (step[0] == "slice" and step[1])]
    if cuts:
        return [*steps[cuts[-1] + 1 :]]
    return [*steps] if any(doubts.deals(step) and _beyond(step, fit) for step in steps) else []


def _made_of(labels: Data) -> set[str]:
    """The columns that a label which was written into the table is worked out of.

    Not the column that is the label but for its coding: rows of a kind that training never met are left out by it.
    """
    written = ((source, labels.made.get(name, (0, None))) for source, name, _how in labels.parts or ())
    return {name for source, (number, parts) in written if number == source for _source, name, _how in parts or ()}


def _agree(step: Step) -> bool:
    """Whether rows are those in which two columns say the same: what is in dispute is left out."""
    return bool(step[2] == "==" and step[3][0] == "column")


def _is_flag(step: Step) -> bool:
    """Whether rows are chosen by a mark or a full score; rows of one kind alone are a slice, told apart on purpose."""
    return bool(step[2] == "==" and step[3][0] == "literal" and step[3][1] in {0, 1})


def _after_split(atom: Atom, fit: Act) -> list[Step]:
    """Conditions on columns that come after the last split: a draw, a cut, or a border that the training rows keep to.

    Beyond a border other rows may be meant (those that have been watched for long enough): there only gaps in what the
    model reads count, since it was trained with them.
    """
    steps = atom[1]
    cuts = (n for n, step in enumerate(steps) if step[0] == "side" or (step[0] == "slice" and step[1]))
    last = max(cuts, default=None)
    if last is not None:
        return [step for step in steps[last + 1 :] if _conditional(step)]
    border = max((n for n, step in enumerate(steps) if step[0] == "where" and _beyond(step, fit)), default=len(steps))
    features = fit.detail.get("features")
    read = (isinstance(features, Data) and features.only) or frozenset()
    after = (step for step in steps[border + 1 :] if step[0] == "mask" and _conditional(step) and not _among(step))
    return [step for step in after if read.issuperset(_column(step).split(", "))]


def _beyond(step: Step, fit: Act) -> bool:
    """Whether a condition holds on none of the training rows, by what these were chosen by."""
    return bool(fit.rows) and all(any(separates(step, other) for other in atom[1]) for atom in fit.rows)


def _conditional(step: Step) -> bool:
    """Whether a step asks what stands in a column, or that something stands there."""
    if step[0] == "mask" and isinstance(step[1], tuple):
        return bool(step[1][0] == "missing" and step[2] is False) or _among(step)
    return bool(step[0] == "where")


def _among(step: Step) -> bool:
    """Whether a step keeps the rows in whose column one of several values stands."""
    if step[0] == "mask" and isinstance(step[1], tuple) and step[1][0] == "member":
        return step[2] is True and isinstance(step[1][2], str)
    return bool(step[0] == "where" and step[2] == "in")


def _column(step: Step) -> str:
    return str(step[1] if step[0] == "where" else step[1][2] if step[1][0] == "member" else step[1][1])


def _whole(flow: Flow, fit: Act, score: Act) -> bool:
    """Whether the model is judged on more than these rows too, or on several such parts."""
    return any(
        other.metric
        and (other.unit == score.unit or not roots(other.rows).isdisjoint(roots(score.rows)))
        and any(flow.acts[number].detail.get("name") == fit.detail.get("name") for number in other.fits)
        and disjoint(fit.rows, other.rows)
        and not same(other.rows, score.rows)
        and (contains(other.rows, score.rows) or disjoint(other.rows, score.rows))
        for other in flow.record.of("score")
    )
