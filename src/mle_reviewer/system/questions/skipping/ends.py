"""Errors after which a program goes on or ends as if all were well, around what trains, checks, publishes or tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.steps import (
    Assign,
    Attempt,
    Handler,
    Leave,
    Loop,
    Raise,
    Return,
    Routine,
    SetAttr,
    SetItem,
    Step,
    Steps,
    calls_in,
    every,
)
from mle_reviewer.system.code.terms import Call, Choice, Const, Pairs, Result, Term, within
from mle_reviewer.system.doing import closure
from mle_reviewer.system.questions.skipping.becoming import element_of
from mle_reviewer.system.questions.skipping.coming_out import raising
from mle_reviewer.system.questions.skipping.mattering import Kind, Matter, known_of, matter
from mle_reviewer.system.questions.skipping.reactions import Reaction, broad, reaction
from mle_reviewer.system.questions.skipping.starting import unattended
from mle_reviewer.system.questions.values.worded import words_of
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_ORDER: Final[tuple[Kind, ...]] = ("releases", "trains", "validates", "scores", "predicts", "writes")
_GOES_ON: Final[frozenset[Reaction]] = frozenset({"silent", "says", "warns"})
# Stages and aliases under which a version is not the one in use.
_ASIDE: Final = frozenset({"archived", "none", "challenger", "candidate", "previous", "shadow", "rejected"})
_STORING: Final = frozenset({"keep-file", "register", "promote", "deploy", "save-model"})


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


def swallowed_releases(system: System) -> Iterator[Ended]:
    """Attempts to store or publish a model or table whose every error is caught, and nothing made of it."""
    for routine in system.routines():
        if _only_tested(system, routine):
            continue
        again = {id(step) for loop, _ in _loops(routine.steps) for step in loop.body if _tries_again(step)}
        for attempt in (one for one in routine.every() if isinstance(one, Attempt) and id(one) not in again):
            handler = next((one for one in attempt.handlers if broad(one)), None)
            inner = any(isinstance(one, Attempt) and _stores(system, one.body) for one in every(attempt.body))
            stored = None if inner else _stores(system, attempt.body)  # what an inner attempt swallows comes no further
            if handler is None or stored is None:
                continue
            how = reaction(system, handler.body)
            if (
                how not in _GOES_ON
                or _told(system, routine, attempt, handler)
                or _shown(routine, attempt, stored[0])
                or does(system, attempt.body, "trains", "scores")
            ):
                continue
            if does(system, handler.body, "releases", "writes") is None and _of_models(system, routine, stored[1]):
                yield Ended(routine, attempt, handler, how, (routine, stored[0]), stored[1])


def _stores(system: System, steps: Steps) -> tuple[Call, Matter] | None:
    """The call in a block, or in a function that it calls, which puts something where others take it from."""
    for call in calls_in(steps):
        inner = [call, *(one for own in system.indexed.own(call) for one in raising(system, own))]
        for one in inner:
            names = system.indexed.names(one)
            known = [system.conventions.call(name) or system.conventions.call(f"*.{one.method}") for name in names]
            found = matter(system, one)
            if found is not None and any(entry is not None and entry.sign in _STORING for entry in known):
                return None if _retired(system, one) else (call, found)
    return None


def _of_models(system: System, routine: Routine, stored: Matter) -> bool:
    """Whether a file that is put into storage has to do with models: by what its document, or who calls it, does."""
    if stored.kind == "releases":
        return True
    near = [routine, *(caller for caller, _call in system.indexed.callers(routine))]
    paths = dict.fromkeys(one.path for one in near)
    modules = [module for path in paths if (module := system.indexed.module(path)) is not None]
    for one in (each for module in modules for each in module.routines()):
        for call in one.calls():
            what = matter(system, call)
            if what is not None and what.kind in {"trains", "predicts", "scores", "examples", "releases", "records"}:
                return True
    if any(one.model and one.how == "written" and one.routine.path in paths for one in system.artifacts):
        return True
    near += [own for call in routine.calls() for own in system.indexed.own(call)]
    return any(entry.effect == "save" for one in near for call in one.calls() for entry in known_of(system, call))


def _retired(system: System, call: Call) -> bool:
    """Whether a version is put aside, and none put in its place."""
    named = (call.given("stage", 2), call.given("alias", 1))
    return any(
        bool(words) and words <= _ASIDE for one in named if one is not None for words in (words_of(system, one),)
    )


def _told(system: System, routine: Routine, attempt: Attempt, handler: Handler) -> bool:
    """Whether the handler, or what follows, gives back something by which a caller that looks learns of it."""
    given = [one for one in every(handler.body) if isinstance(one, Return) and one.term is not None]
    if any(isinstance(one, Return) for one in every((*attempt.body, *attempt.orelse))):
        given += [one for one in routine.every() if isinstance(one, Return) and one.pos > attempt.pos and one.term]
        if any(isinstance(one, Raise) and one.pos > attempt.pos for one in routine.every()):
            return True
    callers = system.indexed.callers(routine)
    return bool(given) and (not callers or any(call.used for _caller, call in callers))


def _only_tested(system: System, routine: Routine) -> bool:
    """Whether nothing but tests calls a function."""
    callers = system.indexed.callers(routine)
    if routine.function < 0 or not callers or system.reached.how(routine) is not None:
        return False
    return all(tier(caller.path) == "test" for caller, _call in callers)


def _shown(routine: Routine, attempt: Attempt, stored: Call) -> bool:
    """Whether what is told or given back later holds what the publication gave, and nothing where that failed."""
    bound = {id(one.term) for one in every(attempt.body) if isinstance(one, Assign) and _gives(one.term, stored)}
    for step in (one for one in routine.every() if bound and one.pos > attempt.pos):
        if isinstance(step, Return):
            held = list(step.terms())
        else:
            held = [one for term in step.terms() for one in within(term) if isinstance(one, Pairs)]
            held += [step.term] if isinstance(step, (SetItem, SetAttr)) else []
        for one in (each for term in held for each in within(term)):
            if isinstance(one, Choice) and any(id(each) in bound for each in one.terms) and _none_in(one):
                return True
    return False


def _gives(term: Term, call: Call) -> bool:
    return any(isinstance(one, Result) and one.call is call for one in within(term))


def _none_in(choice: Choice) -> bool:
    return any(isinstance(one, Const) and not one.value for one in choice.terms)


def ended_well(system: System) -> Iterator[Ended]:
    """Programs that end with success though what they are for went wrong."""
    for routine in system.routines():
        for attempt in (one for one in routine.every() if isinstance(one, Attempt)):
            for handler in attempt.handlers:
                stop = None if _asked_for(handler) else _stop(system, handler.body)
                last = stop is None and broad(handler) and _is_last(system, routine, attempt)
                if stop is None and not last:
                    continue
                how = reaction(system, handler.body)
                if stop is None and how != "silent" and not unattended(system, routine):
                    continue  # who starts it by hand reads what it says
                if how not in _GOES_ON or _says_no(handler):
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


def _is_last(system: System, routine: Routine, attempt: Attempt) -> bool:
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
        for loop, behind in _loops(routine.steps):
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
            if reaction(system, handler.body) in _GOES_ON | {"handles"} and not _notices(behind):
                at, call, what = done
                how = reaction(system, handler.body)
                yield Ended(routine, attempt, handler, how, (at or routine, call), what)


def _tries_again(step: Step) -> bool:
    """Whether a step of a loop is an attempt that ends the loop where it worked."""
    return isinstance(step, Attempt) and any(_leaves(one) for one in every((*step.body, *step.orelse)))


def _loops(steps: Steps) -> Iterator[tuple[Loop, Steps]]:
    for place, step in enumerate(steps):
        if isinstance(step, Loop):
            yield step, steps[place + 1 :]
        for block in step.blocks():
            yield from ((loop, (*behind, *steps[place + 1 :])) for loop, behind in _loops(block))


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


__all__ = ["Ended", "does", "ended_well", "exhausted", "swallowed_releases"]
