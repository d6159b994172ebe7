"""Columns that would give the outcome away, where code that makes rows for training drops them for that reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.questions.data.persons import dropping
from mle_reviewer.system.questions.data.preparing import prepares

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Call, Routine
    from mle_reviewer.system.system import System

_LEAKS: Final = frozenset({"leak", "leaks", "leaky", "leakage", "leaking"})
_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class GivenAway:
    """Where such columns are dropped, and the first of them."""

    columns: tuple[str, ...]
    routine: Routine
    call: Call

    @property
    def says(self) -> str:
        """It in one clause."""
        shown = ", ".join(f"`{one}`" for one in self.columns[:_SHOWN])
        return f"columns that would give the outcome away are dropped ({shown}{', …' * (len(self.columns) > _SHOWN)})"


def given_away(system: System) -> Iterator[GivenAway]:
    """The drops of known columns that their function, or what the columns are listed as, calls leaks."""
    for routine, call, columns in dropping(system):
        if columns and prepares(system, routine):
            named = set(words(routine.name.rpartition(".")[2])) | set(words(system.source(routine, call.pos)))
            if named & _LEAKS:
                yield GivenAway(columns[::-1], routine, call)  # as they are listed
