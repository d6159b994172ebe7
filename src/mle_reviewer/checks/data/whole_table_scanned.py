"""A query reads a whole table that is parted by a column it never names, or that every prediction makes longer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.answering.predicting import Path
from mle_reviewer.system.questions.data.row_per_prediction import filled_by_predictions, read_for_each
from mle_reviewer.system.questions.data.scanned import Scanned, scanned
from mle_reviewer.system.questions.data.spoken_queries import Spoken
from mle_reviewer.system.questions.data.tables_read import last
from mle_reviewer.system.system import System

if TYPE_CHECKING:
    from mle_reviewer.program.sql.facts import Query

CARD = Card(
    area="DL",
    title="Whole table scanned",
    items=(),
    severity=Severity.MEDIUM,
    risk="other",
    sees="system",
    lane="database-reviewer",
    may_block=False,
)


def find(system: System) -> Iterator[Finding]:
    """Queries without a word on the parts of a parted table, and requests for all rows of one that predictions fill."""
    yield from (_parted(one) for one in scanned(system))
    seen: set[int] = set()
    grown = filled_by_predictions(system)
    for handler in system.handlers if grown else ():
        path = Path(system, handler) if handler.kind == "route" else None
        for asked, query in read_for_each(system, path) if path is not None else ():
            table = _whole(query) if id(asked.call) not in seen else ""
            if path is None or table not in grown:
                continue
            seen.add(id(asked.call))
            at = system.at(asked.routine, asked.call.pos)
            words = Words(
                title=f"Each request reads all of `{table}`, which every prediction makes longer",
                issue="The table has a row for each prediction so far, and all are fetched for one answer: answers "
                "take longer every day, until they time out or the process runs out of memory.",
                fix="Ask for the rows that are needed: a condition, a limit with an order, or sums by the database.",
            )
            trace = [
                Step(grown[table], "a prediction adds a row here"),
                *path.way(asked.entered),
                Step(at, "all rows are read"),
            ]
            yield stated(CARD, at, words, trace, context=system.source(asked.routine, asked.call.pos))


def _parted(one: Scanned) -> Finding:
    table, column = last(one.source.table), one.parts.column
    fails = " The table asks for such a condition, so the query is refused." if one.parts.required else ""
    words = Words(
        title=f"`{table}` is read without a condition on `{column}`, by which it is parted",
        issue=f"Nothing holds the query to some parts: each run reads (and is billed for) the whole history, and takes "
        f"longer as it grows.{fails}",
        fix=f"Add a condition on `{column}` that names the days that are needed (or say why all of them are).",
    )
    trace = [Step(one.parts.at, f"`{table}` is parted by `{column}`"), Step(one.at, "no condition here names it")]
    severity = None if one.parts.required else Severity.LOW
    confidence = None if one.parts.required else Confidence.MEDIUM
    return stated(
        CARD, one.at, words, trace, context=f"{one.at.path} {table}", severity=severity, confidence=confidence
    )


def _whole(spoken: Spoken) -> str:
    """The one table of which a query fetches all rows; "" where it asks for some, or for what they sum up to."""
    from mle_reviewer.program.sql.parse import parse

    statements = parse(spoken.text).statements
    query: Query | None = statements[0].query if len(statements) == 1 and statements[0].kind == "query" else None
    if (
        query is None
        or len(query.sources) != 1
        or query.where
        or query.grouped
        or query.limit is not None
        or query.distinct
    ):
        return ""
    if query.ctes or query.parts or "{value}" in spoken.text:
        return ""
    return last(query.sources[0].table) if query.sources[0].table else ""
