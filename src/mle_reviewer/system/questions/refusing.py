"""Functions of a repository that look at a table and end the run where something about it is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.steps import Assert, Branch, Raise, Routine, every
from mle_reviewer.system.code.terms import Attr, Result, Term, within
from mle_reviewer.system.questions.preparing import prepares

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_VALUES: Final = frozenset({"isnull", "isna", "notna", "notnull", "duplicated", "isin", "is_in", "between", "is_null"})
_LOOKS: Final = frozenset({"columns", "dtypes", "is_unique"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """Where a table is looked at and refused; `values` where it is what stands in its cells that is looked at."""

    routine: Routine
    pos: int
    values: bool


def refusals(system: System) -> tuple[Refusal, ...]:
    """The checks of tables that end what prepares rows for training, or trains."""
    return system.once(_refusals)


def _refusals(system: System) -> tuple[Refusal, ...]:
    return tuple(
        one
        for routine in system.routines()
        if system.reached.how(routine) is not None and prepares(system, routine)
        for one in _of(routine)
    )


def _of(routine: Routine) -> Iterator[Refusal]:
    for step in routine.every():
        if isinstance(step, Branch):
            ends = any(isinstance(one, Raise) and one.what for one in every((*step.then, *step.orelse)))
            test: Term | None = step.test if ends else None
        else:
            test = step.term if isinstance(step, Assert) else None
        if test is not None:
            some = list(within(test))
            values = any(isinstance(one, Result) and one.call.method in _VALUES for one in some)
            if values or any(isinstance(one, Attr) and one.name in _LOOKS for one in some):
                yield Refusal(routine, step.pos, values)
