"""The number of a row in its file is among the features."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.reporting import Words, finding, loaded, once, step
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.questions.dealing import dealt
from mle_reviewer.flow.questions.queries import whole_tables

CARD = Card(
    area="DL",
    title="The row number is among the features",
    items=("DL3",),
    severity=Severity.MEDIUM,
    risk="data leakage",
    tags=("leak:target",),
    confidence=Confidence.MEDIUM,
    roles=("estimator",),
)


def find(flow: Flow) -> Iterator[Finding]:
    """Fits on a table that still has the column which an index of row numbers became."""
    found = []
    sides = {split.act.number for split in dealt(flow)}
    for fit, features, _labels in whole_tables(flow):
        if features.kind not in {"frame", "array"}:
            continue
        kinds = _numbers(fit, sides)
        for column in sorted(trait[1] for trait in features.traits if trait[0] in kinds):
            if not features.has(column):
                continue
            words = Words(
                title=f"The row number, as column {column!r}, is among the features",
                issue="Files are rarely in random order: where classes, sites or days stand one after the other, the "
                "number of a row gives the label away. A request in production has no such number.",
                fix=f"Reset the index with drop=True, or take {column!r} out of the features.",
            )
            trace = [*loaded(flow, fit.rows, fit), step(flow, fit, f"trained on features that hold {column!r}")]
            found.append(finding(flow, CARD, fit.place, words, trace))
    yield from once(found)


def _numbers(fit: Act, sides: set[int]) -> frozenset[str]:
    """The traits that tell a row number: one the code counts itself tells the order of rows dealt at random."""
    steps = [step for atom in fit.rows for step in atom[1]]
    random = any(step[0] in {"side", "slice"} and step[1] in sides for step in steps)
    return frozenset({"row-number", "running-number"} if random else {"row-number"})
