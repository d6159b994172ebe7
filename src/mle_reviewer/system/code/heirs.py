"""Who carries out what a class only declares: methods of classes that stand on it, or that fit a protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import Meaning, OwnThing, Thing
from mle_reviewer.system.code.steps import Raise, Routine
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FEW: Final = 4  # classes that carry a method out: more, and nobody can say which is meant
_PROTOCOLS: Final = frozenset({"typing.Protocol", "typing_extensions.Protocol"})


class Heirs:
    """The classes of a tree by those that they stand on, worked out when something is first only declared."""

    def __init__(self, world: Meaning, paths: Iterable[str]) -> None:
        self._world = world
        self._paths = tuple(one for one in paths if tier(one) == "code")  # stand-ins of tests carry out nothing
        self._classes: tuple[OwnThing, ...] | None = None
        self._known: dict[tuple[str, int], tuple[Routine, ...]] = {}

    def carried_out(self, routines: tuple[Routine, ...]) -> tuple[Routine, ...]:
        """The functions, and beside each method that is only declared those that carry it out."""
        if not any(declared(one) for one in routines):
            return routines
        found: dict[tuple[str, int], Routine] = {}
        for one in routines:
            for routine in (one, *(self._carrying(one) if declared(one) else ())):
                found.setdefault((routine.path, routine.function), routine)
        return tuple(found.values())

    def _carrying(self, routine: Routine) -> tuple[Routine, ...]:
        key = routine.path, routine.function
        if key not in self._known:
            self._known[key] = ()  # a method that is looked up again meanwhile
            found = {(one.path, one.function): one for one in self._methods(routine)}
            self._known[key] = tuple(found.values()) if len(found) <= _FEW else ()
        return self._known[key]

    def _methods(self, routine: Routine) -> Iterator[Routine]:
        if routine.owner is None:
            return
        name = routine.name.rpartition(".")[2]
        for heir in self._heirs(OwnThing(routine.path, routine.name.rpartition(".")[0], "class", routine.owner)):
            method = self._world.method(heir, name)
            found = self._world.routine(method) if isinstance(method, OwnThing) else None
            if found is not None and not declared(found):
                yield found

    def _heirs(self, of: OwnThing) -> Iterator[OwnThing]:
        bases = self._world.bases(of)
        protocol = any(isinstance(one, Thing) and one.path in _PROTOCOLS for one in bases)
        known = self._world.class_of(of)
        asked = {name for name in (known.methods if known is not None else ()) if not name.startswith("_")}
        for one in self._all():
            if (one.path, one.index) == (of.path, of.index):
                continue
            if any(isinstance(base, OwnThing) and (base.path, base.index) == (of.path, of.index)
                   for base in self._world.bases(one)[1:]):  # fmt: skip
                yield one
            elif protocol and asked:
                has = self._world.class_of(one)
                if has is not None and asked <= set(has.methods):
                    yield one

    def _all(self) -> tuple[OwnThing, ...]:
        if self._classes is None:
            found = []
            for path in self._paths:
                module = self._world.module(path)
                for index, code in enumerate(module.code.classes if module is not None else ()):
                    found.append(OwnThing(path, code.qualname, "class", index))
            self._classes = tuple(found)
        return self._classes


def declared(routine: Routine) -> bool:
    """Whether a method does nothing by itself: its body is empty, or says that it is not implemented."""
    return routine.owner is not None and all(isinstance(one, Raise) for one in routine.steps)
