"""Values that are made missing where they do not fit, and then filled in or dropped without anybody counting them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mle_reviewer.system.code.steps import Routine, SetItem
from mle_reviewer.system.code.terms import Call, Const, Op, Result, Term, within
from mle_reviewer.system.questions.skipping.becoming import Becoming
from mle_reviewer.system.questions.skipping.columns_of import (
    Column,
    column_of,
    columns_behind,
    comes_from,
    filled_by,
    holds_numbers,
)
from mle_reviewer.system.questions.skipping.mattering import known_of, matter
from mle_reviewer.system.questions.skipping.options import said
from mle_reviewer.system.questions.skipping.reaching import MISSING, Reached, counted, reached

_COMPARES = frozenset({"<", ">", "<=", ">=", "==", "!="})

if TYPE_CHECKING:
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System


@dataclass(frozen=True, slots=True)
class Coerced:
    """A cast, the parameter by which it goes on, what hides the missing values again, and what comes of the rest."""

    sign: Sign
    how: str
    column: frozenset[str]
    hides: str
    at: tuple[Routine, Call]
    reached: Reached


def coerced(system: System) -> Iterator[Coerced]:
    """Every such cast, in the order of the documents."""
    for sign in system.signed("coerce"):
        how = said(sign)
        if how is None or "coerce" not in how.lower():
            continue
        into, column = _into(sign)
        if into is None:
            continue
        if _only_compared(sign):
            continue
        if holds_numbers(system, sign.routine, sign.call, column):
            continue
        becoming = Becoming(system, sign.routine, (into,), sign.pos).follow()
        hidden = _hidden(system, becoming, sign, column)
        if hidden is None or _looked_at(system, becoming):
            continue
        found = reached(system, becoming, "trains", "examples", "scores", "predicts") or _written(system, becoming)
        if found is not None:
            routine, call, says = hidden
            yield Coerced(sign, how, column.names, says, (routine, call), found)


def _only_compared(sign: Sign) -> bool:
    """Whether the numbers are only held against others where they are cast: no table keeps them."""
    asked = [one for one, _ in sign.routine.spoken() if isinstance(one, Op) and one.op in _COMPARES]
    return any(isinstance(side, Result) and _comes_of(side, sign) for one in asked for side in one.terms)


def _comes_of(side: Result, sign: Sign) -> bool:
    return side.call is sign.call or comes_from(side.call.callee, sign.call)


def _written(system: System, becoming: Becoming) -> Reached | None:
    """Where the table itself is written: a sum of it in a report is no data for a model."""
    for use in becoming.uses:
        if isinstance(use.step, Call) and use.step.method is not None and becoming.holds(use.step.callee):
            one = matter(system, use.step)
            if one is not None and one.kind == "writes":
                return Reached(use.routine, use.step, one)
    return None


def _into(sign: Sign) -> tuple[Term | None, Column]:
    """What the cast's result is put into: a table under the name of a column, or the result by itself."""
    what = sign.given("what")
    read = next(iter(columns_behind(what)), Column()) if what is not None else Column()
    for step in sign.routine.every():
        if isinstance(step, SetItem) and any(
            isinstance(one, Result) and one.call is sign.call for one in within(step.term)
        ):
            return step.of, column_of(step.key)
    terms = [one for one, _ in sign.routine.spoken() if isinstance(one, Result) and one.call is sign.call]
    return (terms[0] if terms else None), read


def _hidden(system: System, becoming: Becoming, sign: Sign, column: Column) -> tuple[Routine, Call, str] | None:
    """Where the values that were made missing are filled in or dropped."""
    uses = [(sign.routine, one) for one in sign.routine.calls() if _direct(one, sign)]
    uses += [(use.routine, use.step) for use in becoming.uses if isinstance(use.step, Call)]
    for routine, call in uses:
        for entry in known_of(system, call):
            if entry.effect not in {"fill", "drop-missing"} or not _is_of(call, sign, column):
                continue
            if entry.effect == "fill" and not _by_word(call):
                return routine, call, "what is missing is filled in"
            if entry.effect == "drop-missing" and _covers(call, column):
                return routine, call, "rows in which it is missing are dropped"
    return None


def _by_word(call: Call) -> bool:
    """Whether a word stands for what is missing: a category of its own, which a model can tell apart."""
    value = call.given("value", 0)
    return isinstance(value, Const) and isinstance(value.value, str)


def _direct(call: Call, sign: Sign) -> bool:
    return isinstance(call.callee, Result) and call.callee.call is sign.call


def _is_of(call: Call, sign: Sign, column: Column) -> bool:
    """Whether a call is on the cast itself, on its column, or on the whole table: another column is not."""
    if comes_from(call.callee, sign.call):
        return True
    named = filled_by(call.given("value", 0))
    of = columns_behind(call.callee) or ((named,) if named is not None else ())
    return not of or any(one.may_be(column) for one in of)


def _covers(call: Call, column: Column) -> bool:
    """Whether rows are dropped where this column is missing."""
    subset = call.given("subset")
    names = {one.value for one in within(subset) if isinstance(one, Const)} if subset is not None else set()
    axis = call.given("axis", 0)
    if isinstance(axis, Const) and axis.value in {1, "columns"}:
        return False
    if call.given("how") is not None or call.given("thresh") is not None:
        return False
    return subset is None or bool(column.names & names) or not (names and column.names)


def _looked_at(system: System, becoming: Becoming) -> bool:
    """Whether somebody asks how many are missing, or has the data checked."""
    if counted(system, becoming):
        return True
    terms = (one for use in becoming.uses for term in use.step.terms() for one in within(term))
    return any(isinstance(one, Result) and _asks_for_missing(system, one.call) and becoming.holds(one) for one in terms)


def _asks_for_missing(system: System, call: Call) -> bool:
    return call.method in MISSING or any(entry.effect == "missing-mask" for entry in known_of(system, call))


__all__ = ["Coerced", "coerced"]
