"""What stands for a prediction where it failed: whether the value of an `except` comes into its place in the answer."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

from mle_reviewer.system.code.steps import (
    Assign,
    Attempt,
    Branch,
    Handler,
    Raise,
    Return,
    Routine,
    SetAttr,
    SetItem,
    Step,
    calls_in,
    every,
    following,
)
from mle_reviewer.system.code.terms import Call, Choice, Const, Op, Result, Term, within
from mle_reviewer.system.questions.answering.flowing import Flowing

if TYPE_CHECKING:
    from mle_reviewer.system.questions.answering.predicting import Asked, Entered, Path
    from mle_reviewer.system.system import System

What = Literal["model", "features", "web"]
_ALONG: Final = frozenset({*sys.stdlib_module_names, "builtins"})  # what comes with Python


class StandingFor:
    """An attempt on the way of a request, and the call in it that may fail: what it asks, and where its value goes."""

    def __init__(self, system: System, path: Path, entered: Entered, attempt: Attempt, tried: Call) -> None:
        self._system = system
        self._path = path
        self._entered = entered
        self._attempt = attempt
        self._tried = tried

    @cached_property
    def _flow(self) -> Flowing:
        return Flowing(self._system, self._path, (self._tried,))

    @cached_property
    def _answers(self) -> tuple[Term, ...]:
        return tuple(term for start in self._path.handler.starts for term in start.returned())

    def placed(self, caught: Handler, what: What, *, nothing: bool) -> bool:
        """Whether what an exception becomes is given as the prediction or as its features, not beside them."""
        routine = self._entered.routine
        if any(isinstance(step, Return) for step in every(caught.body)):
            if not self._used() or self._only_tells_that_it_worked(caught):
                return False
        elif any(isinstance(step, Assign) for step in every(caught.body)):
            if not _spoken(routine, caught) or self._asked_again(caught, nothing=nothing):
                return False
        elif not _left_standing(self._system, routine, self._attempt, self._tried):
            return False  # another way is taken behind; what a judge or a record beside the answer says may be lost
        if nothing and what == "model" and self._entered.by is not None:
            return False  # what a helper cannot give is left out of an answer as often as it stands in it
        if what == "web":
            return self._reaches()
        return what == "features" or not nothing or not self._beside()

    def _asked_again(self, caught: Handler, *, nothing: bool) -> bool:
        """Whether it is asked later if there is something: what is missing is left out, told, or worked out otherwise.

        Of a number, only that it is worked out another way then, or that an error takes its place.
        """
        bound = {id(step.term): step.name for step in every(caught.body) if isinstance(step, Assign)}
        names = set(bound.values())
        for step in self._entered.routine.every():
            if not isinstance(step, Branch) or not any(id(one) in bound for one in within(step.test)):
                continue
            if nothing or any(self._stands_again(one, names) for one in every((*step.then, *step.orelse))):
                return True
        return False

    def _stands_again(self, step: Step, names: set[str]) -> bool:
        """Whether one of these names is bound to what was worked out, or an error ends it."""
        if isinstance(step, Assign):
            return step.name in names and _worked_out(self._system, step.term)
        return isinstance(step, Raise)

    def _used(self) -> bool:
        """Whether somebody looks at what the function gives, up to the one that answers."""
        return all(call.used or not own for call, own in self._links())

    def _links(self) -> Iterator[tuple[Call, bool]]:
        """The calls by which a request comes here, and whether each of them calls what it enters itself."""
        one = self._entered
        while one.by is not None:
            if one.call is not None:
                yield one.call, one.routine in self._system.indexed.own(one.call)
            one = one.by

    def _only_tells_that_it_worked(self, caught: Handler) -> bool:
        """Whether the function says yes or no and never what it was told."""
        others = [
            step.term
            for step in self._entered.routine.every()
            if isinstance(step, Return) and not any(step is one for one in every(caught.body))
        ]
        return bool(others) and all(isinstance(one, Const) and isinstance(one.value, bool) for one in others)

    def _reaches(self) -> bool:
        """Whether what was fetched comes into the answer, or into what a model is asked with."""
        handler = self._path.handler
        shown = self._path.calls if handler.kind == "page" else self._path.predicts
        given = (term for one in shown if one.call is not self._tried for term in _given(one.call))
        if any(self._flow.predicted(term) for term in (*self._answers, *given)):
            return True
        links = list(self._links())
        # where a method is known by its name alone, nobody sees where its value goes: that it is taken is enough
        return any(not own for _, own in links) and all(call.used for call, _ in links)

    def _beside(self) -> bool:
        """Whether all that holds the value holds a prediction that came: nothing in its place says what is missing."""
        asked = [one for one in self._path.predicts if not self._tries(one)]
        if any(self._flow.predicted(term) for one in asked for term in _given(one.call)):
            return False
        holding = [term for term in self._answers if self._flow.predicted(term)]
        others = Flowing(self._system, self._path, (one.call for one in asked))
        return bool(holding) and all(others.predicted(term) for term in holding)

    def _tries(self, asked: Asked) -> bool:
        """Whether a model is asked in this attempt, or in another one that gives up without a word."""
        own = {id(call) for call in calls_in(self._attempt.body)}
        one: Entered | None = asked.entered
        if id(asked.call) in own or _guarded(asked.routine, asked.call):
            return True
        while one is not None:
            if one.call is not None and (id(one.call) in own or (one.by and _guarded(one.by.routine, one.call))):
                return True
            one = one.by
        return False


def _guarded(routine: Routine, call: Call) -> bool:
    """Whether a call stands in an attempt whose failure becomes a value without another call or an error."""
    return any(
        all(isinstance(step, (Return, Assign)) for step in every(caught.body))
        for attempt in routine.every()
        if isinstance(attempt, Attempt) and any(one is call for one in calls_in(attempt.body))
        for caught in attempt.handlers
    )


def _given(call: Call) -> Iterator[Term]:
    yield from call.args
    yield from (value for _, value in call.kwargs)


def _spoken(routine: Routine, caught: Handler) -> bool:
    """Whether a name that is bound where an exception is caught is given back, handed on or put away later."""
    bound = {id(step.term) for step in every(caught.body) if isinstance(step, Assign)}
    return any(id(one) in bound for term in _uses(routine) for one in within(term))


def _uses(routine: Routine) -> Iterable[Term]:
    for step in routine.every():
        if isinstance(step, (Call, Return, SetItem, SetAttr)):
            yield from step.terms()


def _left_standing(system: System, routine: Routine, attempt: Attempt, tried: Call) -> bool:
    """Whether what is answered where the attempt failed is only what stood there before, or nothing.

    What is answered behind it may be worked out by another way: then nothing stands for the prediction.
    """
    if any(isinstance(step, Return) for step in every(attempt.body)):
        later = following(routine.steps, attempt)
        answers = [step.term for step in every(later) if isinstance(step, Return) and step.term is not None]
        return not any(isinstance(step, Raise) for step in later) and not any(
            _worked_out(system, one) for one in answers
        )
    held = (one for term in routine.returned() for one in within(term))
    return any(
        isinstance(one, Choice)
        and any(_comes_of(each, tried) for each in one.terms)
        and all(_comes_of(each, tried) or not _worked_out(system, each) for each in one.terms)
        for one in held
    )


def _worked_out(system: System, term: Term) -> bool:
    """Whether a call or a formula has a part in a term; to write the moment or a text down works nothing out."""
    for one in within(term):
        if isinstance(one, Op) and not all(isinstance(each, Const) for each in one.terms):
            return True
        if isinstance(one, Result):
            tops = {name.partition(".")[0] for name in system.indexed.names(one.call)}
            if not tops or not tops <= _ALONG:
                return True
    return False


def _comes_of(term: Term, call: Call) -> bool:
    return any(isinstance(one, Result) and one.call is call for one in within(term))
