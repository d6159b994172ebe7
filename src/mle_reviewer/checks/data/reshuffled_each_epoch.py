"""Rows change sides at every epoch, because the two parts are taken from rows that are shuffled anew at each pass."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mle_reviewer.checks.reporting import Words, finding, loaded, once, step
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.excluding import separates
from mle_reviewer.flow.facts.rows import Step
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.questions.trials import Trial, order_of_step, trials

CARD = Card(
    area="DL",
    title="Rows change sides at every epoch",
    items=("DL2", "EP5"),
    severity=Severity.CRITICAL,
    risk="data leakage",
    tags=("leak:overlap",),
    roles=("shuffle", "take"),
    lane="pytorch-build-resolver",
)
_WORDS = Words(
    title="Two parts are taken from rows that are shuffled anew at every pass",
    issue=(
        "Each epoch counts off other rows, so over the epochs nearly every held-out row is trained on: the score "
        "measures recall of seen rows, not what production will get."
    ),
    fix="Shuffle once, in an order that lasts, before the parts are taken; shuffle the training part again after that.",
)

_NEAR = replace(
    _WORDS,
    issue=(
        "Each epoch counts off other rows within the reach of the shuffle's buffer: if that is as large as the data "
        "set, nearly every held-out row is trained on over the epochs; if it is small, those near the border are."
    ),
)


def find(flow: Flow) -> Iterator[Finding]:
    """Fits and scores on parts that are told apart only by their place in an order that does not last."""
    found = []
    for trial in trials(flow):
        shuffled = _passing_order(flow, trial)
        if shuffled is not None:
            trace = [
                *loaded(flow, trial.rows),
                step(flow, shuffled, "shuffled here, anew at every pass"),
                step(flow, trial.fit, f"one part is trained on here ({trial.fit.words})"),
                step(flow, trial.act, f"the other is judged here ({trial.act.words})"),
            ]
            part = shuffled.detail.get("buffered")
            words, severity = (_NEAR, Severity.MEDIUM) if part else (_WORDS, CARD.severity)
            found.append(finding(flow, CARD, shuffled.place, words, trace, severity=severity))
    yield from once(found)


def _passing_order(flow: Flow, trial: Trial) -> Act | None:
    """The shuffle that makes the order by which alone the two sides are told apart."""
    for one in trial.fit.rows:
        for other in trial.rows:
            if one[0] != other[0]:
                continue
            if not any(_reshuffled(flow, a) for a in one[1]):
                continue
            apart = {a for a in one[1] if any(separates(a, b) for b in other[1])}
            orders = {order_of_step(a) for a in apart}
            acts = [flow.acts[number] for number in orders if isinstance(number, int)]
            if len(acts) == 1 == len(orders) and acts[0].detail.get("reshuffles"):
                return acts[0]
    return None


def _reshuffled(flow: Flow, step: Step) -> bool:
    """Whether a step takes rows by their place in an order that does not last."""
    order = order_of_step(step)
    return order is not None and order < len(flow.acts) and bool(flow.acts[order].detail.get("reshuffles"))
