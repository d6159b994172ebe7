"""Units: what is run one after the other, within what is left of the budget, and again when what it reads changes."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Final, NamedTuple

from mle_reviewer.flow.facts.acts import Kind
from mle_reviewer.flow.facts.rows import NO_ARMS
from mle_reviewer.flow.machine.machine import Machine, OutOfFuel
from mle_reviewer.flow.tree.budget import ENTRY
from mle_reviewer.program.code import line_of
from mle_reviewer.sources.gap import Stage as GapStage

if TYPE_CHECKING:
    from mle_reviewer.program.code import FunctionCode

SPENT: Final = "not followed, or only in part: the tree takes more steps than are allowed"
_MOST_ROUNDS: Final = 3
_WORK: Final[tuple[Kind, ...]] = ("learn", "fit", "split", "score")


@dataclass(frozen=True, slots=True)
class Unfollowed:
    """What could not be followed to the end, where and why."""

    path: str
    line: int
    why: str
    stage: GapStage = "follow"


class Uncalled(NamedTuple):
    """A function that no code which was followed calls, in a document that does work of its own when it is started."""

    path: str
    name: str
    first_line: int
    last_line: int
    unit: int  # the one that ran it with rows of its own


class _Unit(NamedTuple):
    path: str
    run: Callable[[], object]
    code: FunctionCode | None
    most: int


class Units:
    """What is run one after the other: each start of a document, and each function that nobody called."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.problems: dict[Unfollowed, None] = {}
        self._units: list[_Unit] = []
        self._acts: list[tuple[int, int]] = []

    def add(self, path: str, run: Callable[[], object], code: FunctionCode | None = None, most: int = ENTRY) -> None:
        """One more unit, run now: a document, or a function that nobody called (`code`)."""
        self._units.append(_Unit(path, run, code, most))
        self._acts.append((0, 0))
        self._run(len(self._units) - 1)

    def uncalled(self) -> tuple[Uncalled, ...]:
        """The functions without decorators that nobody called, in documents that learn or judge when they start."""
        ran = {(unit.path, number) for number, unit in enumerate(self._units) if unit.code is None}
        acts = self.machine.record.of(*_WORK)
        working = {act.place.path for act in acts if (act.place.path, act.unit) in ran}
        return tuple(
            Uncalled(unit.path, unit.code.name, line_of(unit.code.pos), unit.code.end_line, number)
            for number, unit in enumerate(self._units)
            if unit.code is not None and unit.path in working and not unit.code.decorators and unit.code.owner is None
        )

    def settle(self) -> None:
        """Runs readers again whose files were written by a unit that ran later, until each reads what is written."""
        for _round in range(_MOST_ROUNDS):
            late = self.machine.storage.late()
            if not late:
                return
            for number in self.machine.storage.in_order(late):
                self.machine.record.void(*self._acts[number])
                self.machine.storage.forget(number)
                self.machine.forget(number)
                self._run(number)

    def _run(self, number: int) -> None:
        machine = self.machine
        unit = self._units[number]
        first = len(machine.record.acts)
        machine.unit = machine.record.unit = number
        machine.record.arms, machine.record.off = NO_ARMS, None
        machine.reseed(None)
        machine.stack.clear()
        problem = _attempted(unit, machine)
        if problem is not None:
            self.problems.setdefault(problem)
        self._acts[number] = (first, len(machine.record.acts))


def _attempted(unit: _Unit, machine: Machine) -> Unfollowed | None:
    """Runs a unit within what is left of the budget; what goes wrong is a gap."""
    line, name = (1, "") if unit.code is None else (line_of(unit.code.pos), f"{unit.code.qualname}: ")
    given = machine.fuel = machine.budget.allot(unit.most)
    fits = machine.record.count("fit")
    if not given:
        return Unfollowed(unit.path, 1, SPENT)
    try:
        unit.run()
    except OutOfFuel:
        return Unfollowed(unit.path, line, f"{name}too many steps to follow to the end")
    except RecursionError:
        return Unfollowed(unit.path, line, f"{name}calls nest too deeply to follow")
    except Exception as error:  # noqa: BLE001 - one document must not lose the others; the gap names the place
        at = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{PurePath(at.filename).name}:{at.lineno}"
        return Unfollowed(unit.path, line, f"{name}internal error: {type(error).__name__}: {error} ({where})")
    finally:
        machine.budget.spend(given - max(machine.fuel, 0), idle=machine.record.count("fit") == fits)
    return None
