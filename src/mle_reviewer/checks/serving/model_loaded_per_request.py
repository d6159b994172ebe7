"""Every request reads the model from storage again before it is answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.meaning import Thing
from mle_reviewer.system.code.terms import Call, Result
from mle_reviewer.system.questions.answering.flowing import Flowing
from mle_reviewer.system.questions.answering.predicting import puts_away
from mle_reviewer.system.questions.costing.live import live, tries
from mle_reviewer.system.system import System

CARD = Card(
    area="SD",
    title="Model loaded for every request",
    items=("SD4",),
    severity=Severity.MEDIUM,
    risk="unsafe serving",
    sees="system",
    lane="performance-optimizer",
    read=(2, 15),
)

_HELPERS: Final = frozenset({"transformer", "tokenizer"})


def find(system: System) -> Iterator[Finding]:
    """Loads on the way of a request that nothing keeps: no cache, no guard, no name that outlives the request."""
    seen: set[tuple[str, int]] = set()
    for path in live(system):
        flowing = Flowing(system, path)
        for load in path.loads:
            key = load.routine.path, load.routine.function  # one function that loads is said once
            if load.once or key in seen or puts_away(load.routine, load.call):
                continue
            if tries(system, path, load):
                continue
            if any(flowing.from_request(one) for one in load.call.args):
                continue  # the request names the file, or holds it: which one it is cannot be known before
            seen.add(key)
            helper = _prepares(system, load.call)
            what = "What prepares a request" if helper else "The model"
            words = Words(
                title=f"{what} is read from storage again for every request",
                issue="The load stands on the way of each request and nothing keeps what it gives: each answer waits "
                "for the file to be read, memory holds one copy for each request under way, and a file that is being "
                "replaced is read half-written by some of them.",
                fix="Load once when the process starts (lifespan, module level, the constructor of the service) or "
                "keep it behind a cache, and let the handler use that.",
            )
            at = system.at(load.routine, load.call.pos)
            trace = [*path.way(load.entered), Step(at, f"reads {what[0].lower()}{what[1:]} from storage")]
            severity = Severity.LOW if helper else CARD.severity
            context = system.source(load.routine, load.call.pos)
            yield stated(CARD, at, words, trace, context=context, severity=severity)


def _prepares(system: System, call: Call) -> bool:
    """Whether what a call reads is a tokenizer or another transformer, which takes little beside a model."""
    return any(
        isinstance(thing, Thing)
        and (known := system.table.find_class(thing.path.partition("()")[0])) is not None
        and known.role in _HELPERS
        for thing in system.indexed.things(Result(call))
    )
