"""Members of records that describe persons, where nothing of the program asks for them: data that opens nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import words
from mle_reviewer.sources.document import kind_of
from mle_reviewer.system.code.terms import Attr, Const, Group, Item, Pairs, Param, Term, made_of

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.system import System

_OF_PERSONS: Final = (  # what describes somebody, each kind once
    frozenset({"email", "mail"}),
    frozenset({"phone", "mobile", "telephone"}),
    frozenset({"fullname", "firstname", "lastname", "surname", "name"}),
    frozenset({"address", "street", "city", "zip", "postcode"}),
    frozenset({"birthdate", "birthday", "dob", "ssn", "age", "gender"}),
)
_LEAST: Final = 3  # kinds that make a record one of a person: a service has a name and an address too
_SEVERAL: Final = 2  # records that make data of them
_DIGITS: Final = "0123456789"
_DEEPEST: Final = 8


def of_unread_record(system: System, path: str, name: str, value: str) -> bool:
    """Whether a value is written down only inside records of persons, in a part of them, under a key nobody asks for.

    What stands beside a person's name and address itself may be what that person signs in with: that is none.
    """
    module = system.indexed.module(path) if kind_of(path) == "python" else None
    if module is None:
        return False
    routines = list(module.routines())
    held = [one for one in _terms(routines) if isinstance(one, Pairs)]
    places = {id(one) for one in held if _holds(one, name, value)}
    if not places:
        return False
    records = [one for one in held if _describes(one)]
    inside = {id(part) for record in records for part in _parts(record, 0)}
    if not places <= inside or sum(id(one) not in inside for one in records) < _SEVERAL:
        return False
    return not _goes_elsewhere(routines, value, places) and name not in system.once(_asked)


def _holds(pairs: Pairs, name: str, value: str) -> bool:
    found = pairs.get(name)
    return isinstance(found, Const) and found.value == value


def _describes(record: Pairs) -> bool:
    """Whether a dict says who somebody is, itself or in its parts, by three kinds of what describes persons."""
    some = (record, *_parts(record, 0))
    named = (word for one in some for key in one.keys if isinstance(key, Const) for word in words(str(key.value)))
    said = {word.rstrip(_DIGITS) for word in named}
    return sum(bool(kind & said) for kind in _OF_PERSONS) >= _LEAST


def _parts(record: Term, depth: int) -> Iterator[Pairs]:
    """The dicts that are written inside a dict, in lists too."""
    inner = record.values if isinstance(record, Pairs) else record.items if isinstance(record, Group) else ()
    for one in inner if depth < _DEEPEST else ():
        if isinstance(one, Pairs):
            yield one
        yield from _parts(one, depth + 1)


def _goes_elsewhere(routines: list[Routine], value: str, places: set[int]) -> bool:
    """Whether the document hands the value itself to anything: a name or a call has it too."""
    named = (term for routine in routines for step in routine.every() for term in step.terms())
    inside = (part for one in _terms(routines) if id(one) not in places for part in made_of(one))
    return any(isinstance(one, Const) and one.value == value for one in (*named, *inside))


def _terms(routines: list[Routine]) -> Iterator[Term]:
    return (term for routine in routines for term, _ in routine.spoken())


def _asked(system: System) -> frozenset[str]:
    """The names of members that the code of a tree asks anything for, or takes under a name of its own."""
    found: set[str] = set()
    for routine in system.routines():
        for term in _terms([routine]):
            match term:
                case Item(key=Const(value=str() as key)) | Attr(name=key) | Param(name=key):
                    found.add(key)
                case _:
                    pass
        given = (one for call in routine.calls() for one in call.args)  # `get` and whatever asks by a name
        found |= {one.value for one in given if isinstance(one, Const) and isinstance(one.value, str)}
    return frozenset(found)
