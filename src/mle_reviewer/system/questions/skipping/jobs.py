"""Jobs that are started beside the program, and whether somebody takes what they give or raise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Loop, Return, Routine, SetAttr, SetItem
from mle_reviewer.system.code.terms import Attr, Call, Collected, Group, Result, Term, within
from mle_reviewer.system.idle import left_aside
from mle_reviewer.system.questions.skipping.becoming import ADDING
from mle_reviewer.system.questions.skipping.coming_out import escaping
from mle_reviewer.system.questions.skipping.mattering import Kind, matter

if TYPE_CHECKING:
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System

_KINDS: Final[tuple[Kind, ...]] = ("trains", "releases", "scores", "writes")
_MOST: Final = 24  # functions that lead to a job
_TAKE: Final = "Keep what it gives and ask for it: `for job in jobs: job.result()`, which raises what went wrong."
_GO_THROUGH: Final = "Go through the results (`list(...)`, a loop): that is where the errors are raised."


@dataclass(frozen=True, slots=True)
class Lost:
    """A job that nobody asks about: where it is started, its function, and the call in it that matters."""

    sign: Sign
    function: str
    why: str
    fix: str
    routine: Routine
    call: Call
    says: str
    never: bool = False  # no loop of events runs that could start it


def lost_jobs(system: System) -> Iterator[Lost]:
    """Every such job, in the order of the documents."""
    for sign in system.signed("start-job", "background"):
        asks = sign.entry.slots.get("asks")
        if not asks or sign.given("told") is not None or left_aside(system, sign.path):
            continue
        started = _function(system, sign)
        does = _does(system, started) if started is not None else None
        if started is None or does is None:
            continue
        why = _why(sign, asks)
        if why is not None:
            lazily = "=any" in asks
            routine, call, says = does
            never = sign.entry.slots.get("within") == "=loop" and _is_plain(system, sign.routine)
            yield Lost(sign, started.name, why, _GO_THROUGH if lazily else _TAKE, routine, call, says, never)


def _is_plain(system: System, routine: Routine) -> bool:
    """Whether a function and all that leads to it, up to the top of a program, is no coroutine."""
    waiting, seen = [routine], set[tuple[str, int]]()
    while waiting and len(seen) < _MOST:
        one = waiting.pop()
        if (one.path, one.function) in seen:
            continue
        seen.add((one.path, one.function))
        callers = [caller for caller, _call in system.indexed.callers(one)]
        if one.is_async or (one.function >= 0 and not callers):
            return False
        waiting += callers
    return not waiting


def _function(system: System, sign: Sign) -> Routine | None:
    handed = sign.given("handler")
    if isinstance(handed, Result):  # a coroutine that is made for it
        own = system.indexed.own(handed.call)
        return own[0] if len(own) == 1 else None
    for thing in system.indexed.things(handed) if handed is not None else ():
        if isinstance(thing, OwnThing) and thing.kind == "function":
            return system.indexed.routine(thing)
    return None


def _does(system: System, routine: Routine) -> tuple[Routine, Call, str] | None:
    """The call in a job that matters most, among those whose errors come out of it."""
    found: dict[Kind, tuple[Routine, Call, str]] = {}
    for one, call in escaping(system, routine):
        known = matter(system, call)
        if known is not None:
            found.setdefault(known.kind, (one, call, known.says))
    return next((found[kind] for kind in _KINDS if kind in found), None)


def _why(sign: Sign, asks: list[str]) -> str | None:
    """Why nobody learns of an error; None where somebody may."""
    if not sign.call.used:
        return "what it gives back is dropped"
    if sign.entry.slots.get("awaited"):
        return None  # `await` leaves no trace in what is known of a function
    if "=any" in asks:
        return None
    kept = [sign.call]
    holders = _holders(sign.routine, kept[0])
    if holders is None:
        return None
    for step in sign.routine.every():
        if isinstance(step, Call) and _names(step, holders, sign.call):
            return None
        if isinstance(step, Loop) and step.over is not None and _of(step.over, holders):
            return None
        if any(isinstance(one, Attr) and one.name in asks for term in step.terms() for one in within(term)):
            return None
    return "nobody asks for what it gives"


def _holders(routine: Routine, call: Call) -> list[Term] | None:
    """The names and lists that hold what a job gives; None where it leaves the function."""
    holders: list[Term] = []
    for term, step in routine.spoken():
        if isinstance(term, Result) and term.call is call:
            holders.append(term)
        if isinstance(term, Collected) and any(isinstance(one, Result) and one.call is call for one in within(term)):
            holders.append(term)
        if isinstance(step, Call) and step.method in ADDING and any(_is(one, call) for one in step.args):
            if not isinstance(step.callee, Group):
                return None
            holders.append(step.callee)
    for step in routine.every():
        if isinstance(step, (Return, SetAttr, SetItem)) and any(_of(term, holders) for term in step.terms()):
            return None
    return holders


def _is(term: Term, call: Call) -> bool:
    return isinstance(term, Result) and term.call is call


def _of(term: Term, holders: list[Term]) -> bool:
    return any(one is holder for one in within(term) for holder in holders)


def _names(step: Call, holders: list[Term], started: Call) -> bool:
    """Whether a call is given the job or asks it something; to be put into the list that holds it is nothing."""
    if step is started or (step.method in ADDING and any(step.callee is one for one in holders)):
        return False
    return any(_of(term, holders) for term in step.terms())


__all__ = ["Lost", "lost_jobs"]
