"""Columns that name a person, and where code drops them before a model learns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import words
from mle_reviewer.knowledge.person_words import names_person
from mle_reviewer.sources.location import Location
from mle_reviewer.system.code.steps import Call, Routine
from mle_reviewer.system.code.terms import Attr, Const, Item, Term, within
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.program.entries import Entry
    from mle_reviewer.system.system import System

_DROPS: Final = frozenset({"drop", "dropped", "exclude", "excluded", "ignore", "ignored", "remove", "removed"})
_HOW: Final = frozenset({"errors", "axis", "inplace", "level"})
_DEEPEST: Final = 4
_MOST: Final = 200  # documents of settings


@dataclass(frozen=True, slots=True)
class Dropped:
    """A column that names a person, and the call by which it leaves the table."""

    column: str
    routine: Routine
    call: Call


def dropped(system: System) -> Iterator[Dropped]:
    """The columns naming a person that reached code drops, each once for a place; not on the way of an answer alone."""
    for routine, call, columns in dropping(system):
        column = next((one for one in columns if names_person(one)), None)
        if column is not None:
            yield Dropped(column, routine, call)


def dropped_by_settings(system: System) -> Iterator[tuple[str, str, Location]]:
    """The columns naming a person that settings list for a drop (`drop_columns`), under which name, and where."""
    named: set[str] = set()
    for routine in system.routines():
        for call in routine.calls() if system.reached.how(routine) is not None else ():
            if call.method == "drop" or any(entry.effect == "drop" for entry in system.indexed.entries(call)):
                named |= set(_settings(call))
    named = {one for one in named if set(words(one)) & _DROPS}
    for path in system.of_kind("yaml", "toml", "json")[:_MOST] if named else ():
        for root in system.roots(path) if tier(path) == "code" else ():
            for key, entry in _members(root):
                one = next((each for each in entry.elements() if names_person(each.text() or "")), None)
                if key in named and one is not None:
                    yield one.text() or "", key, Location(path, one.line, raw_line=one.line)
                    return


def _settings(call: Call) -> Iterator[str]:
    """The names under which a call is given something: of attributes, and of entries."""
    for term in (*call.args, *(value for _, value in call.kwargs)):
        for one in within(term):
            if isinstance(one, Attr):
                yield one.name
            elif isinstance(one, Item) and isinstance(one.key, Const):
                yield str(one.key.value)


def _members(entry: Entry, depth: int = 0) -> Iterator[tuple[str, Entry]]:
    for key, inner in entry.items() if depth < _DEEPEST else ():
        yield key, inner
        yield from _members(inner, depth + 1)


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
    for term in (*call.args, *(value for name, value in call.kwargs if name not in _HOW)):
        for one in within(term, calls=False):
            yield from _texts(system, one)


def _texts(system: System, term: Term) -> Iterator[str]:
    values = (term.value,) if isinstance(term, Const) else system.indexed.constants(term)
    yield from (one for one in values if isinstance(one, str))
