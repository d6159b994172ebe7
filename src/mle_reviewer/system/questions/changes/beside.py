"""What a change touches that shows that its effect was looked at: code of an evaluation, results, data, notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.sources.document import kind_of
from mle_reviewer.system.doing import scores

if TYPE_CHECKING:
    from mle_reviewer.system.changed import Systems
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.system import System

_SPEAKING: Final = frozenset({"notebook", "markdown", "data", "artifact"})  # a report, a note, other data or models
_ROLES: Final = ("metrics", "gates", "evaluation", "model-card", "model")
_SIGNS: Final = frozenset({
    "decision-threshold", "class-metric", "score-metric", "number-metric", "slice-metrics", "calibration", "fairness",
    "compare-models", "llm-evaluation", "error-analysis", "quality", "metric-threshold", "log-metrics",
})  # fmt: skip


def looked_at(systems: Systems) -> str:
    """The file of a change that speaks of an evaluation: its code, results, data, notes; "" where there is none."""
    declared = {one.path for role in _ROLES for one in systems.after.manifests.get(role, ())}
    for file in systems.files:
        if kind_of(file.path) in _SPEAKING or file.path in declared:
            return file.path
        if file.path.endswith(".py") and file.status != "deleted" and any(_evaluates(systems, file.path)):
            return file.path
    return ""


def _evaluates(systems: Systems, path: str) -> Iterator[bool]:
    """Whether the change wrote lines of functions that evaluate."""
    module = systems.after.indexed.module(path)
    for routine in module.routines() if module is not None else ():
        measuring = [call.pos for call in routine.calls() if _measures(systems.after, routine, call.pos)]
        if measuring:
            lines = [step.pos >> 12 for step in routine.every()]
            yield systems.touched(path, min(routine.pos >> 12, *lines), max(lines))


def _measures(system: System, routine: Routine, pos: int) -> bool:
    for call in routine.calls():
        if call.pos == pos:
            if scores(system.indexed, call):
                return True
            known = (system.conventions.call(name) for name in system.indexed.names(call))
            if any(entry is not None and entry.sign in _SIGNS for entry in known):
                return True
    return False
