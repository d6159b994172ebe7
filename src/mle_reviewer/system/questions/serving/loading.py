"""Which model a service loads: every load on the way of a request or where its process starts, and from where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mle_reviewer.system.code.steps import Routine
from mle_reviewer.system.code.terms import Call, Term
from mle_reviewer.system.questions.answering.predicting import fits, loads_model, predictions

if TYPE_CHECKING:
    from mle_reviewer.system.system import System


@dataclass(frozen=True, slots=True)
class Load:
    """One load of a model: where it stands, what names the model, and which handler brings it up."""

    call: Call
    routine: Routine
    path: Term | None
    by: Routine
    why: str


def served_loads(system: System) -> Iterator[Load]:
    """The loads in the documents of each prediction path; documents that train load models for themselves."""
    seen: set[int] = set()
    for path in predictions(system):
        first = path.handler.first
        documents = {one.routine.path for one in path.entered} | {one.path for one in path.handler.sets}
        why = f"`{path.handler.name}` answers with what a model predicts"
        for document in sorted(documents):
            module = system.indexed.module(document)
            routines = tuple(module.routines()) if module is not None else ()
            if any(fits(system, call) for routine in routines for call in routine.calls()):
                continue
            for routine in routines:
                for call in routine.calls():
                    if id(call) not in seen and loads_model(system, call):
                        seen.add(id(call))
                        yield Load(call, routine, loaded_from(system, call), first, why)


def loaded_from(system: System, call: Call) -> Term | None:
    """What names the model that a call loads."""
    for name in system.indexed.names(call):
        entry = system.conventions.call(name)
        slot = entry.slots.get("path") if entry is not None else None
        if isinstance(slot, str) and entry is not None:
            place = entry.params.index(slot) if slot in entry.params else None
            return call.given(slot, place)
    for known in system.indexed.entries(call):
        slot = known.slots.get("path")
        if isinstance(slot, str) and slot in known.params:
            return call.given(slot, known.params.index(slot))
    return call.args[0] if call.args else None
