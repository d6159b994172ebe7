"""Functions whose answer is the exit code of the program (`sys.exit(main())`), and answers that say it failed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.steps import Return, Steps, every
from mle_reviewer.system.code.terms import Const, Lib, Result, within

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
            if id(call) not in stops and not (isinstance(call.callee, Lib) and call.callee.path == _EXIT):
                continue
            given = (one for arg in call.args[:1] for one in within(arg))
            answers = (own for one in given if isinstance(one, Result) for own in system.indexed.own(one.call))
            found |= {(own.path, own.function) for own in answers}
    return frozenset(found)


def fails(steps: Steps) -> bool:
    """Whether a block gives back a code that says the program failed."""
    codes = (step.term.value for step in every(steps) if isinstance(step, Return) and isinstance(step.term, Const))
    return any(isinstance(code, int) and not isinstance(code, bool) and code != 0 for code in codes)
