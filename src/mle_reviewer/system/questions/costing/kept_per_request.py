"""What a process keeps of each request: containers of modules, caches without bounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.steps import Assign, Branch, SetItem, every
from mle_reviewer.system.code.terms import Const, Group, Op, Pairs, Param, Result, Term, Text, within
from mle_reviewer.system.questions.answering.predicting import Path
from mle_reviewer.system.questions.costing.let_go import LETTING_GO, admitted, asks_size, plain, stored, trimmed
from mle_reviewer.system.questions.values.fewness import Few

if TYPE_CHECKING:
    from mle_reviewer.system.questions.answering.predicting import Entered
    from mle_reviewer.system.system import System

_TAKING: Final = frozenset({"append", "extend", "add", "insert", "appendleft", "setdefault"})
_MAKES: Final = frozenset({"builtins.list", "builtins.dict", "builtins.set", "collections.defaultdict"})


def containers(system: System, path: str) -> dict[int, str]:
    """The lists, dicts and sets that the top level of a module makes empty, by name."""
    module = system.indexed.module(path)
    found: dict[int, str] = {}
    for step in module.top().every() if module is not None else ():
        if isinstance(step, Assign) and _is_empty(step.term):
            found[id(step.term)] = step.name
    return found


def _is_empty(term: Term) -> bool:
    if isinstance(term, Group):
        return term.kind in {"list", "set"} and not term.items
    if isinstance(term, Pairs):
        return not term.keys
    made = term.call if isinstance(term, Result) else None
    return made is not None and getattr(made.callee, "path", "") in _MAKES


def taking(system: System, entered: Entered, few: Few) -> Iterator[tuple[int, Term]]:
    """Where a function puts something of its own into something: a value, or one under a key that is not fixed.

    What is read from storage under a key is there once for each file that the storage holds.
    """
    routine = entered.routine
    for step in routine.every():
        if not isinstance(step, SetItem) or isinstance(step.term, Op):  # one number for each of some kinds
            continue
        if _varies(step.key, few) and not stored(system, step.term) and not admitted(entered, step.key):
            yield step.pos, plain(step.of)
    for call in routine.calls():
        keyed = call.method in {"setdefault", "add"}
        if call.method in _TAKING and call.args and not (keyed and not _varies(call.args[0], few)):
            yield call.pos, plain(call.callee)


def _varies(key: Term, few: Few) -> bool:
    """Whether a key is another for each request: made of what came with it, and not one of a few."""
    if few.values(key):
        return False
    return isinstance(key, Text) or any(isinstance(one, (Param, Result)) for one in within(key))


def bounded(system: System, path: str, into: Term, name: str) -> bool:
    """Whether anything lets something go, begins anew, or asks how much there is."""
    for document in (path, *system.imports.get(path, ())):
        module = system.indexed.module(document)
        text = system.reader.source(document)
        if re.search(rf"\bdel\s+(?:\w+\.)?{re.escape(name)}\b", text):
            return True
        for routine in module.routines() if module is not None else ():
            if document == path and name in routine.elsewhere and any(
                isinstance(step, Assign) and step.name == name for step in routine.every()
            ):  # fmt: skip
                return True
            for call in routine.calls():
                if (call.method in LETTING_GO and plain(call.callee) is into) or trimmed(system, call, into):
                    return True
            if any(asks_size(step.test, into) for step in every(routine.steps) if isinstance(step, Branch)):
                return True
            if any(isinstance(s, SetItem) and plain(s.of) is into and isinstance(s.key, Group)
                   for s in routine.every()):  # fmt: skip
                return True
    return False


def cached(system: System, path: Path, entered: Entered, said: set[int]) -> Iterator[tuple[int, str]]:
    """Where functions are called whose results are kept for ever, one for each thing that a request may bring."""
    for call in entered.routine.calls():
        brings = entered.routine is path.handler.first and any(
            isinstance(one, Param) and one.function == entered.routine.function
            for given in (*call.args, *(value for _, value in call.kwargs)) for one in within(given)
        )  # fmt: skip
        for own in system.indexed.own(call) if brings else ():
            if id(own) not in said and any(_boundless(system, one) for one in own.decorators):
                said.add(id(own))
                yield call.pos, f"what `{own.name}` gave (its cache has no bounds)"


def _boundless(system: System, decorator: Term) -> bool:
    call = decorator.call if isinstance(decorator, Result) else None
    names = system.indexed.names(call) if call is not None else (getattr(decorator, "path", ""),)
    for name in names:
        known = system.conventions.call(name)
        most = known.slots.get("most") if known is not None and known.sign == "made-once" else None
        if most == "=any":
            return True
        given = call.given(most, 0) if call is not None and isinstance(most, str) else None
        if isinstance(given, Const) and given.value is None:
            return True
    return False
