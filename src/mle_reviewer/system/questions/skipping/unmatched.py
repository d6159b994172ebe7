"""Joins that keep the rows without a partner, and what drops those rows again without a count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.artifacts import bound
from mle_reviewer.system.code.steps import Routine
from mle_reviewer.system.code.terms import Call, Const, Result
from mle_reviewer.system.questions.skipping.becoming import Becoming
from mle_reviewer.system.questions.skipping.mattering import known_of
from mle_reviewer.system.questions.skipping.reaching import Reached, counted, reached

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_KEEPING: Final = frozenset({"left", "outer", "full"})
# Methods that make values missing themselves, at the ends of what they go over.
_MAKING_MISSING: Final = frozenset({"shift", "diff", "pct_change", "rolling", "reindex", "resample"})


@dataclass(frozen=True, slots=True)
class Dropped:
    """A join that keeps unmatched rows, the call that drops them, and what the rest comes to."""

    routine: Routine
    join: Call
    how: str
    dropped: tuple[Routine, Call]
    reached: Reached


def dropped(system: System) -> Iterator[Dropped]:
    """Every such join, in the order of the documents."""
    for routine in system.routines():
        for call in routine.calls():
            how = _keeps(system, call)
            if how is None:
                continue
            terms = [one for one, _ in routine.spoken() if isinstance(one, Result) and one.call is call]
            becoming = Becoming(system, routine, tuple(terms), call.pos).follow()
            drop = _drop(system, becoming)
            if drop is None or counted(system, becoming):
                continue
            found = reached(system, becoming, "trains", "examples", "scores", "writes")
            if found is not None:
                yield Dropped(routine, call, how, drop, found)


def _keeps(system: System, call: Call) -> str | None:
    for entry in known_of(system, call):
        if entry.effect == "join":
            how = bound(entry, call, "how")
            if call.given("indicator") is not None or call.given("validate") is not None:
                return None
            if isinstance(how, Const) and how.value in _KEEPING:
                return str(how.value)
    return None


def _drop(system: System, becoming: Becoming) -> tuple[Routine, Call] | None:
    """The first call that drops rows with anything missing, nothing but the join having made any missing."""
    steps = [one for use in becoming.uses for one in use.routine.calls()]
    if any(one.method in _MAKING_MISSING for one in steps):
        return None
    for use in becoming.uses:
        if not isinstance(use.step, Call):
            continue
        for entry in known_of(system, use.step):
            if entry.effect in {"fill", "look-around"}:
                return None
            if entry.effect == "drop-missing" and becoming.holds(use.step.callee):
                plain = not {name for name, _ in use.step.kwargs} & {"subset", "how", "thresh", "axis"}
                return (use.routine, use.step) if plain and not use.step.args else None
    return None
