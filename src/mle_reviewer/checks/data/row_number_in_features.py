"""The number of a row in its file is among the features."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.reporting import Words, finding, loaded, once, step
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.rows import roots
from mle_reviewer.flow.facts.values import FIELD, Data
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.questions.columns import label_names
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

_COUNTED = frozenset({"running-number", FIELD, "counts", "counts-by"})  # the traits of numbers that the code counts


def find(flow: Flow) -> Iterator[Finding]:
    """Fits on a table that still has a column which numbers its rows."""
    found = []
    tables = whole_tables(flow)
    counted = any(trait[0] in _COUNTED for _fit, features, _labels in tables for trait in features.traits)
    sides = {split.act.number for split in dealt(flow)} if counted else set[int]()
    for fit, features, labels in tables:
        fields = {trait[1] for trait in features.traits if trait[0] == FIELD}
        if features.kind not in {"frame", "array"} and not fields:
            continue
        for column in sorted(_numbers(fit, features, labels, sides)):
            if not features.has(column) and (features.has(column) is False or column not in fields):
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


def _numbers(fit: Act, features: Data, labels: Data, sides: set[int]) -> frozenset[str]:
    """The columns that tell a row number.

    One the code counts itself tells the order of rows dealt at random; of one source only where that order is known to
    go with the label, and else it may be a time.
    """
    told = {trait[1] for trait in features.traits if trait[0] == "row-number"}
    if not any(step[0] in {"side", "slice"} and step[1] in sides for atom in fit.rows for step in atom[1]):
        return frozenset(told)
    stacked = {"counts"} if len(roots(fit.rows)) > 1 else set[str]()
    told |= {trait[1] for trait in features.traits if trait[0] in {"running-number", FIELD, *stacked}}
    outcome = label_names(features, labels)
    return frozenset(told | {trait[1] for trait in features.traits if trait[0] == "counts-by" and trait[2] in outcome})
