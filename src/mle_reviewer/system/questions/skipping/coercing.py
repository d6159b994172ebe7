"""Values that are made missing where they do not fit, and then filled in or dropped without anybody counting them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mle_reviewer.system.code.steps import Routine, SetItem
from mle_reviewer.system.code.terms import Attr, Call, Const, Item, Op, Result, Term, within
from mle_reviewer.system.questions.skipping.becoming import Becoming
from mle_reviewer.system.questions.skipping.columns_of import (
    Column,
    column_of,
    columns_behind,
    comes_from,
    filled_by,
    holds_numbers,
    items_behind,
    row_by_row,
)
from mle_reviewer.system.questions.skipping.for_models import comes_to_model
from mle_reviewer.system.questions.skipping.made_columns import made_columns
from mle_reviewer.system.questions.skipping.mattering import known_of
from mle_reviewer.system.questions.skipping.options import said
from mle_reviewer.system.questions.skipping.reaching import MISSING, Reached, counted
from mle_reviewer.system.questions.skipping.read_from import read_as_text

_COMPARES = frozenset({"<", ">", "<=", ">=", "==", "!="})
_DROPPED = "rows in which it is missing are dropped"

if TYPE_CHECKING:
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System


@dataclass(frozen=True, slots=True)
class Coerced:
    """A cast, the parameter by which it goes on, what hides the missing values again, and what comes of the rest."""

    sign: Sign
    how: str
    column: Column
    read: tuple[Routine, Call]
    hides: str
    at: tuple[Routine, Call]
    reached: Reached


def coerced(system: System) -> Iterator[Coerced]:
    """Every such cast of a column that others send as text, that stays in its table, and that a model then sees."""
    for sign in system.signed("coerce"):
        how = said(sign)
        if how is None or "coerce" not in how.lower():
            continue
        kept = _kept(sign)
        if kept is None or _only_compared(sign) or holds_numbers(system, sign.routine, sign.call, kept.into):
            continue
        if not kept.column.names or kept.column.names & made_columns(system):
            continue
        read = read_as_text(system, kept.table)
        if read is None:
            continue
        becoming = Becoming(system, sign.routine, (kept.table,), sign.pos).follow()
        hidden = _hidden(system, becoming, sign, kept.into)
        if hidden is None or _looked_at(system, becoming):
            continue
        found = comes_to_model(system, becoming)
        if found is not None and (hidden[2] == _DROPPED or _is_seen(becoming, found, sign.routine, kept.into)):
            routine, call, says = hidden
            yield Coerced(sign, how, kept.column, read, says, (routine, call), found)


@dataclass(frozen=True, slots=True)
class _Kept:
    """The table that a column is cast in, the column that is read of it, and the one that keeps the numbers."""

    table: Term
    column: Column
    into: Column


def _is_seen(becoming: Becoming, found: Reached, routine: Routine, column: Column) -> bool:
    """Whether a model may see the column: not where its columns are chosen by name, and this one is not among them."""
    if found.routine is not routine:
        return True
    names = set(column.names)
    for step in routine.every():
        if isinstance(step, SetItem) and any(names & one.names for one in _columns_in(step.term)):
            names |= column_of(step.key).names
    given = [*found.call.args, *(value for _, value in found.call.kwargs)]
    for one in (each for each in given if becoming.holds(each)):
        chosen = [column_of(each.key) for each in within(one) if isinstance(each, Item) and becoming.holds(each.of)]
        if not chosen or any(not each.names or names & each.names for each in chosen):
            return True
    return not given


def _columns_in(term: Term) -> list[Column]:
    return [column_of(one.key) for one in within(term) if isinstance(one, Item)]


def _only_compared(sign: Sign) -> bool:
    """Whether the numbers are only held against others where they are cast: no table keeps them."""
    asked = [one for one, _ in sign.routine.spoken() if isinstance(one, Op) and one.op in _COMPARES]
    return any(isinstance(side, Result) and _comes_of(side, sign) for one in asked for side in one.terms)


def _comes_of(side: Result, sign: Sign) -> bool:
    return side.call is sign.call or comes_from(side.call.callee, sign.call)


def _kept(sign: Sign) -> _Kept | None:
    """Where the numbers stay in the table that they were read of; None where they are taken out of it."""
    what = sign.given("what")
    read = next(items_behind(what), None) if what is not None else None
    if read is None:
        return None
    table = _whole(read.of)
    for step in sign.routine.every():
        if isinstance(step, SetItem) and _whole(step.of) is table and row_by_row(step.term, sign.call):
            return _Kept(table, column_of(read.key), column_of(step.key))
    return None


def _whole(table: Term) -> Term:
    """The table of which `loc` takes a part."""
    return table.of if isinstance(table, Attr) and table.name == "loc" else table


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
                return routine, call, _DROPPED
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
