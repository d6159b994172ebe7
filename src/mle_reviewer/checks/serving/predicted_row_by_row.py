"""A model that answers for many rows at a time is asked for each row of a table that is at hand as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.idle import by_hand
from mle_reviewer.system.questions.costing.asked_alone import asks_alone
from mle_reviewer.system.questions.costing.done import Done, done, dropped, learns, tells_time, way
from mle_reviewer.system.questions.costing.rounds import Round, few, rounds, whole, worked
from mle_reviewer.system.questions.learning.by_notebooks import runs_whole
from mle_reviewer.system.system import System

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine

CARD = Card(
    area="SD",
    title="Predicted row by row",
    items=(),  # a batch that takes longer than it has to: no item of the checklist asks for that
    severity=Severity.MEDIUM,
    risk="other",
    sees="system",
    may_block=False,
    lane="performance-optimizer",
    read=(6, 11),
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
            how = system.reached.how(routine)
            if how is None and routine.path not in books:
                continue  # nothing calls it: no scoring takes longer
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


def _unattended(system: System, routine: Routine) -> bool:
    return system.reached.how(routine) == "run" and not by_hand(system, routine.path)


def _finding(system: System, one: Round, asked: Done) -> Finding:
    at = system.at(asked.routine, asked.call.pos)
    words = Words(
        title="The model is asked for one row at a time",
        issue="All rows are at hand before the loop, and each is handed to the model alone: the fixed cost of a call "
        "(checks, conversion, a kernel launch) is paid once per row, so that scoring takes many times as long and a "
        "processor that works on batches stays idle.",
        fix="Ask once for all rows, or for slices of some thousands (`model.predict(table[features])`; a pipeline of "
        "texts or a network takes a list and a `batch_size`), and put the answers beside the rows.",
    )
    begins = system.at(one.starts, one.pos)
    trace = [Step(begins, "goes through the rows one by one here")]
    trace += [*way(system, asked), Step(at, "asks the model about this row alone")]
    # who starts a script or cell by hand waits for it, and sees how long it takes
    severity = CARD.severity if _unattended(system, one.starts) else Severity.LOW
    return stated(CARD, at, words, trace, context=system.source(asked.routine, asked.call.pos), severity=severity)
