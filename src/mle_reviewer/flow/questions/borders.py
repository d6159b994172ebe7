"""Questions about the border between two periods: whether what is judged begins where training ends, and where."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Final

from mle_reviewer.flow.facts.acts import Act, Place
from mle_reviewer.flow.facts.bounds import MOMENT, bound_of
from mle_reviewer.flow.facts.dates import days_apart
from mle_reviewer.flow.facts.excluding import before_period
from mle_reviewer.flow.facts.rows import UNTOLD, Step
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.operations.scattering import is_dealt
from mle_reviewer.flow.questions.moments import times
from mle_reviewer.flow.questions.trials import Trial

_UPPER: Final = frozenset({"<", "<="})
_LOWER: Final = frozenset({">", ">="})
_TICK: Final = 1e-6  # days
_UNCLEAR: Final = frozenset({"mask", "not", "some"})


def border(flow: Flow, trial: Trial, reach: float, label: Act) -> Place | None:
    """Where the rows of a fit are cut off, if those it is judged on begin right there.

    `reach` is how many rows a gap would have to leave out. The label may say a time whose conditions are no such
    border, or since when it looks: then only that may be one. Made of rows that were cut off before, it ends with them.
    """
    besides, by = label.detail.get("time"), label.detail.get("since")
    for one in sorted(trial.fit.rows, key=repr):
        for other in sorted(trial.rows, key=repr):
            if one[0] != other[0]:
                continue
            own = [step for step in one[1] if step not in other[1]]
            others = [step for step in other[1] if step not in one[1]]
            for step, against in _pairs(own, others):
                if step[0] == "slice" and not _in_time(flow, trial, step):
                    continue
                column = step[1] if step[0] == "where" else None
                if (besides is not None and column == besides) or (by is not None and column != by):
                    continue
                if label.rows and all(step in steps for _root, steps, _arms in label.rows):
                    continue
                if _meet(flow, step, against, reach) and not _further(own, step, others, against):
                    return _place(flow, step, trial)
    return None


def _pairs(own: list[Step], others: list[Step]) -> Iterator[tuple[Step, Step]]:
    return ((step, against) for step in own for against in others if step[0] == against[0])


def _in_time(flow: Flow, trial: Trial, step: Step) -> bool:
    """Whether a part may end at a moment: not where rows were shuffled, nor among the values of a column of no time."""
    if isinstance(step[1], int) and 0 < step[1] < len(flow.acts) and flow.acts[step[1]].detail.get("shuffled"):
        return False
    column, timed = flow.record.keyed.get(step), times(trial.fit)
    return column is None or not timed or column in timed


def _meet(flow: Flow, step: Step, against: Step, reach: float) -> bool:
    """Whether nothing lies between the end of one part and the beginning of the other."""
    if step[0] == "where":
        if before_period(step, against) and step[3] == against[3]:
            return bool(against[2] != ">" and step[3][0] != UNTOLD)
        return step[1] == against[1] and not is_dealt(step) and _follows(step, against)
    if step[0] == "slice":
        return step[1] == against[1] and _touch(step[3], against[2])
    if step[0] == "side" and step[1] == against[1] and isinstance(step[1], int):
        if step[2] != 0 or against[2] != 1 or step[1] >= len(flow.acts):
            return False
        detail = flow.acts[step[1]].detail
        gap = detail.get("gap", 0)
        in_order = detail.get("ordered") or (detail.get("deliberate") and not detail.get("folds"))
        short = isinstance(gap, (int, float)) and gap < reach - 1
        return bool(in_order and not detail.get("shuffled") and not detail.get("unknown") and short)
    return False


def _follows(step: Step, against: Step) -> bool:
    """Whether a condition that ends at a bound is followed at once by one that begins at another."""
    op, bound, other_op, other = *step[2:4], *against[2:4]
    if op not in _UPPER or other_op not in (*_LOWER, "==") or UNTOLD in (bound[0], other[0]):
        return False
    if bound == other:
        return bool(other_op != "==" or op == "<")
    if bound[0] == other[0] == "symbol" and other_op != "==":
        return _meets(bound[1], other[1])
    if bound[0] != "literal" or other[0] != "literal" or op != "<=" or other_op == ">":
        return False
    return _next(bound[1], other[1])


def _touch(high: Hashable, low: Hashable) -> bool:
    if high is None or low is None:
        return False
    return high == low or (isinstance(high, str) and _next(high, low)) or _meets(high, low)


def _meets(high: Hashable, low: Hashable) -> bool:
    """Whether two bounds that are told from one moment are the same: a month begins where the one before it ends."""
    one, other = bound_of(high), bound_of(low)
    if one is None or other is None or one.kind != MOMENT or other.kind != MOMENT or not one.moves:
        return False
    return (one.start, one.moves) == (other.start, other.moves) and abs(one.by - other.by) < _TICK


def _next(early: object, late: object) -> bool:
    """Whether one date, or one number that is counted, is the next one after another."""
    if isinstance(early, str) and isinstance(late, str):
        whole = _hour(early, 23) >= 23 and _hour(late, 0) == 0  # hours that are left out are a gap as well
        return whole and days_apart(early, late) == 1
    return type(early) is int and type(late) is int and late - early == 1


def _hour(moment: str, otherwise: int) -> int:
    """The hour of a written moment; what a date without one is taken for."""
    told = moment[11:13]
    return int(told) if told.isdecimal() else otherwise


def _further(own: list[Step], step: Step, others: list[Step], against: Step) -> bool:
    """Whether more was left out at the border than the two steps say, or may have been."""
    return any(one is not step and _cuts(one, 3, _UPPER) for one in own) or any(
        one is not against and _cuts(one, 2, _LOWER) for one in others
    )


def _cuts(step: Step, bound: int, ops: frozenset[str]) -> bool:
    if step[0] == "slice":
        return step[bound] is not None
    if step[0] == "where":
        return step[2] in ops
    return step[0] in _UNCLEAR


def _place(flow: Flow, step: Step, trial: Trial) -> Place:
    if step[0] == "side":
        return flow.acts[step[1]].place
    return flow.record.conditions.get(step, trial.fit.place)
