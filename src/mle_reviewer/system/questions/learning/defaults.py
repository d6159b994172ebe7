"""Functions that write into their default settings, and are called without settings of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mle_reviewer.system.code.steps import Call, Routine, SetItem
from mle_reviewer.system.code.terms import Const, Pairs, Param, Term
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.system import System


@dataclass(frozen=True, slots=True)
class DefaultWritten:
    """A function that writes under a fixed key into the dict that is its default, and a call that leaves it out."""

    routine: Routine
    param: Param
    step: SetItem
    caller: Routine
    call: Call


def defaults_written(system: System, routine: Routine) -> Iterator[DefaultWritten]:
    """Dicts that say something as a default and are written into: the next call begins with what this one left."""
    names = routine.params[1:] if routine.owner is not None else routine.params
    seen: set[str] = set()
    for step in routine.every():
        if not isinstance(step, SetItem) or not isinstance(step.of, Param) or not isinstance(step.key, Const):
            continue
        param = step.of
        if param.name in seen or param.function != routine.function or not _is_full(param.default):
            continue
        place = names.index(param.name) if param.name in names else None
        for caller, call in system.indexed.callers(routine):
            left_out = call.given(param.name, place) is None and not call.starred
            if left_out and tier(caller.path) == "code" and not any(name is None for name, _ in call.kwargs):
                seen.add(param.name)
                yield DefaultWritten(routine, param, step, caller, call)
                break


def _is_full(default: Term | None) -> bool:
    """Whether a default is a dict that says something; an empty one is where a function keeps what it knows."""
    return isinstance(default, Pairs) and bool(default.keys)
