"""Honest scores: those that a program reports of rows that a statistic has not seen, beside one that is on the way."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.overlaps import disjoint
from mle_reviewer.flow.facts.rows import Atom, Rows, contains, of_groups, roots
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.questions.trials import Trial, judged


def honest(flow: Flow, seen: Act, trial: Trial) -> Act | None:
    """The reported score, on rows that `seen` was not made of, of the work that a trial is only a step of.

    A trial is a step where the same model is judged on those rows as well, or another of the same features whose
    training rows hold both sides of the trial. Folds that settings are compared on, and curves of how much training
    helps, are no reports: a score of any model of these features stands above them. A cross-validation is one, if it
    runs over rows of the honest score too.
    """
    if trial.implied or not trial.rows:
        return None
    standing = _standing(flow, seen)
    search = _step_of_search(trial)
    of_fit = standing.judging.get(trial.fit.number, ())
    found = [one for one in of_fit if one[1].number != trial.act.number][:1]
    found += standing.recalled[:1] if search else []
    first = found[0][0] if found else len(flow.acts)
    others = (one for one in standing.carrying if one[2].number != trial.fit.number and one[1] is not trial.act)
    for place, act, fit, rows in others:
        if place >= first:
            break
        if search or _inside(trial, fit, rows):
            found.append((place, act))
            break
    return min(found, key=lambda one: one[0])[1] if found else None


@dataclass(slots=True)
class _Standing:
    """The reports on rows that one statistic has not seen, in their order: each with its place among all reports.

    `judging` are those of each fit, `carrying` those of fits whose features carry the statistic, `recalled` those of a
    model that is stored.
    """

    judging: dict[int, list[tuple[int, Act]]] = field(default_factory=dict)
    carrying: list[tuple[int, Act, Act, Rows]] = field(default_factory=list)
    recalled: list[tuple[int, Act]] = field(default_factory=list)


def _standing(flow: Flow, seen: Act) -> _Standing:
    """What stands above a statistic, whatever it is a step of: worked out once for all trials."""
    kept: dict[int, _Standing] = flow.detail.setdefault("standing", {})
    if seen.number in kept:
        return kept[seen.number]
    made = kept[seen.number] = _Standing()
    for place, act in enumerate(_reports(flow)):
        if not _clean(flow, act, seen):
            continue
        if act.kind == "recalled":
            if seen.number in act.learned and _stored(flow, seen):
                made.recalled.append((place, act))
            continue
        for number in sorted(act.fits):
            fit, rows = flow.acts[number], judged(flow, act, number)
            if rows and _others(flow, fit.rows, rows) and _others(flow, seen.rows, rows):
                made.judging.setdefault(number, []).append((place, act))
                if _carries(fit, seen):
                    made.carrying.append((place, act, fit, rows))
    return made


def _reports(flow: Flow) -> Sequence[Act]:
    """The scores that a program reports of its models, but for those of their own folds.

    What is added up piece by piece may be the predictions themselves, for rows of which nothing else is known.
    """
    known: Sequence[Act] | None = flow.detail.get("reports")
    if known is None:
        scores = [act for act in flow.record.of("score", "recalled") if act.metric and not act.internal and act.rows]
        known = flow.detail["reports"] = [
            act for act in scores if not act.detail.get("loss") and not act.detail.get("added up")
        ]
    return known


def _clean(flow: Flow, act: Act, seen: Act) -> bool:
    """Whether a score is surely on other rows: of another file, or of a part that was cut off before."""
    known = roots(seen.rows)
    for root in roots(act.rows):
        load = flow.record.by_root.get(root)
        if root not in known and (load is None or load.kind != "load"):
            return False  # nobody knows where these come from
    return act.number != seen.number and _others(flow, seen.rows, act.rows)


def _others(flow: Flow, rows: Rows, others: Rows) -> bool:
    """Whether rows are surely not others: groups of what was there up to one moment are not those up to another.

    The same rows are asked about for every trial and every statistic of a program, so the answers are kept.
    """
    known: dict[tuple[Rows, Rows], bool] = flow.detail.setdefault("others", {})
    key = (rows, others)
    if key not in known:
        known[key] = disjoint(rows, others) or (
            of_groups(rows) and of_groups(others) and all(_to_other_moments(a, b) for a in rows for b in others)
        )
    return known[key]


def _to_other_moments(one: Atom, other: Atom) -> bool:
    """Whether groups of the same rows were formed of those before different values of one column."""
    ends, others = _ends(one), _ends(other)
    return one[0] == other[0] and any(ends[column] != others[column] for column in ends.keys() & others.keys())


def _ends(atom: Atom) -> dict[Hashable, Hashable]:
    """Column → below what its values were when groups were formed."""
    formed = next((n for n, step in enumerate(atom[1]) if step[0] == "groups"), 0)
    return {step[1]: step[3] for step in atom[1][:formed] if step[0] == "where" and step[2] in {"<", "<="}}


def _stored(flow: Flow, seen: Act) -> bool:
    """Whether a model whose features carry what was learned is written somewhere, to be loaded again."""
    return any(_carries(flow.acts[number], seen) for act in flow.record.of("save") for number in act.fits)


def _step_of_search(trial: Trial) -> bool:
    """Whether a trial is on folds that nobody takes for a report: those of a search, or of a curve."""
    return trial.fit.internal and trial.fit.detail.get("role") in {"search", "curve"}


def _inside(trial: Trial, fit: Act, rows: Rows) -> bool:
    """Whether both sides of a trial are training rows of a fit that is judged on others."""
    sides = (trial.rows, trial.fit.rows)
    if trial.fit.internal:  # folds: each row is once on either side
        return all(disjoint(side, rows) for side in sides) and contains(fit.rows, _whole(trial))
    return all(contains(fit.rows, side) and disjoint(side, rows) for side in sides)


def _whole(trial: Trial) -> Rows:
    """The rows that were cut into the folds of a trial."""
    return frozenset((root, steps[:-1], arms) for root, steps, arms in trial.fit.rows)


def _carries(fit: Act, seen: Act) -> bool:
    """Whether the features of a fit carry what was learned, or are rows that grew there."""
    return seen.number in fit.learned or any(
        step[0] == "grown" and step[1] == seen.number for atom in fit.rows for step in atom[1]
    )


__all__ = ["honest"]
