"""What stands behind a value: the terms it is made of, through functions, parameters and attributes of objects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Call, Return, Routine
from mle_reviewer.system.code.terms import Attr, Op, Param, Result, Self, Term, Text, parts
from mle_reviewer.system.paths import NAMING

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_MOST: Final = 120  # terms that one value is followed through
_DEEPEST: Final = 6  # functions


def behind(system: System, routine: Routine, term: Term) -> Iterator[tuple[Routine, Term]]:
    """The terms that a value is made of, each once, with the function that it was met in; the nearest first."""
    world = system.indexed
    waiting: list[tuple[Routine, Term, int]] = [(routine, term, 0)]
    seen: set[int] = set()
    while waiting and len(seen) < _MOST:
        here, outer, depth = waiting.pop(0)
        for one in _content(system, outer):
            if id(one) in seen:
                continue
            seen.add(id(one))
            yield here, one
            if depth >= _DEEPEST:
                continue
            if isinstance(one, Result):
                for inner in world.own(one.call):
                    waiting += [
                        (inner, step.term, depth + 1)
                        for step in inner.every()
                        if isinstance(step, Return) and step.term is not None
                    ]
            elif isinstance(one, Param):
                within = _routine(system, one) or here
                for caller, call in world.callers(within)[:4]:
                    value = _given(one, within, call)
                    if value is not None:
                        waiting.append((caller, value, depth + 1))
            elif isinstance(one, Attr) and isinstance(one.of, Self):
                waiting += [(here, bound, depth + 1) for bound in _bound(system, one)]


def _content(system: System, term: Term) -> Iterator[Term]:
    """A term and what its value is made of: a name that was put together says nothing of what a file holds."""
    waiting = [term]
    given = 0
    while waiting and given < _MOST:
        one = waiting.pop()
        given += 1
        yield one
        if isinstance(one, Result):
            names = frozenset(system.indexed.names(one.call))
            if not names & NAMING and not system.indexed.own(one.call):
                waiting += [one.call.callee, *one.call.args, *(value for _, value in one.call.kwargs)]
        elif not isinstance(one, Text) and not (isinstance(one, Op) and one.op not in {"or", "and"}):
            waiting += parts(one)


def _routine(system: System, param: Param) -> Routine | None:
    module = system.indexed.module(param.path)
    return module.routine(param.function) if module is not None else None


def _given(param: Param, routine: Routine, call: Call) -> Term | None:
    names = routine.params[1:] if routine.owner is not None else routine.params
    return call.given(param.name, names.index(param.name) if param.name in names else None)


def _bound(system: System, one: Attr) -> tuple[Term, ...]:
    return tuple(
        term
        for thing in system.indexed.things(one.of)
        if isinstance(thing, OwnThing) and thing.kind == "class"
        for term in system.indexed.attribute(thing, one.name)
    )
