"""What the code of a service does about load and failure: timeouts of servers, batching, limits, counted fallbacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mle_reviewer.system.code.steps import Attempt, Call, Raise, calls_in, every
from mle_reviewer.system.code.terms import Const
from mle_reviewer.system.questions.predicting import asks_model, predictions

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Handler, Routine
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System

Fact = Literal["timeout", "batching", "limit", "retry", "fallback"]


@dataclass(frozen=True, slots=True)
class Withstands:
    """One thing that code does so that a slow or failing part does not take the service down."""

    fact: Fact
    routine: Routine
    pos: int
    says: str


def withstanding(system: System) -> tuple[Withstands, ...]:
    """The facts that the code of a system speaks of; () where it says nothing of load and failure."""
    return system.once(_withstanding)


def _withstanding(system: System) -> tuple[Withstands, ...]:
    return (*_signed(system), *_fallbacks(system))


def _signed(system: System) -> Iterator[Withstands]:
    for sign in system.signed("serve", "http-call", "http-client", "llm-call"):
        if _given(sign, "timeout"):
            yield Withstands("timeout", sign.routine, sign.pos, f"`{sign.name}` is given a timeout")
        if _given(sign, "limits"):
            yield Withstands("limit", sign.routine, sign.pos, f"`{sign.name}` is given a limit")
    for sign in system.signed("batching"):
        yield Withstands("batching", sign.routine, sign.pos, f"`{sign.name}` answers several requests at a time")
    for sign in system.signed("limit"):
        yield Withstands("limit", sign.routine, sign.pos, f"`{sign.name}` bounds what is taken at a time")
    for sign in system.signed("retry"):
        yield Withstands("retry", sign.routine, sign.pos, f"`{sign.name}` tries again what fails")


def _given(sign: Sign, slot: str) -> bool:
    given = sign.given(slot)
    return given is not None and not (isinstance(given, Const) and given.value in {None, 0})


def _fallbacks(system: System) -> Iterator[Withstands]:
    """Handlers of a failed prediction that go on with another answer and tell somebody."""
    seen: set[int] = set()
    for path in predictions(system):
        for entered in path.entered:
            for step in entered.routine.every():
                if isinstance(step, Attempt) and id(step) not in seen:
                    seen.add(id(step))
                    asked = any(asks_model(system, call) for call in calls_in(step.body))
                    if asked and any(_told(system, one) for one in step.handlers):
                        yield Withstands(
                            "fallback", entered.routine, step.pos, "a failed prediction is told of and answered"
                        )


def _told(system: System, caught: Handler) -> bool:
    """Whether a handler answers by itself and counts or logs that it did."""
    steps = list(every(caught.body))
    if any(isinstance(step, Raise) for step in steps):
        return False
    for step in steps:
        for name in system.indexed.names(step) if isinstance(step, Call) else ():
            entry = system.conventions.call(name)
            if entry is not None and entry.sign in {"warn", "service-metric", "notify"}:
                return True
            if name.rpartition(".")[2] in {"inc", "increment", "incr"}:
                return True
    return False
