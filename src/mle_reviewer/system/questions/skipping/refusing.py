"""Whether a block refuses: it raises or ends the program, and nothing in it or around it catches that and goes on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.steps import Attempt, Branch, Loop, Raise, Step, Steps
from mle_reviewer.system.code.terms import Call, Const
from mle_reviewer.system.questions.skipping.reactions import broad, reaction

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_DEEPEST: Final = 2
_GOES_ON: Final = frozenset({"silent", "says", "warns"})


def uncaught(system: System, steps: Steps) -> Iterator[Step]:
    """The steps of a block whose errors leave it, those in blocks behind the step that holds them."""
    for step in steps:
        yield step
        blocks = step.blocks()
        if isinstance(step, Attempt) and _swallows(system, step):
            blocks = blocks[1:]
        for block in blocks:
            yield from uncaught(system, block)


def refuses(system: System, steps: Steps, depth: int = 0) -> bool:
    """Whether a block raises or ends the program with an error: itself, or by a function that is there to do so.

    An error that a function raises on some condition of its own is one of that call, and no verdict.
    """
    for step in uncaught(system, steps):
        if isinstance(step, Raise) or (isinstance(step, Call) and _stops(system, step)):
            return True
        if isinstance(step, Call) and depth < _DEEPEST:
            for own in system.indexed.own(step):
                if refuses(system, tuple(one for one in own.steps if not isinstance(one, (Branch, Loop))), depth + 1):
                    return True
                if any(isinstance(one, Call) and _stops(system, one) for one in uncaught(system, own.steps)):
                    return True
    return False


def _swallows(system: System, attempt: Attempt) -> bool:
    return any(broad(one) and reaction(system, one.body) in _GOES_ON for one in attempt.handlers)


def _stops(system: System, call: Call) -> bool:
    """Whether a call ends the program with an error."""
    for name in system.indexed.names(call):
        entry = system.conventions.call(name)
        if entry is not None and entry.sign == "stop":
            code = call.given("code", 0)
            return not (isinstance(code, Const) and code.value in (0, None, False))
    return False


__all__ = ["refuses", "uncaught"]
