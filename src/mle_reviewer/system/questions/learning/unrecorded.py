"""Programs that write the model which is served, and record nothing of their run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.system.questions.learning.noted import noted
from mle_reviewer.system.questions.learning.overwritten import overwritten
from mle_reviewer.system.questions.learning.programs import programs

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_RECORDS: Final = (
    "log-parameters", "log-metrics", "log-model", "log-artifact", "autolog", "start-run", "register", "tag-run",
)  # fmt: skip
_TOLD: Final = frozenset({"parameters", "metrics", "the artifact"})  # beside the model, in a file
_MOST: Final = 2


def unrecorded(system: System) -> list[str]:
    """The documents that train and write what is served, where no function of their programs records anything."""
    recording = {(one.path, one.routine.function) for one in system.signed(*_RECORDS)}
    recording |= {(one.routine.path, one.routine.function) for one in noted(system) if one.field in _TOLD}
    found: dict[str, None] = {}
    for one in overwritten(system):
        key = one.written.routine.path, one.written.routine.function
        around = [program for program in programs(system) if key in program.routines]
        if around and not any(program.routines & recording for program in around):
            found[one.written.routine.path] = None
    return list(found)[:_MOST]
