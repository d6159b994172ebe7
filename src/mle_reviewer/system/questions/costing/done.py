"""What a round does with its element: the calls on its way, through functions, and what is the same each time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mle_reviewer.findings.finding import Step as Stop
from mle_reviewer.system.code.steps import Assign, Attempt, Branch, Return, SetAttr, SetItem, every
from mle_reviewer.system.code.terms import (
    Attr,
    Call,
    Collected,
    Const,
    Element,
    Global,
    Item,
    Lib,
    Own,
    Param,
    Result,
    Self,
    Term,
    made_of,
    within,
)
from mle_reviewer.system.doing import trains
from mle_reviewer.system.handlers import kept
from mle_reviewer.system.questions.answering.once import asks_absence, gives_what_is_there

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine, Steps
    from mle_reviewer.system.questions.costing.rounds import Round
    from mle_reviewer.system.system import System

_DEEPEST: Final = 3
_MOST: Final = 60  # functions that one round is followed into
_ADDING: Final = frozenset({"append", "extend", "insert", "add", "update", "appendleft", "put"})
_PATHS: Final = frozenset({"path", "rename-file", "folder", "as-given", "keep", "working-folder", "number", "text"})


@dataclass(slots=True, eq=False)
class Scope:
    """A function, or the steps of a round in it: which of its terms are made of the element, and which change."""

    routine: Routine
    steps: Steps
    round: Round | None = None
    tainted: frozenset[str] = frozenset()  # parameters that are given something made of the element
    fixed: frozenset[str] = frozenset()  # parameters that are given the same each time
    by: Scope | None = None
    call: Call | None = None
    once: bool = False
    marked: set[int] = field(default_factory=set)
    changing: set[int] = field(default_factory=set)

    def each(self, term: Term) -> bool:
        """Whether a term is made of the element of the round."""
        return any(self._is(one) for one in within(term))

    def _is(self, term: Term) -> bool:
        if id(term) in self.marked:
            return True
        if self.round is not None:
            return self.round.is_element(term)
        if not isinstance(term, Param) or (term.path, term.function) != (self.routine.path, self.routine.function):
            return False
        return term.name in self.tainted

    def changes(self, term: Term) -> bool:
        """Whether something that rounds before have changed goes into a term."""
        return any(id(one) in self.changing for one in within(term))


@dataclass(frozen=True, slots=True, eq=False)
class Done:
    """A call that a round makes, in the function that it stands in. `once`: only where it has not been done before."""

    scope: Scope
    call: Call
    once: bool

    @property
    def routine(self) -> Routine:
        """Where it stands."""
        return self.scope.routine


def done(system: System, one: Round) -> tuple[Done, ...]:
    """The calls of a round, with those of the functions that it enters."""
    scope = Scope(one.routine, one.steps, one)
    _learn(scope, outside=one.loop is not None)
    found: list[Done] = []
    waiting = [(scope, 0)]
    seen = {(one.routine.path, one.routine.function)} if one.loop is None else set()
    while waiting and len(seen) < _MOST:
        scope, depth = waiting.pop(0)
        for call, guarded in _calls(scope.steps, guarded=False):
            made = Done(scope, call, scope.once or guarded)
            found.append(made)
            own = system.indexed.own(call) if depth < _DEEPEST else ()
            for inner in own if len(own) == 1 else ():
                key = inner.path, inner.function
                if key not in seen:
                    seen.add(key)
                    waiting.append((_entered(system, made, inner), depth + 1))
    return tuple(found)


def _entered(system: System, by: Done, inner: Routine) -> Scope:
    params = inner.params
    module = system.indexed.module(inner.path)
    static = module is not None and "staticmethod" in module.code.functions[inner.function].decorators
    if inner.owner is not None and params and not static:
        params = params[1:]
    tainted, fixed = set(), set(params)
    for place, name in enumerate(params):
        given = by.call.given(name, place)
        if given is None:
            continue
        if by.scope.each(given):
            tainted.add(name)
        if not same(system, by.scope, given):
            fixed.discard(name)
    if by.call.starred or any(name is None for name, _ in by.call.kwargs):
        tainted, fixed = set(params), set()
    once = by.once or kept(system, inner)
    scope = Scope(inner, inner.steps, None, frozenset(tainted), frozenset(fixed), by.scope, by.call, once)
    _learn(scope, outside=False)
    return scope


def _learn(scope: Scope, *, outside: bool) -> None:
    """Marks what the element is put into, and what is changed from round to round."""
    made: set[int] = {id(one.term) for one in every(scope.steps) if isinstance(one, Assign)}
    before: Mapping[str, int] = {}
    if outside:
        inside = {id(one) for one in every(scope.steps)}
        before = {
            one.name: id(one.term)
            for one in scope.routine.every()
            if isinstance(one, Assign) and id(one) not in inside and one.pos < scope.steps[0].pos
        }
    for step in every(scope.steps):
        if isinstance(step, Assign) and step.name in before and id(step.term) != before[step.name]:
            scope.changing.add(before[step.name])
        elif isinstance(step, SetItem):
            _put(scope, step.of, (step.key, step.term), made)
        elif isinstance(step, SetAttr):
            _put(scope, step.of, (step.term,), made)
        elif isinstance(step, Call) and step.method in _ADDING:
            _put(scope, step.callee, step.args, made)


def _put(scope: Scope, into: Term, what: tuple[Term, ...], made: set[int]) -> None:
    while isinstance(into, (Attr, Item)) and id(into) not in made:
        into = into.of
    if any(scope.each(one) for one in what):
        scope.marked.add(id(into))
    if id(into) not in made and not isinstance(into, (Self, Element)):
        scope.changing.add(id(into))


def _calls(steps: Steps, *, guarded: bool) -> Iterator[tuple[Call, bool]]:
    """The calls of some steps; True where they are made only if something is not there yet."""
    for step in steps:
        if isinstance(step, Call):
            yield step, guarded
        elif isinstance(step, Branch):
            absent = asks_absence(step.test)
            for block in step.blocks():
                yield from _calls(block, guarded=guarded or absent)
            ends = absent and bool(step.then) and isinstance(step.then[-1], Return)
            guarded = guarded or ends or gives_what_is_there(step)
        elif isinstance(step, Attempt):
            for number, block in enumerate(step.blocks()):
                yield from _calls(block, guarded=guarded or 0 < number <= len(step.handlers))
        else:
            for block in step.blocks():
                yield from _calls(block, guarded=guarded)


def same(system: System, scope: Scope, term: Term, depth: int = 0) -> bool:
    """Whether a term is known to be the same in each round: constants, settings, what was made before."""
    if id(term) in scope.changing or scope.each(term) or depth > _DEEPEST * 4:
        return False
    if isinstance(term, (Const, Lib, Self, Global)):
        return True
    if isinstance(term, Own):  # a function that is defined in the round may know its element
        inner = term.path == scope.routine.path and term.name.rpartition(".")[0] == scope.routine.name != ""
        return term.kind != "function" or not (inner or "<lambda>" in term.name)
    looped = scope.round is not None and scope.round.loop is not None
    if isinstance(term, Param):
        here = (term.path, term.function) == (scope.routine.path, scope.routine.function)
        return looped or not here or term.name in scope.fixed
    if isinstance(term, Element):
        return looped and not _inside(scope, term.of)
    if isinstance(term, Collected):
        return same(system, scope, term.of, depth + 1) and not any(map(scope.each, (term.value, *term.tests)))
    if isinstance(term, Result):
        if looped and not any(one is term.call for one in every(scope.steps)):
            return True
        known = {one.effect for one in system.indexed.entries(term.call)}
        return bool(known & _PATHS) and all(same(system, scope, one, depth + 1) for one in term.call.terms())
    return type(term) is not Term and all(same(system, scope, one, depth + 1) for one in made_of(term))


def _inside(scope: Scope, over: Term) -> bool:
    """Whether something is gone through in the steps themselves."""
    return any(getattr(one, "over", None) is over for one in every(scope.steps))


def learns(system: System, calls: tuple[Done, ...]) -> bool:
    """Whether a round trains something."""
    for one in calls:
        if trains(system.indexed, one.call):
            return True
        if any(entry.effect in {"fit", "partial-fit", "fit-predict", "fit-transform"}
               for entry in system.indexed.entries(one.call)):  # fmt: skip
            return True
    return False


def tells_time(system: System, calls: tuple[Done, ...]) -> bool:
    """Whether a round looks at a clock: what takes how long is what it is for."""
    names = (name for one in calls for name in system.indexed.names(one.call))
    return any((known := system.conventions.call(name)) is not None and known.sign == "clock" for name in names)


def way(system: System, one: Done) -> list[Stop]:
    """The calls by which a round comes to a function, as steps of a trace."""
    scope, between = one.scope, []
    while scope.by is not None and scope.call is not None:
        place = system.at(scope.by.routine, scope.call.pos)
        between.append(Stop(place, f"calls `{scope.routine.name}` each time"))
        scope = scope.by
    return between[::-1]


def dropped(system: System, one: Done) -> bool:
    """Whether nobody looks at what a call gives: a model that is warmed up, or led through what was before."""
    scope = one.scope
    call = one.call
    while call.used:
        outer, by = scope.by, scope.call
        if outer is None or by is None or _goes_on(system, scope.steps, call):
            return False
        scope, call = outer, by
    return True


def _goes_on(system: System, steps: Steps, call: Call) -> bool:
    """Whether something other than giving it back is done with what a call gives."""
    for step in every(steps):
        if step is call or not any(isinstance(one, Result) and one.call is call for term in step.terms()
                                   for one in within(term)):  # fmt: skip
            continue
        shaped = isinstance(step, Call) and step.used and step.method not in _ADDING and not system.indexed.own(step)
        if not shaped and not isinstance(step, (Assign, Return)):
            return True
    return False
