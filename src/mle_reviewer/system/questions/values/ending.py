"""Functions whose answer is the exit code of the program (`sys.exit(main())`), and answers that say it failed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.steps import Branch, Return, Routine, Steps, every
from mle_reviewer.system.code.terms import Call, Choice, Const, Lib, Result, Term, within

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_EXIT: Final = "builtins.SystemExit"


def exiting(system: System) -> frozenset[tuple[str, int]]:
    """The functions that give the exit code of a program."""
    return system.once(_exiting)


def _exiting(system: System) -> frozenset[tuple[str, int]]:
    stops = {id(sign.call) for sign in system.signed("stop")}
    found: set[tuple[str, int]] = set()
    for routine in system.routines():
        for call in routine.calls():
            if id(call) not in stops and not _is_exit(call):
                continue
            given = (one for arg in call.args[:1] for one in within(arg))
            answers = (own for one in given if isinstance(one, Result) for own in system.indexed.own(one.call))
            found |= {(own.path, own.function) for own in answers}
    return frozenset(found)


def fails(steps: Steps) -> bool:
    """Whether a block gives back a code that says the program failed."""
    return any(is_failure(step.term) for step in every(steps) if isinstance(step, Return))


def is_failure(term: Term | None) -> bool:
    """Whether a term is a code that says the program failed."""
    code = term.value if isinstance(term, Const) else None
    return isinstance(code, int) and not isinstance(code, bool) and code > 0


def conditional_exits(system: System, routine: Routine) -> Iterator[Branch]:
    """The codes that are one of two (`sys.exit(0 if passed else 1)`), as branches that end the program or not."""
    stops = {id(sign.call) for sign in system.signed("stop")}
    gives = (routine.path, routine.function) in exiting(system)
    for step in routine.every():
        given: Term | None = None
        if isinstance(step, Call) and step.args and (id(step) in stops or _is_exit(step)):
            given = step.args[0]
        elif isinstance(step, Return) and gives:
            given = step.term
        if isinstance(given, Choice) and given.test is not None and any(is_failure(one) for one in given.terms):
            yield Branch(step.pos, given.test, (), ())


def _is_exit(call: Call) -> bool:
    return isinstance(call.callee, Lib) and call.callee.path == _EXIT
