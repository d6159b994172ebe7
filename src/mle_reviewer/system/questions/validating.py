"""Where data is checked: before training, on the way of a request, and what is done with what a validator says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.system.handlers import decorated
from mle_reviewer.system.questions.predicting import params_of, predictions
from mle_reviewer.system.questions.sending import open_param, shape_of, validated
from mle_reviewer.system.questions.training import training

if TYPE_CHECKING:
    from mle_reviewer.system.code.meaning import OwnThing
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.questions.predicting import Path
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System


def checked_for_training(system: System) -> tuple[Sign, ...]:
    """The validators in functions that train, around them, and in steps that something runs to no answer."""
    known = {(one.path, one.function) for one in training(system)}
    some = system.signed("validate", "validate-result")
    serving = {(one.routine.path, one.routine.function) for path in predictions(system) for one in path.entered}
    return tuple(
        one
        for one in some
        if (one.path, one.routine.function) in known
        or _decorates(system, one, known)
        or ((one.path, one.routine.function) not in serving and system.reached.how(one.routine) == "run")
    )


def checking_types(system: System) -> tuple[Routine, ...]:
    """The functions whose tables a bare decorator checks (`@check_types`), where something runs them."""
    serving = {(one.routine.path, one.routine.function) for path in predictions(system) for one in path.entered}
    known = {(one.path, one.function) for one in training(system)}
    return tuple(
        routine
        for routine, _ in decorated(system, "validate")
        if not any(hasattr(one, "call") for one in routine.decorators)
        and system.reached.how(routine) is not None
        and ((key := (routine.path, routine.function)) in known or key not in serving)
    )


def _decorates(system: System, sign: Sign, known: set[tuple[str, int]]) -> bool:
    """Whether it stands over a function that trains, as its decorator."""
    module = system.indexed.module(sign.path)
    return module is not None and any(
        getattr(one, "call", None) is sign.call and (routine.path, routine.function) in known
        for routine in module.routines()
        for one in routine.decorators
    )


def checked_when_served(system: System) -> Iterator[tuple[Path, Routine]]:
    """The paths of requests on which a shape or a validator stands, and where the path begins."""
    for path in predictions(system):
        shapes = [shape_of(system, param) for param in params_of(path.handler.first)]
        typed = any(one is not None and _bounded(system, one) for one in shapes)
        if typed or validated(system, path):
            yield path, path.handler.first


def _bounded(system: System, shape: OwnThing) -> bool:
    """Whether a shape has a field of its own that is no open mapping."""
    known = system.world.class_of(shape)
    return known is not None and any(not open_param(spelled) for spelled in known.annotations.values())
