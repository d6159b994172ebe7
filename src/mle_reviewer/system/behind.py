"""Which model stands behind a function that answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mle_reviewer.system.doing import answers, predicts
from mle_reviewer.system.handed import made_later

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.entering import Entering
    from mle_reviewer.system.handlers import Ground


def model_behind(system: Ground, ways: Entering, routine: Routine) -> str:
    """The name of what the function, or one that it enters, has a model answer by."""
    reached = list(ways.all(routine))
    for one in reached:
        for call in one.calls():
            for each in (call, made_later(system, call)):
                name = "" if each is None else predicts(system.indexed, each) or answers(system.indexed, each)
                if name:
                    return name
    within_it = {(one.path, one.function) for one in reached}
    for sign in system.signed("predict", "llm-call", "load-registered", "load-model"):
        if (sign.path, sign.routine.function) in within_it:
            return sign.name
    return ""
