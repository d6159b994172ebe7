"""What is done only where it has not been done before: calls behind a guard, a cache or a missing name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.system.code.steps import Attempt, Branch, Handler, Return, Routine, Steps
from mle_reviewer.system.code.terms import Attr, Call, Const, Global, Op, Result, Self, Term, within

_THERE: Final = frozenset({"exists", "isfile", "is_file"})


def calls_of(routine: Routine) -> Iterator[tuple[Call, bool]]:
    """The calls of a function; True where they are made only if something is not there yet."""
    yield from _calls(routine.steps, guarded=False)


def _calls(steps: Steps, *, guarded: bool) -> Iterator[tuple[Call, bool]]:
    for step in steps:
        if isinstance(step, Call):
            yield step, guarded
        elif isinstance(step, Branch):
            absent = asks_absence(step.test)
            yield from _calls(step.then, guarded=guarded or absent)
            # `if exists(path): load(path)`: what fetches it otherwise is done where it is not there
            yield from _calls(step.orelse, guarded=guarded or absent or _asks_file(step.test))
            # `if model is not None: return model`: what follows is done the first time only
            guarded = guarded or (absent and _ends(step.then)) or gives_what_is_there(step)
        elif isinstance(step, Attempt):
            yield from _calls(step.body, guarded=guarded)
            for caught in step.handlers:
                yield from _calls(caught.body, guarded=guarded or _missing(caught))
            for block in (step.orelse, step.final):
                yield from _calls(block, guarded=guarded)
        else:
            for block in step.blocks():
                yield from _calls(block, guarded=guarded)


def _missing(caught: Handler) -> bool:
    return any(word in caught.types for word in ("AttributeError", "KeyError", "NameError", "LookupError"))


def _ends(steps: Steps) -> bool:
    return bool(steps) and isinstance(steps[-1], Return)


def gives_what_is_there(step: Branch) -> bool:
    """Whether something that outlives the call is asked for and given back where it is there: `if x: return x`."""
    last = step.then[-1] if step.then else None
    return isinstance(last, Return) and last.term is not None and _same_place(step.test, last.term)


def _same_place(one: Term, other: Term) -> bool:
    """Whether two terms are one name of a module, or one attribute or entry of it or of the object itself."""
    match one, other:
        case (Global(), Global()):
            return (one.path, one.name) == (other.path, other.name)
        case (Self(), Self()):
            return True
        case (Attr(), Attr()):
            return one.name == other.name and _same_place(one.of, other.of)
        case _:
            return False


def asks_absence(test: Term) -> bool:
    """Whether a condition asks if something is there already: `x is None`, `not x`, `key not in store`, `hasattr`."""
    for term in within(test, calls=False):
        if isinstance(term, Op):
            if term.op in {"not", "in", "not in"}:
                return True
            nothing = any(isinstance(one, Const) and one.value is None for one in term.terms)
            if term.op in {"is", "is not", "==", "!="} and nothing:
                return True
        if isinstance(term, Result) and _is_hasattr(term.call):
            return True
    return False


def _asks_file(test: Term) -> bool:
    """Whether a condition asks if a file is there."""
    return any(
        isinstance(one, Result)
        and (one.call.method in _THERE or getattr(one.call.callee, "path", "").rpartition(".")[2] in _THERE)
        for one in within(test)
    )


def _is_hasattr(call: Call) -> bool:
    return getattr(call.callee, "path", "") in {"builtins.hasattr", "builtins.getattr"}
