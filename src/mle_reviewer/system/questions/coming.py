"""What a value comes from: through functions of the repository, their parameters, attributes and containers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Routine, SetAttr, SetItem
from mle_reviewer.system.code.terms import Attr, Const, Element, Group, Item, Param, Result, Self, Term, parts
from mle_reviewer.system.questions.flowing import returned
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.code.terms import Call
    from mle_reviewer.system.system import System

_MOST: Final = 2_000  # terms that one question looks at


@dataclass(slots=True)
class Coming:
    """The calls that a value went through or was made by, the functions entered for them, and constants."""

    routines: dict[tuple[str, int], Routine] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    texts: set[str] = field(default_factory=set)
    taken_apart: set[int] = field(default_factory=set)  # calls of whose results one entry is taken


def coming(system: System, terms: Iterable[Term]) -> Coming:
    """What some terms come from, as far as the code says."""
    found = Coming()
    put = system.once(_put)
    waiting, seen = list(terms), set[int]()
    while waiting and len(seen) < _MOST:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        waiting += put.get(id(one), ())
        if isinstance(one, Const) and isinstance(one.value, str):
            found.texts.add(one.value)
        waiting += _behind(system, one, found)
    return found


def _behind(system: System, one: Term, found: Coming) -> Iterator[Term]:
    match one:
        case Param():
            yield from system.indexed.given(one)
        case Element(of=Result(call=call), place=int(place)) if system.indexed.own(call):
            _called(system, call, found)
            yield from (_at(term, place) for routine in system.indexed.own(call) for term in returned(routine))
        case Result(call=call):
            own = _called(system, call, found)
            for routine in own:
                yield from returned(routine)
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
        case Item(of=of):
            if isinstance(of, Result):
                found.taken_apart.add(id(of.call))
            yield of
        case _:
            yield from parts(one)


def _called(system: System, call: Call, found: Coming) -> tuple[Routine, ...]:
    found.calls.append(call)
    own = tuple(one for one in system.indexed.own(call) if tier(one.path) != "test")
    for routine in own:
        found.routines.setdefault((routine.path, routine.function), routine)
    return own


def _at(term: Term, place: int) -> Term:
    """The part of what is given back that is taken out."""
    known = isinstance(term, Group) and term.kind in {"tuple", "list"} and place < len(term.items)
    return term.items[place] if known and isinstance(term, Group) else term


def _put(system: System) -> dict[int, list[Term]]:
    """What is put into things under keys and names, by the things."""
    found: dict[int, list[Term]] = {}
    for routine in system.routines("code"):
        for step in routine.every():
            if isinstance(step, (SetItem, SetAttr)) and not isinstance(step.of, Self):
                found.setdefault(id(step.of), []).append(step.term)
    return found
