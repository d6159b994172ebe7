"""Functions that would write a prediction down, and that nothing calls."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.system.questions.flowing import field_names, spoken
from mle_reviewer.system.questions.records import (
    INSERT,
    KEY,
    PREDICTION,
    TIME,
    columns_of,
    kind_of,
    texts_of,
    written_of,
)

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.code.terms import Call
    from mle_reviewer.system.system import System


def unused(system: System) -> tuple[tuple[Routine, Call], ...]:
    """Functions that would write a prediction of their parameters to a store, and that nothing calls."""
    return system.once(_unused)


def _unused(system: System) -> tuple[tuple[Routine, Call], ...]:
    found: list[tuple[Routine, Call]] = []
    for routine in system.routines("code"):
        called = system.indexed.callers(routine) or system.reached.how(routine) is not None
        if routine.function < 0 or called or not PREDICTION.search(routine.name.lower()):
            continue
        for call in routine.calls():
            names = set(_plain_names(system, call)) if kind_of(system, call) == "store" else set()
            whole = [name.lower() for name in names]
            told = any(PREDICTION.search(name) for name in whole)
            if told and any(KEY.search(name) for name in names) and any(TIME.search(name) for name in whole):
                found.append((routine, call))
                break
    return tuple(found)


def _plain_names(system: System, call: Call) -> Iterator[str]:
    for term in written_of(call):
        yield from field_names(term)
        for one in spoken(term):
            yield from (word for text in texts_of(system, one) if INSERT.match(text) for word in columns_of(text))
