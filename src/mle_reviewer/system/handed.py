"""Calls that are handed on to be made elsewhere: in a thread, in a worker, after the answer, from a queue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.system.code.terms import Call, Const, Group, Own, Pairs, Term
from mle_reviewer.system.handlers import Ground, named_functions

if TYPE_CHECKING:
    from mle_reviewer.knowledge.conventions import SignEntry
    from mle_reviewer.system.code.steps import Routine

_LATER = frozenset({"background", "in-worker"})


def handed(system: Ground, call: Call) -> Iterator[tuple[Routine, Call]]:
    """The functions that a call hands on, each with the call that will be made of it; of an object, what answers it."""
    later = made_later(system, call)
    if later is not None:
        found = (*named_functions(system, later.callee), *system.indexed.own(later))
        for routine in {(one.path, one.function): one for one in found}.values():
            yield routine, later


def made_later(system: Ground, call: Call) -> Call | None:
    """The call that will be made of what a call hands on; None where it hands on nothing."""
    if not call.args and not call.kwargs:
        return None
    entry = _later(system, call)
    if entry is None:
        return None
    slot = entry.slots.get("handler")
    if not isinstance(slot, str):  # a task is asked to run itself: `task.delay(…)`
        functions, args, kwargs = call.callee, call.args, call.kwargs
        if not isinstance(functions, Own):
            return None
    else:
        place = entry.params.index(slot) if slot in entry.params else None
        given = call.given(slot, place)
        if given is None:
            return None
        functions = given
        args = call.args[place + 1 :] if place is not None else ()
        kwargs = tuple((key, value) for key, value in call.kwargs if key != slot)
    positional, named = _slot(entry, call, "args"), _slot(entry, call, "kwargs")
    if isinstance(positional, Group):
        args = positional.items
    if isinstance(named, Pairs):
        keys = (key.value if isinstance(key, Const) else None for key in named.keys)
        kwargs = tuple(zip((key if isinstance(key, str) else None for key in keys), named.values, strict=True))
    return Call(call.pos, functions, None, tuple(args), kwargs)


def _later(system: Ground, call: Call) -> SignEntry | None:
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
