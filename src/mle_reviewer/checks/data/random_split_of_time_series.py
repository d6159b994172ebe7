"""Rows that follow each other in time are split at random."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mle_reviewer.checks.reporting import Words, finding, loaded, once, step
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.rows import Rows
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.operations.order import SHUFFLED
from mle_reviewer.flow.operations.scattering import is_dealt
from mle_reviewer.flow.questions.columns import past_of_label
from mle_reviewer.flow.questions.dealing import dealt_by_number, dealt_by_order, used_splits

CARD = Card(
    area="DL",
    title="Random split of time-dependent rows",
    items=("DL2",),
    severity=Severity.HIGH,
    risk="data leakage",
    tags=("leak:temporal",),
    confidence=Confidence.MEDIUM,
    roles=("split", "splitter"),
)


def find(flow: Flow) -> Iterator[Finding]:
    """Shuffled splits of rows with lag features, or sorted by a parsed time, that a fit uses."""
    used = used_splits(flow)
    found = []
    for split in flow.record.of("split"):
        why = evidence(split)
        if why is None or split.number not in used:
            continue
        # Where later rows stay apart, the choice is worse than it could be, not their score.
        by_search = any(fit.internal and fit.detail.get("role") == "search" for fit in used[split.number])
        mild = by_search and _ended(split.rows)  # such scores are but chosen by
        traits = split.detail.get("traits", frozenset())
        past = past_of_label(flow, (one for one in traits if one[0] == "lag"), used[split.number])
        found.append(_reported(flow, split, split.rows, traits, why, mild=mild, past=past))
    for one in (*dealt_by_order(flow), *dealt_by_number(flow)):
        why = _dependence(one.traits)
        if why is not None:
            found.append(_reported(flow, one.act, one.rows, one.traits, why, mild=_ended(one.rows)))
    yield from once(found)


def _reported(
    flow: Flow,
    act: Act,
    rows: Rows,
    traits: frozenset[tuple[str, ...]],
    why: str,
    *,
    mild: bool = False,
    past: bool = True,
) -> Finding:
    words = Words(
        title="Rows that depend on time are split at random",
        issue=f"{why}: the model trains on rows from after the ones it is judged on, so the score is better than "
        "what it will do on days that have not happened.",
        fix="Cut by time: train before a date, judge after it (TimeSeriesSplit with a gap for cross-validation).",
    )
    trace = [*loaded(flow, rows, act), step(flow, act, f"split at random here ({act.words})")]
    # Earlier rows may be earlier in another order than time's (of a production line, of a text), and what is put in
    # order within each entity may have nothing to do with what follows when. Windows over other things than the label
    # say what is known at a moment; whether the label follows its own past, they do not.
    certain = any(trait[0] == "time" for trait in traits) and ((past and _looks_back(traits)) or _in_time(traits))
    severity = CARD.severity if certain else Severity.MEDIUM
    return finding(flow, CARD, act.place, words, trace, severity=Severity.LOW if mild else severity)


def _ended(rows: Rows) -> bool:
    """Whether rows end at a moment, so that there are later ones."""
    return bool(rows) and all(
        any(step[0] == "where" and step[2] in {"<", "<="} and not is_dealt(step) for step in steps)
        for _root, steps, _arms in rows
    )


def evidence(split: Act) -> str | None:
    """What says that the rows depend on time, None if nothing does or the split respects it."""
    detail = split.detail
    traits = detail.get("traits", frozenset())
    if detail.get("permutation"):
        return None
    if SHUFFLED not in traits and (not detail.get("shuffled") or detail.get("ordered")):
        return None
    return None if _series_kept_whole(detail) else _dependence(traits)


def _series_kept_whole(detail: dict[str, Any]) -> bool:
    """Whether the split keeps rows together by the very key whose rows follow each other: no series is cut."""
    series = {trait[1] for trait in detail.get("traits", ()) if trait[0] in {"entity", "panel"}}
    groups = detail.get("groups")
    return bool(detail.get("grouped")) and bool(series) and (groups is None or groups in series)


def _dependence(traits: frozenset[tuple[str, ...]]) -> str | None:
    """What says that rows depend on time, None if nothing does."""
    if any(trait[0] == "whole" for trait in traits):
        return None  # each element is a whole series: what depends on time stays together
    if _looks_back(traits):
        return "The features are lags or windows over earlier rows"
    if times := sorted(_in_time(traits)):
        return f"The rows are sorted by the time in {times[0]!r}"
    within = sorted((trait[1], trait[2]) for trait in traits if trait[0] == "panel" and ("time", trait[2]) in traits)
    return f"The rows of each {within[0][0]!r} are sorted by the time in {within[0][1]!r}" if within else None


def _looks_back(traits: frozenset[tuple[str, ...]]) -> bool:
    return any(trait[0] == "lag" for trait in traits)


def _in_time(traits: frozenset[tuple[str, ...]]) -> set[str]:
    """The times that rows are sorted by, not only within each entity."""
    times = {trait[1] for trait in traits if trait[0] == "time"} & {
        trait[1] for trait in traits if trait[0] == "sorted"
    }
    return times - {trait[2] for trait in traits if trait[0] == "panel" and trait[1] not in times}
