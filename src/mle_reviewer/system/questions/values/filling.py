"""Whether the code that names a file also puts something into it: what it holds is then what was put there."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.groups import OPENING
from mle_reviewer.system.code.steps import Call, Routine
from mle_reviewer.system.code.terms import Const, Item, Result, Term
from mle_reviewer.system.questions.values.behind import behind

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_PUTTING: Final = frozenset({"download", "download-own"})
_METHODS: Final = frozenset({"write_bytes", "write_text"})
_WRITING: Final = frozenset("wax+")


def written_to(system: System, routine: Routine, path: Term) -> bool:
    """Whether a function that a path comes through opens that file to write, or has something fetched to it."""
    routines: dict[int, Routine] = {id(routine): routine}
    names: set[Hashable] = set()
    for here, one in behind(system, routine, path, named=True):
        routines[id(here)] = here
        names.add(_same(one))
    signed = {id(one.call): one.given("path") for one in system.signed(*_PUTTING)}
    return any(
        target is not None and names & {_same(one) for one in _spelled(target)}
        for one in routines.values()
        for call in one.calls()
        for target in (signed.get(id(call)), _opened(system, call))
    )


def _opened(system: System, call: Call) -> Term | None:
    """The file that a call writes to."""
    if call.method in _METHODS:
        return call.callee
    mode = call.given("mode", 0 if call.method == "open" else 1)
    if not (isinstance(mode, Const) and isinstance(mode.value, str) and _WRITING & set(mode.value)):
        return None
    if OPENING & frozenset(system.indexed.names(call)):
        return call.given("file", 0)
    return call.callee if call.method == "open" else None


def _spelled(path: Term) -> tuple[Term, ...]:
    """A path, and what it is the path object of (`Path(name)`)."""
    return (path, *path.call.args) if isinstance(path, Result) else (path,)


def _same(term: Term) -> Hashable:
    """What two mentions of one thing have in common: one field of one dict is the same, wherever it stands."""
    if isinstance(term, Item) and isinstance(term.key, Const):
        return id(term.of), str(term.key.value)
    return id(term)
