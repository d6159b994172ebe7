"""The query that rows for training come from takes some of them, and another run may take others."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.data.extracts import taken
from mle_reviewer.system.system import System

CARD = Card(
    area="TR",
    title="Extract that differs from run to run",
    items=("TR1", "TR2"),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    sees="system",
    lane="database-reviewer",
    may_block=False,
)


def find(system: System) -> Iterator[Finding]:
    """Queries that training takes its rows from, with a limit and no order, or in an order that is drawn unseeded."""
    said = set()
    for one in taken(system):
        at = one.written.place(one.pos)
        if (at, one.how) in said or one.written.routine is None:
            continue
        said.add((at, one.how))
        if one.how == "first":
            words = Words(
                title="Rows are limited in no order: which ones come is up to the database",
                issue="Without an order a limit takes what comes first: the oldest rows, or those in memory. The "
                "same query gives other rows tomorrow, and no fair sample: training and its score do not repeat.",
                fix="Order by a key that does not repeat (or by a hash of one) before the limit.",
            )
        else:
            words = Words(
                title="Rows are drawn by the database without a seed",
                issue="Each run draws other rows: the training data of a model cannot be made again, and runs differ "
                "for a reason that no setting shows.",
                fix="Sample by a hash of the key (`mod(hash(id), 100) < 10`), or keep the rows that were drawn.",
            )
        trace = [Step(at, "takes the first rows in no order" if one.how == "first" else "takes rows in a drawn order")]
        context = system.source(one.written.routine, one.written.query.call.pos) if one.written.query else one.how
        yield stated(CARD, at, words, trace, context=context)
