"""Every request opens a connection to the database, or a pool of them, of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.terms import Result, within
from mle_reviewer.system.questions.answering.predicting import Path, fits, puts_away
from mle_reviewer.system.questions.data.spoken_queries import form_of
from mle_reviewer.system.system import System

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.code.terms import Call
    from mle_reviewer.system.questions.answering.predicting import Entered

CARD = Card(
    area="SD",
    title="Connection opened for every request",
    items=("SD4",),
    severity=Severity.MEDIUM,
    risk="unsafe serving",
    sees="system",
    lane="database-reviewer",
    may_block=False,
)

_PROBES: Final = re.compile(r"health|ready|alive|\blive|status|ping")
_POOL: Final = (
    "Each request makes a pool that it uses once: connections stay open for a while, and the database refuses more.",
    "Make the engine or pool once when the process starts, and take a connection from it in the handler.",
)
_ANEW: Final = (
    "Each request makes a pool that it uses once: it waits for a login of its own, and keeps nothing for the next one.",
    _POOL[1],
)
_ONE: Final = (
    "Each request waits for a login of its own, and under load the database refuses further connections.",
    "Take connections from a pool that is made once when the process starts.",
)


def find(system: System) -> Iterator[Finding]:
    """Connections on the way of a request that nothing keeps for the next one."""
    seen: set[tuple[str, int]] = set()
    for handler in system.handlers:
        if handler.kind != "route" or _PROBES.search(f"{handler.words} {handler.name}".lower()):
            continue  # who asks whether the database is there opens a connection on purpose
        path = Path(system, handler)
        for asked in path.calls:
            entry = form_of(system, asked.call)
            key = asked.routine.path, asked.routine.function
            if entry is None or entry.sign != "opens-database" or asked.once or key in seen:
                continue
            if puts_away(asked.routine, asked.call) or not _waited_for(system, asked.entered):
                continue
            pool = entry.slots.get("kind") == "=pool" and not _closed(asked.routine)
            if not pool and not path.predicts:
                continue  # a request that asks no model: who signs in waits once
            seen.add(key)
            issue, fix = (_POOL if not _lent(system, asked.routine, asked.call) else _ANEW) if pool else _ONE
            at = system.at(asked.routine, asked.call.pos)
            what = "a pool of connections" if pool else "a connection to the database"
            words = Words(title=f"Every request opens {what}", issue=issue, fix=fix)
            trace = [*path.way(asked.entered), Step(at, f"opens {what}, which nothing keeps")]
            rare = any(fits(system, one.call) for one in path.calls)  # a request that trains is long, and comes seldom
            mild = not pool or rare or _lent(system, asked.routine, asked.call)
            severity = Severity.LOW if mild else None
            context = system.source(asked.routine, asked.call.pos)
            yield stated(CARD, at, words, trace, context=context, severity=severity)


def _waited_for(system: System, entered: Entered) -> bool:
    """Whether the answer waits for a function: each one on the way calls the next, and hands it to no queue."""
    one: Entered | None = entered
    while one is not None:
        if one.call is not None and one.routine not in system.indexed.entered(one.call):
            return False
        one = one.by
    return True


def _lent(system: System, routine: Routine, made: Call) -> bool:
    """Whether all that an engine is used for takes a connection of it and gives it back: tables that pandas reads."""
    uses = list(_uses(routine, made))
    given = any(isinstance(term, Result) and term.call is made for term in routine.returned())
    for caller, call in system.indexed.callers(routine) if given else ():
        uses += _uses(caller, call)
    return bool(uses) and all(
        any(entry.effect == "query" and "type" in entry.slots for entry in system.indexed.entries(use)) for use in uses
    )


def _uses(routine: Routine, made: Call) -> Iterator[Call]:
    """The calls of a function that are given what a call made, or ask it for something."""
    for call in routine.calls():
        if any(
            isinstance(one, Result) and one.call is made for term in call.terms() for one in within(term, calls=False)
        ):
            yield call


def _closed(routine: Routine) -> bool:
    """Whether a function closes what it opened."""
    return any(call.method in {"dispose", "close", "closeall"} for call in routine.calls())
