"""Past events get another table's present state: joined by the key alone, not as of the event's time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mle_reviewer.checks.naming import calendar, current_version, party, state
from mle_reviewer.checks.reporting import Words, finding, loaded, once, step
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.rows import roots
from mle_reviewer.flow.facts.values import BROUGHT, Data
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.questions.moments import Predicted, features_learned, predicted

CARD = Card(
    area="DL",
    title="Past events are joined with today's state of another table",
    items=("DL3", "DL2", "CB2"),
    severity=Severity.HIGH,
    risk="data leakage",
    tags=("leak:point-in-time", "leak:look-ahead"),
    confidence=Confidence.MEDIUM,
    roles=("query", "join"),
    lane="database-reviewer",
)
# Beside a time that is parsed and not used in the join, such a name says that rows are written over. Never alone.
_OVERWRITTEN: Final = re.compile(
    r"(?:^|_)(?:updated|modified|changed|refreshed|snapshot|as_of|asof|last_update)(?:_|$)"
)


def find(flow: Flow) -> Iterator[Finding]:
    """Fits whose features were joined from the newest version, or a version of unknown date, of another table."""
    found = []
    for fit in flow.record.of("fit"):
        snapshots = features_learned(flow, fit, "snapshot")
        if not snapshots and not flow.record.count("join"):
            continue
        when = predicted(flow, fit)
        for act in snapshots:
            how = _judged(act, when)
            if how is not None:
                found.append(_said(flow, fit, act, act.words, *how))
        for act, said in _states(flow, fit, when):
            found.append(_said(flow, fit, act, said, Severity.MEDIUM, Confidence.MEDIUM))
    yield from once(found)


def _said(flow: Flow, fit: Act, act: Act, said: str, severity: Severity, confidence: Confidence) -> Finding:
    """The finding of a join that brings what is known today."""
    words = Words(
        title=f"{said}, not as of the time of each row",
        issue="The rows are past events, and what is joined to them is known only today: it was changed after "
        "the event, often because of it. At prediction time the values will be other ones.",
        fix="Keep the versions with their times and join the last one before the event (an as-of join, or a "
        "condition on valid-from and valid-to).",
    )
    trace = [*loaded(flow, act.rows), step(flow, act, f"{said} here"),
             step(flow, fit, f"trained here ({fit.words})")]  # fmt: skip
    return finding(flow, CARD, act.place, words, trace, severity=severity, confidence=confidence)


def _states(flow: Flow, fit: Act, when: Predicted) -> Iterator[tuple[Act, str]]:
    """Joins of events that are cut by time with all rows of a table that is written over, by who they happen to alone.

    The table has to say when it was written, and a feature brought from it what holds at that moment.
    """
    features = fit.detail.get("features")
    if not when.cuts or when.follows or not isinstance(features, Data):
        return
    for join in flow.record.of("join"):
        (key, *others), columns = sorted(join.detail["on"]) or [""], join.detail["columns"]
        written = sorted(name for name in columns - {key} if _OVERWRITTEN.search(name))
        whole = all(not steps for _root, steps, _arms in join.detail["right"])
        joined = join.detail["effect"] == "join" and roots(join.rows) <= roots(fit.rows) and join.detail["right"]
        if others or not written or not party(key) or not (whole and joined) or not join.rows:
            continue
        brought = (name for name in sorted(columns) if state(name) and (BROUGHT, key, name) in features.traits)
        if told := next((name for name in brought if features.has(name)), None):
            yield join, f"a table that is written over ({written[0]}) brings {told} by {key} alone"


def _judged(act: Act, when: Predicted) -> tuple[Severity, Confidence] | None:
    """How bad a join is, by what the rows are known to be; None if it may be right."""
    names = {name for _table, name in act.detail["times"]}
    anchored = bool(when.after) or bool(when.cuts)
    if names & when.cuts or when.follows:
        return None  # the rows are cut by the time of what was joined, or begin after it
    if anchored and any(current_version(name) for name in act.detail.get("current", ())):
        return CARD.severity, CARD.confidence
    supposed = act.detail["supposed"]  # sorted by it, but not known to be a time: its name has to say so
    if act.detail["latest"] and all(
        calendar(name) or current_version(name) or _OVERWRITTEN.search(name) for name in supposed
    ):
        in_order = any(calendar(name) for name in act.detail.get("in_order", ()))
        if not (anchored or act.detail["anchors"] or in_order):
            return None
        return (CARD.severity, CARD.confidence) if anchored else (Severity.MEDIUM, Confidence.MEDIUM)
    if anchored and act.detail["anchors"] and any(_OVERWRITTEN.search(name) for name in names):
        return Severity.MEDIUM, Confidence.LOW
    return None
