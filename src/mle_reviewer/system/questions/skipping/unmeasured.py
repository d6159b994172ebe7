"""Figures of what could not be measured: set by a parameter, or left out of the mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mle_reviewer.system.code.steps import Attempt, Branch, Loop, Routine, SetItem, every
from mle_reviewer.system.code.terms import Call, Choice, Collected, Const, Group, Lib, Pairs, Result, Term, within
from mle_reviewer.system.questions.skipping.becoming import ADDING

if TYPE_CHECKING:
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System


@dataclass(frozen=True, slots=True)
class Unmeasured:
    """A figure of something that was not measured: where it is set or left out, and in which words."""

    routine: Routine
    pos: int
    kind: str  # "absent" or "left out"
    how: str
    in_slices: bool
    put: int = 0


def unmeasured(system: System) -> Iterator[Unmeasured]:
    """Every such figure."""
    for sign in system.signed("class-metric"):
        given = sign.given("absent")
        if isinstance(given, Const) and given.value in (1, 1.0, "1") and given.value is not True:
            yield Unmeasured(sign.routine, sign.pos, "absent", sign.name, _in_loop(system, sign))
    for sign in system.signed("mean-of-present"):
        what = sign.given("what")
        put = _nan_put(system, sign.routine, what) if what is not None else None
        if put is not None:
            yield Unmeasured(sign.routine, sign.pos, "left out", sign.name, in_slices=True, put=put)


def _in_loop(system: System, sign: Sign) -> bool:
    """Whether the figure is of one group or fold among several, here or where the function is called."""
    if _within_loop(sign.routine, sign.call):
        return True
    return any(_within_loop(caller, call) for caller, call in system.indexed.callers(sign.routine))


def _within_loop(routine: Routine, call: Call) -> bool:
    loops = (one for one in routine.every() if isinstance(one, Loop))
    return any(step is call for loop in loops for step in every(loop.body))


def _nan_put(system: System, routine: Routine, what: Term) -> int | None:
    """Where NaN is put for what could not be measured among the figures that a mean is of."""
    held = {id(one) for one in within(what) if isinstance(one, (Group, Pairs))}  # lists and dicts of figures, no tables
    for one in within(what):
        if isinstance(one, Collected) and any(_is_nan(system, each) for each in _either(one.value)):
            return routine.pos
    blocks = [handler.body for step in routine.every() if isinstance(step, Attempt) for handler in step.handlers]
    blocks += [arm for step in routine.every() if isinstance(step, Branch) for arm in (step.then, step.orelse)]
    for block in blocks:
        for step in every(block):
            if isinstance(step, Call) and step.method in ADDING and id(step.callee) in held:
                if any(_is_nan(system, each) for each in step.args):
                    return step.pos
            elif isinstance(step, SetItem) and id(step.of) in held and _is_nan(system, step.term):
                return step.pos
    return None


def _either(term: Term) -> tuple[Term, ...]:
    return term.terms if isinstance(term, Choice) else (term,)


def _is_nan(system: System, term: Term) -> bool:
    if isinstance(term, Lib):
        entry = system.conventions.call(term.path)
        return entry is not None and entry.sign == "nan"
    if isinstance(term, Result) and isinstance(term.call.callee, Lib) and term.call.callee.path == "builtins.float":
        text = term.call.args[0] if term.call.args else None
        return isinstance(text, Const) and str(text.value).lower() == "nan"
    return False
