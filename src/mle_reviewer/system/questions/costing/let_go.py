"""What keeps a container of a process from growing: a function that trims it, keys of a set that is fixed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.steps import Branch, Raise, Return
from mle_reviewer.system.code.terms import (
    Attr,
    Collected,
    Const,
    Global,
    Group,
    Op,
    Pairs,
    Param,
    Result,
    Term,
    Text,
    within,
)
from mle_reviewer.system.questions.answering.flowing import spoken
from mle_reviewer.system.questions.answering.predicting import loads_model

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.code.terms import Call
    from mle_reviewer.system.questions.answering.predicting import Entered
    from mle_reviewer.system.system import System

LETTING_GO: Final = frozenset({"pop", "clear", "popleft", "popitem", "remove", "discard"})
_DEEPEST: Final = 3


def plain(term: Term) -> Term:
    """What a name of a module stands for."""
    return term.term if isinstance(term, Global) else term


def asks_size(test: Term, into: Term) -> bool:
    """Whether a condition asks how much a container holds."""
    return any(
        isinstance(one, Result) and getattr(one.call.callee, "path", "") == "builtins.len"
        and any(plain(given) is into for given in one.call.args) for one in within(test)
    )  # fmt: skip


def trimmed(system: System, call: Call, into: Term, depth: int = 0) -> bool:
    """Whether a container is handed to a function that takes something out of it."""
    if not any(plain(term) is into for term in call.terms()[1:]):
        return False
    for routine in system.indexed.own(call) if depth < _DEEPEST else ():
        module = system.indexed.module(routine.path)
        static = module is not None and "staticmethod" in module.code.functions[routine.function].decorators
        params = routine.params[1:] if routine.owner is not None and not static else routine.params
        for place, name in enumerate(params):
            given = call.given(name, place)
            if given is not None and plain(given) is into and _lets_go(system, routine, name, depth):
                return True
    return False


def _lets_go(system: System, routine: Routine, name: str, depth: int) -> bool:
    """Whether a function takes something out of what it is given under a name."""
    here = routine.path, routine.function
    terms = {
        id(one): one
        for step in routine.every() for term in step.terms() for one in within(term)
        if isinstance(one, Param) and (one.path, one.function, one.name) == (*here, name)
    }  # fmt: skip
    for one in routine.calls():
        if id(one.callee) in terms and one.method in LETTING_GO:
            return True
        if any(id(term) in terms and trimmed(system, one, term, depth + 1) for term in one.args):
            return True
    return re.search(rf"\bdel\s+{re.escape(name)}\[", system.reader.source(routine.path)) is not None


def stored(system: System, term: Term, depth: int = 0) -> bool:
    """Whether what is kept was read from storage, itself or by the function that gives it."""
    for one in spoken(plain(term)):
        if not isinstance(one, Result):
            continue
        loads = any(entry.effect in {"load", "restore"} for entry in system.indexed.entries(one.call))
        if loads or loads_model(system, one.call):
            return True
        given = [each for own in system.indexed.own(one.call) for each in own.returned()] if depth < _DEEPEST else []
        if any(stored(system, each, depth + 1) for each in given):
            return True
    return False


def admitted(entered: Entered, key: Term) -> bool:
    """Whether only keys come here that something fixed holds: `if kind not in KINDS: raise`."""
    if isinstance(key, Text):
        return all(isinstance(part, str) or _let_in(entered, part) for part in key.parts)
    return _let_in(entered, key)


def _let_in(entered: Entered, key: Term) -> bool:
    one: Entered | None = entered
    while one is not None:
        if any(_admits(step, key) for step in one.routine.every() if isinstance(step, Branch)):
            return True
        if not isinstance(key, Param) or one.call is None or one.by is None:
            return False
        params = one.routine.params
        place = params.index(key.name) if key.name in params else 0
        given = one.call.given(key.name, place - (one.routine.owner is not None))
        if given is None:
            return False
        key, one = given, one.by
    return False


def _admits(step: Branch, key: Term) -> bool:
    for one in within(step.test, calls=False):
        if isinstance(one, Op) and one.op in {"in", "not in"} and len(one.terms) > 1 and _fixed(one.terms[1]):
            ends = one.op == "in" or any(isinstance(last, (Raise, Return)) for last in step.then[-1:])
            if ends and _alike(one.terms[0], key):
                return True
    return False


def _fixed(term: Term) -> bool:
    """Whether what may be held is written down, or worked out once of what is there when the module is read."""
    whole = plain(term)
    match whole:
        case Group(items=items) | Pairs(keys=items):
            return bool(items) and all(isinstance(one, Const) for one in items)
        case Collected(of=of):
            return isinstance(term, Global) or isinstance(of, Global) or _fixed(of)
        case _:
            return False


def _alike(one: Term, other: Term) -> bool:
    if isinstance(one, Param) and isinstance(other, Param):
        return (one.path, one.function, one.name) == (other.path, other.function, other.name)
    if isinstance(one, Attr) and isinstance(other, Attr):
        return one.name == other.name and _alike(one.of, other.of)
    return one is other
