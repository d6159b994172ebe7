"""The same table or array is read from storage again for each item, round or request."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.checks.recurring import again, by_cause
from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.costing.reading_again import Again, read_again
from mle_reviewer.system.system import System

CARD = Card(
    area="DL",
    title="File read again each time",
    items=(),  # what takes long and costs: no item of the checklist asks for that
    severity=Severity.MEDIUM,
    risk="other",
    sees="system",
    may_block=False,
    lane="performance-optimizer",
)

_WHEN: Final = {
    "item": ("each item", "in the constructor of the data set"),
    "row": ("each row", "before the loop"),
    "round": ("each round", "before the loop"),
    "request": ("each request", "where the process starts, or behind a cache that is emptied when the file changes"),
    "page": ("each request", "where the process starts, or behind a cache that is emptied when the file changes"),
}
_LIGHT: Final = frozenset({"round", "page"})


def find(system: System) -> Iterator[Finding]:
    """Reads of one path in a data set's `__getitem__`, in a loop, or on the way of each request, once a function."""
    for some in by_cause(read_again(system), lambda one: (one.routine.path, one.routine.function)):
        yield _finding(system, some[0], some[1:])


def _finding(system: System, one: Again, others: list[Again]) -> Finding:
    at = system.at(one.routine, one.call.pos)
    when, where = _WHEN[one.when]
    words = Words(
        title=f"The same file is read again for {when}",
        issue="The whole file is read and parsed, and mostly thrown away, again and again: that takes longer than the "
        f"work that is done with it, and grows with every row of the file and with {when}.",
        fix=f"Read it once and keep what it gives {where}.",
    )
    steps = [*one.steps, Step(at, "and reads the same again here")]
    steps += again(
        (system.at(more.routine, more.call.pos), f"a file is read for {_WHEN[more.when][0]}") for more in others
    )
    low = one.when in _LIGHT or one.routine.path.endswith(".ipynb")
    severity = Severity.LOW if low else CARD.severity
    return stated(CARD, at, words, steps, context=system.source(one.routine, one.call.pos), severity=severity)
