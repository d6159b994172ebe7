"""What stands behind a value: the terms it is made of, through functions, parameters and attributes of objects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.groups import PARSING, PARSING_METHODS
from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Call, Return, Routine
from mle_reviewer.system.code.terms import Attr, Op, Param, Result, Self, Term, Text, parts
from mle_reviewer.system.paths import NAMING

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_MOST: Final = 120  # terms that one value is followed through
_DEEPEST: Final = 6  # functions
_MOST_CALLERS: Final = 4
_PICKING: Final = frozenset({"get", "pop", "strip"})  # methods that give what they are called on, or one thing of it


def behind(system: System, routine: Routine, term: Term, *, named: bool = False) -> Iterator[tuple[Routine, Term]]:
    """The terms that a value is made of, each once, with the function that it was met in; the nearest first.

    What a function gives back is made of what this call gave it, not of what others did. With `named`, a text stands
    for the file of that name: what a parsed text says as it stands there (`answer.json()["file"]`) is a name, and
    nothing of what was parsed is in the file. What a call makes of it (the bytes that it spells) is followed on.
    """
    world = system.indexed
    waiting: list[_Open] = [_Open(routine, term, (), bare=named)]
    seen: set[tuple[int, bool, tuple[int, ...]]] = set()
    while waiting and len(seen) < _MOST:
        open_ = waiting.pop(0)
        here, way = open_.routine, open_.way
        for one, bare in _content(system, open_.term, bare=open_.bare):
            key = id(one), bare, tuple(id(step.call) for step in way)
            if key in seen:
                continue
            seen.add(key)
            yield here, one
            if open_.depth >= _DEEPEST:
                continue
            if isinstance(one, Result):
                for inner in world.own(one.call):
                    entered = (*way, _Entered(here, one.call, inner))
                    waiting += [
                        _Open(inner, step.term, entered, open_.depth + 1, bare)
                        for step in inner.every()
                        if isinstance(step, Return) and step.term is not None
                    ]
            elif isinstance(one, Param):
                waiting += _given_here(system, one, open_, bare=bare)
            elif isinstance(one, Attr) and (held := _held(system, one)):
                found = [(here, bound) for thing in held for bound in world.attribute(thing, one.name)]
                found += _worked_out(system, held, one.name)
                if not isinstance(one.of, Self) and open_.depth + 1 < _DEEPEST:
                    found += _put_in(system, here, one, held)
                waiting += [_Open(there, value, way, open_.depth + 1, bare) for there, value in found]


@dataclass(frozen=True, slots=True, eq=False)
class _Entered:
    """A call by which a function was entered on the way to what it gives back."""

    routine: Routine
    call: Call
    inner: Routine


@dataclass(frozen=True, slots=True, eq=False)
class _Open:
    """A term that is yet to be followed: in which function, by which calls that was entered, how far away.

    It is bare while the value is this term as it stands, if it is a text the name of a file.
    """

    routine: Routine
    term: Term
    way: tuple[_Entered, ...]
    depth: int = 0
    bare: bool = False


def _given_here(system: System, one: Param, open_: _Open, *, bare: bool) -> Iterator[_Open]:
    """What a parameter was given: by the call that the function was entered by, or by any where it was not entered."""
    within = _routine(system, one) or open_.routine
    last = next((step for step in reversed(open_.way) if step.inner is within), None)
    callers = [(last.routine, last.call)] if last is not None else system.indexed.callers(within)[:_MOST_CALLERS]
    way = open_.way[: open_.way.index(last)] if last is not None else ()
    for caller, call in callers:
        value = _given(one, within, call)
        if value is not None:
            yield _Open(caller, value, way, open_.depth + 1, bare)


def _content(system: System, term: Term, *, bare: bool) -> Iterator[tuple[Term, bool]]:
    """A term and what its value is made of: a name that was put together says nothing of what a file holds.

    Each with whether it is the value as it stands, or one that is picked from it.
    """
    waiting = [(term, bare)]
    given = 0
    while waiting and given < _MOST:
        one, as_is = waiting.pop()
        given += 1
        if as_is and isinstance(one, Result) and _parses(system, one.call):
            continue
        yield one, as_is
        if isinstance(one, Result):
            names = frozenset(system.indexed.names(one.call))
            if not names & NAMING and not system.indexed.own(one.call):
                picked = as_is and one.call.method in _PICKING
                made_from = (*one.call.args, *(value for _, value in one.call.kwargs))
                waiting += [(one.call.callee, picked), *((value, False) for value in made_from)]
        elif isinstance(one, Attr) and _held(system, one):
            continue  # one field of an object: the others say nothing of it
        elif not isinstance(one, Text) and not (isinstance(one, Op) and one.op not in {"or", "and"}):
            waiting += [(part, as_is) for part in parts(one)]


def _parses(system: System, call: Call) -> bool:
    """Whether a call gives what a text says, as texts and numbers."""
    if system.indexed.own(call):
        return False
    return call.method in PARSING_METHODS or bool(PARSING & frozenset(system.indexed.names(call)))


def _routine(system: System, param: Param) -> Routine | None:
    module = system.indexed.module(param.path)
    return module.routine(param.function) if module is not None else None


def _given(param: Param, routine: Routine, call: Call) -> Term | None:
    names = routine.params[1:] if routine.owner is not None else routine.params
    return call.given(param.name, names.index(param.name) if param.name in names else None)


def _held(system: System, one: Attr) -> list[OwnThing]:
    """The classes of the repository that an attribute is taken of an instance of."""
    things = system.indexed.things(one.of)
    return [thing for thing in things if isinstance(thing, OwnThing) and thing.kind == "class" and thing.made]


def _worked_out(system: System, held: list[OwnThing], name: str) -> Iterator[tuple[Routine, Term]]:
    """What a property of these classes gives back."""
    for thing in held:
        for base in system.indexed.bases(thing):
            known = system.indexed.class_of(base) if isinstance(base, OwnThing) else None
            if known is None or name not in known.methods or not isinstance(base, OwnThing):
                continue
            module = system.indexed.module(base.path)
            if module is not None:
                inner = module.routine(known.methods[name])
                yield from ((inner, step.term) for step in inner.every() if isinstance(step, Return) and step.term)
                return


def _put_in(system: System, routine: Routine, one: Attr, held: list[OwnThing]) -> Iterator[tuple[Routine, Term]]:
    """What a field was given by name where the object was made."""
    classes = {(thing.path, thing.index) for thing in held}
    for there, term in behind(system, routine, one.of):
        if isinstance(term, Result) and (value := term.call.given(one.name)) is not None:
            made = system.indexed.things(term.call.callee)
            if any(isinstance(thing, OwnThing) and (thing.path, thing.index) in classes for thing in made):
                yield there, value
