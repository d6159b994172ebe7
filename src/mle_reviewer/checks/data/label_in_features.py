"""The label is still among the features."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.reporting import Words, finding, loaded, once, step
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.rows import each, same
from mle_reviewer.flow.facts.values import CUT_OUT, PATH_IN
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.questions.queries import whole_tables

CARD = Card(
    area="DL",
    title="The label is among the features",
    items=("DL3", "CB2"),
    severity=Severity.CRITICAL,
    risk="data leakage",
    tags=("leak:target",),
    confidence=Confidence.MEDIUM,
    roles=("estimator",),
)


def find(flow: Flow) -> Iterator[Finding]:
    """Fits whose features are a table that still has the very column the labels are."""
    found = []
    for fit, features, labels in whole_tables(flow):
        if PATH_IN in features.traits and CUT_OUT in labels.traits and same(each(features.rows), each(labels.rows)):
            found.append(_path(flow, fit))
            continue
        column = labels.column
        if column is None or features.source == 0 or features.source != labels.source:
            continue
        if features.kind not in {"frame", "array"} or features.has(column) is False:
            continue
        if labels.parts is None and any(flow.acts[number].what == "look-ahead" for number in labels.all_learned()):
            continue  # what a later row says, beside what this one does
        words = Words(
            title=f"The label {column!r} is still among the features",
            issue="The model reads the answer: the score is near perfect offline, and the column does not exist when a "
            "prediction is asked for.",
            fix=f"Drop {column!r} from the features, better: name the features that are known at prediction time.",
        )
        trace = [*loaded(flow, fit.rows, fit), step(flow, fit, f"trained on features that hold {column!r}")]
        certain = features.has(column)  # by its name; else a choice of columns may have gone unseen
        found.append(
            finding(flow, CARD, fit.place, words, trace, severity=CARD.severity if certain else Severity.MEDIUM)
        )
    yield from once(found)


def _path(flow: Flow, fit: Act) -> Finding:
    words = Words(
        title="The path that the label is cut out of is among the features",
        issue="The text that the model reads holds the whole path of its file, and the label is a part of that path: "
        "the score is near perfect offline, and a new file stands in no such folder.",
        fix="Leave the path out of the text.",
    )
    trace = [*loaded(flow, fit.rows, fit), step(flow, fit, "trained on texts that hold the path")]
    return finding(flow, CARD, fit.place, words, trace)
