"""Digests: the deeds of one flow, as a comparison with another revision needs them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.excluding import separates
from mle_reviewer.flow.facts.overlaps import disjoint
from mle_reviewer.flow.facts.rows import Rows, Step
from mle_reviewer.flow.facts.values import Data
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.questions.deeds import Cut, Deduplication, Deed, Join, Moved, Split, Training

_CONDITIONS: Final = frozenset({"where", "mask", "not"})
_PARTING: Final = frozenset({"side", "slice", "where", "mask", "not", "some"})
_ORDERS: Final = frozenset({"<", "<=", ">", ">="})
_DATE: Final = re.compile(r"\d{4}(-\d{1,2}(-\d{1,2})?.*)?$")


def deeds_of(flow: Flow) -> tuple[Deed, ...]:
    """Every deed of a flow once, in the order of the acts."""
    judged = _judged(flow)
    conditions = _conditions(flow)
    found: dict[Deed, None] = {}
    for act in flow.acts[1:]:
        if act.kind == "split" and not act.detail.get("permutation") and not act.detail.get("sampled"):
            found[_split(flow, act)] = None
        elif act.kind == "fit":
            found[_training(flow, act, judged.get(act.number, []))] = None
        elif act.kind == "join":
            found[_join(flow, act, conditions)] = None
        elif act.kind == "shift":
            found[_moved(flow, act)] = None
        elif act.kind == "dedupe":
            found[Deduplication(**_where(flow, act))] = None
    return tuple(found)


def _where(flow: Flow, act: Act) -> dict[str, Any]:
    return {
        "at": flow.locate(act.place), "words": act.words, "context": flow.text(act.place),
        "sources": frozenset(_sources(flow, act.rows)),
    }  # fmt: skip


def _sources(flow: Flow, rows: Rows) -> Iterator[str]:
    for atom in rows:
        root = flow.record.by_root.get(atom[0])
        if root is not None:
            yield "" if root.kind == "parameter" else root.words


def _judged(flow: Flow) -> Mapping[int, list[Act]]:
    """The score and prediction acts of every fit."""
    found: dict[int, list[Act]] = defaultdict(list)
    for act in flow.acts:
        if act.kind in {"score", "predict"} and act.rows:
            for number in act.fits:
                found[number].append(act)
    return found


def _conditions(flow: Flow) -> Mapping[int, set[Step]]:
    """For every source of rows the conditions that acts put to its rows."""
    found: dict[int, set[Step]] = defaultdict(set)
    for act in flow.acts:
        for root, steps, _arms in act.rows:
            found[root].update(step for step in steps if step[0] in _CONDITIONS)
    return found


def _split(flow: Flow, act: Act) -> Split:
    return Split(**_where(flow, act), cut=_of_split(flow, act))


def _of_split(flow: Flow, act: Act) -> Cut:
    detail = act.detail
    traits = detail.get("traits", frozenset())
    deliberate = bool(detail.get("deliberate"))
    ordered = bool(detail.get("ordered"))
    gap = detail.get("gap", 0)
    cut = Cut(
        "chance", flow.locate(act.place), _name(act), grouped=bool(detail.get("grouped")),
        stratified=bool(detail.get("stratified")), deliberate=deliberate, timed=_timed(traits),
        gap=gap if isinstance(gap, (int, float)) else None, deduplicated=("deduplicated",) in traits,
        single=any(step[0] == "groups" for atom in act.rows for step in atom[1]),
    )  # fmt: skip
    if detail.get("unknown") or "**" in flow.text(act.place):
        return replace(cut, by="unknown")
    if ordered and detail.get("folds"):
        return replace(cut, by="time")
    # Folds in the order of the rows still train on what comes after them: for time they are as good as chance.
    if (detail.get("shuffled") and not ordered) or (detail.get("folds") and not deliberate):
        return cut
    return replace(cut, by="position")


def _name(act: Act) -> str:
    splitter = str(act.detail.get("splitter") or "").rpartition(".")[2]
    return splitter or act.words


def _timed(traits: frozenset[tuple[str, ...]]) -> bool:
    """Whether the rows are known to depend on time: lags, or the order of a parsed time."""
    times = {trait[1] for trait in traits if trait[0] == "time"}
    return any(trait[0] == "lag" or (trait[0] == "sorted" and trait[1] in times) for trait in traits)


def _training(flow: Flow, act: Act, judging: list[Act]) -> Training:
    features, labels = act.detail.get("features"), act.detail.get("labels")
    shown = features if isinstance(features, Data) and not act.detail.get("selects") else None
    traits = features.traits if isinstance(features, Data) else frozenset()
    apart = [one for one in judging if disjoint(act.rows, one.rows)]
    ahead, label = _label(flow, labels)
    return Training(
        **_where(flow, act),
        model=str(act.detail.get("name", "")),
        cuts=_cuts(flow, act, apart, traits),
        only=None if shown is None else shown.only,
        everything=shown is not None and shown.only is None and shown.source > 0 and shown.kind == "frame",
        gone=frozenset() if shown is None else shown.gone,
        label=label,
        ahead=ahead,
        lags=tuple(sorted(_lags(flow, traits), key=lambda lag: (lag.at, lag.column, lag.periods or 0))),
        judged=bool(apart),
        scored=bool(judging),
        whole=not any(step[0] in _PARTING for atom in act.rows for step in atom[1]),
    )


def _label(flow: Flow, labels: object) -> tuple[float, str]:
    """How many rows after the features the labels are, and the column they come from."""
    if not isinstance(labels, Data):
        return 0, ""
    for number in sorted(labels.all_learned()):
        act = flow.acts[number]
        periods = act.detail.get("periods")
        if act.what == "look-ahead" and isinstance(periods, (int, float)) and periods < 0:
            return -periods, act.detail.get("column") or ""
    return 0, labels.column or ""


def _lags(flow: Flow, traits: frozenset[tuple[str, ...]]) -> Iterator[Moved]:
    for trait in traits:
        if trait[0] == "lag" and len(trait) > 2:
            yield _moved(flow, flow.acts[int(trait[2])])


def _moved(flow: Flow, act: Act) -> Moved:
    periods = act.detail.get("periods")
    return Moved(
        **_where(flow, act), column=act.detail.get("column") or "",
        periods=periods if isinstance(periods, (int, float)) else None,
    )  # fmt: skip


def _cuts(flow: Flow, fit: Act, apart: list[Act], traits: frozenset[tuple[str, ...]]) -> tuple[Cut, ...]:
    """How the rows of a fit are parted from those it is judged on; without these, from the other side of its splits."""
    found: dict[Cut, None] = {}
    for root, steps, _arms in sorted(fit.rows, key=repr):
        others = [atom[1] for one in apart for atom in sorted(one.rows, key=repr) if atom[0] == root]
        for step in steps:
            against = next((b for other in others for b in other if b not in steps and separates(step, b)), None)
            if against is not None or (not apart and step[0] == "side"):
                found[_cut(flow, fit, step, against, traits)] = None
    return tuple(found)


def _cut(flow: Flow, fit: Act, step: Step, against: Step | None, traits: frozenset[tuple[str, ...]]) -> Cut:
    if step[0] == "side" and isinstance(step[1], int) and flow.acts[step[1]].kind == "split":
        return _of_split(flow, flow.acts[step[1]])
    at, timed = flow.locate(fit.place), _timed(traits)
    if step[0] == "where" and step[2] in _ORDERS and against is not None and against[2] in _ORDERS:
        dated = ("time", step[1]) in traits or _is_date(step[3])
        words = f"rows where {step[1]} {step[2]} {_shown(step[3])}"
        return Cut(
            "time" if dated else "value", at, words, deliberate=True, timed=dated or timed, column=step[1],
            gap=_between(step, against),
        )  # fmt: skip
    if step[0] == "slice" and timed:
        return Cut("position", at, "a slice", deliberate=True, timed=True, gap=_between_slices(step, against))
    return Cut("unknown", at, step[0], timed=timed, gap=None)


def _is_date(constant: Any) -> bool:
    return constant[0] == "literal" and isinstance(constant[1], str) and _DATE.match(constant[1]) is not None


def _shown(constant: Any) -> str:
    return repr(constant[1]) if constant[0] == "literal" else "…"


def _between(step: Step, against: Step) -> float | None:
    """What lies between two bounds of one column: a number, 0 for equal ones, None where it cannot be counted."""
    if step[3] == against[3]:
        return 0
    one, two = step[3][-1], against[3][-1]
    if isinstance(one, (int, float)) and isinstance(two, (int, float)):
        return abs(two - one)
    if isinstance(one, str) and isinstance(two, str) and one != two and _DATE.match(one) and _DATE.match(two):
        return _days_between(one, two)
    return None


def _days_between(one: str, two: str) -> float | None:
    from datetime import date

    try:
        first, second = (date(*([int(n) for n in re.findall(r"\d+", text)[:3]] + [1, 1])[:3]) for text in (one, two))
    except ValueError:
        return None
    return abs((second - first).days)


def _between_slices(step: Step, against: Step | None) -> float | None:
    """How many rows lie between two slices."""
    if against is None:
        return None
    for high, low in ((step[3], against[2]), (against[3], step[2])):
        if high is not None and low is not None:
            if high == low:
                return 0
            if isinstance(high, (int, float)) and isinstance(low, (int, float)) and low > high:
                return low - high
    return None


def _join(flow: Flow, act: Act, conditions: Mapping[int, set[Step]]) -> Join:
    as_of = act.detail.get("effect") == "asof-join"
    right = frozenset(_sources(flow, act.detail.get("right", frozenset())))
    where = _where(flow, act)
    return Join(
        **{**where, "sources": where["sources"] | right}, as_of=as_of,
        direction=str(act.detail.get("direction") or "") if as_of else "",
        conditions=len({step for atom in act.rows for step in conditions.get(atom[0], ())}),
    )  # fmt: skip
