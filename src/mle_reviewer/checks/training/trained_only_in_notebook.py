"""The model that is served comes out of a notebook, and of nothing that could make it again."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.learning.overwritten import by_notebooks
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
    """Models that production reads, written by a notebook that nothing runs and by no program."""
    for one in by_notebooks(system):
        written = system.at(one.written.routine, one.written.call.pos)
        read = system.at(one.read.routine, one.read.call.pos)
        words = Words(
            title=f"`{one.path}`, which is served, is made by hand in a notebook",
            issue=f"{read.path} reads `{one.path}`, and only {written.path} writes it: cells in an order that nobody "
            "wrote down, with whatever was left in memory. No pipeline, script or CI can make the model again, or "
            "check it before it is used.",
            fix="Move the training into a module with a command line, run it in a pipeline, and let the notebook call "
            "it (or run the notebook itself with parameters, by papermill or ploomber).",
        )
        trace = [Step(written, f"the notebook writes `{one.path}`"), Step(read, "and production reads it")]
        yield stated(CARD, written, words, trace, context=f"notebook makes {one.path}")
