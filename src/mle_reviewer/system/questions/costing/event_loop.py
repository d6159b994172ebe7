"""What is done in the thread of the event loop: reached by plain calls alone, handed to nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mle_reviewer.system.doing import answers, trains
from mle_reviewer.system.questions.answering.predicting import Asked, Path

if TYPE_CHECKING:
    from mle_reviewer.system.system import System


def in_loop(system: System, path: Path, asked: Asked) -> bool:
    """Whether no step on the way hands the work to another thread or process, and the call itself does not wait."""
    if answers(system.indexed, asked.call) or _beside(system, asked):
        return False
    one = asked.entered
    while one.by is not None:
        handed = one.call is None or one.routine not in system.indexed.own(one.call)
        if handed:
            return False
        one = one.by
    return one.routine is path.handler.first


def tries(system: System, asked: Asked) -> bool:
    """Whether the model is asked where it is trained, as a trial of what was learned."""
    return any(trains(system.indexed, call) for call in asked.routine.calls())


def _beside(system: System, asked: Asked) -> bool:
    """Whether the call is the one that hands the work on (`to_thread(model.predict, rows)`), or may be awaited."""
    for name in system.indexed.names(asked.call):
        entry = system.conventions.call(name)
        if entry is not None and entry.sign in {"in-worker", "llm-call", "background"}:
            return True
    named = asked.call.method or ""
    typed = any(not name.startswith("?.") for name in system.indexed.names(asked.call))
    return not typed or not named.startswith("predict")
