"""Feature steps that only training runs: functions that work columns out of others on the way to the fit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.code.steps import SetItem
from mle_reviewer.system.code.terms import Const, Own
from mle_reviewer.system.doing import trains
from mle_reviewer.system.questions.answering.predicting import answered, fits
from mle_reviewer.system.questions.both_sides.fed import learned_from
from mle_reviewer.system.questions.both_sides.whole import Shared
from mle_reviewer.system.questions.learning.training import preparing
from mle_reviewer.system.questions.values.formulas import formulas

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.system import System

_SEVERAL: Final = 2  # columns: one alone may be what is predicted
_OTHER: Final = frozenset({
    "label", "labels", "target", "targets", "split", "partition", "evaluate", "metrics", "download", "load", "read",
    "augment", "sample", "synthetic", "table", "ingest", "raw", "plot", "report", "config",
})  # fmt: skip
_STEPS: Final = frozenset(
    {"fit", "transform", "__getitem__", "__iter__", "forward"}
)  # of what is saved, or of a network
_MAPPED: Final = frozenset({"map", "apply", "applymap", "transform", "pipe", "map_batches", "assign"})


def trained_alone(system: System) -> tuple[Shared, ...]:
    """The functions that work out several columns which a model learns from, and that nothing runs for an answer."""
    return system.once(_trained_alone)


def _trained_alone(system: System) -> tuple[Shared, ...]:
    served = {(one.routine.path, one.routine.function) for path in answered(system) for one in path.entered}
    handed = _handed(system)
    found = [
        routine
        for key, routine in learned_from(system).routines.items()
        if key not in served | handed and _works_out(system, routine)
    ]
    return tuple(Shared(one, one.pos, f"`{one.name}` of training in what answers requests") for one in found)


def _handed(system: System) -> frozenset[tuple[str, int]]:
    """The functions that training hands to what may keep them, as a pipeline does."""
    return frozenset(
        (term.path, term.index)
        for routine in preparing(system)
        for call in routine.calls()
        if call.method not in _MAPPED
        for term in (*call.args, *(value for _, value in call.kwargs))
        if isinstance(term, Own) and term.kind == "function"
    )


def _works_out(system: System, routine: Routine) -> bool:
    if not {"feature", "features"} & {*words(routine.name), *words(routine.path)}:
        return False  # rows that are joined, settings, other programs' figures
    if routine.function < 0 or set(words(routine.name)) & _OTHER or next(routine.returned(), None) is None:
        return False
    if _of_a_step(system, routine) or any(fits(system, one) or trains(system.indexed, one) for one in routine.calls()):
        return False
    put = set(_put(routine))
    reckoned = {one.name for one in formulas((routine,), 1) if one.arithmetic and one.name in put}
    return len(reckoned) >= _SEVERAL


def _put(routine: Routine) -> Iterator[str]:
    """The columns that a function writes, those for the time being left out."""
    for step in routine.every():
        if isinstance(step, SetItem) and isinstance(step.key, Const) and not str(step.key.value).startswith("_"):
            yield str(step.key.value)


def _of_a_step(system: System, routine: Routine) -> bool:
    """Whether it is a method of a class whose objects are fitted, transform, or give rows one by one."""
    module = system.indexed.module(routine.path)
    if routine.owner is None or module is None:
        return False
    qualified = module.code.classes[routine.owner]
    return bool(_STEPS & set(qualified.methods))
