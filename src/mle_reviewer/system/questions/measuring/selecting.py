"""By which figure a program chooses: what searches score by, and what callbacks keep the best model by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import same
from mle_reviewer.system.code.meaning import OwnThing, Thing
from mle_reviewer.system.code.steps import Routine
from mle_reviewer.system.code.terms import Call, Own, Result, Term, within

if TYPE_CHECKING:
    from mle_reviewer.system.reaching import How
    from mle_reviewer.system.system import System

_SLOTS: Final = ("scoring", "monitor")


@dataclass(frozen=True, slots=True)
class Selection:
    """A choice by a figure: how it is spelled ("" for a score of the repository's own), and what chooses."""

    spelled: str
    figure: str  # as knowledge/measures.py calls it; "" where it is not known
    by: str  # the library's class or function
    routine: Routine
    call: Call
    how: How | None
    own: OwnThing | None = None  # the function of the repository that scores

    @property
    def path(self) -> str:
        """The document."""
        return self.routine.path


def selections(system: System) -> tuple[Selection, ...]:
    """Every choice in code."""
    return system.once(_selections)


def _selections(system: System) -> tuple[Selection, ...]:
    return tuple(one for routine in system.routines() for call in routine.calls() for one in _of(system, routine, call))


def _of(system: System, routine: Routine, call: Call) -> Iterator[Selection]:
    for thing in system.indexed.targets(call):
        owner = system.table.find_class(thing.path) if isinstance(thing, Thing) and not thing.made else None
        if owner is None or owner.making.slots.get("restore_best") is False:
            continue
        for slot in _SLOTS:
            named = owner.making.slots.get(slot)
            given = _given(call, named, owner.making.params) if isinstance(named, str) else None
            if given is not None:
                yield from _chosen(system, routine, call, given, thing.path)
        return


def _given(call: Call, name: str, params: tuple[str, ...]) -> Term | None:
    return call.given(name, params.index(name) if name in params else None)


def _chosen(system: System, routine: Routine, call: Call, given: Term, by: str) -> Iterator[Selection]:
    how = system.reached.how(routine)
    values = system.indexed.constants(given)
    if len(values) == 1 and isinstance(values[0], str):
        yield Selection(values[0], same(values[0]), by, routine, call, how)
        return
    for scorer in (one for one in within(given) if isinstance(one, Own)):
        for thing in system.indexed.things(scorer):
            if isinstance(thing, OwnThing) and thing.kind == "function":
                yield Selection("", "", by, routine, call, how, thing)
                return
    for made in (one for one in within(given) if isinstance(one, Result)):
        for arg in made.call.args[:1]:
            for thing in system.indexed.things(arg):
                if isinstance(thing, Thing):
                    name = thing.path.rpartition(".")[2]
                    yield Selection(name, same(name), by, routine, call, how)
                    return
