"""Signs: the calls, classes and commands of a tree that convention pages know, bound to what they are given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mle_reviewer.system.code.meaning import OwnThing, Thing
from mle_reviewer.system.code.steps import Call, Routine
from mle_reviewer.system.code.terms import Const, Term
from mle_reviewer.system.code.world import World

if TYPE_CHECKING:
    from mle_reviewer.knowledge.conventions import Conventions, SignEntry


@dataclass(frozen=True, slots=True)
class Sign:
    """A call that is a sign of something: which function of a library it is, and where it stands."""

    sign: str
    name: str  # the dotted path of what is called
    call: Call
    routine: Routine
    entry: SignEntry

    @property
    def path(self) -> str:
        """The document."""
        return self.routine.path

    @property
    def pos(self) -> int:
        """The packed position."""
        return self.call.pos

    def given(self, slot: str) -> Term | None:
        """What the call is given for a slot of its page."""
        named = self.entry.slots.get(slot)
        for one in named if isinstance(named, list) else (named,):
            if isinstance(one, str) and one.startswith("="):
                return Const(one[1:])
            if isinstance(one, str):
                place = self.entry.params.index(one) if one in self.entry.params else None
                found = self.call.given(one, place)
                if found is not None:
                    return found
        return None


@dataclass(frozen=True, slots=True)
class Shape:
    """A class of the repository that stands on one that a page knows."""

    sign: str
    base: str
    thing: OwnThing

    @property
    def path(self) -> str:
        """The document."""
        return self.thing.path


def signs_of(routine: Routine, world: World, conventions: Conventions) -> Iterator[Sign]:
    """The signs among the calls of a routine."""
    for call in routine.calls():
        for name in world.names(call):
            entry = conventions.call(name)
            if entry is None and call.method is not None:
                entry = conventions.call(f"*.{call.method}")
            if entry is not None:
                yield Sign(entry.sign, name, call, routine, entry)
                break


def shapes_of(path: str, world: World, conventions: Conventions) -> Iterator[Shape]:
    """The classes of a document that stand on a class that a page knows."""
    module = world.module(path)
    for index, code in enumerate(module.code.classes) if module is not None else ():
        if not code.bases:
            continue
        thing = OwnThing(path, code.qualname, "class", index)
        for base in world.bases(thing)[1:]:
            sign = conventions.bases.get(base.path) if isinstance(base, Thing) else None
            if sign is not None and isinstance(base, Thing):
                yield Shape(sign, base.path, thing)
                break
