"""Where a repository trains: the functions around each fit, what they are given by name, and how they fill gaps."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.steps import Routine
from mle_reviewer.system.code.terms import Call, Const, Result, Term, literals, within
from mle_reviewer.system.doing import closure, trains
from mle_reviewer.system.questions.answering.predicting import predictions
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_MOST: Final = 400
_HOPS: Final = 3  # steps that hand rows on before training reads them
LEARNED: Final = object()  # a fill by what is worked out of the rows


def training(system: System) -> tuple[Routine, ...]:
    """The functions that train, those that they call, and those that call them."""
    return system.once(_training)


def _training(system: System) -> tuple[Routine, ...]:
    found: dict[tuple[str, int], Routine] = {}
    given_over = {(one.path, one.routine.function) for one in system.signed("train")}
    for routine in system.routines("code"):
        learns = any(trains(system.indexed, call) for call in routine.calls())
        if learns or (routine.path, routine.function) in given_over:
            for one in (*closure(system.indexed, routine), *_callers(system, routine)):
                found.setdefault((one.path, one.function), one)
            if len(found) > _MOST:
                break
    return tuple(found.values())


def _callers(system: System, routine: Routine) -> Iterator[Routine]:
    """What runs a function that trains, with what it prepares before."""
    waiting, seen = [routine], {(routine.path, routine.function)}
    seen |= system.once(_pages)
    while waiting and len(seen) < _MOST:
        for caller, _ in system.indexed.callers(waiting.pop()):
            key = caller.path, caller.function
            if key not in seen and tier(caller.path) == "code":
                seen.add(key)
                waiting.append(caller)
                yield from closure(system.indexed, caller)


def _pages(system: System) -> frozenset[tuple[str, int]]:
    """The scripts of pages: what they do besides training is for who looks at them."""
    return frozenset(
        (start.path, start.function) for one in system.handlers if one.kind == "page" for start in one.starts
    )


def preparing(system: System) -> tuple[Routine, ...]:
    """The functions that train, and those of documents which write a file that a training document names."""
    return system.once(_preparing)


def _preparing(system: System) -> tuple[Routine, ...]:
    found = {(one.path, one.function): one for one in training(system)}
    answering = {one.routine.path for path in predictions(system) for one in path.predicts}
    answering |= {start.path for one in system.handlers for start in one.starts}
    names = {posixpath.basename(text) for text in trained_constants(system) if "." in text}
    seen = set(answering)
    for _ in range(_HOPS):
        writing = {path for path, text in system.once(_written) if text in names} - seen
        seen |= writing
        for path in sorted(writing):
            module = system.indexed.module(path)
            for routine in module.routines() if module is not None else ():
                for one in closure(system.indexed, routine):
                    if len(found) < _MOST:
                        found.setdefault((one.path, one.function), one)
        names = {text for path, text in system.once(_read) if path in writing}
    return tuple(found.values())


def _written(system: System) -> tuple[tuple[str, str], ...]:
    """The documents that write tables, each with the name of a file."""
    return tuple(_filed(system, "written"))


def _read(system: System) -> tuple[tuple[str, str], ...]:
    """The documents that read tables, each with the name of a file."""
    return tuple(_filed(system, "read"))


def _filed(system: System, how: str) -> Iterator[tuple[str, str]]:
    for one in system.artifacts:
        if one.how == how and not one.model and one.path is not None:
            for text in (*system.indexed.constants(one.path), *literals(one.path)):
                name = posixpath.basename(text) if isinstance(text, str) else ""
                if "." in name:
                    yield one.routine.path, name


def trained_constants(system: System) -> frozenset[str]:
    """Texts in the documents that train, not in those that answer requests: names of columns among them."""
    return system.once(_constants)


def _constants(system: System) -> frozenset[str]:
    served = {one.routine.path for path in predictions(system) for one in path.entered}
    paths = {one.path for one in training(system)} - served
    found: set[str] = set()
    for path in paths:
        module = system.indexed.module(path)
        for routine in module.routines() if module is not None else ():
            for step in routine.every():
                for term in step.terms():
                    found |= set(literals(term))
    return frozenset(found)


def fills(system: System, routines: Iterable[Routine]) -> Iterator[tuple[Routine, Call, object]]:
    """Where gaps are filled: the constant, or something else where it is worked out or learned."""
    for routine in routines:
        for call in routine.calls():
            for entry in system.indexed.entries(call):
                slot = entry.slots.get("value")
                if entry.effect == "fill" and isinstance(slot, str) and slot in entry.params:
                    given = call.given(slot, entry.params.index(slot))
                    yield routine, call, _value(given)
                    break
            if call.method == "get" and len(call.args) > 1:
                yield routine, call, _value(call.args[1])


def _value(term: Term | None) -> object:
    return term.value if isinstance(term, Const) else LEARNED


def made(term: Term) -> Iterator[Call]:
    """The calls whose results a term holds."""
    return (one.call for one in within(term) if isinstance(one, Result))
