"""Functions that are handed on to run later, with what they will be given: background tasks, threads, queues."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.system.code.steps import Routine
from mle_reviewer.system.code.terms import Call, Const, Group, Own, Pairs, Param, Term
from mle_reviewer.system.handlers import named_functions

if TYPE_CHECKING:
    from mle_reviewer.knowledge.conventions import SignEntry
    from mle_reviewer.system.system import System

_LATER = frozenset({"background", "in-worker"})


class Handing:
    """What functions are given by those who hand them on instead of calling them."""

    def __init__(self, system: System) -> None:
        self.system = system
        self._given: dict[tuple[str, int], list[Call]] = {}
        for routine in system.routines("code"):
            for call in routine.calls():
                for one, later in handed(system, call):
                    self._given.setdefault((one.path, one.function), []).append(later)

    def given(self, param: Param) -> tuple[Term, ...]:
        """What a parameter will be given."""
        calls = self._given.get((param.path, param.function), ())
        module = self.system.indexed.module(param.path) if calls else None
        if module is None:
            return ()
        code = module.code.functions[param.function]
        params = code.params[1:] if code.owner is not None and "staticmethod" not in code.decorators else code.params
        if params and code.owner is None and params[0] == "self":  # a task that is bound to its queue
            params = params[1:]
        place = params.index(param.name) if param.name in params else None
        return tuple(term for call in calls if (term := call.given(param.name, place)) is not None)


def handing(system: System) -> Handing:
    """What functions are given later, worked out once."""
    return system.once(Handing)


def handed(system: System, call: Call) -> Iterator[tuple[Routine, Call]]:
    """The functions that a call hands on, each with the call that will be made of it."""
    if not call.args and not call.kwargs:
        return
    entry = _later(system, call)
    if entry is None:
        return
    slot = entry.slots.get("handler")
    if not isinstance(slot, str):  # a task is asked to run itself: `task.delay(…)`
        functions, args, kwargs = call.callee, call.args, call.kwargs
        if not isinstance(functions, Own):
            return
    else:
        place = entry.params.index(slot) if slot in entry.params else None
        given = call.given(slot, place)
        if given is None:
            return
        functions = given
        args = call.args[place + 1 :] if place is not None else ()
        kwargs = tuple((key, value) for key, value in call.kwargs if key != slot)
    positional, named = _slot(entry, call, "args"), _slot(entry, call, "kwargs")
    if isinstance(positional, Group):
        args = positional.items
    if isinstance(named, Pairs):
        keys = (key.value if isinstance(key, Const) else None for key in named.keys)
        kwargs = tuple(zip((key if isinstance(key, str) else None for key in keys), named.values, strict=True))
    for routine in named_functions(system, functions):
        yield routine, Call(call.pos, functions, None, tuple(args), kwargs)


def _later(system: System, call: Call) -> SignEntry | None:
    for name in system.indexed.names(call):
        entry = system.conventions.call(name)
        if entry is not None and entry.sign in _LATER:
            return entry
    return None


def _slot(entry: SignEntry, call: Call, slot: str) -> Term | None:
    name = entry.slots.get(slot)
    if not isinstance(name, str):
        return None
    return call.given(name, entry.params.index(name) if name in entry.params else None)
