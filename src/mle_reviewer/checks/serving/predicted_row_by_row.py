"""A model that answers for many rows at a time is asked for each row of a table that is at hand as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.costing.asked_alone import asks_alone
from mle_reviewer.system.questions.costing.done import Done, done, dropped, learns, tells_time, way
from mle_reviewer.system.questions.costing.rounds import Round, few, rounds, whole, worked
from mle_reviewer.system.questions.learning.by_notebooks import runs_whole
from mle_reviewer.system.system import System

if TYPE_CHECKING:
    pass

CARD = Card(
    area="SD",
    title="Predicted row by row",
    items=(),  # a batch that takes longer than it has to: no item of the checklist asks for that
    severity=Severity.MEDIUM,
    risk="other",
    sees="system",
    may_block=False,
    lane="performance-optimizer",
)


def find(system: System) -> Iterator[Finding]:
    """Predictions in loops over rows, with the row alone, by one model that nothing in the loop changes."""
    said: set[int] = set()
    books = frozenset(system.notebooks)
    for routine in worked(system):
        for one in rounds(system, routine):
            rows = whole(system, one)
            if rows is None or few(system, one.over) or few(system, rows) or one.ends_early():
                continue
            if routine.path in books and not runs_whole(system, routine.path):
                continue  # a look at data, by hand: who waits for it sees how long it takes
            calls = done(system, one)
            asked = next((each for each in calls if asks_alone(system, one, each, rows)), None)
            if (
                asked is None
                or id(asked.call) in said
                or dropped(system, asked)
                or learns(system, calls)
                or tells_time(system, calls)
            ):
                continue
            said.add(id(asked.call))
            yield _finding(system, one, asked)


def _finding(system: System, one: Round, asked: Done) -> Finding:
    at = system.at(asked.routine, asked.call.pos)
    words = Words(
        title="The model is asked for one row at a time",
        issue="All rows are at hand before the loop, and each is handed to the model alone: the fixed cost of a call "
        "(checks, conversion, a kernel launch) is paid once per row, so that scoring takes many times as long and a "
        "processor that works on batches stays idle.",
        fix="Ask once for all rows, or for slices of some thousands: `model.predict(table[features])`, and put the "
        "answers beside the rows.",
    )
    begins = system.at(one.starts, one.pos)
    trace = [Step(begins, "goes through the rows one by one here")]
    trace += [*way(system, asked), Step(at, "asks the model about this row alone")]
    severity = Severity.LOW if asked.routine.path.endswith(".ipynb") else CARD.severity
    return stated(CARD, at, words, trace, context=system.source(asked.routine, asked.call.pos), severity=severity)
