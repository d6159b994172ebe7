"""A lag, window or running total goes over the border from one entity's rows to the next one's."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.naming import calendar, entity, lasting
from mle_reviewer.checks.reporting import Words, finding, loaded, once, step
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.values import Data
from mle_reviewer.flow.machine.following import Flow

CARD = Card(
    area="DL",
    title="A lag runs from one entity into the next",
    items=("DL1", "DL3"),
    severity=Severity.HIGH,
    risk="data leakage",
    tags=("leak:look-ahead", "leak:group"),
    confidence=Confidence.MEDIUM,
    roles=("shift", "rolling", "cumulate"),
)


def find(flow: Flow) -> Iterator[Finding]:
    """Fits on values that neighbouring rows gave, in a table where rows of many entities stand after each other."""
    found = []
    for fit in flow.record.of("fit"):
        features = fit.detail.get("features")
        if isinstance(features, Data) and ("bordered",) in features.traits:
            continue  # rows at the borders were looked at
        for number in sorted(fit.learned):
            act = flow.acts[number]
            key, shown = _crossed(flow, act, features) if act.what == "crossing" else ("", False)
            if not key:
                continue
            words = Words(
                title=f"{act.words} across the border from one {key} to the next",
                issue=f"The rows are sorted by {act.detail['entity']!r} and {act.detail['ordered']!r}, so rows of one "
                f"{key} get values from another one's history: what no request in production can have, and often "
                "from the future.",
                fix=f"Group by {key!r} first (groupby({key!r}) … shift/rolling, .over, partitionBy).",
            )
            trace = [
                *loaded(flow, act.rows),
                step(flow, act, f"{act.words} of all {key} values here"),
                step(flow, fit, f"trained here ({fit.words})"),
            ]
            severity = CARD.severity if shown else Severity.MEDIUM
            found.append(finding(flow, CARD, act.place, words, trace, severity=severity))
    yield from once(found)


def _crossed(flow: Flow, act: Act, features: object) -> tuple[str, bool]:
    """The entity whose border is crossed ("" if there is none), and whether that weighs in full.

    It does not where only the first rows of each read another one's, or only its name tells that it is an entity.
    """
    first, second = str(act.detail.get("entity", "")), str(act.detail.get("ordered", ""))
    if not first:
        return "", False
    if outer := act.detail.get("within"):  # within one store, from item to item, where each item's rows stand in time
        meet = calendar(second) and not calendar(first) and not calendar(str(outer))
        return (first, True) if meet else ("", False)
    if not calendar(first) and not act.detail.get("timed"):
        return (first, False) if entity(first) or calendar(second) else ("", False)  # the first rows of each alone
    # Sorted by time first, neighbours are the entities of one moment, if the other key tells entities and not rows.
    repeats = any((atom[0], second) in flow.record.grouped for atom in act.rows)
    named = isinstance(features, Data) and features.only is not None and second in features.only
    one = any(step[0] == "where" and step[1:3] == (second, "==") for atom in act.rows for step in atom[1])
    # As many rows as there are entities may lie between a row and the one that is read, but none between neighbours.
    far = act.detail.get("step", 0)
    stays = far == 1 and lasting(second)
    crosses = far is not None and (repeats or named or stays) and not one and not calendar(second)
    return (second, repeats or named) if crosses else ("", False)
