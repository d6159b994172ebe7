"""Whether a program is started by something, or by a person, who reads what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mle_reviewer.system.reaching import only_started

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.system import System


def unattended(system: System, routine: Routine) -> bool:
    """Whether a function is run by a pipeline, a schedule, a container or CI, and not by who looks at it."""
    if system.reached.how(routine) != "run":
        return False
    callers = system.indexed.callers(routine)
    by_hand = [
        caller for caller, call in callers
        if caller.function < 0 and any(call is one for one in only_started(caller))
    ]  # fmt: skip
    if routine.function >= 0 and (not callers or len(by_hand) < len(callers)):
        return True
    paths = {one.path for one in by_hand} or {
        routine.path
    }  # of a module that others only import, nothing of this is run
    entrances = system.reached.entrances
    return any(path in entrances and entrances[path].how == "run" for path in paths)
