"""Attempts whose handlers go on without what failed: what each loses, and what the rest of it becomes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.steps import (
    Assign,
    Attempt,
    Branch,
    Handler,
    Leave,
    Loop,
    Return,
    Routine,
    SetItem,
    Step,
    Steps,
    calls_in,
    every,
)
from mle_reviewer.system.code.terms import Call, Const, Op, Result, Term, all_within, within
from mle_reviewer.system.questions.skipping.becoming import ADDING, Becoming, element_of
from mle_reviewer.system.questions.skipping.ends import does
from mle_reviewer.system.questions.skipping.lost_counts import told_beside
from mle_reviewer.system.questions.skipping.mattering import Matter, known_of, matter
from mle_reviewer.system.questions.skipping.reaching import Reached, counted, reached
from mle_reviewer.system.questions.skipping.reactions import Reaction, broad, empty, reaction
from mle_reviewer.system.questions.skipping.starting import unattended

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_QUIET: Final[frozenset[Reaction]] = frozenset({"silent", "says"})
_LEARNS: Final = frozenset({"trains", "examples", "releases"})
_WRITES: Final = frozenset({"writes", "releases"})


@dataclass(frozen=True, slots=True)
class Lost:
    """One attempt that goes on without what failed, and what shows that it matters."""

    routine: Routine
    attempt: Attempt
    handler: Handler
    reaction: Reaction
    tried: Call
    reached: Reached
    loop: tuple[Routine, Loop]


def lost_in_loops(system: System) -> Iterator[Lost]:
    """Elements of a loop that are left out where something goes wrong, while the others are learned from or kept."""
    for routine in system.routines():
        for loop in (one for one in routine.every() if isinstance(one, Loop)):
            for attempt, behind in _attempts(loop.body):
                one = _in_loop(system, routine, loop, attempt, behind)
                if one is not None:
                    yield one
            if not any(isinstance(one, Attempt) for one in every(loop.body)):
                one = _in_called(system, routine, loop)
                if one is not None:
                    yield one


def _attempts(steps: Steps) -> Iterator[tuple[Attempt, Steps]]:
    """The attempts of a loop's body, loops within it left out, each with what stands behind it."""
    for place, step in enumerate(steps):
        if isinstance(step, Attempt):
            yield step, steps[place + 1 :]
        elif not isinstance(step, Loop):
            for block in step.blocks():
                yield from ((one, (*rest, *steps[place + 1 :])) for one, rest in _attempts(block))


def _in_loop(system: System, routine: Routine, loop: Loop, attempt: Attempt, behind: Steps) -> Lost | None:
    handler = next((one for one in attempt.handlers if broad(one)), None)
    if handler is None or loop.over is None or attempt.final:
        return None
    how = reaction(system, handler.body)
    leaves = any(isinstance(one, Leave) and one.how == "continue" for one in every(handler.body))
    ends = any(
        isinstance(one, Return) or (isinstance(one, Leave) and one.how == "break") for one in every(handler.body)
    )
    other = any(
        isinstance(one, Leave) for one in every((*attempt.body, *attempt.orelse))
    )  # what follows stands in for it
    if how not in _QUIET or ends or other or any(isinstance(one, Assign) for one in every(handler.body)):
        return None
    tried = _tried(system, attempt.body, loop)
    if tried is None or (how == "says" and not unattended(system, routine)):
        return None  # who starts it by hand reads what it says
    if how == "says" and does(system, attempt.body, "trains") is not None:
        return None  # one candidate of several, not data
    skipped = (*attempt.body, *attempt.orelse, *(behind if leaves else ()))
    found = _kept(system, routine, loop, skipped, silent=how == "silent")
    return None if found is None else Lost(routine, attempt, handler, how, tried, found, (routine, loop))


def _tried(system: System, body: Steps, loop: Loop) -> Call | None:
    """The first call of an attempt that may fail by what the loop is at."""
    for call in calls_in(body):
        if call.method in ADDING or not any(element_of(one, loop) for one in call.terms()):
            continue
        names = system.indexed.names(call)
        if not any(name.startswith("builtins.") and name != "builtins.open" for name in names):
            return call
    return None


def _kept(system: System, routine: Routine, loop: Loop, skipped: Steps, *, silent: bool) -> Reached | None:
    """What matters of what the skipped steps would have added to."""
    direct = _written(system, routine, loop, skipped) if silent else None
    if direct is not None:
        return direct
    into = list(_added_to(skipped, loop))
    into += _grown(routine, loop, skipped)
    if not into:
        return None
    becoming = Becoming(system, routine, tuple(into)).follow()
    if counted(system, becoming):
        return None
    found = reached(system, becoming)
    if found is not None and found.matter.kind not in _LEARNS and told_beside(system, becoming, skipped):
        return None
    return found


