"""A service trains its model when it starts, instead of loading one that was judged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.steps import Attempt, Call, Loop, Routine, Steps, Within
from mle_reviewer.system.doing import trains
from mle_reviewer.system.system import System

if TYPE_CHECKING:
    from mle_reviewer.system.handlers import Handler

CARD = Card(
    area="SD",
    title="Trained at start",
    items=("SD5", "TR1", "EP2"),
    severity=Severity.MEDIUM,
    risk="unsafe serving",
    sees="system",
)

_DEEPEST: Final = 5


def find(system: System) -> Iterator[Finding]:
    """Training that a module which answers requests, or what prepares its handlers, does whatever happens."""
    said: set[tuple[str, int]] = set()
    for handler in system.handlers:
        for start in _starts(system, handler):
            for chain in _trained(system, start, ()):
                routine, call, name = chain[-1]
                if (routine.path, call.pos) in said:
                    continue
                said.add((routine.path, call.pos))
                at = system.at(routine, call.pos)
                words = Words(
                    title="The service trains its model when it starts",
                    issue="Each start makes another model that nobody judged: replicas answer differently, a restart "
                    "changes predictions, and there is no version to go back to. Until it is done nothing is answered.",
                    fix="Train in a job of its own, keep the artifact with its version, and load it here.",
                )
                first = handler.first
                trace = [Step(system.at(first, first.pos), f"requests are answered here ({handler.page})")]
                trace += [Step(system.at(one, inner.pos), "entered while it starts") for one, inner, _ in chain[:-1]]
                trace.append(Step(at, f"and a model is trained ({name})"))
                yield stated(CARD, at, words, trace, context=system.source(routine, call.pos))


def _starts(system: System, handler: Handler) -> Iterator[Routine]:
    """What is run before a handler answers: its module, and what prepares it."""
    if handler.kind in {"page", "batch"}:
        return
    module = system.indexed.module(handler.first.path)
    if module is not None:
        yield module.top()
    yield from handler.sets


def _trained(
    system: System, routine: Routine, chain: tuple[tuple[Routine, Call, str], ...]
) -> Iterator[tuple[tuple[Routine, Call, str], ...]]:
    """The calls that train, each with the calls that lead to it, as far as nothing decides whether they are made."""
    for call in _always(routine.steps):
        name = trains(system.indexed, call)
        if name:
            yield (*chain, (routine, call, name))
        elif len(chain) < _DEEPEST:
            for inner in system.indexed.own(call):
                if all(one is not inner for one, _, _ in chain) and inner is not routine:
                    yield from _trained(system, inner, (*chain, (routine, call, "")))


def _always(steps: Steps) -> Iterator[Call]:
    """The calls that are made whatever happens."""
    for step in steps:
        if isinstance(step, Call):
            yield step
        elif isinstance(step, (Loop, Within, Attempt)):
            yield from _always(step.body)
