"""Steps that make rows for training without training themselves: told from what answers, scores and watches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.steps import Routine
from mle_reviewer.system.code.terms import Const
from mle_reviewer.system.doing import closure, predicts, scores
from mle_reviewer.system.questions.training import trained_constants, training

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_TABLES: Final = (".csv", ".parquet", ".feather", ".pkl", ".arrow", ".jsonl")
_READING: Final = frozenset({"load", "query", "restore"})


def prepares(system: System, routine: Routine) -> bool:
    """Whether a function prepares rows: it stands around training, or in a step of a pipeline that asks no model.

    A script that is only started by hand counts where training names a file that it writes.
    """
    key = routine.path, routine.function
    if key in system.once(_around):
        return True
    how = system.reached.how(routine)
    if how is None or key in answering(system) or routine.path in system.once(_judging):
        return False
    return how == "run" or routine.path in system.once(_handing_on)


def answering(system: System) -> frozenset[tuple[str, int]]:
    """The functions that are entered while requests are answered."""
    return system.once(_answering)


def _answering(system: System) -> frozenset[tuple[str, int]]:
    starts = [start for one in system.handlers for start in one.starts]
    return frozenset((one.path, one.function) for start in starts for one in closure(system.indexed, start))


def _around(system: System) -> frozenset[tuple[str, int]]:
    return frozenset((one.path, one.function) for one in training(system))


def _judging(system: System) -> frozenset[str]:
    """The documents that ask a model or work out how good one is, or that answer requests."""
    asked = {
        routine.path
        for routine in system.routines()
        for call in routine.calls()
        if predicts(system.indexed, call) or scores(system.indexed, call)
    }
    return frozenset(asked | {start.path for one in system.handlers for start in one.starts})


def _handing_on(system: System) -> frozenset[str]:
    """The documents that write a file which code that trains names."""
    named = {one for one in trained_constants(system) if one.endswith(_TABLES)}
    return frozenset(
        routine.path
        for routine in system.routines()
        for call in (routine.calls() if named else ())
        if not any(entry.effect in _READING for entry in system.indexed.entries(call))
        and any(isinstance(one, Const) and one.value in named for one in call.args)
    )