def _written(system: System, routine: Routine, loop: Loop, skipped: Steps) -> Reached | None:
    """A file for each element that is written among the skipped steps, made of what was read for the element."""
    for call in calls_in(skipped):
        known = matter(system, call)
        if known is None or known.kind not in _WRITES or not any(element_of(one, loop) for one in call.terms()):
            continue
        if _of_rows(system, call):
            says = known.says.replace("is written", "is written for each of the others")
            return Reached(routine, call, Matter(known.kind, says))
    return None


def _of_rows(system: System, call: Call) -> bool:
    """Whether what is written was loaded as rows before, or learned from some."""
    for one in all_within(call.terms()):
        if isinstance(one, Result) and one.call is not call:
            if any(entry.effect in {"load", "query"} for entry in known_of(system, one.call)):
                return True
            known = matter(system, one.call)
            if known is not None and known.kind in {"trains", "predicts"}:
                return True
    return False


def _added_to(skipped: Steps, loop: Loop) -> Iterator[Term]:
    """The containers from outside the loop that the skipped steps put something into."""
    within_loop = {id(one.term) for one in every(loop.body) if isinstance(one, Assign)}
    for step in every(skipped):
        if isinstance(step, Call) and step.method in ADDING and step.args and id(step.callee) not in within_loop:
            yield step.callee
        elif isinstance(step, SetItem) and id(step.of) not in within_loop:
            yield step.of


def _grown(routine: Routine, loop: Loop, skipped: Steps) -> list[Term]:
    """What a name stands for that each round makes of what it was before (`rows = concat([rows, more])`)."""
    before: dict[str, Term] = {}
    for step in routine.every():
        if step is loop:
            break
        if isinstance(step, Assign) and step.pos < loop.pos:
            before[step.name] = step.term
    return [
        one.term for one in every(skipped)
        if isinstance(one, Assign) and one.name in before and not isinstance(one.term, (Const, Op))
        and any(inner is before[one.name] for inner in within(one.term))
    ]  # fmt: skip


def _in_called(system: System, routine: Routine, loop: Loop) -> Lost | None:
    """A function that gives nothing where it fails, called for each element, with nothing left out by the caller."""
    if loop.over is None:
        return None
    for call in calls_in(loop.body):
        if not any(element_of(one, loop) for one in call.args):
            continue
        for own in system.indexed.own(call):
            attempt, handler = _gives_nothing(system, own)
            if attempt is None or handler is None or not _left_out(loop, call):
                continue
            into = list(_added_to(loop.body, loop))
            if not into:
                continue
            becoming = Becoming(system, routine, tuple(into)).follow()
            found = None if counted(system, becoming) else reached(system, becoming)
            if found is not None and found.matter.kind not in _LEARNS and told_beside(system, becoming, loop.body):
                continue
            tried = next(calls_in(attempt.body), None)
            if found is not None and tried is not None:
                how = reaction(system, handler.body)
                return Lost(own, attempt, handler, how, tried, found, (routine, loop))
    return None


def _gives_nothing(system: System, routine: Routine) -> tuple[Attempt | None, Handler | None]:
    for attempt in (one for one in routine.every() if isinstance(one, Attempt)):
        for handler in attempt.handlers:
            given = [one for one in every(handler.body) if isinstance(one, Return)]
            gives = [one for one in every(attempt.body) if isinstance(one, Return) and one.term is not None]
            if not broad(handler) or reaction(system, handler.body) not in _QUIET or not given or not gives:
                continue
            if all(one.term is None or empty(system, one.term) is not None for one in given):
                return attempt, handler
    return None, None


def _left_out(loop: Loop, call: Call) -> bool:
    """Whether the loop asks whether anything was given, and only then adds it, without a word otherwise."""
    for step in every(loop.body):
        if isinstance(step, Branch) and any(isinstance(one, Result) and one.call is call for one in within(step.test)):
            spoken = [one for one in every((*step.then, *step.orelse)) if isinstance(one, Call) and not _adds(one)]
            counts = [one for one in every((*step.then, *step.orelse)) if isinstance(one, Assign) and _counts(one)]
            other = step.orelse if any(_adds(one) for one in calls_in(step.then)) else step.then
            return not counts and not any(isinstance(one, Call) for one in every(other)) and bool(spoken or step)
    return False


def _adds(step: Step) -> bool:
    return isinstance(step, Call) and step.method in ADDING


def _counts(step: Assign) -> bool:
    return isinstance(step.term, Op) and step.term.op in {"+", "+="}


__all__ = ["Lost", "lost_in_loops"]
