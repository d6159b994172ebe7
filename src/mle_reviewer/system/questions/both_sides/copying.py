"""Feature steps that stand twice: formulas of training that serving works out by code of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.code.steps import Assert, SetItem
from mle_reviewer.system.code.terms import Const, Pairs
from mle_reviewer.system.doing import closure
from mle_reviewer.system.questions.answering.predicting import Path, answered
from mle_reviewer.system.questions.both_sides.fed import asked_with
from mle_reviewer.system.questions.learning.training import preparing
from mle_reviewer.system.questions.values.formulas import Formula, formulas, whole

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.code.terms import Call
    from mle_reviewer.system.system import System

_ENOUGH: Final = 6  # operations that copies must hold together
_LARGE: Final = 3  # operations of one formula of several columns, which nobody writes twice alike by chance
_SEVERAL: Final = 3  # features of the same names that are worked out alike are no chance, however small
_MEASURING: Final = frozenset({"evaluate", "evaluation", "metrics", "report"})  # works out figures, no features
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
        return tuple(one for one in self.twins if one.differs and one.served.size > 1)


def copies(system: System) -> tuple[Copy, ...]:
    """The functions on prediction paths that repeat formulas of training."""
    return system.once(_copies)


def _copies(system: System) -> tuple[Copy, ...]:
    ways = answered(system)
    served = {(one.routine.path, one.routine.function) for path in ways for one in path.entered}
    known: dict[tuple[str, object], list[Formula]] = {}
    for formula in _written(one for one in preparing(system) if (one.path, one.function) not in served):
        known.setdefault((formula.name, formula.shape), []).append(formula)
    found: list[Copy] = []
    seen: set[tuple[str, int]] = set()
    trained = {(one.path, one.function) for one in preparing(system)}
    fed = asked_with(system).routines
    held = held_together(system)
    trainers = tuple({one.at.path for one in system.roles.trains})
    for path in ways:
        for entered in path.entered:
            key = entered.routine.path, entered.routine.function
            if key in seen or key in trained or set(words(entered.routine.name)) & _MEASURING:
                continue
            seen.add(key)
            near = _nearest(entered.routine.path, trainers)
            twins = tuple(one for one in _twins(entered.routine, known, near) if not _tested(one, held))
            if key not in fed:  # what the model is asked with does not come from it as a whole
                asked = _asked_names(system, entered.routine)
                twins = tuple(one for one in twins if one.served.name in asked)
            if _enough(twins):
                found.append(Copy(path, entered.routine, twins))
    return tuple(found)


def _nearest(path: str, trainers: tuple[str, ...]) -> str:
    """The deepest folder around a document in which a model is trained; programs elsewhere train others then.

    In a tree of many projects each has its own training and its own service, and they copy from each other.
    """
    folder = path
    while "/" in folder:
        folder = folder.rpartition("/")[0]
        if any(one.startswith(f"{folder}/") for one in trainers):
            return f"{folder}/"
    return ""


def _beside(trained: str, served: str, near: str) -> bool:
    """Whether a training document belongs to a service's: it stands in the folder around both, or in one above."""
    above = trained.rpartition("/")[0]
    return trained.startswith(near) or not above or served.startswith(f"{above}/")


def _asked_names(system: System, routine: Routine) -> frozenset[str]:
    """The names under which a function puts values into what the model is asked with."""
    terms = asked_with(system).terms
    put = {
        str(step.key.value)
        for step in routine.every()
        if isinstance(step, SetItem) and isinstance(step.key, Const) and {id(step.of), id(step.term)} & terms
    }
    return frozenset(put) | {
        str(key.value)
        for term, _ in routine.spoken()
        if isinstance(term, Pairs) and id(term) in terms
        for key in term.keys
        if isinstance(key, Const)
    }


def _written(routines: Iterable[Routine]) -> Iterator[Formula]:
    """The values that functions work out under names, and what they give back as one formula by their own name."""
    for routine in routines:
        yield from formulas((routine,), 1)
        one = whole(routine)
        if one is not None and one.arithmetic and one.size >= _ENOUGH:
            yield one


def _tested(twin: Twin, held: tuple[frozenset[tuple[str, int]], ...]) -> bool:
    """Whether a test runs both and holds what they give together."""
    keys = {(one.routine.path, one.routine.function) for one in (twin.trained, twin.served)}
    return any(keys <= some for some in held)


def held_together(system: System) -> tuple[frozenset[tuple[str, int]], ...]:
    """The functions that each test runs whose results it compares."""
    return system.once(_held_together)


def _held_together(system: System) -> tuple[frozenset[tuple[str, int]], ...]:
    found = []
    for routine in system.routines("test"):
        calls = tuple(routine.calls())
        own = {(one.path, one.function) for call in calls for one in system.indexed.own(call)}
        if len(own) > 1 and (any(isinstance(one, Assert) for one in routine.every()) or _compares(calls)):
            deeper = {
                (inner.path, inner.function)
                for call in calls
                for one in system.indexed.own(call)
                for inner in closure(system.indexed, one)
            }
            found.append(frozenset(own | deeper))
    return tuple(found)


def _compares(calls: Iterable[Call]) -> bool:
    return any(
        (call.method or str(getattr(call.callee, "path", "")).rpartition(".")[2]).startswith("assert") for call in calls
    )


def _twins(routine: Routine, known: dict[tuple[str, object], list[Formula]], near: str) -> Iterator[Twin]:
    names: set[str] = set()
    for formula in _written((routine,)):
        every = known.get((formula.name, formula.shape), ())
        same = [one for one in every if _beside(one.routine.path, routine.path, near)]
        if same and formula.name not in names:
            names.add(formula.name)
            equal = next((one for one in same if one.constants == formula.constants), None)
            yield Twin(equal or same[0], formula)


def _enough(twins: tuple[Twin, ...]) -> bool:
    """Whether it is no chance: constants that differ in one formula of some size, or several formulas alike."""
    if any(one.differs and one.served.size > 1 for one in twins):
        return True
    twins = tuple(one for one in twins if not one.differs)
    if any(one.served.arithmetic and one.served.size >= _LARGE and len(one.served.columns) > 1 for one in twins):
        return True
    size = sum(one.served.size for one in twins)
    return size >= _ENOUGH or (len(twins) >= _SEVERAL and size > _SEVERAL)
