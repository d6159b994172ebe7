"""The saved run of a notebook ended in an error that nobody meant to show."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.remarking import Words, counted, remark, step
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.flow.notebooks.book import Notebook
from mle_reviewer.flow.notebooks.failed import Failed, failed

CARD = Card(
    area="TR",
    title="Notebook whose saved run ended in an error",
    items=("TR1",),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    sees="notebook",
)


def find(book: Notebook) -> Iterator[Finding]:
    """The worst of the cells that ended in an error: whose missing result was used, or behind which nothing ran."""
    if not book.tells:
        return
    found = sorted(failed(book), key=lambda one: (one.later is None, not one.unrun, one.interrupted))
    if not found or (found[0].interrupted and found[0].later is None):
        return
    one = found[0]
    cells = len([other for other in found[1:] if not other.interrupted])
    more = f" So did {cells} more cells." if cells > 1 else " So did one more cell." if cells else ""
    said = one.error.text.strip().split("\n", 1)[0][:80]
    what = f"{one.error.form}: {said}" if said and said != one.error.form else one.error.form
    after, fix = _consequence(one)
    words = Words(
        title=f"Cell {one.run.number} ended in {one.error.form}" + (
            f", and cell {one.later.number} goes on with the older `{one.name}`" if one.later is not None else ""
        ),
        issue=f"In the saved run {counted(one.run)} ended in `{what}`. {after}{more}",
        fix=fix,
    )  # fmt: skip
    trace = [step(book, one.run, "the cell that failed"), Step(book.output_at(one.error), f"ended in {one.error.form}")]
    if one.later is not None and one.read is not None:
        trace.append(step(book, one.later, f"was run later and reads `{one.name}`", one.read))
    if one.unrun:
        trace.append(step(book, one.unrun[0], "was not run"))
    at = trace[0].at
    weak = one.later is None and not one.unrun
    context = f"{one.error.form}: {' '.join(one.run.source.split())[:200]}"
    yield remark(CARD, book, at, words, trace, context=context, severity=Severity.LOW if weak else Severity.MEDIUM)


def _consequence(one: Failed) -> tuple[str, str]:
    """What follows from the error, and what to do."""
    repair = "Repair the cell or take it out, restart the kernel, run all cells and save."
    meant = f"{repair} If it is meant to fail, say so in its tags (`raises-exception`)."
    if one.later is not None:
        after = f"`{one.name}`, which it should have made, was left as an earlier run had it, and {counted(one.later)} "
        return f"{after}trains, scores or saves with that. The figures are of code that is no longer there.", repair
    if one.unrun:
        first = f"cell {one.unrun[0].number} below, which trains, scores or saves, has no result of this code"
        more = f", nor have {len(one.unrun) - 1} more" if len(one.unrun) > 1 else ""
        return f"Nothing was run after it: {first}{more}.", meant
    return "Run from top to bottom the notebook stops here, and nothing below is done.", meant
