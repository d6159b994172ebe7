"""Functions that would write a prediction down, and that nothing calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mle_reviewer.system.questions.recording.kept_answers import made, strong
from mle_reviewer.system.questions.recording.names_written import names_written
from mle_reviewer.system.questions.recording.records import PREDICTION, kind_of

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.code.terms import Call
    from mle_reviewer.system.system import System


def unused(system: System) -> tuple[tuple[Routine, Call], ...]:
    """Functions that would write a prediction of their parameters to a store, and that nothing calls."""
    return system.once(_unused)


def _unused(system: System) -> tuple[tuple[Routine, Call], ...]:
    found: list[tuple[Routine, Call]] = []
    for routine in system.routines("code"):
        if routine.function < 0 or not PREDICTION.search(routine.name.lower()):
            continue
        if made(system, routine) and (system.indexed.callers(routine) or system.reached.how(routine) is not None):
            continue
        for call in routine.calls():
            if kind_of(system, call) == "store" and strong(names_written(system, call), surely=False):
                found.append((routine, call))
                break
    return tuple(found)
