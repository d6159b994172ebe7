"""Feature steps that training and serving each hold in code of their own, and that a change makes differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from mle_reviewer.system.questions.answering.predicting import asks_model, predictions
from mle_reviewer.system.questions.learning.training import training
from mle_reviewer.system.questions.values.formulas import Formula, formulas, whole

if TYPE_CHECKING:
    from mle_reviewer.system.changed import Systems
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.system import System

Side = Literal["training", "serving"]
_NEUTRAL: Final = (0, 1)  # what a formula may be written with or without: `log(x + 1)`, `log1p(x)`


@dataclass(frozen=True, slots=True)
class Parted:
    """A step that both sides worked out alike before: how the changed side did and does, and the one left behind."""

    side: Side
    was: Formula
    now: Formula
    left: Formula

    @property
    def constants(self) -> tuple[object, object] | None:
        """The constants that differ, where only constants do."""
        if self.was.shape != self.now.shape:
            return None
        pairs = zip(self.was.constants, self.now.constants, strict=False)
        return next(((one, other) for one, other in pairs if one != other), None)

    @property
    def sure(self) -> bool:
        """Whether it cannot be the same in other words: constants, columns, or operations more or fewer."""
        if self.constants is not None or self.was.columns != self.now.columns:
            return True
        if _weighty(self.was) != _weighty(self.now):
            return True
        was, now = Counter(self.was.operations), Counter(self.now.operations)
        return (was < now or now < was) and not _reworded(self)


def _weighty(formula: Formula) -> Counter[str]:
    return Counter(repr(one) for one in formula.constants if one not in _NEUTRAL)


def _reworded(parted: Parted) -> bool:
    """Whether what came or went is only a neutral number put in: `x * 1`."""
    return len(parted.was.constants) != len(parted.now.constants)


@dataclass(frozen=True, slots=True)
class _Sides:
    trained: tuple[Routine, ...]
    served: tuple[Routine, ...]


def parted(systems: Systems) -> Iterator[Parted]:
    """The steps that were worked out alike on both sides, of which the change rewrote one and left the other."""
    changed = {file.old_path for file in systems.files if file.old_path and file.path.endswith(".py")}
    before = _sides(systems.before)
    if not changed & {one.path for one in (*before.trained, *before.served)}:
        return
    after = _sides(systems.after)
    trained, served = _steps(systems.before, before.trained), _steps(systems.before, before.served)
    new_trained, new_served = _found(systems.after, after.trained), _found(systems.after, after.served)
    kept: dict[tuple[str, object], list[Formula]] = {}
    for formula in trained:
        kept.setdefault((formula.name, formula.shape), []).append(formula)
    for formula in served:
        for twin in kept.get((formula.name, formula.shape), ()):
            if twin.constants != formula.constants or not {twin.routine.path, formula.routine.path} & changed:
                continue
            one, other = _now(systems, twin, new_trained), _now(systems, formula, new_served)
            if one is None or other is None or one.routine is other.routine:
                continue
            if _alike(other, formula) and _differs(twin, one):
                yield Parted("training", twin, one, other)
            elif _alike(one, twin) and _differs(formula, other):
                yield Parted("serving", formula, other, one)


def _sides(system: System) -> _Sides:
    """What only trains, and what only answers: a function of both is one step of both."""
    ways = predictions(system)
    served = {(one.routine.path, one.routine.function): one.routine for path in ways for one in path.entered}
    trained = {(one.path, one.function): one for one in training(system)} if served else {}
    return _Sides(
        tuple(one for key, one in trained.items() if key not in served),
        tuple(one for key, one in served.items() if key not in trained),
    )


def _steps(system: System, routines: Iterable[Routine]) -> Iterator[Formula]:
    """The formulas by name; and what functions give back that ask no model."""
    for routine in routines:
        named = [one for one in formulas((routine,), 1) if one.size > 1 or one.constants]
        yield from named
        if named or routine.function < 0 or any(asks_model(system, call) for call in routine.calls()):
            continue
        made = whole(routine)
        if made is not None:
            yield made


def _found(system: System, routines: Iterable[Routine]) -> dict[tuple[str, str, str], list[Formula]]:
    found: dict[tuple[str, str, str], list[Formula]] = {}
    for formula in _steps(system, routines):
        found.setdefault((formula.routine.path, formula.routine.name, formula.name), []).append(formula)
    return found


def _now(systems: Systems, was: Formula, after: dict[tuple[str, str, str], list[Formula]]) -> Formula | None:
    """The same step after the change; None where it is gone, or stands there several times."""
    here = systems.renamed(was.routine.path)
    some = after.get((here, was.routine.name, was.name), []) if here is not None else []
    same = [one for one in some if _alike(one, was)]
    return same[0] if same else some[0] if len(some) == 1 else None


def _alike(one: Formula, other: Formula) -> bool:
    return one.shape == other.shape and one.constants == other.constants


def _differs(was: Formula, now: Formula) -> bool:
    """Whether the step does something else; not where a part of it went to where it cannot be read from here."""
    return not _alike(was, now) and now.loose <= was.loose
