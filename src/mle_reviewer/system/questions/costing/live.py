"""Requests that a deployed program answers for those who use the model; not an app that is left over, not a trial."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.packages import CHANCE
from mle_reviewer.system.code.terms import Result
from mle_reviewer.system.doing import scores, trains
from mle_reviewer.system.questions.answering.flowing import spoken
from mle_reviewer.system.questions.answering.predicting import Path, predictions
from mle_reviewer.system.questions.values.coming import coming

if TYPE_CHECKING:
    from mle_reviewer.system.code.terms import Call
    from mle_reviewer.system.questions.answering.predicting import Asked, Entered
    from mle_reviewer.system.system import System

_TRYING: Final = frozenset({"split", "folds", "cross-validate"})


def live(system: System) -> tuple[Path, ...]:
    """The ways of requests; where something starts one app of a tree, those of apps that nothing starts left out."""
    return system.once(_live)


def _live(system: System) -> tuple[Path, ...]:
    every = predictions(system)
    started = _started(system)
    routes = [path for path in every if path.handler.kind == "route"]
    if not any(path.handler.first.path in started for path in routes):
        return every  # nothing says how any of them is started
    return tuple(path for path in every if path not in routes or path.handler.first.path in started)


def _started(system: System) -> frozenset[str]:
    """The documents that something other than a person starts, and all that they import."""
    return system.with_imports(path for path, one in system.reached.entrances.items() if one.how == "run")


def tries(system: System, path: Path, load: Asked) -> bool:
    """Whether a request has a model taught, or tried on known answers or on rows made up: that is asked for seldom.

    A function that gives back what it loads may teach one instead, where there is no file: that is no trial.
    """
    given = [term for one in path.predicts for term in (*one.call.args, *(value for _, value in one.call.kwargs))]
    if any(_by_chance(system, call) for call in coming(system, given, path.among).calls):
        return True
    for asked in path.calls:
        if (
            not asked.once
            and not _instead(asked, load)
            and (
                trains(system.indexed, asked.call)
                or scores(system.indexed, asked.call)
                or any(entry.effect in _TRYING for entry in system.indexed.entries(asked.call))
            )
        ):
            return True
    return False


def _by_chance(system: System, call: Call) -> bool:
    return any(name.startswith(CHANCE) for name in system.indexed.names(call))


def _instead(asked: Asked, load: Asked) -> bool:
    """Whether a call is made by the function that gives back what is loaded, or on the way from it."""
    held = (one for term in load.routine.returned() for one in spoken(term))
    if not any(isinstance(one, Result) and one.call is load.call for one in held):
        return False
    entered: Entered | None = asked.entered
    while entered is not None:
        if entered.routine is load.routine:
            return True
        entered = entered.by
    return False
