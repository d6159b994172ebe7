"""A figure was shown before the split or the model that it is of was made again, and never since."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.remarking import Words, counted, remark, step
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.notebooks.book import Notebook
from mle_reviewer.flow.notebooks.order import outdated

CARD = Card(
    area="TR",
    title="Figure older than what it is of",
    items=("TR1", "TR2"),
    severity=Severity.LOW,
    risk="irreproducible training",
    confidence=Confidence.MEDIUM,
    sees="notebook",
)


def find(book: Notebook) -> Iterator[Finding]:
    """The first score that was shown before what it reads was run again."""
    one = next(iter(outdated(book)), None)
    if one is None:
        return
    name = one.read.name
    words = Words(
        title=f"The figure of cell {one.run.number} is older than its `{name}`",
        issue=f"{counted(one.run).capitalize()} shows a figure, and {counted(one.made)}, which makes the `{name}` that "
        "it is of, was run again afterwards. The figure was not: whether it still holds for what the notebook makes "
        "now, nobody has looked.",
        fix="Restart the kernel, run all cells and save, so that every figure is of the code beside it.",
    )
    made = one.made.binds(name)
    trace = [
        step(book, one.run, f"reads `{name}` and shows a figure, as [{one.run.count}]", one.read),
        step(book, one.made, f"makes `{name}`; last run as [{one.made.count}]", made),
    ]
    yield remark(CARD, book, trace[0].at, words, trace, context=f"{name}: {book.text(one.read.pos)}")
