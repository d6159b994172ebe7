"""ME5: whether important mistakes are traced to a cause."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.speaking import without_models
from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer, Evidence
from mle_reviewer.knowledge import headings
from mle_reviewer.knowledge.measures import words
from mle_reviewer.program.markdown import Table
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.pages.mistakes_told import traced
from mle_reviewer.system.questions.pages.notes import pages
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
_MISTAKES = (
    "mistake*", "misclassif*", "false positive*", "false negative*", "wrong prediction*", "mispredict*", "predicted",
    "prediction error*", "error analysis", "residual*", "fp", "fn", "misses", "false alarm*", "called loyal",
    "hard example*", "confus*", "over forecast*", "under forecast*", "wrong class*", "mislabel*",
)  # fmt: skip
_OPERATION = ("troubleshoot*", "common issue*", "common error*", "likely cause*", "runbook*", "incident*", "install*")
_HEADINGS = ("cause", "root cause", "error cause")


def answer(system: System) -> Answer:
    """Tables of notes with a column of causes."""
    reason = without_models(system)
    if reason:
        return Answer(ITEM, reason=reason)
    found = tuple(_causes(system))
    told = () if found else tuple(evidence(ITEM, one.at, f"{one.title}: {one.brief}") for one in traced(system))
    return Answer(
        ITEM,
        evidence=(*found, *told),
        missing=("a cause for each important mistake",) if told else (),
        looked_for="tables with a column `cause` in notes (label, missing signal, threshold, ambiguity, "
        "data bug, serving mismatch), and sentences that say what a mistake of the model came from",
        next_step="Add a table of mistakes with a column `cause` to the iteration note.",
    )


def _causes(system: System) -> Iterator[Evidence]:
    for path, table in _of_mistakes(system):
        cells = next((column for name in _HEADINGS if (column := table.column(name)) is not None), None)
        if cells is None:
            continue
        known = [cause for cell in cells for cause in _CAUSES if cause & set(words(cell))]
        if known:
            says = f"{len(known)} of {len(cells)} mistakes are traced to a cause"
            yield evidence(ITEM, location(path, table.line), says)


def _of_mistakes(system: System) -> Iterator[tuple[str, Table]]:
    """Tables of which they, or the headings above them, speak of what a model got wrong; no tables of operation."""
    for path, page in pages(system):
        above: list[tuple[int, str]] = []
        for section in page.sections:
            above = [one for one in above if one[0] < section.level]
            above.append((section.level, section.title))
            titles = headings.spoken(" ".join(title for _, title in above))
            if headings.tells(titles, _OPERATION):
                continue
            for table in section.tables:
                cells = " ".join((*table.header, *(cell for row in table.rows for cell in row.cells)))
                if headings.tells(titles, _MISTAKES) or headings.tells(headings.spoken(cells), _MISTAKES):
                    yield path, table
