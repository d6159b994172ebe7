"""A model predicts inside an asynchronous handler: while it works, the process answers nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.answering.predicting import Asked, Path
from mle_reviewer.system.questions.costing.event_loop import in_loop, tries
from mle_reviewer.system.questions.costing.live import live
from mle_reviewer.system.questions.costing.passed_over import passed_over
from mle_reviewer.system.questions.costing.waiting import Long, takes_long
from mle_reviewer.system.system import System

CARD = Card(
    area="SD",
    title="Prediction blocks the event loop",
    items=("SD4",),
    severity=Severity.LOW,
    risk="unsafe serving",
    sees="system",
    lane="performance-optimizer",
    read=(15, 23),
)

_SHOWN: Final = 6  # further handlers of a document
_LONG: Final = {
    "network": "a network predicts",
    "file": "a whole file of rows is read and predicted",
    "training": "a model is trained and predicts",
    "rows": "the model predicts as many rows as the request brings",
}


@dataclass(frozen=True)
class _Blocked:
    path: Path
    asked: Asked
    by: Long


def find(system: System) -> Iterator[Finding]:
    """Predictions that take longer than a moment, reached from an `async def` by plain calls alone.

    Whoever writes one handler so writes the next one so: one finding speaks for all handlers of a document, and for
    all in which the same document asks the model.
    """
    found: list[_Blocked] = []
    for path in live(system):
        handler = path.handler
        if handler.kind != "route" or not handler.first.is_async:
            continue
        for asked in path.predicts:
            if not in_loop(system, path, asked) or tries(system, asked):
                continue
            by = takes_long(system, path, asked)
            if by is not None and not passed_over(system, asked, path.among):
                found.append(_Blocked(path, asked, by))
                break
    for some in _of_one_root(found):
        first = next((one for one in some if one.by != "rows"), some[0])
        yield _finding(system, first, [one for one in some if one is not first])


def _of_one_root(found: list[_Blocked]) -> list[list[_Blocked]]:
    """What hangs together: by the document of the handler, or by the one in which the model is asked."""
    groups: list[tuple[set[str], list[_Blocked]]] = []
    for one in found:
        paths = {one.path.handler.first.path, one.asked.routine.path}
        near = [group for group in groups if group[0] & paths]
        groups = [group for group in groups if not group[0] & paths]
        merged = [each for _, some in near for each in some]
        groups.append((paths.union(*(names for names, _ in near)), [*merged, one]))
    return [some for _, some in groups]


def _finding(system: System, one: _Blocked, others: list[_Blocked]) -> Finding:
    asked, handler = one.asked, one.path.handler
    at = system.at(asked.routine, asked.call.pos)
    words = Words(
        title="The prediction blocks the event loop",
        issue=f"`{handler.name}` is `async`, and {_LONG[one.by]} in the thread that serves every connection: "
        "meanwhile nobody else is answered, health checks included, and a slow batch looks like a dead process.",
        fix="Hand the prediction to a thread (`await asyncio.to_thread(model.predict, rows)`, `run_in_threadpool`); a "
        "handler that awaits nothing may be a plain `def` instead, which runs in a pool of threads.",
    )
    trace = [*one.path.way(asked.entered), Step(at, "predicts in the thread of the event loop")]
    for other in others[:_SHOWN]:
        there = system.at(other.path.handler.first, other.path.handler.first.pos)
        trace.append(Step(there, f"so does `{other.path.handler.name}`"))
    severity = Severity.LOW if one.by == "rows" else Severity.MEDIUM
    return stated(CARD, at, words, trace, context=system.source(asked.routine, asked.call.pos), severity=severity)
