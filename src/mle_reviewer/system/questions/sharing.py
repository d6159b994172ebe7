"""What training and serving share of the way from raw values to the model: functions, transformers, whole pipelines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import Thing
from mle_reviewer.system.code.terms import Result, within
from mle_reviewer.system.questions.formulas import formulas
from mle_reviewer.system.questions.predicting import asks_model, loads_model, predictions
from mle_reviewer.system.questions.training import training

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.code.terms import Call
    from mle_reviewer.system.system import System

_CHANGING: Final = frozenset({"transform", "fit-transform", "fill", "code", "levels", "learn-apply", "tokenize"})
_WHOLE: Final = frozenset({"pipeline", "union"})


@dataclass(frozen=True, slots=True)
class Shared:
    """One thing that both sides use, at the place that shows it."""

    routine: Routine
    pos: int
    says: str


def shared(system: System) -> tuple[Shared, ...]:
    """Functions that change values and are run on both sides, and what is saved whole and loaded."""
    return system.once(_shared)


def _shared(system: System) -> tuple[Shared, ...]:
    return (*_functions(system), *_pipelines(system), *_transformers(system))


def _functions(system: System) -> Iterator[Shared]:
    trained = {(one.path, one.function) for one in training(system)}
    seen: set[tuple[str, int]] = set()
    for path in predictions(system):
        for entered in path.entered:
            routine = entered.routine
            key = routine.path, routine.function
            if key in trained and key not in seen and routine.function >= 0 and changes_values(system, routine):
                seen.add(key)
                yield Shared(routine, routine.pos, f"`{routine.name}` prepares values for training and for serving")


def _pipelines(system: System) -> Iterator[Shared]:
    """Pipelines of training with steps before the model, where something is saved and serving loads."""
    if not any(one.how == "written" for one in system.artifacts):
        return
    for routine in training(system):
        for call in routine.calls():
            if steps_of(system, call) > 1:
                yield Shared(routine, call.pos, "the steps before the model are in one pipeline with it")


def steps_of(system: System, call: Call) -> int:
    """How many steps a pipeline is made of where it is made; 0 for what is none."""
    if call.method is not None:
        return 0
    for thing in system.indexed.things(Result(call)):
        known = system.table.find_class(thing.path) if isinstance(thing, Thing) and thing.made else None
        if known is not None and known.role in _WHOLE:
            given = call.args[0] if call.args else next((value for _, value in call.kwargs), None)
            items = getattr(given, "items", ())
            return max(len(items), len(call.args)) if items or len(call.args) > 1 else 2
    return 0


def _transformers(system: System) -> Iterator[Shared]:
    """Transformers that were saved by training and are loaded to transform a request."""
    for path in predictions(system):
        for asked in path.calls:
            if asked.call.method == "transform" and _is_loaded(system, asked.call):
                yield Shared(asked.routine, asked.call.pos, "a transformer that was saved is applied to the request")


def _is_loaded(system: System, call: Call) -> bool:
    return any(isinstance(one, Result) and loads_model(system, one.call) for one in within(call.callee))


def changes_values(system: System, routine: Routine) -> bool:
    """Whether a function changes the values that a model is given, and does not ask the model itself."""
    return not any(asks_model(system, call) for call in routine.calls()) and _changes(system, routine)


def _changes(system: System, routine: Routine) -> bool:
    for call in routine.calls():
        if any(entry.effect in _CHANGING for entry in system.indexed.entries(call)):
            return True
    return any(one.arithmetic for one in formulas((routine,)))


def transforms(system: System) -> bool:
    """Whether anything is done to values between their source and the model, on either side."""
    routines = (*training(system), *(one.routine for path in predictions(system) for one in path.entered))
    return any(_changes(system, routine) or _piped(system, routine) for routine in routines)


def _piped(system: System, routine: Routine) -> bool:
    return any(steps_of(system, call) > 1 for call in routine.calls())
