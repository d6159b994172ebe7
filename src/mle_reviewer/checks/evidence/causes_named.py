"""ME5: whether important mistakes are traced to a cause."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.speaking import without_models
from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer, Evidence
from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.notes import tables
from mle_reviewer.system.system import System

ITEM = "ME5"
_CAUSES = (
    frozenset({"label", "labels", "labelling", "labeling", "annotation"}),
    frozenset({"signal", "missing"}),
    frozenset({"threshold", "config", "configuration"}),
    frozenset({"ambiguity", "ambiguous"}),
    frozenset({"bug", "pipeline"}),
    frozenset({"serving", "skew", "mismatch"}),
)
_HEADINGS = ("cause", "root cause", "error cause")


def answer(system: System) -> Answer:
    """Tables of notes with a column of causes."""
    reason = without_models(system)
    if reason:
        return Answer(ITEM, reason=reason)
    found = tuple(_causes(system))
    return Answer(
        ITEM,
        evidence=found,
        looked_for="tables with a column `cause` in Markdown notes (label, missing signal, threshold, ambiguity, "
        "data bug, serving mismatch)",
        next_step="Add a table of mistakes with a column `cause` to the iteration note.",
    )


def _causes(system: System) -> Iterator[Evidence]:
    for path, table in tables(system):
        cells = next((column for name in _HEADINGS if (column := table.column(name)) is not None), None)
        if cells is None:
            continue
        known = [cause for cell in cells for cause in _CAUSES if cause & set(words(cell))]
        if known:
            says = f"{len(known)} of {len(cells)} mistakes are traced to a cause"
            yield evidence(ITEM, location(path, table.line), says)
