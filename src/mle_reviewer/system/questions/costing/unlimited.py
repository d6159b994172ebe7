"""Requests to other services that nothing ends, and those of them for which somebody waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mle_reviewer.findings.finding import Step
from mle_reviewer.system.code.terms import Const
from mle_reviewer.system.questions.answering.predicting import Path, predictions
from mle_reviewer.system.signs import Sign

if TYPE_CHECKING:
    from mle_reviewer.system.system import System


def never_ends(sign: Sign) -> bool:
    """Whether nothing ends a request that gets no answer."""
    default, timeout = sign.given("default"), sign.given("timeout")
    never = isinstance(default, Const) and default.value == "never"
    unlimited = isinstance(timeout, Const) and timeout.value is None
    spread = any(name is None for name, _ in sign.call.kwargs)
    return (timeout is None and never and not spread) or unlimited


def waited_for(system: System) -> dict[int, tuple[Step, ...]]:
    """The calls that are made while a request for a prediction waits, each with the way to it."""
    found: dict[int, tuple[Step, ...]] = {}
    for path in predictions(system):
        for asked in path.calls:
            if not asked.once:
                found.setdefault(id(asked.call), tuple(path.way(asked.entered)))
    return found


def in_service(system: System, sign: Sign) -> bool:
    """Whether a call is made for requests, of whatever kind."""
    key = sign.routine.path, sign.routine.function
    return any(key in Path(system, one).among for one in system.handlers if one.kind in {"route", "server"})
