"""What is entered on a page that asks a model: its fields, and which of them are held to ranges or choices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.questions.values.coming import coming

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Call, Routine
    from mle_reviewer.system.questions.answering.predicting import Path
    from mle_reviewer.system.system import System

_FIELDS: Final = frozenset({"page-field", "script-page"})


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a page."""

    routine: Routine
    call: Call
    bounded: bool


def fields_entered(system: System, path: Path) -> tuple[Field, ...]:
    """The fields of the page that a handler answers for: those whose values the model is asked with.

    Where a callback is handed what is entered (`Interface(f, inputs)`), the fields of its document.
    """
    found: list[Field] = []
    documents = {start.path for start in path.handler.starts}
    documents |= {one.routine.path for one in path.entered} if path.handler.kind == "page" else set()
    for document in sorted(documents):
        module = system.indexed.module(document)
        for routine in module.routines() if module is not None else ():
            for call in routine.calls():
                bounds = _bounds(system, call)
                if bounds is not None:
                    found.append(Field(routine, call, bounded=bounds))
    if path.handler.kind != "page":
        return tuple(found)
    asked = [term for one in path.predicts for term in (*one.call.args, *(value for _, value in one.call.kwargs))]
    came = {id(call) for call in coming(system, asked).calls}
    return tuple(one for one in found if id(one.call) in came)


def _bounds(system: System, call: Call) -> bool | None:
    """Whether a field states bounds; None for what is no field with a value that could have any."""
    for name in system.indexed.names(call):
        entry = system.conventions.call(name)
        slots = entry.slots.get("bounds") if entry is not None and entry.sign in _FIELDS else None
        if entry is not None and slots:
            names = slots if isinstance(slots, (tuple, list)) else (slots,)
            places = {one: entry.params.index(one) if one in entry.params else None for one in names}
            return all(call.given(one, place) is not None for one, place in places.items())
    return None
