"""Errors after which a program goes on or ends as if all were well, around what trains, checks, publishes or tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.steps import (
    Attempt,
    Handler,
    Leave,
    Loop,
    Raise,
    Return,
    Routine,
    Step,
    Steps,
    calls_in,
    every,
)
from mle_reviewer.system.code.terms import Call, Const
from mle_reviewer.system.doing import closure
from mle_reviewer.system.questions.skipping.becoming import element_of
from mle_reviewer.system.questions.skipping.mattering import Kind, Matter, matter
from mle_reviewer.system.questions.skipping.reactions import Reaction, broad, reaction
from mle_reviewer.system.questions.skipping.starting import unattended

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_ORDER: Final[tuple[Kind, ...]] = ("releases", "trains", "validates", "scores", "predicts", "writes")
GOES_ON: Final[frozenset[Reaction]] = frozenset({"silent", "says", "warns"})


@dataclass(frozen=True, slots=True)
class Ended:
    """One attempt, the handler that goes on, and what in the attempt matters."""

    routine: Routine
    attempt: Attempt
    handler: Handler
    reaction: Reaction
    at: tuple[Routine, Call]
    matter: Matter
    stop: Call | None = None  # that ends the program as if all were well


def does(system: System, steps: Steps, *kinds: Kind) -> tuple[Routine | None, Call, Matter] | None:
    """What matters most in a block and in all that it calls; the function is None for the block itself."""
    found: dict[Kind, tuple[Routine | None, Call, Matter]] = {}
    for call in calls_in(steps):
        one = matter(system, call)
        if one is not None:
            found.setdefault(one.kind, (None, call, one))
    for call in calls_in(steps):
        for own in system.indexed.own(call):
            for routine in closure(system.indexed, own):
                for inner in routine.calls():
                    one = matter(system, inner)
                    if one is not None:
                        found.setdefault(one.kind, (routine, inner, one))
    return next((found[kind] for kind in kinds or _ORDER if kind in found), None)


def ended_well(system: System) -> Iterator[Ended]:
    """Programs that end with success though what they are for went wrong."""
    for routine in system.routines():
        for attempt in (one for one in routine.every() if isinstance(one, Attempt)):
            for handler in attempt.handlers:
                stop = None if _asked_for(handler) else _stop(system, handler.body)
                last = stop is None and broad(handler) and is_last(system, routine, attempt)
                if stop is None and not last:
                    continue
                how = reaction(system, handler.body)
                if stop is None and how != "silent" and not unattended(system, routine):
                    continue  # who starts it by hand reads what it says
                if how not in GOES_ON or _says_no(handler):
                    continue
                done = does(system, attempt.body, "releases", "trains", "validates", "scores")
                if done is not None and (stop is not None or not _done_before(system, routine, attempt)):
                    at, call, what = done
                    yield Ended(routine, attempt, handler, how, (at or routine, call), what, stop)
                    break


def _done_before(system: System, routine: Routine, attempt: Attempt) -> bool:
    """Whether what the program is for was done before the attempt, which then is an afterthought (a message, say)."""
    for step in routine.steps:
        if step is attempt or step.pos >= attempt.pos:
            return False
        if does(system, (step,), "releases", "trains", "validates", "scores") is not None:
            return True
    return False


def _stop(system: System, steps: Steps) -> Call | None:
    """The call that ends the program with exit code 0."""
    for call in calls_in(steps):
        for name in system.indexed.names(call):
            entry = system.conventions.call(name)
            if entry is not None and entry.sign == "stop":
                code = call.given("code", 0)
                if code is None or (isinstance(code, Const) and code.value in (None, 0) and code.value is not False):
                    return call
    return None


def _asked_for(handler: Handler) -> bool:
    """Whether it catches that a person or the program itself ends the run."""
    return any(one in handler.types for one in ("KeyboardInterrupt", "SystemExit", "GeneratorExit"))


def _says_no(handler: Handler) -> bool:
    """Whether it gives back a number or a truth that is no success."""
    given = [one.term for one in every(handler.body) if isinstance(one, Return)]
    return any(
        isinstance(one, Const) and one.value is not None and (one.value is False or one.value != 0) for one in given
    )


def is_last(system: System, routine: Routine, attempt: Attempt) -> bool:
    """Whether nothing follows the attempt until the program ends."""
    if not routine.steps or not _ends_with(routine.steps, attempt):
        return False
    if routine.function < 0:
        return True
    calls = system.indexed.callers(routine)
    if not calls or any(call.used for _caller, call in calls):
        return False
    return all(caller.function < 0 and _ends_with(caller.steps, call) for caller, call in calls)


def _ends_with(steps: Steps, wanted: Step) -> bool:
    """Whether a block ends with a step, blocks of conditions included; a return of nothing may follow."""
    for step in reversed(steps):
        if step is wanted:
            return True
        if isinstance(step, Return) and (step.term is None or isinstance(step.term, Const)):
            continue
        if type(step).__name__ == "Branch":
            return any(_ends_with(block, wanted) for block in step.blocks())
        return False
    return False


def exhausted(system: System) -> Iterator[Ended]:
    """Attempts that are made again some times, after the last of which the function ends as if one had worked."""
    for routine in system.routines():
        for loop, behind in loops(routine.steps):
            attempt = next((one for one in loop.body if isinstance(one, Attempt)), None)
            if attempt is None or loop.orelse or attempt.final or loop.over is None:
                continue
            handler = next((one for one in attempt.handlers if broad(one)), None)
            leaving = [one for one in every((*attempt.body, *attempt.orelse)) if _leaves(one)]
            if handler is None or not leaving or any(isinstance(one, Raise) for one in every(loop.body)):
                continue
            done = does(system, attempt.body, "releases", "trains", "writes", "scores")
            if done is None or any(element_of(term, loop) for call in calls_in(attempt.body) for term in call.terms()):
                continue
            if reaction(system, handler.body) in GOES_ON | {"handles"} and not _notices(behind):
                at, call, what = done
                how = reaction(system, handler.body)
                yield Ended(routine, attempt, handler, how, (at or routine, call), what)


def tries_again(step: Step) -> bool:
    """Whether a step of a loop is an attempt that ends the loop where it worked."""
    return isinstance(step, Attempt) and any(_leaves(one) for one in every((*step.body, *step.orelse)))


def loops(steps: Steps) -> Iterator[tuple[Loop, Steps]]:
    """The loops of a block, each with what stands behind it."""
    for place, step in enumerate(steps):
        if isinstance(step, Loop):
            yield step, steps[place + 1 :]
        for block in step.blocks():
            yield from ((loop, (*behind, *steps[place + 1 :])) for loop, behind in loops(block))


def _leaves(step: Step) -> bool:
    return isinstance(step, Return) or (isinstance(step, Leave) and step.how == "break")


def _notices(behind: Steps) -> bool:
    """Whether what follows raises, asks, or gives something back that says that nothing worked."""
    for step in every(behind):
        if isinstance(step, Raise) or step.blocks():
            return True
        if isinstance(step, Return) and step.term is not None and not _is_success(step):
            return True
        if isinstance(step, Call):
            return True
    return False


def _is_success(step: Return) -> bool:
    return isinstance(step.term, Const) and step.term.value is True


__all__ = ["GOES_ON", "Ended", "does", "ended_well", "exhausted", "is_last", "loops", "tries_again"]
