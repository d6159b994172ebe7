"""What the code keeps in storage: values by the path, table or artifact name they were written under."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any, Final

from mle_reviewer.flow.facts.values import Box, Data, Map, Obj, Seq, State, Value

_DEEPEST: Final = 6
_FOLDER: Final = "folder"  # the key of all that is written into a folder


@dataclass(frozen=True, slots=True)
class Kept:
    """One value in storage: as it was when it was written, by which act, in which unit."""

    value: Value
    act: int
    unit: int


@dataclass(slots=True)
class Storage:
    """Everything kept so far, and which units read and wrote which names."""

    kept: dict[Hashable, Kept] = field(default_factory=dict)
    reads: dict[int, set[Hashable]] = field(default_factory=dict)
    writes: dict[int, set[Hashable]] = field(default_factory=dict)
    missed: dict[int, set[Hashable]] = field(default_factory=dict)
    spread: dict[int, dict[Hashable, Any]] = field(default_factory=dict)  # files for the elements of listings, by unit

    def write(self, unit: int, name: Hashable, value: Value, act: int) -> None:
        """Keeps a value; a later one under the same name replaces it, as on disk."""
        self.writes.setdefault(unit, set()).add(name)
        if isinstance(name, str):  # whoever lists the folder reads it as well
            self.writes[unit].add((_FOLDER, name.rpartition("/")[0]))
        self.kept[name] = Kept(value, act, unit)

    def read(self, unit: int, name: Hashable) -> Kept | None:
        """What is kept under a name; a miss is remembered, since a unit that runs later may write it."""
        self.reads.setdefault(unit, set()).add(name)
        found = self.kept.get(name)
        if found is None:
            self.missed.setdefault(unit, set()).add(name)
        return found

    def listed(self, unit: int, pattern: str) -> list[tuple[str, Kept]]:
        """What is kept under the names that a pattern in one folder lists, in their order."""
        folder = (_FOLDER, pattern.rpartition("/")[0])
        self.reads.setdefault(unit, set()).add(folder)
        found = sorted(
            (name, kept) for name, kept in self.kept.items()
            if isinstance(name, str) and name.rpartition("/")[0] == folder[1] and fnmatchcase(name, pattern)
        )  # fmt: skip
        if not found:
            self.missed.setdefault(unit, set()).add(folder)
        return found

    def forget(self, unit: int) -> None:
        """Before a unit runs again: what it read and wrote is told anew; what it kept stays until it is replaced."""
        for told in (self.reads, self.writes, self.missed, self.spread):
            told.pop(unit, None)

    def late(self) -> set[int]:
        """The units that ran before one whose writing they read, and all that read what those write."""
        if not self.missed or not self.writes:
            return set()
        writers: dict[Hashable, set[int]] = {}
        for unit, written in self.writes.items():
            for name in written:
                writers.setdefault(name, set()).add(unit)
        found = {
            unit for unit, names in self.missed.items() if any(writers.get(name, set()) - {unit} for name in names)
        }
        grown = bool(found)
        while grown:
            stale = {name for unit in found for name in self.writes.get(unit, ())}
            more = {unit for unit, names in self.reads.items() if unit not in found and not names.isdisjoint(stale)}
            found |= more
            grown = bool(more)
        return found

    def in_order(self, units: set[int]) -> list[int]:
        """Units so that writers come before readers; by number where they do not meet, or meet in a circle."""
        waiting = sorted(units)
        done: list[int] = []
        while waiting:
            pending = {unit: self.writes.get(unit, set()) for unit in waiting}
            ready = next(
                (
                    unit for unit in waiting
                    if not any(
                        other != unit and not written.isdisjoint(self.reads.get(unit, ()))
                        for other, written in pending.items()
                    )
                ),
                waiting[0],
            )  # fmt: skip
            waiting.remove(ready)
            done.append(ready)
        return done


def copied(value: Value, fresh: Callable[[State], Box], seen: dict[int, Value] | None = None, depth: int = 0) -> Value:
    """A value as an object of its own, as writing it to a file and reading it back makes one."""
    seen = {} if seen is None else seen
    if id(value) in seen:
        return seen[id(value)]
    if depth > _DEEPEST:
        return value
    if isinstance(value, Box):
        box = seen[id(value)] = fresh(value.state)
        box.state = _state(value.state, fresh, seen, depth)
        return box
    if isinstance(value, (Data, Seq, Map, Obj)):
        return _state(value, fresh, seen, depth)
    return value


def _state(state: State, fresh: Callable[[State], Box], seen: dict[int, Value], depth: int) -> State:
    if isinstance(state, Data):
        return state.but()
    if isinstance(state, Seq):
        rest = None if state.rest is None else copied(state.rest, fresh, seen, depth + 1)
        return Seq(tuple(copied(item, fresh, seen, depth + 1) for item in state.items), rest, state.kind)
    if isinstance(state, Map):
        rest = None if state.rest is None else copied(state.rest, fresh, seen, depth + 1)
        items = {key: copied(item, fresh, seen, depth + 1) for key, item in state.items.items()}
        return Map(items, rest, state.keys, state.factory)
    return state.but(attrs={name: copied(item, fresh, seen, depth + 1) for name, item in state.attrs.items()})
