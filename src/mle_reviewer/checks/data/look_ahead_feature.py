"""A feature reads values of later rows."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.naming import foretold
from mle_reviewer.checks.reporting import Words, finding, loaded, once, step
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.values import Data, Learned
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.questions.moments import shifted_label

CARD = Card(
    area="DL",
    title="A feature looks ahead in time",
    items=("DL3", "DL2", "CB2"),
    severity=Severity.HIGH,
    risk="data leakage",
    tags=("leak:look-ahead",),
    confidence=Confidence.MEDIUM,
    roles=("shift", "rolling", "fill"),
)

_OF_LATER = (
    "At prediction time the later rows do not exist yet: the feature cannot be computed, and the offline score was "
    "made with knowledge of the future."
)
_OF_THE_FIRST = (
    "What was filled forward before, or looks back, has gaps in its first rows alone: those get values that were not "
    "known yet."
)
_OF_THE_SAME = (
    "The row that is nearest may be a later one. If no two rows within the tolerance are of different moments, both "
    "are of the same; if they are, the value is not known yet when a prediction is asked for."
)


def find(flow: Flow) -> Iterator[Finding]:
    """Fits whose features, not labels, were computed from later rows."""
    found = []
    for fit in flow.record.of("fit"):
        labels, features = fit.detail.get("labels"), fit.detail.get("features")
        label_learned = labels.all_learned() if isinstance(labels, Data) else frozenset()
        for number in sorted(fit.learned):
            act = flow.acts[number]
            if act.what != "look-ahead":
                continue
            # Where columns are not known apart, a join is taken for the features' and not the label's.
            if number in label_learned and not act.detail.get("joined") and not _stays(features, labels, number):
                continue
            read = act.detail.get("columns")
            if read and all(column is not None and foretold(column) for column in read):
                continue  # somebody has set it down before
            if "offset" in act.detail and not _further(flow, act, label_learned):
                continue
            dated = isinstance(features, Data) and any(trait[0] == "time" for trait in features.traits)
            forecast = any(flow.acts[one].what == "look-ahead" for one in label_learned) or shifted_label(fit)
            if (act.detail.get("whole") or "offset" in act.detail) and not (dated or forecast):
                continue  # a filter along one recording, the words around one of a text
            leading = act.detail.get("leading") is True
            words = Words(
                title=f"{act.words}, and the model trains on it",
                issue=_OF_THE_FIRST if leading else _OF_THE_SAME if act.detail.get("near") else _OF_LATER,
                fix="Use earlier rows only: shift forward before rolling, fill forward, no centred windows.",
            )
            trace = [
                *loaded(flow, act.rows, act),
                step(flow, act, f"{act.words} here"),
                step(flow, fit, f"trained here ({fit.words})"),
            ]
            # Without a date or a label from the future the sequence may be whole when it is judged (video, sound).
            untimed = act.detail.get("timed") is False  # of a query whose order nobody uses as a time
            severity = CARD.severity if (dated or forecast) and not untimed else Severity.MEDIUM
            if _by_counters(flow, act, label_learned):
                severity = Severity.MEDIUM  # the label may well lie behind all that the features read
            if act.detail.get("near") or act.detail.get("gaps"):
                severity = min(severity, Severity.MEDIUM)  # of the very moment perhaps, or where no gap is
            if leading:
                severity = Severity.LOW
            found.append(finding(flow, CARD, act.place, words, trace, severity=severity))
    yield from once(found)


def _further(flow: Flow, act: Act, label_learned: Learned) -> bool:
    """Whether a place behind a running number lies further on than the one that the label is taken from.

    Where both are counted from the beginning of a window, what lies before the label is known in time.
    """
    labels = [flow.acts[one].detail["offset"] for one in label_learned if "offset" in flow.acts[one].detail]
    reach = act.detail["offset"]
    if not all(isinstance(one, (int, float)) for one in (reach, *labels)):
        return False
    return all(reach > one for one in labels)


def _by_counters(flow: Flow, act: Act, label_learned: Learned) -> bool:
    """Whether feature and label were shifted by numbers that nobody knows: which of them reaches further is open."""
    ahead = [flow.acts[one] for one in label_learned if flow.acts[one].what == "look-ahead"]
    return bool(ahead) and all(one.detail.get("counted") for one in (act, *ahead))


def _stays(features: object, labels: object, number: int) -> bool:
    """Whether a column of later values that the label was made from is itself a feature."""
    if not isinstance(features, Data) or not isinstance(labels, Data) or features.source <= 0 or labels.column is None:
        return False
    held = [name for name, learned in features.cols.items() if number in learned and features.has(name)]
    return bool(held) and labels.column not in held
