"""Batch scoring: functions that take a stored model, have it predict, and keep what it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.artifacts import entries_of
from mle_reviewer.system.code.steps import Call, Return, Routine, SetAttr, SetItem
from mle_reviewer.system.code.terms import Param, Result, Term, within
from mle_reviewer.system.doing import predicts, scores, trains
from mle_reviewer.system.inserting import inserts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mle_reviewer.knowledge.conventions import Conventions, SignEntry
    from mle_reviewer.system.code.world import World
    from mle_reviewer.system.entering import Entering

_Key = tuple[str, int]
_KEEPING: Final = frozenset({"save", "persist"})
_KEEPING_SIGNS: Final = frozenset({"append-rows", "record-prediction", "cache-write"})
_LOADING_SIGNS: Final = frozenset({"load-registered", "load-model", "unsafe-load"})
_MOST: Final = 24  # functions that may score after training
_ROUNDS: Final = 12  # calls between what is flagged and what enters it
_NEAR: Final = 4  # calls between what is predicted and what is kept
_DEEPEST: Final = 8  # and between it and a table: no figure goes there row by row
_TIMES: Final = 4  # that what holds predictions is looked for again
_ADDING: Final = frozenset({"append", "extend", "insert", "add"})


@dataclass(slots=True)
class _Does:
    """What a function does, by itself at first and with all that it enters in the end."""

    loads: bool = False
    predicts: bool = False
    keeps: bool = False
    trains: bool = False
    scores: bool = False
    stores: bool = False  # rows, in a table that others read

    def _all(self) -> tuple[bool, ...]:
        return self.loads, self.predicts, self.keeps, self.trains, self.scores, self.stores

    def add(self, other: _Does) -> bool:
        """Takes over what a function does that is entered; whether that is more."""
        before = self._all()
        self.loads |= other.loads
        self.predicts |= other.predicts
        self.keeps |= other.keeps
        self.trains |= other.trains
        self.scores |= other.scores
        self.stores |= other.stores
        return before != self._all()

    @property
    def batch(self) -> bool:
        """Whether that is batch scoring, or an evaluation that keeps its figures."""
        return self.loads and self.predicts and self.keeps and not self.trains

    @property
    def after_training(self) -> bool:
        """Whether it may train first, or take the model that was stored, and then score into a table."""
        return self.loads and self.predicts and self.stores and self.trains


@dataclass(frozen=True, slots=True)
class Batch:
    """A function that scores in batches, and the call by which the model predicts."""

    start: Routine
    routine: Routine
    call: Call
    name: str


def batches(
    world: World, conventions: Conventions, ways: Entering, routines: Iterable[Routine], started: Mapping[_Key, bool]
) -> Iterator[Batch]:
    """The innermost functions that score in batches; what only works out how good a model is is none.

    `started` are what the repository starts, by whether an example does so: where only examples come to a batch, and
    train as well, the batch shows what the run has made, and serves nobody.
    """
    every = {(one.path, one.function): one for one in routines}
    own = {key: _own(world, conventions, one) for key, one in every.items()}
    if not any(one.predicts for one in own.values()) or not any(one.loads for one in own.values()):
        return
    learning = {key for key, one in own.items() if one.trains or one.scores}
    onwards = {key: tuple({(one.path, one.function) for one in ways.onwards(each)}) for key, each in every.items()}
    does = _spread(own, onwards)
    entered = [key for key in started if key in does]
    none = True
    taken: dict[_Key, Batch] = {}
    for key in _innermost({key for key, one in does.items() if one.batch}, onwards):
        runs = [one for one in entered if _comes_to(one, key, onwards)]
        if runs and all(started[one] and does[one].trains for one in runs):
            continue
        reached = list(ways.all(every[key]))
        said = _said(world, reached)
        plain = said is not None and "predict" in said[2] and not does[key].scores
        if said is not None and (plain or _Keeping(world, conventions, reached).any()):
            none = False
            yield Batch(every[key], *said)
    for key in sorted(key for key, one in does.items() if one.after_training)[:_MOST] if none else ():
        if any(_comes_to(key, other, onwards) for other in taken):
            continue
        runs = [one for one in entered if _comes_to(one, key, onwards) and not started[one]]
        reached = list(ways.all(every[key])) if runs else []
        asking = [one for one in reached if (one.path, one.function) not in learning]
        said = _said(world, asking)
        if said is not None and _Keeping(world, conventions, reached, asking, tables=True).any():
            taken[key] = Batch(every[key], *said)
    yield from (one for key, one in taken.items() if not any(_comes_to(key, o, onwards) for o in taken if o != key))


def _innermost(found: set[_Key], onwards: dict[_Key, tuple[_Key, ...]]) -> Iterator[_Key]:
    """Those that come to no other of them directly."""
    return (key for key in sorted(found) if not any(one in found and one != key for one in onwards[key]))


def _said(world: World, reached: Iterable[Routine]) -> tuple[Routine, Call, str] | None:
    """The first call by which a model predicts."""
    return next(((one, call, name) for one in reached for call in one.calls() if (name := predicts(world, call))), None)


def _comes_to(start: _Key, key: _Key, onwards: dict[_Key, tuple[_Key, ...]]) -> bool:
    """Whether one function comes to another by what functions enter."""
    waiting, seen = [start], {start}
    while waiting:
        one = waiting.pop()
        if one == key:
            return True
        more = [inner for inner in onwards.get(one, ()) if inner not in seen]
        seen.update(more)
        waiting += more
    return False


def _spread(own: dict[_Key, _Does], onwards: dict[_Key, tuple[_Key, ...]]) -> dict[_Key, _Does]:
    for _ in range(_ROUNDS):
        changed = False
        for key, inner in onwards.items():
            for other in inner:
                if other != key and other in own:
                    changed |= own[key].add(own[other])
        if not changed:
            break
    return own


def _own(world: World, conventions: Conventions, routine: Routine) -> _Does:
    does = _Does()
    for call in routine.calls():
        effects = {entry.effect for entry in world.entries(call)}
        signs = _signs(world, conventions, call)
        does.loads |= "restore" in effects or bool(signs & _LOADING_SIGNS)
        does.stores |= _stores(world, conventions, call)
        does.keeps |= _keeps(world, conventions, call)
        does.predicts |= bool(predicts(world, call))
        does.trains |= bool(trains(world, call))
        does.scores |= bool(scores(world, call))
    return does


def _known(world: World, conventions: Conventions, call: Call) -> Iterator[SignEntry]:
    found = (conventions.call(name) for name in world.names(call))
    return (entry for entry in found if entry is not None)


def _signs(world: World, conventions: Conventions, call: Call) -> set[str]:
    return {entry.sign for entry in _known(world, conventions, call)}


def _stores(world: World, conventions: Conventions, call: Call) -> bool:
    """Whether a call puts rows into a table that others read: of a database, or of a lake."""
    if inserts(call) or call.method == "to_sql":
        return True
    return any(entry.slots and entry.slots.get("into") == "=table" for entry in _known(world, conventions, call))


def _keeps(world: World, conventions: Conventions, call: Call) -> bool:
    """Whether a call keeps something: in a file, a table, a queue."""
    effects = {entry.effect for entry in entries_of(world, call)}
    return bool(effects & _KEEPING or _signs(world, conventions, call) & _KEEPING_SIGNS) or inserts(call)


class _Keeping:
    """Whether something that holds predictions is kept, and not only figures about them."""

    def __init__(
        self,
        world: World,
        conventions: Conventions,
        reached: Iterable[Routine],
        asking: Iterable[Routine] | None = None,
        *,
        tables: bool = False,
    ) -> None:
        self.world, self.conventions = world, conventions
        self.reached = list(reached)
        self.tables, self.deepest = tables, _DEEPEST if tables else _NEAR
        self.keeps = _stores if tables else _keeps
        some = self.reached if asking is None else asking
        self.asked = {id(call) for one in some for call in one.calls() if predicts(world, call)}
        self.held: set[int] = set()
        self.giving: set[_Key] = set()
        self._seen: dict[int, bool] = {}

    def any(self) -> bool:
        """Whether it is."""
        for _ in range(_TIMES):
            before = len(self.held), len(self.giving)
            self._seen = {}
            for one in self.reached:
                self._mark(one)
            if before == (len(self.held), len(self.giving)):
                break
        self._seen = {}
        calls = (call for one in self.reached for call in one.calls())
        keeping = (call for call in calls if self.keeps(self.world, self.conventions, call))
        return any(self._holds(term) for call in keeping for term in _into(call))

    def _holds(self, term: Term, depth: int = 0) -> bool:
        known = self._seen.get(id(term))
        if known is None:
            self._seen[id(term)] = False  # a circle holds nothing by itself
            known = self._seen[id(term)] = self._looks(term, depth)
        return known

    def _looks(self, term: Term, depth: int) -> bool:
        for one in within(term, calls=False):
            if id(one) in self.held:
                return True
            if isinstance(one, Result):
                own = self.world.own(one.call)
                if id(one.call) in self.asked or any((each.path, each.function) in self.giving for each in own):
                    return True
                onwards = depth < self.deepest and not scores(self.world, one.call)
                if onwards and any(self._holds(given, depth + 1) for given in _into(one.call)):
                    return True
            given = self.world.given(one) if isinstance(one, Param) and depth < self.deepest else ()
            if any(self._holds(term, depth + 1) for term in given):
                return True
        return False

    def _mark(self, one: Routine) -> None:
        for step in one.every():
            if isinstance(step, (SetItem, SetAttr)) and self._holds(step.term):
                self.held.add(id(step.of))
            elif isinstance(step, Return) and step.term is not None and self._holds(step.term):
                self.giving.add((one.path, one.function))
            elif self.tables and isinstance(step, Call) and step.method in _ADDING and any(map(self._holds, step.args)):
                self.held.add(id(step.callee))


def _into(call: Call) -> tuple[Term, ...]:
    """What a call works on: its arguments, and what a method is called on."""
    given = (*call.args, *(value for _, value in call.kwargs))
    return given if call.method is None else (call.callee, *given)
