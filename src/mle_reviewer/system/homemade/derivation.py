"""What values derive from: rows, what was learned from rows, what a program kept, and what a request asks for."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.program.sql.naming import tables_named
from mle_reviewer.system.artifacts import entries_of
from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Assign, Return, SetAttr
from mle_reviewer.system.code.terms import (
    Attr,
    Call,
    Collected,
    Const,
    Element,
    Global,
    Group,
    Item,
    Lib,
    Op,
    Own,
    Param,
    Result,
    Self,
    Term,
    literals,
    parts,
)
from mle_reviewer.system.doing import MODELS, predicts, trains
from mle_reviewer.system.entering import filling
from mle_reviewer.system.handlers import Ground
from mle_reviewer.system.homemade.changes import own_key

if TYPE_CHECKING:
    from mle_reviewer.knowledge.entries import CallEntry
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.entering import Entering
    from mle_reviewer.system.homemade.changes import Changes

ROWS: Final = 1  # of storage
COUNTED: Final = 2  # a statistic of many rows
LEARNED: Final = 4  # how alike rows are, what stands together, or a space that they were laid out in
FIGURES: Final = 8  # the statistics themselves are still there, not only what they chose
RANKED: Final = 16  # what is held was put in order, or cut behind the best
ASKED: Final = 32  # what a request says
PICKED: Final = 64  # of what is held, what a request asks for: under a key, or so many
RECKONED: Final = 128  # worked out from what is held and what a request says
KEPT: Final = 256  # what a program kept for this one
FITTED: Final = 512  # a model of a library, or what it said
NAMED: Final = 1024  # what stands under a key that a request gives: the request says which, and not how much
_LEARNT: Final = COUNTED | LEARNED

_READING: Final = frozenset({"load", "restore", "query", "read-settings", "list-files", "open", "search"})
_COUNTING: Final = frozenset({"aggregate", "group-aggregate", "pivot-table", "crosstab", "correlate", "tally"})
_FITTING: Final = frozenset({"fit", "partial-fit", "fit-transform", "learn-apply", "aggregate"})
_FACTORS: Final = frozenset({"factorize", "decompose"})
_SPACES: Final = frozenset({"projection", "embedding", "text-vocabulary", "words", "clusters"})
_ORDERING: Final = frozenset({"sort", "argsort", "sorted", "first-few", "heap-pop"})
_RECKONING: Final = frozenset({"product", "times"})
_ARITHMETIC: Final = frozenset({"*", "/", "//", "-", "@", "**", "*=", "/=", "//=", "-=", "@=", "**="})
_LABELS: Final = frozenset({"index", "keys"})
_ORDERED_BY: Final = frozenset({"most_common", "nlargest", "sort_values", "argsort", "argpartition", "topk"})
_UNDER_KEY: Final = frozenset({"get", "pop", "__getitem__"})
_ASKED_BY: Final = frozenset({"read-request", "page-field"})
_DEEPEST: Final = 48
_ROUNDS: Final = 3
_MOST: Final = 40_000  # terms that one question looks at


@dataclass(frozen=True, slots=True)
class Kept:
    """What is looked for: the calls that read it, the classes or tables that it stands in, and who asks."""

    calls: frozenset[int] = frozenset()
    classes: frozenset[tuple[str, int]] = frozenset()
    tables: frozenset[str] = frozenset()
    asked: frozenset[tuple[str, int]] = frozenset()  # the functions whose parameters a request fills
    object: bool = False  # of a class of the repository, whose methods answer


class Derivation:
    """Answers what terms derive from: the marks of what goes into one, and of what a call makes of that."""

    def __init__(
        self, system: Ground, ways: Entering, changes: Changes, kept: Kept | None, rows: frozenset[tuple[str, int]]
    ) -> None:
        self.system, self.world, self.ways, self.changes = system, system.indexed, ways, changes
        self.kept, self.rows = kept or Kept(), rows
        self._held = _LEARNT if kept is None else KEPT  # what is looked for
        self._known_marks: dict[int, tuple[Term, int]] = {}  # by the questions that were answered
        self._seen: dict[int, tuple[Term, int]] = {}
        self._last: dict[int, tuple[Term, int]] = {}
        self._looked = 0

    def of(self, *terms: Term) -> int:
        """The marks of terms."""
        found = -1
        self._seen = {}
        for _ in range(_ROUNDS):  # what goes round in a loop is known by what it was the round before
            before, found = found, 0
            self._last, self._seen, self._looked = self._seen, {}, 0
            for term in terms:
                found |= self._of(term, 0)
            if found == before:
                break
        self._known_marks.update(self._seen)
        return found

    def object_of(self, term: Term) -> int:
        """The marks of something that is kept as a whole: of an object, all that its class puts into it."""
        found = self.of(term)
        for one in self.own_objects(term):
            found |= self.of(*self._attributes(one))
        return found

    def own_objects(self, term: Term) -> tuple[OwnThing, ...]:
        """The classes of the repository whose object a term is."""
        things = (one for one in self.world.things(term) if isinstance(one, OwnThing))
        return tuple(one for one in things if one.kind == "class" and one.made)

    def _attributes(self, thing: OwnThing) -> list[Term]:
        found: list[Term] = []
        for base in self.world.bases(thing):
            known = self.world.class_of(base) if isinstance(base, OwnThing) else None
            module = self.world.module(base.path) if isinstance(base, OwnThing) else None
            if known is not None and module is not None:
                steps = (step for index in known.methods.values() for step in module.routine(index).every())
                names = {one.name for one in steps if isinstance(one, SetAttr) and isinstance(one.of, Self)}
                found += [Attr(Self(base.path, known.index), name) for name in sorted(names)]
        return found

    def _of(self, term: Term, depth: int) -> int:
        known = self._known_marks.get(id(term)) or self._seen.get(id(term))
        if known is not None:
            return known[1]
        self._looked += 1
        if depth > _DEEPEST or self._looked > _MOST:
            return 0
        self._seen[id(term)] = term, self._last.get(id(term), (term, 0))[1]
        marks = self._marks(term, depth + 1)
        marks = self._changed(own_key(term), marks, depth + 1)
        self._seen[id(term)] = term, marks
        return marks

    def _any(self, terms: tuple[Term, ...] | list[Term], depth: int) -> int:
        marks = 0
        for one in terms:
            marks |= self._of(one, depth)
        return marks

    def _changed(self, key: Hashable, marks: int, depth: int) -> int:
        """The marks of a container with all that is put into it."""
        change = self.changes.of(key)
        if change is None:
            return marks
        marks |= self._any(change.put, depth)
        if change.counted and self._any(change.counted, depth) & ROWS:
            marks |= COUNTED | FIGURES
        if change.beside and self._any(change.beside, depth) & ROWS:
            marks |= LEARNED | FIGURES
        return marks | RANKED if change.ordered and marks & self._held else marks

    def _marks(self, term: Term, depth: int) -> int:
        match term:
            case Const():
                return 0
            case Result(call=call):
                return self._call(call, depth)
            case Attr():
                return self._attribute(term, depth)
            case Item(of=of, key=key):
                return self._item(of, key, depth)
            case Element(of=of, place=place):
                marks = self._of(of, depth)
                return marks & ~FIGURES if place == 0 and marks & RANKED else marks
            case Param():
                return self._param(term, depth)
            case Own(kind="class"):
                return self._class((term.path, term.index))
            case Lib(path=path):
                return self._library(path)
            case Global():
                return self._global(term, depth)
            case Collected(value=value, key=key):
                return self._of(value, depth) | (0 if key is None else self._of(key, depth))
            case Op(op=op, terms=terms):
                return self._operator(op, terms, depth)
        return self._any(parts(term), depth)

    def _class(self, key: tuple[str, int]) -> int:
        return KEPT if key in self.kept.classes else ROWS if key in self.rows else 0

    def _library(self, path: str) -> int:
        while path:
            entry = self.system.conventions.call(path)
            if entry is not None and entry.sign in _ASKED_BY:
                return ASKED
            path = path.rpartition(".")[0]
        return 0

    def _operator(self, op: str, terms: tuple[Term, ...], depth: int) -> int:
        each = [self._of(one, depth) for one in terms]
        marks = 0
        for one in each:
            marks |= one
        return marks | self._reckoned(each) if op in _ARITHMETIC else marks

    def _reckoned(self, each: list[int]) -> int:
        """Whether what is held meets what a request says, and neither is a part of the other already."""
        for place, one in enumerate(each):
            if one & self._held and any(other & ASKED for number, other in enumerate(each) if number != place):
                return RECKONED
        return 0

    def _item(self, of: Term, key: Term, depth: int) -> int:
        marks, by = self._of(of, depth), self._of(key, depth)
        if by & (ASKED | NAMED):
            marks |= PICKED | NAMED if marks & self._held else NAMED
        if marks & COUNTED and isinstance(key, Group) and key.kind == "slice":
            marks |= RANKED
        if marks & RANKED and isinstance(key, Const) and isinstance(key.value, str):
            marks &= ~FIGURES  # one column of a table in order
        return marks | (by & ~(ASKED | FIGURES))

    def _attribute(self, term: Attr, depth: int) -> int:
        marks = 0 if isinstance(term.of, Self) else self._of(term.of, depth)
        if term.name in _LABELS and marks & RANKED:
            marks &= ~FIGURES
        for held in self.ways.kept_terms(term):
            marks |= self._of(held, depth)
        for thing in self.world.things(term.of):
            if not isinstance(thing, OwnThing) or thing.kind != "class":
                continue
            marks |= self._any(self.world.attribute(thing, term.name), depth)
            for base in self.world.bases(thing):
                if isinstance(base, OwnThing):
                    marks = self._changed(("attribute", base.path, base.index, term.name), marks, depth)
            method = self.world.method(thing, term.name)
            if isinstance(method, OwnThing) and not self.world.attribute(thing, term.name):  # a property
                marks |= self._any(self.world.returns(method), depth)
        return marks

    def _param(self, term: Param, depth: int) -> int:
        if (term.path, term.function) in self.kept.asked:
            filled = list(filling(self.system, term.default))
            return self._returned(filled, depth) if filled else ASKED
        given = self.world.given(term)
        if not given:
            return 0 if term.default is None else self._of(term.default, depth)
        return self._any(given, depth)

    def _global(self, term: Global, depth: int) -> int:
        marks = self._of(term.term, depth)
        module = self.world.module(term.path)
        for index in module.binding.get(term.name, ()) if module is not None else ():
            for step in module.routine(index).every() if module is not None else ():
                if isinstance(step, Assign) and step.name == term.name:
                    marks |= self._of(step.term, depth)
        return marks

    def _returned(self, routines: list[Routine] | tuple[Routine, ...], depth: int) -> int:
        marks = 0
        for routine in routines:
            for step in routine.every():
                if isinstance(step, Return) and step.term is not None:
                    marks |= self._of(step.term, depth)
        return marks

    # calls

    def _call(self, call: Call, depth: int) -> int:
        if id(call) in self.kept.calls:
            return KEPT
        receiver = 0 if call.method is None else self._of(call.callee, depth)
        each = [self._of(one, depth) for one in (*call.args, *(value for _, value in call.kwargs))]
        given = 0
        for one in each:
            given |= one
        own = self.ways.entered(call)
        if own:
            return self._own(call, own, receiver, given, depth)
        if call.method in _UNDER_KEY and receiver & self._held:
            default = 0
            for one in each[1:]:
                default |= one
            return receiver | default | (PICKED | NAMED if each and each[0] & (ASKED | NAMED) else 0)
        names = self.world.names(call)
        signs = self._signs(names)
        if signs & _ASKED_BY:
            return ASKED
        if self.kept.tables and self._asks_for(call):
            return KEPT | (NAMED if given & (ASKED | NAMED) else 0)
        return self._known(call, self._entries(call, receiver), signs, (receiver, *each))

    def _entries(self, call: Call, receiver: int) -> tuple[CallEntry, ...]:
        """What pages say of a call; of a method of rows of which no more is known, what it does to any rows."""
        found = entries_of(self.world, call)
        if found or call.method is None or not receiver:
            return found
        table = self.world.table
        rows = table.find_class("unknown.Rows")
        other = table.duck(call.method) or (rows.methods.get(call.method) if rows is not None else None)
        return () if other is None else (other,)

    def _own(self, call: Call, own: tuple[Routine, ...], receiver: int, given: int, depth: int) -> int:
        """What a function of the repository gives; an object that it makes is made of all that it is given."""
        makes = any(isinstance(one, OwnThing) and one.kind == "class" for one in self.world.targets(call))
        if makes:
            return given
        marks = self._returned(own, depth)
        if given & (ASKED | NAMED) and not self.world.own(call):
            marks |= NAMED  # found by its name: nobody knows which parameter is given what
        if receiver & KEPT and self.kept.object:
            marks |= KEPT | (RECKONED if given & ASKED else 0)
        return marks

    def _signs(self, names: tuple[str, ...]) -> set[str]:
        spelled = {*names, *(f"*.{name.rpartition('.')[2]}" for name in names)}
        return {entry.sign for name in spelled if (entry := self.system.conventions.call(name)) is not None}

    def _asks_for(self, call: Call) -> bool:
        """Whether a call reads one of the tables that are looked for."""
        for term in (*call.args, *(value for _, value in call.kwargs)):
            for text in literals(term):
                if not self.kept.tables.isdisjoint(tables_named(text) or ()):
                    return True
        return False

    def _known(self, call: Call, entries: tuple[CallEntry, ...], signs: set[str], each: tuple[int, ...]) -> int:
        marks = 0
        for one in each:
            marks |= one
        if trains(self.world, call) or predicts(self.world, call) or self._makes_a_model(call):
            marks |= FITTED
        effects = {entry.effect for entry in entries}
        if effects & _READING or (entries == () and _selects(call)):
            return marks | ROWS
        if "length" in effects:
            return marks & ~(_LEARNT | KEPT | RANKED | PICKED | RECKONED | FIGURES)
        together = "tally" in effects and any(map(self.changes.pairs, call.args))
        if together or "likeness" in signs or effects & _FACTORS or self._lays_out(entries):
            marks |= LEARNED | FIGURES if marks & ROWS else 0
        if effects & _COUNTING and marks & ROWS:
            marks |= COUNTED | FIGURES
        if marks & self._held and (effects & _ORDERING or call.method in _ORDERED_BY):
            marks |= RANKED
            if _by_its_own_values(call):
                marks &= ~FIGURES
        if "take" in effects:
            marks |= (RANKED if marks & COUNTED else 0) | (PICKED if each[0] & self._held and marks & ASKED else 0)
        if call.method in _LABELS and marks & RANKED:
            marks &= ~FIGURES
        if "likeness" in signs or effects & _RECKONING:
            marks |= self._reckoned(list(each))
        return marks

    def learns(self, call: Call) -> bool:
        """Whether a call may learn how alike rows are, or lays them out in a space."""
        entries = entries_of(self.world, call)
        if any(entry.effect in _FACTORS for entry in entries) or self._lays_out(entries):
            return True
        return "likeness" in self._signs(self.world.names(call))

    def _makes_a_model(self, call: Call) -> bool:
        """Whether it is a model of a library that a call makes."""
        known = (self.world.table.find_class(name) for name in self.world.names(call))
        return any(one is not None and one.role in MODELS for one in known)

    def _lays_out(self, entries: tuple[CallEntry, ...]) -> bool:
        """Whether a call learns a space from rows: the words of texts, a projection."""
        for entry in entries:
            if entry.effect not in _FITTING:
                continue
            owner = self.world.table.find_class(entry.path.rpartition(".")[0])
            if (entry.slots.get("learns") or (owner.learns if owner is not None else None)) in _SPACES:
                return True
        return False


def _by_its_own_values(call: Call) -> bool:
    """Whether keys are put in order by what stands under them: `sorted(n, key=n.get)`."""
    key = call.given("key")
    return isinstance(key, Attr) and key.name in _UNDER_KEY


def _selects(call: Call) -> bool:
    """Whether a call has a statement run that asks for rows."""
    return any(text.lstrip()[:6].upper() == "SELECT" for term in call.args[:1] for text in literals(term, calls=False))
