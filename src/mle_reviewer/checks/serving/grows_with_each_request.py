"""A list, dict or cache of a serving process takes something in with each request and never lets anything go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.answering.predicting import Path
from mle_reviewer.system.questions.costing.kept_per_request import bounded, cached, containers, taking
from mle_reviewer.system.questions.costing.live import live
from mle_reviewer.system.questions.values.fewness import Few
from mle_reviewer.system.system import System

if TYPE_CHECKING:
    from mle_reviewer.system.questions.answering.predicting import Entered

CARD = Card(
    area="SD",
    title="Grows with each request",
    items=("SD4",),
    severity=Severity.MEDIUM,
    risk="unsafe serving",
    sees="system",
    may_block=False,
    lane="performance-optimizer",
)


def find(system: System) -> Iterator[Finding]:
    """Containers of a module that requests put something into, and caches without bounds that requests fill."""
    said: set[int] = set()
    for path in live(system):
        if path.handler.kind in {"page", "batch"}:
            continue
        for entered in path.entered:
            if entered.once:
                continue
            held = containers(system, entered.routine.path)
            few = Few(system.indexed, path.handler.first)
            for step, into in taking(system, entered, few):
                name = held.get(id(into))
                if name is None or id(into) in said or bounded(system, entered.routine.path, into, name):
                    continue
                said.add(id(into))
                yield _finding(system, path, entered, step, f"`{name}`")
            for pos, what in cached(system, path, entered, said):
                yield _finding(system, path, entered, pos, what)


def _finding(system: System, path: Path, entered: Entered, pos: int, what: str) -> Finding:
    at = system.at(entered.routine, pos)
    words = Words(
        title="The serving process grows with each request",
        issue=f"Requests add to {what} and nothing takes anything out: memory grows as long as the process lives, "
        "until it is killed under load, and each worker has a list of its own that no other one sees.",
        fix="Bound it (`collections.deque(maxlen=…)`, a cache with a limit or an age), or write it to a store.",
    )
    trace = [*path.way(entered), Step(at, "adds something for each request, and nothing lets it go")]
    return stated(CARD, at, words, trace, context=system.source(entered.routine, pos))
