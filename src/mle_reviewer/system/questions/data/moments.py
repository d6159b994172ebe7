"""Rows that training keeps by what a clock says: the window of a run that nothing can set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.steps import Assign, Call, Return, Routine, Step
from mle_reviewer.system.code.terms import Attr, Choice, Item, Op, Result, Term, within
from mle_reviewer.system.doing import closure

if TYPE_CHECKING:
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System

_COMPARES: Final = frozenset({"<", "<=", ">", ">=", "==", "!="})


@dataclass(frozen=True, slots=True)
class Window:
    """A choice of rows in a function, at a place, and the clock that decides it."""

    routine: Routine
    pos: int
    clock: Sign


def windows(system: System) -> Iterator[Window]:
    """Choices of rows by a clock in the functions that training calls."""
    clocks = {id(sign.call): sign for sign in system.signed("clock") if sign.given("day") is not None}
    if not clocks:
        return
    seen: set[tuple[str, int]] = set()
    for routine in _training(system):
        for step in routine.every():
            for item in _items(step):
                sign = _decided(item.key, clocks)
                key = routine.path, item.pos or step.pos
                if sign is not None and key not in seen:
                    seen.add(key)
                    yield Window(routine, item.pos or step.pos, sign)


def _training(system: System) -> Iterator[Routine]:
    """The functions of documents that train, with all that they call, each once."""
    seen: set[tuple[str, int]] = set()
    for path in dict.fromkeys(one.at.path for one in system.roles.trains if one.where != "notebook"):
        module = system.indexed.module(path)
        for routine in module.routines() if module is not None else ():
            for one in closure(system.indexed, routine):
                if (one.path, one.function) not in seen:
                    seen.add((one.path, one.function))
                    yield one


def _items(step: Step) -> Iterator[Item]:
    terms: tuple[Term | None, ...] = ()
    if isinstance(step, Call):
        terms = (step.callee, *step.args, *(value for _, value in step.kwargs))
    elif isinstance(step, (Assign, Return)):
        terms = (step.term,)
    for term in terms:
        for one in within(term) if term is not None else ():
            if isinstance(one, Item):
                yield one


def _decided(key: Term, clocks: dict[int, Sign]) -> Sign | None:
    """The clock that a comparison in a choice of rows asks, where nothing else may be put in its place."""
    for one in within(key):
        if not (isinstance(one, Op) and one.op in _COMPARES):
            continue
        parts = list(within(one))
        either = (part for part in parts if isinstance(part, Choice) or (isinstance(part, Op) and part.op == "or"))
        if any(_asks(part, clocks) for part in either):
            continue
        asked = (clocks.get(id(part.call)) for part in parts if isinstance(part, Result))
        found = next((sign for sign in asked if sign is not None), None)
        if found is not None and any(isinstance(part, (Item, Attr)) for part in parts):
            return found
    return None


def _asks(term: Term, clocks: dict[int, Sign]) -> bool:
    return any(isinstance(part, Result) and id(part.call) in clocks for part in within(term))
