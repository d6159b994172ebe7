"""Constants that are hashed or encrypted and verified in one function: a self test of the hashing, no credential."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.steps import Assign
from mle_reviewer.system.code.terms import Call, Const, Result, Term, within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.system import System

_SIGN: Final = "hash-password"
_ENCODES: Final = "encode"
_DEEPEST: Final = 3  # functions of one's own around what hashes


def tried_out(system: System, path: str, value: str) -> bool:
    """Whether every place of a document that speaks of a constant hashes it, or verifies what was made of it there."""
    if value not in system.once(_tried).get(path, ()):
        return False
    module = system.indexed.module(path)
    return module is not None and not any(_goes_elsewhere(system, one, value) for one in module.routines())


def _tried(system: System) -> dict[str, set[str]]:
    """The texts of each document that a call takes together with what was made of them in the same function."""
    found: dict[str, set[str]] = {}
    for routine in system.routines("code") if any(True for _ in system.signed(_SIGN)) else ():
        for call in routine.calls():
            texts = {one.value for one in _arguments(call) if isinstance(one, Const) and isinstance(one.value, str)}
            made = [one.call for one in _arguments(call) if isinstance(one, Result)]
            for text in texts:
                of_it = (one for one in made if _takes(one, text) and _hashes(system, one, 0))
                if next(of_it, None) is not None and _hashes(system, call, 0):
                    found.setdefault(routine.path, set()).add(text)
    return found


def _goes_elsewhere(system: System, routine: Routine, text: str) -> bool:
    """Whether a function does something else with a constant: it asks another function, compares, keeps or returns."""
    for step in routine.every():
        if isinstance(step, Assign) and routine.function >= 0:
            continue  # a name of its own
        if isinstance(step, Call) and step.method == _ENCODES:
            continue  # what it gives is looked at where it goes
        named = any(_is(one, text) for term in step.terms() for one in _plain(term))
        if named and not (isinstance(step, Call) and _hashes(system, step, 0)):
            return True
    return False


def _plain(term: Term) -> Iterator[Term]:
    """What a term is made of, calls left out but for the encoding of a text."""
    for one in within(term, calls=False):
        yield one
        if isinstance(one, Result) and one.call.method == _ENCODES:
            yield one.call.callee


def _takes(call: Call, text: str) -> bool:
    return any(_is(one, text) for one in _arguments(call))


def _arguments(call: Call) -> tuple[Term, ...]:
    """What a call is given; of a text that is encoded first, the text."""
    some = (*call.args, *(value for _, value in call.kwargs))
    return tuple(one.call.callee if isinstance(one, Result) and one.call.method == _ENCODES else one for one in some)


def _is(term: Term, text: str) -> bool:
    return isinstance(term, Const) and term.value in {text, text.encode()}


def _hashes(system: System, call: Call, depth: int) -> bool:
    """Whether a call hashes, encrypts or verifies, itself or by a function of the repository."""
    for name in system.indexed.names(call):
        entry = system.conventions.call(name)
        if entry is not None and entry.sign == _SIGN:
            return True
    if depth >= _DEEPEST:
        return False
    return any(_hashes(system, inner, depth + 1) for own in system.indexed.own(call) for inner in own.calls())
