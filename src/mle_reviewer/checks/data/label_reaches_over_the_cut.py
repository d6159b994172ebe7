"""The labels of the last training rows are made of the first rows that the model is judged on."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.reporting import Words, finding, once, trace
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.rows import Step, separates
from mle_reviewer.flow.facts.values import Data
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.questions.queries import Trial, trials

CARD = Card(
    area="DL",
    title="No gap between training and test period",
    items=("DL2",),
    severity=Severity.MEDIUM,
    risk="data leakage",
    tags=("leak:temporal",),
    confidence=Confidence.MEDIUM,
    roles=("shift", "rolling"),
)


def find(flow: Flow) -> Iterator[Finding]:
    """Trials cut in time without a gap although the label looks further ahead than one row."""
    found = []
    for trial in trials(flow):
        ahead = _horizon(flow, trial.fit)
        if ahead is None or not _adjacent(flow, trial):
            continue
        label, rows = ahead
        words = Words(
            title=f"The label looks {rows} rows ahead, and the test period begins where training ends",
            issue=f"The labels of the last {rows} training rows are made of values from the test period, and those "
            "rows are close neighbours of the first test rows: the score is a little better than it will be.",
            fix=f"Leave a gap of {rows} rows between the two (TimeSeriesSplit(gap=…), an earlier training cut-off).",
        )
        says = f"the label is made of later rows here ({label.words})"
        found.append(finding(flow, CARD, label.place, words, trace(flow, trial, label, says)))
    yield from once(found)


def _horizon(flow: Flow, fit: Act) -> tuple[Act, int] | None:
    """The furthest look ahead of the labels, if it is further than the next row."""
    labels = fit.detail.get("labels")
    numbers = sorted(labels.all_learned()) if isinstance(labels, Data) else []
    acts = [flow.acts[n] for n in numbers if flow.acts[n].what == "look-ahead" and flow.acts[n].detail.get("ahead")]
    if not acts:
        return None
    furthest = max(acts, key=lambda act: int(act.detail["ahead"]))
    rows = int(furthest.detail["ahead"])
    return (furthest, rows) if rows > 1 else None


def _adjacent(flow: Flow, trial: Trial) -> bool:
    """Whether the two sides meet at one point in time."""
    return any(
        _meet(flow, one, other)
        for a in trial.fit.rows
        for b in trial.rows
        for one in a[1]
        for other in b[1]
        if separates(one, other)
    )


def _meet(flow: Flow, one: Step, other: Step) -> bool:
    if one[0] == "where":
        known = one[3] == other[3] and one[3][0] in {"literal", "symbol"}
        return bool(known and {one[2], other[2]} <= {"<", "<=", ">", ">="})
    if one[0] == "slice":
        return one[3] is not None and one[3] == other[2]
    if one[0] == "side" and isinstance(one[1], int):
        split = flow.acts[one[1]]
        return not split.detail.get("shuffled") and not split.detail.get("gap") and split.detail.get("ordered", True)
    return False
