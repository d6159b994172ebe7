"""What a value comes from: through functions of the repository, their parameters, attributes and containers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Routine, SetAttr, SetItem
from mle_reviewer.system.code.terms import (
    Attr,
    Call,
    Collected,
    Const,
    Element,
    Group,
    Item,
    Own,
    Param,
    Result,
    Self,
    Term,
    Text,
    parts,
)
from mle_reviewer.system.entering import filling
from mle_reviewer.system.questions.answering.predicting import entering
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_MOST: Final = 2_000  # terms that one question looks at
_GONE_THROUGH: Final = ("__getitem__", "__iter__")  # what gives the elements of an object of the repository
_ADDING: Final = frozenset({"append", "extend", "update"})
_Keys = frozenset[tuple[str, int]]


@dataclass(slots=True)
class Coming:
    """The calls that a value went through or was made by, the functions entered for them, and constants."""

    routines: dict[tuple[str, int], Routine] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    texts: set[str] = field(default_factory=set)
    taken_apart: set[int] = field(default_factory=set)  # calls of whose results one entry is taken
    terms: set[int] = field(default_factory=set)  # all terms that were come by
    collected: list[Collected] = field(default_factory=list)  # comprehensions among them


def coming(system: System, terms: Iterable[Term], among: _Keys = frozenset()) -> Coming:
    """What some terms come from, as far as the code says; of several callers, those `among` these functions."""
    found = Coming()
    kept = put(system)
    waiting, seen = list(terms), found.terms
    while waiting and len(seen) < _MOST:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        waiting += kept.get(id(one), ())
        if isinstance(one, Const) and isinstance(one.value, str):
            found.texts.add(one.value)
        elif isinstance(one, Text):
            found.texts.update(piece for piece in one.parts if isinstance(piece, str))
        elif isinstance(one, Collected):
            found.collected.append(one)
        waiting += _behind(system, one, found, among)
    return found


def _behind(system: System, one: Term, found: Coming, among: _Keys) -> Iterator[Term]:
    match one:
        case Param():
            yield from system.indexed.given(one, among)
            yield from handed_on(system, one)
        case Own(kind="function"):  # handed on: `texts.map(cleaned)`
            routine = system.indexed.routine(one)
            if routine is not None and tier(one.path) != "test":
                found.routines.setdefault((routine.path, routine.function), routine)
                yield from routine.returned()
        case Element(of=Result(call=call), place=int(place)) if system.indexed.own(call):
            _called(system, call, found)
            yield from (_at(term, place) for routine in system.indexed.own(call) for term in routine.returned())
        case Result(call=call):
            own = _called(system, call, found)
            for routine in own:
                yield from routine.returned()
            if not own:
                yield call.callee
                yield from call.args
                yield from (value for _, value in call.kwargs)
        case Attr(of=of, name=name):
            held = [
                term
                for thing in system.indexed.things(of)
                if isinstance(thing, OwnThing) and thing.kind == "class"
                for term in system.indexed.attribute(thing, name)
            ]
            yield from held or [of]
        case Item(of=of, key=key):
            if isinstance(of, Result):
                found.taken_apart.add(id(of.call))
            yield of
            yield key
        case _:
            yield from parts(one)


def _called(system: System, call: Call, found: Coming) -> tuple[Routine, ...]:
    found.calls.append(call)
    entered = system.indexed.own(call) or entering(system).kept_methods(call)
    own = tuple(one for one in entered if tier(one.path) != "test")
    own += tuple(_going_through(system, call))
    for routine in own:
        found.routines.setdefault((routine.path, routine.function), routine)
    return own


def _going_through(system: System, call: Call) -> Iterator[Routine]:
    """What gives the elements of an object that is made here: the rows of a data set that a loader goes through."""
    made = (one for one in system.indexed.targets(call) if isinstance(one, OwnThing) and one.kind == "class")
    for thing in (one for one in made if not one.made):
        for name in _GONE_THROUGH:
            method = system.indexed.method(thing, name)
            routine = system.indexed.routine(method) if isinstance(method, OwnThing) else None
            if routine is not None:
                yield routine


def handed_on(system: System, param: Param) -> Iterator[Term]:
    """What a server hands from one function of a handler to the next: the loaded model, what was read of a request."""
    for routine in system.once(_served).get((param.path, param.function), ()):
        yield from routine.returned()
    for routine in filling(system, param.default):
        yield from routine.returned()


def _served(system: System) -> dict[tuple[str, int], tuple[Routine, ...]]:
    """The functions of one server, by each of them, without that one."""
    found: dict[tuple[str, int], tuple[Routine, ...]] = {}
    for one in system.handlers:
        every = (*one.starts, *one.sets) if one.kind == "server" else ()
        for start in every:
            found[(start.path, start.function)] = tuple(other for other in every if other is not start)
    return found


def _at(term: Term, place: int) -> Term:
    """The part of what is given back that is taken out."""
    known = isinstance(term, Group) and term.kind in {"tuple", "list"} and place < len(term.items)
    return term.items[place] if known and isinstance(term, Group) else term


def put(system: System) -> dict[int, list[Term]]:
    """What is put into things under keys and names, by the things, worked out once."""
    return system.once(_put)


def _put(system: System) -> dict[int, list[Term]]:
    """What is put into things under keys and names, by the things."""
    found: dict[int, list[Term]] = {}
    for routine in system.routines("code"):
        for step in routine.every():
            if isinstance(step, SetItem) and isinstance(step.key, Const) and str(step.key.value).startswith("_"):
                continue  # a column for the time being, which no model is asked with
            if isinstance(step, Call) and step.method in _ADDING:
                found.setdefault(id(step.callee), []).extend(step.args)
            if isinstance(step, (SetItem, SetAttr)) and not isinstance(step.of, Self):
                found.setdefault(id(step.of), []).append(step.term)
    return found
