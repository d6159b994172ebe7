"""What comes out of a function when it fails: not the errors of what stands in an attempt that catches all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mle_reviewer.system.code.steps import Attempt, calls_in, every
from mle_reviewer.system.questions.skipping.reactions import broad, reaction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.code.terms import Call
    from mle_reviewer.system.system import System

_MOST = 60  # functions that one question goes into


def raising(system: System, routine: Routine) -> Iterator[Call]:
    """The calls of a function whose errors come out of it."""
    kept: set[int] = set()
    for attempt in (one for one in routine.every() if isinstance(one, Attempt)):
        caught = next((one for one in attempt.handlers if broad(one)), None)
        if caught is not None and reaction(system, caught.body) != "stops":
            kept |= {id(call) for call in calls_in(attempt.body)}
            kept |= {id(one) for one in every(caught.body)}  # to tell of an error fails seldom
    return (call for call in routine.calls() if id(call) not in kept)


def escaping(system: System, routine: Routine) -> Iterator[tuple[Routine, Call]]:
    """The calls whose errors come out of a function, in it and in all that it calls, the nearest first."""
    waiting, seen = [routine], {(routine.path, routine.function)}
    while waiting and len(seen) < _MOST:
        one = waiting.pop(0)
        for call in raising(system, one):
            yield one, call
            for inner in system.indexed.entered(call):
                key = inner.path, inner.function
                if inner.function >= 0 and key not in seen:
                    seen.add(key)
                    waiting.append(inner)


__all__ = ["escaping", "raising"]
