"""Succession: what says that rows depend on time, whether a split heeds it, and whether later rows stay apart."""

from __future__ import annotations

from typing import Any

from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.rows import Rows
from mle_reviewer.flow.operations.order import SHUFFLED
from mle_reviewer.flow.operations.scattering import is_dealt


def ended(rows: Rows) -> bool:
    """Whether rows end at a moment, so that there are later ones."""
    return bool(rows) and all(
        any(step[0] == "where" and step[2] in {"<", "<="} and not is_dealt(step) for step in steps)
        for _root, steps, _arms in rows
    )


def split_in_spite(split: Act) -> str | None:
    """What says that the rows depend on time, None if nothing does or the split respects it."""
    detail = split.detail
    traits = detail.get("traits", frozenset())
    if detail.get("permutation"):
        return None
    if SHUFFLED not in traits and (not detail.get("shuffled") or detail.get("ordered")):
        return None
    return None if _series_kept_whole(detail) else dependence(traits)


def _series_kept_whole(detail: dict[str, Any]) -> bool:
    """Whether the split keeps rows together by the very key whose rows follow each other: no series is cut."""
    series = {trait[1] for trait in detail.get("traits", ()) if trait[0] in {"entity", "panel"}}
    groups = detail.get("groups")
    return bool(detail.get("grouped")) and bool(series) and (groups is None or groups in series)


def dependence(traits: frozenset[tuple[str, ...]]) -> str | None:
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


def certain(traits: frozenset[tuple[str, ...]], *, past: bool) -> bool:
    """Whether the order is surely time's; `past`: whether the features look back at what the label is made of.

    Earlier rows may be earlier in another order (of a production line, of a text), and what is put in order within
    each entity may have nothing to do with what follows when. Windows over other things than the label say what is
    known at a moment; whether the label follows its own past, they do not.
    """
    timed = any(trait[0] == "time" for trait in traits)
    return timed and ((past and _looks_back(traits)) or bool(_in_time(traits)))
