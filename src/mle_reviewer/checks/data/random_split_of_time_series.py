"""Rows that follow each other in time are split at random."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.reporting import Words, finding, loaded, once, step
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.rows import Rows
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.questions.columns import past_of_label
from mle_reviewer.flow.questions.dealing import dealt_by_number, dealt_by_order, used_splits
from mle_reviewer.flow.questions.succession import certain, dependence, ended, split_in_spite
from mle_reviewer.flow.questions.trials import some_alone

CARD = Card(
    area="DL",
    title="Random split of time-dependent rows",
    items=("DL2", "CB1"),
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
        why = split_in_spite(split)
        if why is None or split.number not in used:
            continue
        if some_alone(flow, split):
            continue
        # Where later rows stay apart, the choice is worse than it could be, not their score.
        by_search = any(fit.internal and fit.detail.get("role") == "search" for fit in used[split.number])
        mild = by_search and ended(split.rows)  # such scores are but chosen by
        traits = split.detail.get("traits", frozenset())
        past = past_of_label(flow, (one for one in traits if one[0] == "lag"), used[split.number])
        found.append(_reported(flow, split, split.rows, traits, why, mild=mild, past=past))
    for one in (*dealt_by_order(flow), *dealt_by_number(flow)):
        why = dependence(one.traits)
        if why is not None:
            found.append(_reported(flow, one.act, one.rows, one.traits, why, mild=ended(one.rows)))
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
    told = not act.detail.get("unknown")  # else what the folds are may be a splitter that heeds time
    severity = CARD.severity if told and certain(traits, past=past) else Severity.MEDIUM
    return finding(flow, CARD, act.place, words, trace, severity=Severity.LOW if mild else severity)
