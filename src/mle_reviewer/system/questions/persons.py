"""Columns that name a person, and where code drops them before a model learns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.code.steps import Call, Routine
from mle_reviewer.system.code.terms import Const, Term, within

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_ALONE: Final = frozenset({
    "email", "surname", "firstname", "lastname", "fullname", "phone", "ssn", "passport", "iban", "dob", "birthdate",
})  # fmt: skip
_PERSONS: Final = frozenset({
    "customer", "user", "client", "patient", "passenger", "employee", "member", "applicant", "borrower", "account",
    "person", "cc", "card", "first", "last", "full", "phone", "birth", "driver", "student", "subscriber",
})  # fmt: skip
_NAMING: Final = frozenset({"id", "name", "number", "num", "no", "date", "address"})


@dataclass(frozen=True, slots=True)
class Dropped:
    """A column that names a person, and the call by which it leaves the table."""

    column: str
    routine: Routine
    call: Call


def names_person(column: str) -> bool:
    """Whether a column's name says who a person is: `customerID`, `Surname`, `cc_num`."""
    some = words(column)
    return bool(set(some) & _ALONE) or (len(some) > 1 and some[0] in _PERSONS and some[-1] in _NAMING)


def dropped(system: System) -> Iterator[Dropped]:
    """The columns naming a person that reached code drops, each once for a place; not on the way of an answer alone."""
    for routine, call, columns in dropping(system):
        column = next((one for one in columns if names_person(one)), None)
        if column is not None:
            yield Dropped(column, routine, call)


def dropping(system: System) -> Iterator[tuple[Routine, Call, tuple[str, ...]]]:
    """Where reached code drops columns, and those that it names."""
    for routine in system.routines():
        if system.reached.how(routine) is None:
            continue
        for call in routine.calls():
            drops = any(entry.effect == "drop" for entry in system.indexed.entries(call))
            if drops or (call.method == "drop" and call.given("columns") is not None):
                yield routine, call, tuple(_columns(system, call))


def _columns(system: System, call: Call) -> Iterator[str]:
    for term in (*call.args, *(value for _, value in call.kwargs)):
        for one in within(term, calls=False):
            yield from _texts(system, one)


def _texts(system: System, term: Term) -> Iterator[str]:
    values = (term.value,) if isinstance(term, Const) else system.indexed.constants(term)
    yield from (one for one in values if isinstance(one, str))
