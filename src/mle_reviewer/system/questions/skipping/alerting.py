"""Messages to people that may not arrive: their errors are swallowed, or an address that is not set drops them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from mle_reviewer.system.code.steps import Attempt, Branch, Return, Routine, Steps, calls_in, every
from mle_reviewer.system.code.terms import Call, Choice, Global, Op, Result, Term, within
from mle_reviewer.system.questions.gating.gates import Gates
from mle_reviewer.system.questions.skipping.reactions import broad, reaction

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_FINDS: Final = frozenset({"drift", "quality", "compare-data"})


@dataclass(frozen=True, slots=True)
class Dropped:
    """A message that may be dropped: where it is sent, and what drops it."""

    routine: Routine
    call: Call
    kind: Literal["swallowed", "unset", "unasked"]
    pos: int
    name: str


def dropped_alerts(system: System) -> Iterator[Dropped]:
    """Every such message of a program that has something to tell about data or models."""
    roles = system.roles
    some = (roles.trains, roles.serves, roles.monitors, roles.evaluates, roles.registers, roles.llm)
    if not any(some) and not any(one.model for one in system.artifacts):
        return
    for routine in system.routines():
        for call in routine.calls():
            name = _tells(system, call)
            if name:
                one = _swallowed(system, routine, call, name) or _unset(system, routine, call, name)
                if one is not None:
                    yield one
            elif _posts(system, routine, call) and not call.used:
                yield Dropped(routine, call, "unasked", call.pos, _first(system, call))


def _tells(system: System, call: Call) -> str:
    """The name of what a call tells people by; "" where it tells nobody."""
    for name in system.indexed.names(call):
        entry = system.conventions.call(name)
        if entry is not None and entry.sign == "notify" and not name.endswith(("init", "Operator")):
            return name
    return ""


def _first(system: System, call: Call) -> str:
    return next(iter(system.indexed.names(call)), "")


def _posts(system: System, routine: Routine, call: Call) -> bool:
    """Whether a call asks another service where drift was found or a figure was held against a limit."""
    entries = [system.conventions.call(name) for name in system.indexed.names(call)]
    if not any(one is not None and one.sign == "http-call" for one in entries) or not _sends(call):
        return False
    if _behind_finding(system, routine, call):
        return True
    return any(_behind_finding(system, caller, inner) for caller, inner in system.indexed.callers(routine))


def _sends(call: Call) -> bool:
    """Whether it takes something along: a question alone tells nobody."""
    return any(name in {"json", "data", "content", "files"} for name, _ in call.kwargs) or len(call.args) > 1


def _behind_finding(system: System, routine: Routine, call: Call) -> bool:
    gates = system.once(Gates)
    for branch in (one for one in routine.every() if isinstance(one, Branch)):
        if not any(one is call for one in calls_in(branch.then)):
            continue
        if any(gates.measures.comparisons(branch.test)) or _finds(system, branch.test):
            return True
    return False


def _finds(system: System, test: Term) -> bool:
    for one in within(test):
        if isinstance(one, Result):
            entries = [system.conventions.call(name) for name in system.indexed.names(one.call)]
            if any(entry is not None and entry.sign in _FINDS for entry in entries):
                return True
    return False


def _swallowed(system: System, routine: Routine, call: Call, name: str) -> Dropped | None:
    for attempt in (one for one in routine.every() if isinstance(one, Attempt)):
        if not any(one is call for one in calls_in(attempt.body)):
            continue
        for handler in attempt.handlers:
            given = any(isinstance(one, Return) and one.term is not None for one in every(handler.body))
            if broad(handler) and reaction(system, handler.body) == "silent" and not given:
                return Dropped(routine, call, "swallowed", attempt.pos, name)
    return None


def _unset(system: System, routine: Routine, call: Call, name: str) -> Dropped | None:
    """A function that returns at once where a variable of the environment is not set."""
    for place, step in enumerate(routine.steps):
        if not isinstance(step, Branch) or step.orelse or not _ends(step.then):
            continue
        if not _not_set(system, step.test) or reaction(system, step.then) != "silent":
            continue
        if any(one is call for one in calls_in(routine.steps[place + 1 :])):
            return Dropped(routine, call, "unset", step.pos, name)
    return None


def _ends(steps: Steps) -> bool:
    return len(steps) == 1 and isinstance(steps[0], Return) and steps[0].term is None


def _not_set(system: System, test: Term) -> bool:
    if not isinstance(test, Op) or test.op not in {"not", "is", "=="}:
        return False
    return _of_environment(system, test.terms[0])


def _of_environment(system: System, term: Term) -> bool:
    match term:
        case Result(call=call):
            entries = [system.conventions.call(name) for name in system.indexed.names(call)]
            return any(one is not None and one.sign == "environment" for one in entries)
        case Global(term=inner):
            return _of_environment(system, inner)
        case Choice(terms=terms):
            return any(_of_environment(system, one) for one in terms)
        case _:
            return False


__all__ = ["Dropped", "dropped_alerts"]
