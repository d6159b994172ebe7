"""Tables that get a row for each prediction, and the requests that read all of them before they answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.steps import Attempt, Branch, Call, Return, Steps, every
from mle_reviewer.system.code.terms import Attr, Own, Param, Result, Term, all_within
from mle_reviewer.system.handlers import kept
from mle_reviewer.system.questions.answering.predicting import Asked, Entered, Path, entering, predictions
from mle_reviewer.system.questions.data.spoken_queries import Spoken, said
from mle_reviewer.system.questions.data.tables_read import last

if TYPE_CHECKING:
    from mle_reviewer.sources.location import Location
    from mle_reviewer.system.system import System

# A row of its own each time: what replaces, ignores or updates has a row per thing, however often it is asked about.
_ADDS: Final = re.compile(r"insert\s+into\s+[\"`\[]?(?P<name>[\w.]{1,200})", re.IGNORECASE)
_REPLACES: Final = re.compile(
    r"\bon\s+(?:conflict|duplicate)\b|\bnot\s+exists\b|\bignore\b|\breplace\s+into\b", re.IGNORECASE
)


def filled_by_predictions(system: System) -> Mapping[str, Location]:
    """The tables that requests add a row to with what the model answered, each with a place that does."""
    return system.once(_filled)


def _filled(system: System) -> Mapping[str, Location]:
    found: dict[str, Location] = {}
    replaced: set[str] = set()
    for path in predictions(system):
        made = _made(path)
        for asked in path.calls:
            query = said(system, asked.routine, asked.call)
            insert = _ADDS.match(query.text.lstrip()) if query is not None else None
            if query is None or insert is None:
                continue
            if _REPLACES.search(query.text):
                replaced.add(last(insert["name"]))
            elif not asked.once and last(insert["name"]) not in found and _holds(system, asked, made):
                found.setdefault(last(insert["name"]), system.at(asked.routine, asked.call.pos))
    return {name: at for name, at in found.items() if name not in replaced}


@dataclass(frozen=True, slots=True)
class _Made:
    """What a prediction comes from: the calls that ask the model, and the functions through which it comes back."""

    calls: frozenset[int]
    functions: frozenset[tuple[str, int]]


def _made(path: Path) -> _Made:
    first, inside = path.handler.first, set[tuple[str, int]]()
    for asked in path.predicts:
        one: Entered | None = asked.entered
        while one is not None:
            inside.add((one.routine.path, one.routine.function))
            one = one.by
    return _Made(frozenset(id(one.call) for one in path.predicts), frozenset(inside - {(first.path, first.function)}))


def _holds(system: System, asked: Asked, made: _Made) -> bool:
    """Whether a call is given a prediction: it is made in its function, or is what the function was given."""
    waiting: list[tuple[Entered, tuple[Term, ...]]] = [(asked.entered, asked.call.terms())]
    seen: set[tuple[int, str]] = set()
    while waiting:
        entered, terms = waiting.pop()
        for one in all_within(terms):
            if isinstance(one, Result) and (
                id(one.call) in made.calls
                or any((own.path, own.function) in made.functions for own in system.indexed.own(one.call))
            ):
                return True
            if not isinstance(one, Param) or one.function != entered.routine.function or entered.by is None:
                continue
            if (id(entered), one.name) not in seen:
                seen.add((id(entered), one.name))
                waiting.append((entered.by, _given(entered, one.name)))
    return False


def _given(entered: Entered, name: str) -> tuple[Term, ...]:
    """What the call that enters a function gives a parameter; all of it where the call hands the function on."""
    call, names = entered.call, [one for one in entered.routine.params if one not in {"self", "cls"}]
    if call is None:
        return ()
    named = dict(call.kwargs)
    if name in named:
        return (named[name],)
    place = names.index(name) if name in names else -1
    exact = not call.starred and None not in named and len(call.args) <= len(names)
    return call.args[place : place + 1] if exact and 0 <= place < len(call.args) and not _hands(call) else call.args


def _hands(call: Call) -> bool:
    """Whether a call is given functions: what follows them is what they will be given."""
    return any(isinstance(one, Own) or (isinstance(one, Attr) and not isinstance(one.of, Param)) for one in call.args)


def read_for_each(system: System, path: Path) -> Iterator[tuple[Asked, Spoken]]:
    """The queries that are run each time that a request is answered, before it is: in its own way, behind no cache."""
    for asked in path.calls:
        query = said(system, asked.routine, asked.call)
        if query is not None and not asked.once and _each_time(system, asked.entered, asked.call):
            yield asked, query


def _each_time(system: System, entered: Entered, call: Call) -> bool:
    """Whether a call is made on every way through its function, and its function on every way to it."""
    if kept(system, entered.routine) or not any(one is call for one in _always(entered.routine.steps)):
        return False
    if entered.by is None:
        return True
    if entered.call is None:  # what a handler depends on is asked for first
        return entered.by.by is None
    own = (*system.indexed.entered(entered.call), *entering(system).kept_methods(entered.call))
    called = any((one.path, one.function) == (entered.routine.path, entered.routine.function) for one in own)
    return called and _each_time(system, entered.by, entered.call)


def _always(steps: Steps) -> Iterator[Call]:
    """The calls that no condition leaves out, and that stand behind no answer that may be given before."""
    for step in steps:
        if isinstance(step, Call):
            yield step
        elif isinstance(step, Branch):
            if any(isinstance(one, Return) for block in step.blocks() for one in every(block)):
                return  # what is answered early is at hand: a cache
        elif isinstance(step, Attempt):
            yield from _always(step.body)
            if any(isinstance(one, Return) for one in every(step.body)):
                return
            yield from _always(step.final)
        else:
            for block in step.blocks():
                yield from _always(block)
