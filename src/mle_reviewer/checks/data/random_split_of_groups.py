"""Several rows of one entity are split at random."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.naming import entity, person
from mle_reviewer.checks.reporting import Words, finding, loaded, once, step
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.machine.following import Flow

CARD = Card(
    area="DL",
    title="Rows of one entity on both sides of the split",
    items=("DL2",),
    severity=Severity.HIGH,
    risk="data leakage",
    tags=("leak:group",),
    confidence=Confidence.MEDIUM,
    roles=("split", "splitter", "group"),
)


def find(flow: Flow) -> Iterator[Finding]:
    """Row-wise random splits of rows that were grouped by an entity, that a fit uses."""
    used = {step[1] for fit in flow.record.of("fit") for atom in fit.rows for step in atom[1] if step[0] == "side"}
    found = []
    for split in flow.record.of("split"):
        detail = split.detail
        if split.number not in used or detail.get("grouped") or detail.get("ordered") or not detail.get("shuffled"):
            continue
        pieces = sorted(t[1] for t in detail.get("traits", ()) if t[0] == "pieces")
        if pieces:
            found.append(_pieces(flow, split, pieces[0]))
            continue
        found_keys = {t[1] for t in detail.get("traits", ()) if t[0] == "entity" and entity(t[1])}
        keys = sorted(found_keys, key=lambda key: (not person(key), key))  # of several the one of people says most
        if not keys or any(t[0] == "lag" for t in detail.get("traits", ())):
            continue
        words = Words(
            title=f"Rows of one {keys[0]} are split at random",
            issue=f"{keys[0]!r} repeats over rows, so the same entity is trained on and judged on: the score measures "
            "recognition of known entities, not what new ones will get.",
            fix=f"Split by {keys[0]} (GroupShuffleSplit, GroupKFold with groups=).",
        )
        trace = [*loaded(flow, split.rows, split), step(flow, split, f"split row by row here ({split.words})")]
        # People and sessions met in production are mostly new ones; products, shops and devices are mostly known.
        severity = CARD.severity if any(person(key) for key in keys) else Severity.MEDIUM
        found.append(finding(flow, CARD, split.place, words, trace, severity=severity))
    yield from once(found)


def _pieces(flow: Flow, split: Act, column: str) -> Finding:
    """Pieces that one row was taken apart into, dealt to both sides."""
    words = Words(
        title="Pieces of one row are split at random",
        issue=f"Each row was taken apart into several ({column!r}), and the pieces of one are trained on and judged "
        "on: the score measures recognition of the whole they come from.",
        fix="Split the whole rows first and take each side apart afterwards, or split by the row's key.",
    )
    trace = [*loaded(flow, split.rows, split), step(flow, split, f"split piece by piece here ({split.words})")]
    return finding(flow, CARD, split.place, words, trace)
