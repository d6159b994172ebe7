"""What a caller sends is written into the text of a query, where it can be a part of the query."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.answering.flowing import Flowing
from mle_reviewer.system.questions.answering.predicting import Path
from mle_reviewer.system.questions.data.spoken_queries import said
from mle_reviewer.system.questions.serving.put_into_queries import Letters
from mle_reviewer.system.system import System

CARD = Card(
    area="SD",
    title="Query built of what a request says",
    items=("SD2",),
    severity=Severity.HIGH,
    risk="unsafe serving",
    sees="system",
    lane="database-reviewer",
    read=(1, 5),
    security=True,
)


def find(system: System) -> Iterator[Finding]:
    """Queries on the way of a request whose text holds letters that somebody sent and that nothing has checked."""
    seen: set[int] = set()
    for handler in system.handlers:
        if handler.kind not in {"route", "server"}:
            continue
        path = Path(system, handler)
        letters = Letters(Flowing(system, path))
        for asked in path.calls:
            query = said(system, asked.routine, asked.call)
            if query is None or id(asked.call) in seen:
                continue
            names = {
                hole: name for hole in query.holes
                if (name := letters.sent(hole)) and not letters.guarded(asked.routine, hole)
            }  # fmt: skip
            if not names:
                continue
            seen.add(id(asked.call))
            name = next(iter(names.values()))
            at = system.at(asked.routine, asked.call.pos)
            words = Words(
                title=f"`{name}` of the request becomes a part of the query",
                issue="What somebody sends is put into the text and run: with a quote in it the query asks for other "
                "rows, or changes and deletes them. The features that answers are made of can be read and forged.",
                fix="Give the value beside the text, as a parameter (`WHERE id = %s`, `:id`); the driver puts it in.",
            )
            trace = [*path.way(asked.entered), Step(at, f"`{name}` is written into the text of this query")]
            yield stated(CARD, at, words, trace, context=system.source(asked.routine, asked.call.pos))
