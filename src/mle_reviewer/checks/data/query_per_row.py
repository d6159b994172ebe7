"""A program asks the database once for each row, where one query could ask for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.checks.recurring import again, by_cause
from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.steps import Routine
from mle_reviewer.system.questions.data.asked_per_row import PerRow, asked_per_row, in_process
from mle_reviewer.system.questions.data.preparing import answering, prepares
from mle_reviewer.system.questions.data.tables_read import migrates
from mle_reviewer.system.questions.learning.training import training
from mle_reviewer.system.system import System

CARD = Card(
    area="DL",
    title="A query for each row",
    items=(),
    severity=Severity.MEDIUM,
    risk="other",
    sees="system",
    lane="database-reviewer",
    may_block=False,
)
_QUERY: Final = "a query for what belongs to one row"


def find(system: System) -> Iterator[Finding]:
    """Loops over the rows of a table in each turn of which a query reads what belongs to the row.

    A database within the process answers without a round trip, which is what it costs elsewhere (SQLite: "Many Small
    Queries Are Efficient In SQLite").
    """
    said = set()
    found: list[tuple[Routine, PerRow]] = []
    trains = {(one.path, one.function) for one in training(system)} | answering(system)
    for routine in system.routines():
        key = routine.path, routine.function
        if migrates(routine.path) or (key not in trains and not prepares(system, routine)):
            continue
        for one in asked_per_row(system, routine):
            place = one.inside.path, one.query.pos
            if place not in said and not in_process(system, one):
                said.add(place)
                found.append((routine, one))
    # Whoever asks so in one place asks so in the next: it is told once for a document.
    for some in by_cause(found, lambda each: each[1].inside.path):
        yield _finding(system, some)


def _finding(system: System, some: list[tuple[Routine, PerRow]]) -> Finding:
    routine, one = some[0]
    at = system.at(one.inside, one.query.pos)
    words = Words(
        title="The database is asked once for each row",
        issue="Every row waits for a round trip of its own: minutes become hours as the table grows, and rows "
        "that change while the loop runs are read in different states, so no two runs build the same features.",
        fix="Join the table to what is asked for, or ask for all keys in one query and look them up.",
    )
    trace = [Step(system.at(routine, one.loop.pos), "the loop goes through the rows of a table")]
    if one.by is not one.query:
        trace.append(Step(system.at(routine, one.by.pos), "each turn comes to the query by this call"))
    trace.append(Step(at, _QUERY))
    trace += again((system.at(more.inside, more.query.pos), _QUERY) for _, more in some[1:])
    return stated(CARD, at, words, trace, context=system.source(one.inside, one.query.pos))
