"""Where training is stopped by rows that a caller hands over as its test part, and asks the model for afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.steps import Call, Routine
from mle_reviewer.system.code.terms import Param, Term, within
from mle_reviewer.system.doing import predicts
from mle_reviewer.system.questions.measuring.kept_out import Parts
from mle_reviewer.system.questions.measuring.selecting import Selection, selections

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_FITS: Final = frozenset({"fit", "partial-fit", "train"})
_MOST: Final = 6


@dataclass(frozen=True, slots=True)
class Steered:
    """A fit that stops by the test part of a caller: where it is handed over, and where the model answers for it."""

    routine: Routine
    call: Call
    name: str
    by: Routine
    by_pos: int
    asked_pos: int


def steered(system: System) -> tuple[Steered, ...]:
    """Every such fit of a function that is given the part which it validates on."""
    return system.once(_steered)


def _steered(system: System) -> tuple[Steered, ...]:
    stopping = {(one.routine.path, one.routine.function) for one in selections(system) if _watches(system, one)}
    found = []
    for routine in system.routines():
        if (routine.path, routine.function) in stopping:
            for call in routine.calls():
                for param in _validating(system, call):
                    found += list(_of_callers(system, routine, call, param))[:1]
    return tuple(found)


def _watches(system: System, one: Selection) -> bool:
    """Whether it is training itself that is watched, and no search that is scored."""
    owner = system.table.find_class(one.by)
    return owner is not None and bool(owner.making.slots.get("monitor"))


def _validating(system: System, call: Call) -> Iterator[Param]:
    """The parameters that a fit validates on."""
    for entry in system.indexed.entries(call):
        named = entry.slots.get("validation") if entry.effect in _FITS else None
        for name in (named,) if isinstance(named, str) else tuple(named) if isinstance(named, list) else ():
            given = call.given(name, entry.params.index(name) if name in entry.params else None)
            some = within(given, calls=False) if given is not None else ()
            yield from (one for one in some if isinstance(one, Param))


def _of_callers(system: System, routine: Routine, fit: Call, param: Param) -> Iterator[Steered]:
    if param.name not in routine.params:
        return
    parts, place = system.once(Parts), routine.params.index(param.name) - (routine.owner is not None)
    for who, call in system.indexed.callers(routine)[:_MOST]:
        given = call.given(param.name, place if place >= 0 else None)
        said = list(parts.parts(who, given)) if given is not None else []
        name = next((name for part, name, _ in said if part == "test"), "")
        asked = _asked(system, who, call, given) if name and given is not None else 0
        if asked:
            yield Steered(routine, fit, name, who, call.pos, asked)


def _asked(system: System, routine: Routine, behind: Call, part: Term) -> int:
    """Where a model answers for the same rows later on."""
    for call in routine.calls():
        if call.pos > behind.pos and predicts(system.indexed, call):
            given = (*call.args, *(value for _, value in call.kwargs))
            if any(one is part for term in given for one in within(term)):
                return call.pos
    return 0
