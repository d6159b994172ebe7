"""The model that is served comes out of a notebook, and of nothing that could make it again."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.noting import notebook_of
from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.flow.notebooks.unknown import Unknown, unknown_names
from mle_reviewer.system.questions.learning.by_notebooks import by_notebooks
from mle_reviewer.system.questions.learning.overwritten import Overwritten
from mle_reviewer.system.system import System

CARD = Card(
    area="TR",
    title="Served model trained in a notebook",
    items=("TR1", "CB6"),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Models that production reads, written by a notebook that nothing runs and by no program.

    Where the notebook ends in an error on its way to the model, nobody can make the model again.
    """
    for one in by_notebooks(system):
        written = system.at(one.written.routine, one.written.call.pos)
        read = system.at(one.read.routine, one.read.call.pos)
        missed = _missed(system, one, written.cell or 0)
        lost = (
            ""
            if missed is None
            else f" Nor can the notebook: cell {missed.run.number} reads `{missed.event.name}`, which no cell above it "
            "defines, so a run from the top ends there, before the model."
        )
        words = Words(
            title=f"`{one.path}`, which is served, is made by hand in a notebook"
            + (" that cannot be run again" if missed is not None else ""),
            issue=f"{read.path} reads `{one.path}`, and only {written.path} writes it: cells in an order that nobody "
            "wrote down, with whatever was left in memory. No pipeline, script or CI can make the model again, or "
            f"check it before it is used.{lost}",
            fix="Move the training into a module with a command line, run it in a pipeline, and let the notebook call "
            "it (or run the notebook itself with parameters, by papermill or ploomber).",
        )
        trace = [Step(written, f"the notebook writes `{one.path}`"), Step(read, "and production reads it")]
        if missed is not None:
            at = system.where(written.path, missed.event.pos)
            trace.append(Step(at, f"reads `{missed.event.name}`, which no cell above defines"))
        severity = Severity.MEDIUM if missed is None else Severity.HIGH
        yield stated(CARD, written, words, trace, context=f"notebook makes {one.path}", severity=severity)


def _missed(system: System, one: Overwritten, cell: int) -> Unknown | None:
    """The first name that the notebook has not when it is run from the top, at or above the cell of the model."""
    book = notebook_of(system.reader, one.written.routine.path)
    missed = unknown_names(book) if book is not None else ()
    return next((name for name in missed if name.run.number <= cell), None)
