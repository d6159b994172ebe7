"""Where code writes models to storage and reads them again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from mle_reviewer.system.code.terms import Const, Lib, Result, Term, literals

if TYPE_CHECKING:
    from mle_reviewer.knowledge.entries import CallEntry
    from mle_reviewer.system.code.steps import Call, Routine
    from mle_reviewer.system.code.world import World

_WRITES: Final = frozenset({"save", "persist"})
_READS: Final = frozenset({"load", "restore"})
_MODEL: Final = frozenset({"persist", "restore"})
_LOOKING_UP: Final = frozenset({"builtins.getattr", "builtins.eval"})
_WRITER: Final = re.compile(r"(?:\w{1,40}\.)?to_(?:csv|parquet|feather|json|pickle)?$")


@dataclass(frozen=True, slots=True)
class Artifact:
    """A call that writes something to storage or reads it; `model` where it is one, or may be (a pickle)."""

    how: Literal["written", "read"]
    routine: Routine
    call: Call
    entry: CallEntry
    model: bool

    @property
    def path(self) -> Term | None:
        """Where it is written to or read from."""
        return bound(self.entry, self.call, "path")

    @property
    def what(self) -> Term | None:
        """What is written."""
        return bound(self.entry, self.call, "what")


def bound(entry: CallEntry, call: Call, slot: str) -> Term | None:
    """What a call is given for a slot of its page."""
    named = entry.slots.get(slot)
    for one in named if isinstance(named, tuple) else (named,):
        if one == "self":
            return call.callee
        if isinstance(one, str) and one.startswith("="):
            return Const(one[1:])
        if isinstance(one, str):
            found = call.given(one, entry.params.index(one) if one in entry.params else None)
            if found is not None:
                return found
    return None


def artifacts_of(routines: Iterable[Routine], world: World) -> Iterator[Artifact]:
    """What functions write and read, in the order of the documents."""
    for routine in routines:
        for call in routine.calls():
            for entry in entries_of(world, call):
                if entry.effect in _WRITES or entry.effect in _READS:
                    model = entry.effect in _MODEL or bool(entry.slots.get("unsafe"))
                    yield Artifact("written" if entry.effect in _WRITES else "read", routine, call, entry, model)
                    break


def entries_of(world: World, call: Call) -> tuple[CallEntry, ...]:
    """What knowledge says of a call; a table that went through many hands is still written by `to_csv`."""
    found = world.entries(call)
    if not found and _spells_a_writer(call):
        writes = world.table.duck("to_csv")
        return (writes,) if writes is not None else ()
    other = world.table.duck(call.method) if not found and call.method is not None and world.names(call) else None
    return (other,) if other is not None and other.effect in _WRITES else found


def _spells_a_writer(call: Call) -> bool:
    """Whether the method of a table that writes it is looked up by a text: `getattr(table, f"to_{kind}")(path)`."""
    of = call.callee.call if isinstance(call.callee, Result) else None
    if of is None or not isinstance(of.callee, Lib) or of.callee.path not in _LOOKING_UP:
        return False
    return any(_WRITER.match(text) for term in of.args[:2] for text in literals(term, calls=False))
