"""The label is worked out from columns that are still among the features."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.reporting import Words, finding, loaded, once, step
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.questions.columns import LABELS, made_of_label, observed, spread_over, worked_out_together
from mle_reviewer.flow.questions.queries import spelled_out, still_there, whole_tables, with_its_numbers

CARD = Card(
    area="DL",
    title="The label can be worked out from the features",
    items=("DL3",),
    severity=Severity.CRITICAL,
    risk="data leakage",
    tags=("leak:target",),
    confidence=Confidence.MEDIUM,
    roles=("estimator",),
)
_HOW = {
    "whole": "is made of {}",
    "part": "is a sum with {} in it",
    "together": "follows from {} taken together",
    "spread": "goes back to the columns that {} are made of",
}
_ISSUE = (
    "The model learns the arithmetic of the label, not the world: the score is far too good offline, and the columns "
    "are only known once the outcome is."
)
_SPREAD = (
    "A label that is to be foretold is made of something that is only known afterwards, and each column that it is "
    "made of has gone into one of these: at least one of them is known no sooner than the outcome."
)


def find(flow: Flow) -> Iterator[Finding]:
    """Fits whose features hold every column that the label was made of, or a term of the sum that it is."""
    found = []
    for fit, given, labels in whole_tables(flow):
        if not labels.parts or labels.kind not in LABELS or not observed(flow, fit):
            continue
        features = with_its_numbers(flow, given, labels)
        if labels.column is not None and features.has(labels.column) is not False:
            continue  # the label itself: another check's finding
        parts = spelled_out(features, labels)
        there = sorted(name for source, name, _how in parts if still_there(features, source, name))
        if there and len(there) == len(parts):
            found.append(_said(flow, fit, there, "whole", named=all(features.has(name) for name in there)))
        elif together := worked_out_together(features, labels):
            found.append(_said(flow, fit, together, "together"))
        elif there and len(parts) > 1 and all(how == "+" for _source, _name, how in parts):
            found.append(_said(flow, fit, there, "part"))
        elif (spread := spread_over(features, labels)) and not made_of_label(features, labels):
            found.append(_said(flow, fit, spread, "spread"))
    yield from once(found)


def _said(flow: Flow, fit: Act, names: list[str], how: str, *, named: bool = False) -> Finding:
    told = ", ".join(repr(name) for name in names)
    words = Words(
        title=f"The label {_HOW[how]}, still among the features".format(told),
        issue=_SPREAD if how == "spread" else _ISSUE,
        fix=f"Drop {told} from the features, better: name the features that are known at prediction time.",
    )
    trace = [*loaded(flow, fit.rows), step(flow, fit, f"trained on features that hold {told}")]
    severity = CARD.severity if named else Severity.MEDIUM  # columns without names may have gone by an unseen choice
    return finding(flow, CARD, fit.place, words, trace, severity=severity)
