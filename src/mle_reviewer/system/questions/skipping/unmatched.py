"""Joins that keep the rows without a partner, and what drops those rows again without a count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.artifacts import bound
from mle_reviewer.system.code.steps import Routine
from mle_reviewer.system.code.terms import Attr, Call, Const, Item, Op, Param, Result, Term, within
from mle_reviewer.system.questions.skipping.becoming import Becoming
from mle_reviewer.system.questions.skipping.for_models import comes_to_model
from mle_reviewer.system.questions.skipping.mattering import known_of
from mle_reviewer.system.questions.skipping.reaching import Reached, counted

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_READS: Final = frozenset({"load", "query"})
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
            drop = _drop(system, becoming, call)
            if drop is None or counted(system, becoming) or _of_one(system, call):
                continue
            found = comes_to_model(system, _rest(system, *drop))
            if found is not None:
                yield Dropped(routine, call, how, drop, found)


def _rest(system: System, routine: Routine, drop: Call) -> Becoming:
    """What becomes of the rows that are left: of the table itself where it is changed in its place."""
    inplace = drop.given("inplace")
    left = [one for one, _ in routine.spoken() if isinstance(one, Result) and one.call is drop]
    seeds = (drop.callee,) if isinstance(inplace, Const) and inplace.value is True else tuple(left)
    return Becoming(system, routine, seeds, drop.pos).follow()


def _of_one(system: System, join: Call) -> bool:
    """Whether both sides are made of the same rows: then each finds its partner."""
    sides = [one for one in join.terms() if isinstance(one, (Result, Item, Param))][:2]
    made = [{id(inner) for inner in within(one) if _brings_rows(system, inner)} for one in sides]
    return len(made) == 2 and bool(made[0] & made[1])  # noqa: PLR2004


def _brings_rows(system: System, term: Term) -> bool:
    if isinstance(term, Result):
        return bool(system.indexed.own(term.call)) or any(one.effect in _READS for one in known_of(system, term.call))
    return isinstance(term, Param)


def _keeps(system: System, call: Call) -> str | None:
    for entry in known_of(system, call):
        if entry.effect == "join":
            how = bound(entry, call, "how")
            if call.given("indicator") is not None or call.given("validate") is not None:
                return None
            if isinstance(how, Const) and how.value in _KEEPING:
                return str(how.value)
    return None


def _drop(system: System, becoming: Becoming, join: Call) -> tuple[Routine, Call] | None:
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
                plain = plain and not _of_columns(use.step.callee, join)
                return (use.routine, use.step) if plain and not use.step.args else None
    return None


def _of_columns(table: Term, join: Call) -> bool:
    """Whether columns were taken out of the joined table: what is missing in the others drops nothing."""
    while isinstance(table, (Result, Item)):
        if isinstance(table, Result):
            if table.call is join:
                return False
            table = table.call.callee
        elif isinstance(table.key, (Op, Result)):  # rows by what holds for them
            table = table.of.of if isinstance(table.of, Attr) else table.of
        else:
            return True
    return False
