"""Batch scoring: functions that take a stored model, have it predict, keep what it says, and train nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.artifacts import entries_of
from mle_reviewer.system.code.steps import Call, Return, Routine, SetAttr, SetItem
from mle_reviewer.system.code.terms import Param, Result, Term, within
from mle_reviewer.system.doing import predicts, scores, trains

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from mle_reviewer.knowledge.conventions import Conventions
    from mle_reviewer.system.code.world import World
    from mle_reviewer.system.entering import Entering

_Key = tuple[str, int]
_KEEPING: Final = frozenset({"save", "persist"})
_KEEPING_SIGNS: Final = frozenset({"append-rows", "record-prediction", "cache-write"})
_LOADING_SIGNS: Final = frozenset({"load-registered", "load-model", "unsafe-load"})
_ROUNDS: Final = 12  # calls between what is flagged and what enters it
_DEEPEST: Final = 4


@dataclass(slots=True)
class _Does:
    """What a function does, by itself at first and with all that it enters in the end."""

    loads: bool = False
    predicts: bool = False
    keeps: bool = False
    trains: bool = False
    scores: bool = False

    def add(self, other: _Does) -> bool:
        """Takes over what a function does that is entered; whether that is more."""
        before = (self.loads, self.predicts, self.keeps, self.trains, self.scores)
        self.loads |= other.loads
        self.predicts |= other.predicts
        self.keeps |= other.keeps
        self.trains |= other.trains
        self.scores |= other.scores
        return before != (self.loads, self.predicts, self.keeps, self.trains, self.scores)

    @property
    def batch(self) -> bool:
        """Whether that is batch scoring, or an evaluation that keeps its figures."""
        return self.loads and self.predicts and self.keeps and not self.trains


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
    onwards = {key: tuple({(one.path, one.function) for one in ways.onwards(each)}) for key, each in every.items()}
    does = _spread(own, onwards)
    found = {key for key, one in does.items() if one.batch}
    entered = [key for key in started if key in does]
    for key in sorted(found):
        if any(inner in found and inner != key for inner in onwards[key]):
            continue
        runs = [one for one in entered if _comes_to(one, key, onwards)]
        if runs and all(started[one] and does[one].trains for one in runs):
            continue
        reached = list(ways.all(every[key]))
        said = next(
            ((one, call, name) for one in reached for call in one.calls() if (name := predicts(world, call))), None
        )
        plain = said is not None and "predict" in said[2] and not does[key].scores
        if said is not None and (plain or _kept(world, conventions, reached)):
            yield Batch(every[key], *said)


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
        does.keeps |= bool({entry.effect for entry in entries_of(world, call)} & _KEEPING or signs & _KEEPING_SIGNS)
        does.predicts |= bool(predicts(world, call))
        does.trains |= bool(trains(world, call))
        does.scores |= bool(scores(world, call))
    return does


def _signs(world: World, conventions: Conventions, call: Call) -> set[str]:
    found = (conventions.call(name) for name in world.names(call))
    return {entry.sign for entry in found if entry is not None}


def _kept(world: World, conventions: Conventions, reached: list[Routine]) -> bool:
    """Whether something that holds predictions is kept, and not only figures about them."""
    calls = [call for one in reached for call in one.calls()]
    asked = {id(call) for call in calls if predicts(world, call)}
    giving: set[_Key] = set()

    def holds(term: Term, depth: int = 0) -> bool:
        for one in within(term, calls=False):
            if id(one) in held:
                return True
            if isinstance(one, Result):
                if id(one.call) in asked or any((own.path, own.function) in giving for own in world.own(one.call)):
                    return True
                if (
                    not scores(world, one.call)
                    and depth < _DEEPEST
                    and any(holds(a, depth + 1) for a in _into(one.call))
                ):
                    return True
            if isinstance(one, Param) and depth < _DEEPEST and any(holds(a, depth + 1) for a in world.given(one)):
                return True
        return False

    held: set[int] = set()
    for _ in range(_DEEPEST):
        before = len(held), len(giving)
        for one in reached:
            _mark(one, holds, held, giving)
        if before == (len(held), len(giving)):
            break
    keeping = (
        call for call in calls
        if {entry.effect for entry in world.entries(call)} & _KEEPING
        or _signs(world, conventions, call) & _KEEPING_SIGNS
    )  # fmt: skip
    return any(holds(term) for call in keeping for term in _into(call))


def _mark(one: Routine, holds: Callable[[Term], bool], held: set[int], giving: set[_Key]) -> None:
    for step in one.every():
        if isinstance(step, (SetItem, SetAttr)) and holds(step.term):
            held.add(id(step.of))
        elif isinstance(step, Return) and step.term is not None and holds(step.term):
            giving.add((one.path, one.function))


def _into(call: Call) -> tuple[Term, ...]:
    """What a call works on: its arguments, and what a method is called on."""
    given = (*call.args, *(value for _, value in call.kwargs))
    return given if call.method is None else (call.callee, *given)
