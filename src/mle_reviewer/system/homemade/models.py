"""Finds what is learned from rows by hand and kept for answering: who keeps it, and who answers by it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final, Protocol

from mle_reviewer.program.sql.naming import tables_named
from mle_reviewer.system.artifacts import bound, entries_of
from mle_reviewer.system.behind import model_behind
from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.terms import Const, Result, literals
from mle_reviewer.system.doing import trains
from mle_reviewer.system.entering import Entering
from mle_reviewer.system.handlers import Ground
from mle_reviewer.system.homemade.changes import Changes
from mle_reviewer.system.homemade.derivation import (
    ASKED,
    COUNTED,
    FIGURES,
    FITTED,
    KEPT,
    LEARNED,
    NAMED,
    PICKED,
    RANKED,
    RECKONED,
    Derivation,
    Kept,
)
from mle_reviewer.system.inserting import inserts
from mle_reviewer.system.paths import UNKNOWN, normal

if TYPE_CHECKING:
    from mle_reviewer.knowledge.entries import CallEntry
    from mle_reviewer.system.code.steps import Call, Routine
    from mle_reviewer.system.code.terms import Term
    from mle_reviewer.system.handlers import Handler
    from mle_reviewer.system.paths import Paths
    from mle_reviewer.system.signs import Shape

_WRITES: Final = frozenset({"save", "persist"})
_READS: Final = frozenset({"load", "restore", "read-settings"})
_SURELY: Final = 2  # parts of two paths that are the same: the file and its folder
_MOST: Final = 60  # things kept that are looked into

_Place = tuple["Routine", "Call"]


class Known(Ground, Protocol):
    """What of a system is asked here."""

    @property
    def notebooks(self) -> tuple[str, ...]:
        """The notebooks."""

    @property
    def handlers(self) -> tuple[Handler, ...]:
        """What answers requests."""

    @property
    def spelled(self) -> Paths:
        """What paths spell."""

    @property
    def shapes(self) -> Mapping[str, tuple[Shape, ...]]:
        """The classes that stand on known ones."""


@dataclass(frozen=True, slots=True)
class Homemade:
    """A model that no library fitted: the calls that keep it, those that read it, and what answers by it.

    `asked` are the calls of those that answer by which they come to what was kept: where a model would predict.
    """

    name: str
    kept: tuple[_Place, ...]
    read: tuple[_Place, ...]
    answers: tuple[Handler, ...]
    asked: tuple[Call, ...]


@dataclass(frozen=True, slots=True)
class _File:
    """A call that writes a file, or reads one."""

    routine: Routine
    call: Call
    entry: CallEntry
    paths: tuple[str, ...]

    @property
    def pickled(self) -> bool:
        """Whether it is an object of Python that is read, not a table or settings."""
        return self.entry.effect == "restore" or bool(self.entry.slots.get("unsafe"))


def homemade(system: Known) -> tuple[Homemade, ...]:
    """The models of a system that no library fits, each with who keeps it and who answers by it."""
    if not system.handlers:
        return ()
    search = _Search(system)
    return tuple(chain(search.files(), search.classes(), search.tables()))


class _Search:
    def __init__(self, system: Known) -> None:
        self.system, self.world = system, system.indexed
        self.rows = frozenset((one.thing.path, one.thing.index) for one in system.shapes.get("table-row", ()))
        self._ways: Entering | None = None
        self._changes: Changes | None = None
        self._writer: Derivation | None = None
        self._starts: list[Handler] | None = None
        self._taught: bool | None = None
        self.learning: tuple[str, ...] = ()  # the documents that keep what others read

    # what is kept

    def files(self) -> Iterator[Homemade]:
        """Objects in files; settings that a program writes beside an object only speak of it."""
        found = list(self._in_files())
        kept = {routine.path for one, entry in found if entry.effect != "read-settings" for routine, _ in one.kept}
        for one, entry in found:
            if entry.effect != "read-settings" or not any(routine.path in kept for routine, _ in one.kept):
                yield one

    def _in_files(self) -> Iterator[tuple[Homemade, CallEntry]]:
        pairs = list(self._pairs())
        self.learning = tuple(dict.fromkeys(one.routine.path for one, _, _ in pairs))
        for one, readers, what in pairs[:_MOST] if pairs and self.starts else ():
            marks = self.writer.object_of(what)
            if not marks & (COUNTED | LEARNED) or marks & FITTED or (not marks & LEARNED and self.taught):
                continue
            others = [other for other in readers if marks & LEARNED or _statistics(one, other)]
            if not others:
                continue
            pickled = any(other.pickled for other in others)
            own = bool(self.writer.own_objects(what))
            looked_for = Kept(frozenset(id(other.call) for other in others), object=own)
            found, asked = self._answering(marks, looked_for, pickled=pickled)
            if found:
                places = tuple((other.routine, other.call) for other in others)
                name = posixpath.basename(one.paths[0])
                yield Homemade(name, ((one.routine, one.call),), places, found, asked), others[0].entry

    def _pairs(self) -> Iterator[tuple[_File, list[_File], Term]]:
        """What writes a file that code reads, with what reads it, and what is written."""
        read = _by_name(self._files(self.system.routines("code"), _READS))
        kept = _by_name(self._files(self._writing(), _WRITES)) if read else {}
        for name in sorted(kept.keys() & read.keys()):
            alone = len({path for one in kept[name] for path in one.paths if posixpath.basename(path) == name}) == 1
            for one in kept[name]:
                readers = [other for other in read[name] if _same(one, other, alone=alone)]
                what = bound(one.entry, one.call, "what")
                if readers and what is not None:
                    yield one, readers, what

    def classes(self) -> Iterator[Homemade]:
        """Rows of tables that classes of the repository stand for."""
        made: dict[tuple[str, int], list[_Place]] = {}
        for routine in self.system.routines("code") if self.rows and self._learns() else ():
            for call in routine.calls():
                for one in self.world.targets(call) if call.kwargs else ():
                    if isinstance(one, OwnThing) and (one.path, one.index) in self.rows and one.kind == "class":
                        made.setdefault((one.path, one.index), []).append((routine, call))
        names = {(one.thing.path, one.thing.index): one.thing.name for one in self.system.shapes.get("table-row", ())}
        for key, places in made.items():
            kept = [(routine, call) for routine, call in places if _is_learned(self._given(call))]
            marks = self.writer.of(*(value for _, call in kept for _, value in call.kwargs)) if kept else 0
            found, asked = self._answering(marks, Kept(classes=frozenset({key}))) if kept else ((), ())
            if found:
                yield Homemade(names[key], tuple(kept), (), found, asked)

    def tables(self) -> Iterator[Homemade]:
        """Rows of tables that statements name."""
        calls = ((routine, call) for routine in self.system.routines("code") for call in routine.calls())
        kept = [(routine, call, named) for routine, call in calls if (named := _table_of(call))]
        for routine, call, named in kept[:_MOST] if kept and self._learns() else ():
            marks = self._given(call)
            found, asked = self._answering(marks, Kept(tables=frozenset(named))) if _is_learned(marks) else ((), ())
            if found:
                yield Homemade(named[0], ((routine, call),), (), found, asked)

    def _learns(self) -> bool:
        """Whether anything in the code learns how alike rows are, or what stands together, and anything may answer."""
        if not self.starts:
            return False
        calls = (call for routine in self.system.routines("code") for call in routine.calls())
        return self.writer.changes.any_beside or any(self.writer.learns(call) for call in calls)

    def _given(self, call: Call) -> int:
        into = (*call.args, *(value for _, value in call.kwargs))
        return self.writer.of(*(into if call.method is None else (call.callee, *into)))

    def _writing(self) -> Iterator[Routine]:
        yield from self.system.routines("code")
        for path in self.system.notebooks:
            module = self.world.module(path)
            yield from module.routines() if module is not None else ()

    def _files(self, routines: Iterable[Routine], effects: frozenset[str]) -> Iterator[_File]:
        for routine in routines:
            for call in routine.calls():
                for entry in entries_of(self.world, call):
                    paths = self._paths(entry, call) if entry.effect in effects else ()
                    if paths:
                        yield _File(routine, call, entry, paths)
                        break

    def _paths(self, entry: CallEntry, call: Call) -> tuple[str, ...]:
        found = (normal(one) for one in self.system.spelled.spelled(bound(entry, call, "path")))
        return tuple(one for one in found if UNKNOWN not in posixpath.basename(one))

    # what answers

    def _answering(
        self, marks: int, kept: Kept, *, pickled: bool = False
    ) -> tuple[tuple[Handler, ...], tuple[Call, ...]]:
        asked = frozenset((start.path, start.function) for one in self.starts for start in one.starts)
        derivation = self._derivation(Kept(kept.calls, kept.classes, kept.tables, asked, kept.object))
        found = tuple(
            one for one in self.starts
            if _is_model(marks, derivation.of(*self._answer(one)), pickled=pickled, own=kept.object)
        )  # fmt: skip
        calls = (_first(derivation, start) for one in found for start in one.starts)
        return found, tuple(one for one in calls if one is not None)

    def _answer(self, one: Handler) -> Iterator[Term]:
        """What a handler answers: what it gives back, or what a page shows."""
        if one.kind != "page":
            for start in one.starts:
                yield from start.returned()
            return
        paths = {start.path for start in one.starts}
        for routine in self.ways.all(*one.starts):
            for call in routine.calls() if routine.path in paths else ():
                if not call.used and not self.ways.entered(call):
                    yield from (*call.args, *(value for _, value in call.kwargs))

    @property
    def taught(self) -> bool:
        """Whether a library trains a model here: statistics beside it prepare for it, or report of it."""
        if self._taught is None:
            calls = (call for routine in self._writing() for call in routine.calls())
            self._taught = any(trains(self.world, call) for call in calls)
        return self._taught

    @property
    def ways(self) -> Entering:
        """The ways between functions."""
        if self._ways is None:
            self._ways = Entering(self.system)
        return self._ways

    @property
    def writer(self) -> Derivation:
        """What is asked what is learned from rows."""
        if self._writer is None:
            self._writer = self._derivation(None)
        return self._writer

    @property
    def starts(self) -> list[Handler]:
        """The handlers that no other model answers."""
        if self._starts is None:
            self._starts = [
                one for one in self.system.handlers
                if not any(model_behind(self.system, self.ways, start) for start in one.starts)
            ]  # fmt: skip
        return self._starts

    def _derivation(self, kept: Kept | None) -> Derivation:
        if self._changes is None:
            modules = (self.world.module(path) for path in self.learning if path.endswith(".ipynb"))
            cells = (routine for module in modules if module is not None for routine in module.routines())
            routines = chain(self.system.routines("code"), cells)
            self._changes = Changes(self.world, self.system.conventions, routines)
        return Derivation(self.system, self.ways, self._changes, kept, self.rows)


def _first(derivation: Derivation, start: Routine) -> Call | None:
    """The first call of a function that gives something of what was kept."""
    return next((call for call in start.calls() if call.used and derivation.of(Result(call)) & KEPT), None)


def _by_name(files: Iterable[_File]) -> dict[str, list[_File]]:
    """Calls by the names of the files that they write or read."""
    found: dict[str, list[_File]] = {}
    for one in files:
        for name in dict.fromkeys(posixpath.basename(path) for path in one.paths):
            found.setdefault(name, []).append(one)
    return found


def _same(one: _File, other: _File, *, alone: bool) -> bool:
    """Whether one writes the file that the other reads: by its folder, or as the only one of this name."""
    surely = max(_common(mine, its) for mine in one.paths for its in other.paths)
    return surely >= _SURELY or (surely > 0 and alone)


def _statistics(one: _File, other: _File) -> bool:
    """Whether statistics may be read so: as an object or settings, by another function than the one that writes."""
    return other.routine is not one.routine and (other.pickled or other.entry.effect == "read-settings")


def _is_learned(marks: int) -> bool:
    """Whether it is how alike rows are that is kept, and no model of a library says so."""
    return bool(marks & LEARNED) and not marks & FITTED


def _is_model(learned: int, answer: int, *, pickled: bool, own: bool) -> bool:
    """Whether what was learned and kept is a model, by what an answer makes of it.

    What lays rows out by their likeness, and is put in order on either side, is one. A statistic is one where it is
    reckoned with: looked up alone, it is a figure of a report. Things that were chosen by a statistic, kept as an
    object without their figures, are one where a request takes some of them.
    """
    if not answer & KEPT or not answer & (ASKED | NAMED | RECKONED):
        return False  # the same for everybody: a report
    if learned & LEARNED and (learned | answer) & RANKED:
        return True
    if answer & RECKONED:
        return bool(learned & (COUNTED | LEARNED))
    chosen = learned & COUNTED and learned & RANKED and not learned & FIGURES
    return bool(chosen and pickled and not own and answer & PICKED)


def _common(one: str, other: str) -> int:
    """How many parts two paths have in common, from their end."""
    common = 0
    for left, right in zip(reversed(one.split("/")), reversed(other.split("/")), strict=False):
        if left != right:
            break
        common += 1
    return common


def _table_of(call: Call) -> tuple[str, ...]:
    """The table that a call puts rows into."""
    if inserts(call):
        return next((named for text in literals(call.args[0]) if (named := tables_named(text))), ())
    name = call.given("name", 0) if call.method == "to_sql" else None
    return (name.value,) if isinstance(name, Const) and isinstance(name.value, str) else ()
