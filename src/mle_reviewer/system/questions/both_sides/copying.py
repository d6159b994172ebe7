"""Feature steps that stand twice: formulas of training that serving works out by code of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.questions.answering.predicting import Path, answered
from mle_reviewer.system.questions.learning.training import preparing
from mle_reviewer.system.questions.values.formulas import Formula, formulas

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.system import System

_ENOUGH: Final = 6  # operations that copies must hold together
_LARGE: Final = 3  # operations of one formula of several columns, which nobody writes twice alike by chance
_SEVERAL: Final = 3  # features of the same names that are worked out alike are no chance, however small
_ALIKE: Final = (str, int, float, bool, type(None))


@dataclass(frozen=True, slots=True)
class Twin:
    """One value that training and serving work out by the same operations in different code."""

    trained: Formula
    served: Formula

    @property
    def differs(self) -> bool:
        """Whether the constants are others."""
        return self.trained.constants != self.served.constants


@dataclass(frozen=True, slots=True)
class Copy:
    """All twins of one function on the way of a request."""

    path: Path
    routine: Routine
    twins: tuple[Twin, ...]

    @property
    def differing(self) -> tuple[Twin, ...]:
        """Those whose constants are others."""
        return tuple(one for one in self.twins if one.differs)


def copies(system: System) -> tuple[Copy, ...]:
    """The functions on prediction paths that repeat formulas of training."""
    return system.once(_copies)


def _copies(system: System) -> tuple[Copy, ...]:
    ways = answered(system)
    served = {(one.routine.path, one.routine.function) for path in ways for one in path.entered}
    known: dict[tuple[str, object], list[Formula]] = {}
    for formula in formulas(one for one in preparing(system) if (one.path, one.function) not in served):
        known.setdefault((formula.name, formula.shape), []).append(formula)
    found: list[Copy] = []
    seen: set[tuple[str, int]] = set()
    trained = {(one.path, one.function) for one in preparing(system)}
    for path in ways:
        for entered in path.entered:
            key = entered.routine.path, entered.routine.function
            if key in seen or key in trained:
                continue
            seen.add(key)
            twins = tuple(_twins(entered.routine, known))
            if _enough(twins):
                found.append(Copy(path, entered.routine, twins))
    return tuple(found)


def _twins(routine: Routine, known: dict[tuple[str, object], list[Formula]]) -> Iterator[Twin]:
    names: set[str] = set()
    for formula in formulas((routine,)):
        same = known.get((formula.name, formula.shape))
        if same and formula.name not in names:
            names.add(formula.name)
            equal = next((one for one in same if one.constants == formula.constants), None)
            yield Twin(equal or same[0], formula)


def _enough(twins: tuple[Twin, ...]) -> bool:
    """Whether it is no chance: constants that differ in one formula of some size, or several formulas alike."""
    if any(one.differs and one.served.size > 1 for one in twins):
        return True
    if any(one.served.arithmetic and one.served.size >= _LARGE and len(one.served.columns) > 1 for one in twins):
        return True
    size = sum(one.served.size for one in twins)
    return size >= _ENOUGH or (len(twins) >= _SEVERAL and size > _SEVERAL)
