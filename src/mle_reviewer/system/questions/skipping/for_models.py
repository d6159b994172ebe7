"""Whether what becomes of a value is learned from or answered by a model: directly, or by a table that is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.terms import Call
from mle_reviewer.system.questions.skipping.mattering import Kind, matter
from mle_reviewer.system.questions.skipping.reaching import Reached, reached
from mle_reviewer.system.questions.skipping.read_from import paths_of, same_file
from mle_reviewer.system.questions.values.feeding import fed

if TYPE_CHECKING:
    from mle_reviewer.system.questions.skipping.becoming import Becoming
    from mle_reviewer.system.system import System

_ASKED: Final[tuple[Kind, ...]] = ("trains", "examples", "predicts")


def comes_to_model(system: System, becoming: Becoming) -> Reached | None:
    """The call by which a value comes to a model, or the one that writes the table which a model's rows are read of."""
    found = reached(system, becoming, *_ASKED)
    if found is not None:
        return found
    for use in becoming.uses:
        if not isinstance(use.step, Call) or use.step.method is None or not becoming.holds(use.step.callee):
            continue
        one = matter(system, use.step)
        if one is not None and one.kind == "writes" and is_read_for_a_model(system, use.step):
            return Reached(use.routine, use.step, one)
    return None


def is_read_for_a_model(system: System, writes: Call) -> bool:
    """Whether the table that a call writes is read again where a model is taught or asked."""
    names = paths_of(system, writes)
    return any(same_file(one, other) for one in names for other in system.once(_read_for_models))


def _read_for_models(system: System) -> frozenset[str]:
    """The files from which the rows of models are read."""
    sinks = fed(system).sinks
    loads = (one.call for one in system.artifacts if one.how == "read" and not one.model and id(one.call) in sinks)
    return frozenset(name for call in loads for name in paths_of(system, call))


__all__ = ["comes_to_model", "is_read_for_a_model"]
