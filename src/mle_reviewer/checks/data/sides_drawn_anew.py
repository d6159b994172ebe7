"""Rows change sides between training and judging, because the plan that both are cut from draws them at each use."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.reporting import Words, finding, loaded, once, step
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.facts.values import ANEW
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.questions.trials import splits_of, trials

CARD = Card(
    area="DL",
    title="Rows are drawn anew for each side",
    items=("DL2", "EP5"),
    severity=Severity.MEDIUM,
    risk="data leakage",
    tags=("leak:overlap",),
    roles=("split", "sample"),
)
_WORDS = Words(
    title="Both sides are cut from rows that are drawn again at each use",
    issue=(
        "Training and judging each work the plan out for themselves: what one draws need not be what the other draws, "
        "so rows that were trained on come up among those that are judged."
    ),
    fix="Give each draw a seed, and cache or write the rows before they are split.",
)


def find(flow: Flow) -> Iterator[Finding]:
    """Trials whose split cuts a plan that draws rows without a seed and is kept nowhere."""
    found = []
    for trial in trials(flow):
        split = splits_of(flow, trial)
        if split is None or not split.detail.get("anew"):
            continue
        drawn = sorted(int(trait[1]) for trait in split.detail.get("traits", ()) if trait[0] == ANEW)
        if not drawn:
            continue
        trace = [
            *loaded(flow, trial.rows),
            *(step(flow, flow.acts[number], f"drawn here ({flow.acts[number].words})") for number in drawn),
            step(flow, split, f"split here ({split.words}), of a plan that is kept nowhere"),
            step(flow, trial.fit, f"one side is worked out and trained on here ({trial.fit.words})"),
            step(flow, trial.act, f"the other is worked out and judged here ({trial.act.words})"),
        ]
        found.append(finding(flow, CARD, split.place, _WORDS, trace, confidence=Confidence.MEDIUM))
    yield from once(found)
