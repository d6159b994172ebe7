"""Questions about time: when a model predicts, by its label or the cut of its rows, and what reaches beyond."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from mle_reviewer.flow.facts.acts import Act, Place
from mle_reviewer.flow.facts.rows import Step, roots
from mle_reviewer.flow.facts.values import Data, Learned
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.operations.neighbours import behind, counted_from
from mle_reviewer.flow.operations.surroundings import limits
from mle_reviewer.flow.sql.relation import Moment

_CUTS: Final = frozenset({"<", "<=", ">", ">="})
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Predicted:
    """What is known of the time at which a fit's rows are to be predicted.

    `after` are the moments from which on its label looks, each with the act that says so; `cuts` the columns of time
    by which its rows are divided. `follows` says that its rows begin after a moment which the code reads from data.
    """

    after: tuple[tuple[Moment, Act], ...]
    cuts: frozenset[str]
    follows: bool = False


def label_learned(fit: Act) -> Learned:
    """What the labels of a fit learned."""
    labels = fit.detail.get("labels")
    return labels.all_learned() if isinstance(labels, Data) else frozenset()


def features_alone(flow: Flow, fit: Act, what: str) -> list[Act]:
    """What the features of a fit learned of one kind, and its labels did not."""
    return [flow.acts[n] for n in sorted(fit.learned - label_learned(fit)) if flow.acts[n].what == what]


def features_learned(flow: Flow, fit: Act, what: str) -> list[Act]:
    """What the features of a fit learned of one kind, whatever its labels did."""
    return [flow.acts[n] for n in sorted(fit.learned) if flow.acts[n].what == what]


def predicted(flow: Flow, fit: Act) -> Predicted:
    """When a fit's rows are to be predicted, as far as its label and its rows say so."""
    after: list[tuple[Moment, Act]] = []
    for number in sorted(label_learned(fit)):
        act = flow.acts[number]
        if act.what == "history":
            after += [(moment, act) for moment in sorted(act.detail["lowers"], key=repr)]
        elif act.what == "look-ahead" and act.detail.get("moment") is not None:
            after.append((act.detail["moment"], act))
    timed = times(fit)
    held_out = [rows for act in judged_by(flow, fit) for rows in act.rows]  # only what is held out may be cut by it
    cuts = frozenset(
        _time(step[1], timed) for atom in [*fit.rows, *held_out] for step in atom[1]
        if step[0] == "where" and step[2] in _CUTS and isinstance(step[1], str)
        and (_time(step[1], timed) in timed or _is_date(step[3]) or step in flow.record.timed)
    )  # fmt: skip
    follows = bool(fit.rows) and all(any(_begins(step) for step in steps) for _root, steps, _arms in fit.rows)
    return Predicted(tuple(after), cuts, follows)


def judged_by(flow: Flow, fit: Act) -> list[Act]:
    """The acts that judge a fit, or predict with it for rows of the same source."""
    sources = roots(fit.rows)
    return [
        act for kind in ("score", "predict") for act in flow.record.of(kind)
        if fit.number in act.fits and not sources.isdisjoint(roots(act.rows))
    ]  # fmt: skip


def shifted_label(fit: Act) -> bool:
    """Whether each label is cut from a later row than its features: `x[:-6], y[6:]`."""
    features, labels = fit.detail.get("features"), fit.detail.get("labels")
    if not isinstance(features, Data) or not isinstance(labels, Data):
        return False
    ends = {_back(step[3]) for atom in features.rows for step in atom[1] if step[0] == "slice" and step[2] is None}
    begins = {step[2] for atom in labels.rows for step in atom[1] if step[0] == "slice" and step[3] is None}
    return not (ends & begins) <= {None}


def past_windows(data: Data) -> bool:
    """Whether each example is the rows before a running number, up to it: `level[t - 48 : t]`."""
    ends = [step[2:] for _root, steps, _arms in data.rows for step in steps if step[0] == "slice"]
    for low, high in ends:
        begins, stops = counted_from(low), counted_from(high)
        if begins and stops and begins[0] == stops[0] and behind(begins[1]) and behind(stops[1]) is not None:
            return stops[1] == 0 or behind(stops[1]) is True
    return False


def summed_up_to(flow: Flow, features: Data, label: Act) -> Place | None:
    """Where events are taken up to the moment of each row, or not as far back as the label's window begins.

    They are summed up for the features: these say so, or a statistic is learned of just these events.
    """
    time, moment, days = label.detail["time"], label.detail["moment"], label.detail["days"]
    brought = any(trait[0] == "per" for trait in features.traits) and ("time", time) in features.traits
    for asked, place in flow.record.conditions.items():
        for one in limits([asked], features.traits):
            if not one.upper or (one.time, one.moment) != (time, moment) or not -days < one.days <= 0:
                continue
            learns = (act.rows for act in flow.record.of("learn"))
            if brought or any(asked in steps for rows in learns for _root, steps, _arms in rows):
                return place
    return None


def _time(column: str, timed: frozenset[str]) -> str:
    """The time that a condition is on: of a part of a known one (its year), that."""
    whole = column.partition(".")[0]
    return whole if whole in timed else column


def _begins(step: Step) -> bool:
    """Whether a condition leaves what comes after a value that was read from data."""
    return step[0] == "where" and step[2] in {">", ">="} and step[3][0] == "value"


def _back(bound: object) -> object:
    """How far from the end a bound lies; None where it is counted otherwise."""
    if isinstance(bound, int):
        return -bound if bound < 0 else None
    return bound[1] if isinstance(bound, tuple) and len(bound) == 2 and bound[0] == "-" else None


def _is_date(constant: Any) -> bool:
    return constant[0] == "literal" and isinstance(constant[1], str) and _DATE.match(constant[1]) is not None


def times(fit: Act) -> frozenset[str]:
    """The columns of a fit's rows that hold times."""
    found: set[str] = set()
    for part in ("features", "labels"):
        data = fit.detail.get(part)
        if isinstance(data, Data):
            found |= {trait[1] for trait in data.traits if trait[0] == "time"}
    return frozenset(found)


def reaches_beyond(detail: dict[str, Any], moment: Moment) -> bool:
    """Whether an aggregate certainly reads rows from after a moment: no bound of its own ends before it."""
    return not any(_ends_before(upper, moment) for upper in detail["uppers"])


def _ends_before(upper: Moment, moment: Moment) -> bool:
    """Whether a bound may keep rows from after `moment` out; when in doubt it does."""
    if upper.origin == ("", "now"):
        return moment.origin == ("", "now")
    if upper.origin == moment.origin:
        return upper.days is None or moment.days is None or upper.days <= moment.days
    if upper.constant and moment.constant:
        one, other = upper.origin[1], moment.origin[1]
        if _DATE.match(one) and _DATE.match(other):
            return one <= other
    return True


__all__ = [
    "Predicted", "features_alone", "features_learned", "label_learned", "past_windows", "predicted", "reaches_beyond",
    "shifted_label", "summed_up_to", "times",
]  # fmt: skip
