"""Where code asks first whether a file is there: what it writes only where there is none, and where it refuses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import words
from mle_reviewer.sources.document import kind_of
from mle_reviewer.system.code.steps import Branch, Raise, Return, Step, Steps
from mle_reviewer.system.code.terms import Attr, Call, Op, Result, Term
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.system import System

_ASKS: Final = frozenset({"exists", "isfile", "is_file"})
_FUNCTIONS: Final = frozenset({"os.path.exists", "os.path.isfile"})
_MODELS: Final = frozenset({"model", "models", "artifact", "checkpoint", "weights", "bundle"})


def only_where_absent(system: System, routine: Routine, call: Call) -> bool:
    """Whether a call, or each call of the function that it stands in, is made only where a file is not there."""
    if _is_absent(system, routine.steps, call):
        return True
    callers = [(one, made) for one, made in system.indexed.callers(routine) if tier(one.path) == "code"]
    return bool(callers) and all(_is_absent(system, one.steps, made) for one, made in callers)


def behind_what_is_there(system: System, routine: Routine, call: Call) -> bool:
    """Whether a function that finds a file there gives that back (`if exists(path) and not force: return path`).

    Such a call is made once, for as long as the file is kept.
    """
    found = False
    for step in routine.steps:
        if found and _holds((step,), call):
            return True
        if isinstance(step, Branch) and any(_asked(system, one) is not None for one in _joined(step.test)):
            found = found or (bool(step.then) and isinstance(step.then[-1], Return))
    return False


def _joined(test: Term) -> Iterator[Term]:
    """The parts of a condition that all have to hold."""
    if isinstance(test, Op) and test.op == "and":
        for one in test.terms:
            yield from _joined(one)
    else:
        yield test


def refusals(system: System, routine: Routine) -> Iterator[Branch]:
    """Where a function raises because a model is there already."""
    for step in routine.every():
        if isinstance(step, Branch) and any(isinstance(one, Raise) for one in step.then):
            asked = _asked(system, step.test)
            if asked is not None and _is_of_a_model(system, asked):
                yield step


def _is_of_a_model(system: System, path: Term) -> bool:
    named = isinstance(path, Attr) and bool(_MODELS & set(words(path.name)))
    return named or any(kind_of(text) == "artifact" for text in system.spelled.spelled(path))


def _is_absent(system: System, steps: Steps, call: Call) -> bool:
    """Whether a call stands in an arm that is taken where a file is not there."""
    for step in steps:
        if isinstance(step, Branch):
            negated = isinstance(step.test, Op) and step.test.op == "not"
            asked = _asked(system, step.test.terms[0] if negated and isinstance(step.test, Op) else step.test)
            if asked is not None and _holds(step.then if negated else step.orelse, call):
                return True
        if any(_is_absent(system, block, call) for block in step.blocks()):
            return True
    return False


def _holds(steps: Steps, call: Step) -> bool:
    return any(step is call or any(_holds(block, call) for block in step.blocks()) for step in steps)


def _asked(system: System, test: Term) -> Term | None:
    """The path of which a test asks whether it is there."""
    if not isinstance(test, Result):
        return None
    call = test.call
    if call.args and _FUNCTIONS & set(system.indexed.names(call)):
        return call.args[0]
    return call.callee if call.method in _ASKS and not call.args else None
