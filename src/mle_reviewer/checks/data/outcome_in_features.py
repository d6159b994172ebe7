"""Features that are a part of the outcome, or are known only after it, by what their table is known to mean."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.reporting import Words, finding, loaded, once, step
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.questions.columns import columns_named, feature_names, label_names, totals_over
from mle_reviewer.flow.questions.queries import whole_tables

CARD = Card(
    area="DL",
    title="The outcome stands among the features",
    items=("DL3",),
    severity=Severity.HIGH,
    risk="data leakage",
    tags=("leak:target",),
    confidence=Confidence.MEDIUM,
    roles=("estimator",),
)


def find(flow: Flow) -> Iterator[Finding]:
    """Fits on columns that a described table, or the other columns of the table, tell to hold the outcome."""
    found = []
    for fit, features, labels in whole_tables(flow):
        outcome = label_names(features, labels)
        there = feature_names(flow, features)
        if not outcome or not there or flow.knowledge is None:
            continue
        named = columns_named(flow, features) | outcome
        known = flow.knowledge.telling(outcome, there, named)
        if known:
            found.append(_known(flow, fit, {one.column: one.why for one in known}, known[0].table, known[0].source,
                                part=any(one.part for one in known)))  # fmt: skip
            continue
        total = totals_over(there, outcome, named)
        if total is not None:
            found.append(_total(flow, fit, *total))
    yield from once(found)


def _known(flow: Flow, fit: Act, columns: dict[str, str], table: str, source: str, *, part: bool) -> Finding:
    told = ", ".join(repr(name) for name in columns)
    reasons = "; ".join(f"{name!r}: {why}" for name, why in columns.items())
    words = Words(
        title=f"{told} tell{'s' if len(columns) == 1 else ''} the outcome and {_are(columns)} among the features",
        issue=f"The columns are those of {table}, where {reasons}. The offline score is far too good, and when a "
        f"prediction is asked for {'it is' if len(columns) == 1 else 'they are'} not there yet. Source: {source}.",
        fix=f"Drop {told}, better: name the features that are known at prediction time.",
    )
    trace = [*loaded(flow, fit.rows, fit), step(flow, fit, f"trained on features that hold {told}")]
    return finding(flow, CARD, fit.place, words, trace, severity=CARD.severity if part else Severity.MEDIUM)


def _total(flow: Flow, fit: Act, total: str, part: str, others: tuple[str, ...]) -> Finding:
    beside = ", ".join(repr(name) for name in others)
    words = Words(
        title=f"{total!r} is among the features and {part!r}, which the label is made of, looks like a part of it",
        issue=f"Beside {beside} the total gives {part!r} away by subtraction, and it is not known before {part!r} is.",
        fix=f"Drop {total!r} from the features, or give it a name that says that {part!r} is no part of it.",
    )
    trace = [*loaded(flow, fit.rows, fit), step(flow, fit, f"trained on features that hold {total!r}")]
    return finding(flow, CARD, fit.place, words, trace, severity=Severity.MEDIUM)


def _are(columns: dict[str, str]) -> str:
    return "is" if len(columns) == 1 else "are"
