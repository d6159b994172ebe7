"""What answers where the model of a service fails or cannot be read: handlers, other models, functions for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from mle_reviewer.system.code.steps import Assign, Attempt, Raise, Return, calls_in, every
from mle_reviewer.system.code.terms import Call, Const, Pairs, Result, Term, within
from mle_reviewer.system.questions.answering.predicting import asked_by_users, asks_model, loads_model

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Handler, Routine
    from mle_reviewer.system.system import System

Fact = Literal["timeout", "load", "fallback", "silent"]
_INSTEAD: Final = re.compile(
    r"(?:^|_)(?<!with_)(?:fall_?back|rule_?based|heuristic|backup)(?:_|$)|Fallback|RuleBased|Heuristic"
)
_ASKING: Final = ("is_", "has_", "should_", "_is_", "_has_", "log_", "_log_")  # they ask or tell, and answer nothing
_INSIDE: Final = 2  # functions between an attempt and the model


@dataclass(frozen=True, slots=True)
class Withstands:
    """One thing that code does so that a slow or failing part does not take the service down."""

    fact: Fact
    routine: Routine
    pos: int
    says: str


def instead(system: System) -> Iterator[Withstands]:
    """What answers where the model does not: handlers of a failed prediction, and functions that say they stand in."""
    seen: set[int] = set()
    for path in asked_by_users(system):
        for entered in path.entered:
            name = entered.routine.name.rpartition(".")[2]
            stands_in = _INSTEAD.search(name) is not None and not name.startswith(_ASKING)
            if entered.by is not None and stands_in and not entered.once:
                at = entered.call.pos if entered.call is not None else entered.routine.pos
                by = entered.by.routine if entered.call is not None else entered.routine
                yield Withstands("fallback", by, at, f"`{entered.routine.name}` answers where the model does not")
            for step in entered.routine.every():
                if isinstance(step, Attempt) and id(step) not in seen:
                    seen.add(id(step))
                    if any(_asks(system, call) for call in calls_in(step.body)):
                        yield from _caught(system, entered.routine, step)
                        yield from _behind(system, entered.routine, step)


def _asks(system: System, call: Call, depth: int = 0) -> bool:
    """Whether a call asks a model, or enters a function of the repository that does."""
    if asks_model(system, call):
        return True
    own = system.indexed.own(call) if depth < _INSIDE else ()
    return any(_asks(system, inner, depth + 1) for one in own for inner in one.calls())


def spare(system: System, routines: Iterable[Routine]) -> Iterator[Withstands]:
    """Where another model is read from storage if the first cannot be."""
    for routine in routines:
        for step in routine.every():
            if isinstance(step, Attempt) and any(_loads(system, call) for call in calls_in(step.body)):
                for caught in step.handlers:
                    other = next((call for call in calls_in(caught.body) if _loads(system, call)), None)
                    if other is not None and _told(system, caught):
                        says = "another model is loaded where the first cannot be"
                        yield Withstands("fallback", routine, other.pos, says)


def _loads(system: System, call: Call, depth: int = 0) -> bool:
    """Whether a call reads a model, or enters a function of the repository that does."""
    if loads_model(system, call):
        return True
    own = system.indexed.own(call) if depth < _INSIDE else ()
    return any(_loads(system, inner, depth + 1) for one in own for inner in one.calls())


def _caught(system: System, routine: Routine, attempt: Attempt) -> Iterator[Withstands]:
    for caught in attempt.handlers:
        if any(isinstance(step, Raise) for step in every(caught.body)):
            continue
        other = next((call for call in calls_in(caught.body) if asks_model(system, call)), None)
        if other is not None:
            yield Withstands("fallback", routine, other.pos, "another model is asked where a prediction fails")
        elif _told(system, caught) and any(_says(step.term) for step in every(caught.body) if isinstance(step, Return)):
            yield Withstands("fallback", routine, attempt.pos, "a failed prediction is told of and answered")
        elif (name := _instead_of(attempt, caught)) is not None:
            says = f"`{name}` is something else where the prediction fails, and the answer goes on"
            yield Withstands("fallback", routine, attempt.pos, says)


def _behind(system: System, routine: Routine, attempt: Attempt) -> Iterator[Withstands]:
    """What is given back behind an attempt that gives a prediction back, where a failure is only told of."""
    if not any(isinstance(step, Return) and _says(step.term) for step in every(attempt.body)):
        return
    if not any(_goes_on(caught) and _told(system, caught) for caught in attempt.handlers):
        return
    later = (step for step in routine.steps if isinstance(step, Return) and step.pos > attempt.pos and _says(step.term))
    if (other := next(later, None)) is not None:
        says = f"`{routine.name}` answers something else where the prediction fails, and tells of it"
        yield Withstands("silent", routine, other.pos, says)


def _goes_on(caught: Handler) -> bool:
    return not any(isinstance(step, (Raise, Return)) for step in every(caught.body))


def _instead_of(attempt: Attempt, caught: Handler) -> str | None:
    """The name that a prediction gives, where a handler gives it something made for this that says what failed."""
    if not caught.types or caught.types.rpartition(".")[2] in {"Exception", "BaseException"}:
        return None
    asked = {one.name for one in every(attempt.body) if isinstance(one, Assign)}
    for step in every(caught.body):
        if isinstance(step, Assign) and step.name in asked and isinstance(step.term, (Result, Pairs)):
            told = [one for one in within(step.term) if isinstance(one, Const) and isinstance(one.value, str)]
            if told:
                return step.name
    return None


def _says(term: Term | None) -> bool:
    """Whether something is answered that may say what happened: no bare constant."""
    return term is not None and not isinstance(term, Const)


def _told(system: System, caught: Handler) -> bool:
    """Whether a handler counts or logs that it answers by itself."""
    for step in every(caught.body):
        for name in system.indexed.names(step) if isinstance(step, Call) else ():
            entry = system.conventions.call(name)
            if entry is not None and entry.sign in {"warn", "service-metric", "notify"}:
                return True
            if name.rpartition(".")[2] in {"inc", "increment", "incr"}:
                return True
    return False
