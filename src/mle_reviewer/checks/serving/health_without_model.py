"""A service says that it is healthy though its model could not be loaded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.steps import Attempt, Call, Raise, calls_in, every
from mle_reviewer.system.code.terms import Attr, Item, within
from mle_reviewer.system.handlers import Handler
from mle_reviewer.system.questions.answering.predicting import Path
from mle_reviewer.system.questions.serving.loading import Load, served_loads
from mle_reviewer.system.system import System

CARD = Card(
    area="SD",
    title="Healthy without a model",
    items=("SD4", "MI1"),
    severity=Severity.MEDIUM,
    risk="unsafe serving",
    sees="system",
)
_HEALTH: Final = re.compile(r"(?:^|[/ _-])(?:healthz?|health[_-]?check|ready|readyz|readiness|ping)/?$")


def find(system: System) -> Iterator[Finding]:
    """Health handlers that look at nothing, beside a load of the model whose failure is caught and survived."""
    survived = [(load, attempt) for load in served_loads(system) if (attempt := _survived(load)) is not None]
    for handler in system.handlers:
        asked = handler.words or handler.first.name
        if handler.kind != "route" or not _HEALTH.search(asked.lower()) or _looks(system, handler):
            continue
        found = next(((load, attempt) for load, attempt in survived if load.by.path == handler.first.path), None)
        if found is not None:
            yield _finding(system, handler, *found)


def _survived(load: Load) -> Attempt | None:
    """The attempt around a load whose handlers let the process go on without a model."""
    for step in load.routine.every():
        if isinstance(step, Attempt) and any(call is load.call for call in calls_in(step.body)):
            goes_on = [one for one in step.handlers if not any(_ends(inner) for inner in every(one.body))]
            if goes_on:
                return step
    return None


def _ends(step: object) -> bool:
    if isinstance(step, Raise):
        return True
    path = getattr(step.callee, "path", "") if isinstance(step, Call) else ""
    return path in {"sys.exit", "os._exit", "builtins.exit", "builtins.quit"} or (
        isinstance(step, Call) and bool(step.args) and step.method in {"load", "load_model"}
    )


def _looks(system: System, handler: Handler) -> bool:
    """Whether a handler asks anything: a branch, a call of the repository, a value that is not written there."""
    path = Path(system, handler)
    if len(path.entered) > 1 or any(step.blocks() for step in handler.first.every()):
        return True
    terms = [term for step in handler.first.every() for term in step.terms()]
    terms += list(handler.first.returned())
    return any(isinstance(one, (Attr, Item)) or _compares(one) for term in terms for one in within(term))


def _compares(term: object) -> bool:
    return getattr(term, "op", "") in {"is", "is not", "==", "!=", "not", "in"}


def _finding(system: System, handler: Handler, load: Load, attempt: Attempt) -> Finding:
    at = system.at(handler.first, handler.first.pos)
    words = Words(
        title="The service calls itself healthy when its model could not be loaded",
        issue=f"A failed load is caught and the process goes on, and `{handler.name}` answers the same constant either "
        "way: the orchestrator sends traffic to a replica that can answer nothing.",
        fix="Let the load fail loudly, or let the readiness handler answer 503 until the model is there.",
    )
    trace = [
        Step(system.at(load.routine, load.call.pos), "the model is loaded"),
        Step(system.at(load.routine, attempt.pos), "a failure is caught, and the process goes on"),
        Step(at, "answers a constant, with a model or without"),
    ]
    return stated(CARD, at, words, trace, context=f"{handler.name} answers without looking at the model")
