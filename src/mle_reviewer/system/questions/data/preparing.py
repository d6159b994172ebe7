"""Steps that make rows for training without training themselves: told from what answers, scores and watches."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.code.steps import Routine
from mle_reviewer.system.doing import closure, predicts, scores
from mle_reviewer.system.questions.data.ordered import written
from mle_reviewer.system.questions.learning.training import preparing, trained_constants, training

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_DRAWING: Final = frozenset({"plot", "plots", "plotting", "figures"})
_SHOWING: Final = _DRAWING | {"report", "dashboard", "visualize", "eda", "simulate", "simulation", "simulator"}
_MAKING: Final = frozenset({"feature", "features", "preprocess", "preprocessing", "dataset"})
_TABLES: Final = (".csv", ".parquet", ".feather", ".pkl", ".arrow", ".jsonl")


def prepares(system: System, routine: Routine) -> bool:
    """Whether a function prepares rows: it stands around training, or in a step of a pipeline that asks no model.

    A script that is only started by hand counts where training names a file that it writes, or by its name.
    """
    key = routine.path, routine.function
    if key in system.once(_around):
        return True
    how = system.reached.how(routine)
    if how is None or key in answering(system) or routine.path in judging(system) or shows(routine):
        return False
    if routine.path in system.once(_handing_on) or _MAKING & set(words(posixpath.basename(routine.path))):
        return True
    return how == "run" and routine.path not in system.once(_elsewhere)


def shows(routine: Routine) -> bool:
    """Whether a document draws or tells of data, by its name."""
    return bool(_SHOWING & set(words(posixpath.basename(routine.path))))


def draws(routine: Routine) -> bool:
    """Whether a document draws figures, by its name."""
    return bool(_DRAWING & set(words(posixpath.basename(routine.path))))


def answering(system: System) -> frozenset[tuple[str, int]]:
    """The functions that are entered while requests are answered."""
    return system.once(_answering)


def _answering(system: System) -> frozenset[tuple[str, int]]:
    starts = [start for one in system.handlers for start in one.starts]
    return frozenset((one.path, one.function) for start in starts for one in closure(system.indexed, start))


def _around(system: System) -> frozenset[tuple[str, int]]:
    return frozenset((one.path, one.function) for one in training(system))


def judging(system: System) -> frozenset[str]:
    """The documents that ask a model or work out how good one is, or that answer requests."""
    return system.once(_judging)


def _judging(system: System) -> frozenset[str]:
    asked = {
        routine.path
        for routine in system.routines()
        for call in routine.calls()
        if predicts(system.indexed, call) or scores(system.indexed, call)
    }
    return frozenset(asked | {start.path for one in system.handlers for start in one.starts})


def _elsewhere(system: System) -> frozenset[str]:
    """The documents that show a page, and those that hand on nothing where it is known who does."""
    found = {sign.path for sign in system.signed("script-page")}
    feeding = system.once(_handing_on)
    if feeding:
        modules = (system.indexed.module(path) for path in sorted(feeding))
        routines = (routine for one in modules if one is not None for routine in one.routines())
        called = {inner.path for routine in routines for inner in closure(system.indexed, routine)}
        found |= {path for path in system.code if path not in feeding and path not in called}
    return frozenset(found)


def _handing_on(system: System) -> frozenset[str]:
    """The documents that write a table which training names, but those that train: these write what comes out of it."""
    named = {posixpath.basename(one) for one in trained_constants(system) if one.endswith(_TABLES)}
    by_name = {one.path for name, some in system.once(written).items() if name in named for one, _ in some}
    learning = {path for path, _ in system.once(_around)}
    return frozenset((by_name | {one.path for one in preparing(system)}) - learning)
