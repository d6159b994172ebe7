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
from mle_reviewer.knowledge.schemas import Known

CARD = Card(
    area="DL",
    title="The outcome stands among the features",
    items=("DL3", "CB2"),
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
        there = feature_names(flow, features) if outcome else outcome
        if not there or flow.knowledge is None:
            continue
        named = columns_named(flow, features) | outcome
        known = flow.knowledge.telling(outcome, there, named)
        if known:
            found.append(_known(flow, fit, known))
            continue
        total = totals_over(there, outcome, named)
        if total is not None:
            found.append(_total(flow, fit, *total))
    yield from once(found)


def _known(flow: Flow, fit: Act, known: list[Known]) -> Finding:
    told = ", ".join(repr(one.column) for one in known)
    reasons = "; ".join(f"{one.column!r}{_named(one)}: {one.why}" for one in known)
    tables = " and ".join(dict.fromkeys(one.table for one in known))
    cited = [one for one in known if one.source]
    verb, there = ("is", "it is") if len(known) == 1 else ("are", "they are")
    words = Words(
        title=f"{told} tell{'s' if len(known) == 1 else ''} the outcome and {verb} among the features",
        issue=f"The columns {'are' if cited else 'look like'} those of {tables}, where {reasons}. The offline score is "
        f"far too good, and when a prediction is asked for {there} not there yet. {_source(cited, known)}",
        fix=f"Drop {told}, better: name the features that are known at prediction time.",
    )
    trace = [*loaded(flow, fit.rows, fit), step(flow, fit, f"trained on features that hold {told}")]
    sure = any(one.part for one in cited)
    return finding(flow, CARD, fit.place, words, trace, severity=CARD.severity if sure else Severity.MEDIUM)


def _named(one: Known) -> str:
    """What a name is in common use for, where no dictionary has it."""
    if one.source:
        return ""
    return f" (a name in common use{f' for {one.alias_of!r}' if one.alias_of else ''})"


def _source(cited: list[Known], known: list[Known]) -> str:
    """Where the columns that a dictionary has are described."""
    if not cited:
        return f"No data dictionary that was read has {'this name' if len(known) == 1 else 'these names'}."
    of = "" if len(cited) == len(known) else f" of {', '.join(repr(one.column) for one in cited)}"
    return f"Source{of}: {'; '.join(dict.fromkeys(one.source for one in cited))}."


def _total(flow: Flow, fit: Act, total: str, part: str, others: tuple[str, ...]) -> Finding:
    beside = ", ".join(repr(name) for name in others)
    words = Words(
        title=f"{total!r} is among the features and {part!r}, which the label is made of, looks like a part of it",
        issue=f"Beside {beside} the total gives {part!r} away by subtraction, and it is not known before {part!r} is.",
        fix=f"Drop {total!r} from the features, or give it a name that says that {part!r} is no part of it.",
    )
    trace = [*loaded(flow, fit.rows, fit), step(flow, fit, f"trained on features that hold {total!r}")]
    return finding(flow, CARD, fit.place, words, trace, severity=Severity.MEDIUM)
