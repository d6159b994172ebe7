"""The classes of networks that a tree defines, with the functions that stand in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.code.modules import Class
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.system import System

_GROUND = frozenset({"code", "example"})


@dataclass(frozen=True, slots=True)
class Owned:
    """One class of networks: an instance of it, and its methods by their names."""

    thing: OwnThing
    known: Class
    methods: tuple[tuple[str, Routine], ...]

    def method(self, name: str) -> Routine | None:
        """A method of its own."""
        return next((routine for one, routine in self.methods if one == name), None)


def owned(system: System) -> tuple[Owned, ...]:
    """The classes of networks of code, examples and notebooks."""
    return system.once(_owned)


def _owned(system: System) -> tuple[Owned, ...]:
    return tuple(_each(system))


def _each(system: System) -> Iterator[Owned]:
    for path in (*system.code, *system.notebooks):
        module = system.indexed.module(path) if tier(path) in _GROUND else None
        for index, code in enumerate(module.code.classes) if module is not None else ():
            thing = OwnThing(path, code.qualname, "class", index, made=True)
            if module is None or not system.networks.is_network(thing):
                continue
            known = module.class_(index)
            if known is None:
                continue
            yield Owned(thing, known, tuple((name, module.routine(one)) for name, one in known.methods.items()))
