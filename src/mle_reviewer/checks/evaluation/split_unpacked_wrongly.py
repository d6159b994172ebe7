"""The sides of a split are unpacked in the wrong order, so that features meet labels of other rows."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.reporting import Words, finding, once, step
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.facts.values import Data
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.questions.trials import misaligned

CARD = Card(
    area="EP",
    title="Sides of a split unpacked in the wrong order",
    items=("EP6",),
    severity=Severity.HIGH,
    risk="weak eval",
    roles=("split",),
)


def find(flow: Flow) -> Iterator[Finding]:
    """Fits whose features and labels are different sides of one split."""
    found = []
    for fit in flow.record.of("fit"):
        labels = fit.detail.get("labels")
        if not misaligned(fit) or not isinstance(labels, Data):
            continue
        keys = {s[1] for atom in fit.rows for s in atom[1] if s[0] == "side"}
        shared = sorted(keys & {s[1] for atom in labels.rows for s in atom[1] if s[0] == "side"}, key=repr)
        if not shared or not isinstance(shared[0], int):
            continue
        split = flow.acts[shared[0]]
        words = Words(
            title="The model is trained on features of one side and labels of the other",
            issue="The sides were unpacked in the wrong order: features and labels belong to different rows, so the "
            "model learns noise or the call fails.",
            fix="Unpack as X_train, X_test, y_train, y_test.",
        )
        trace = [step(flow, split, f"split here ({split.words})"), step(flow, fit, f"trained here ({fit.words})")]
        found.append(finding(flow, CARD, split.place, words, trace))
    yield from once(found)
