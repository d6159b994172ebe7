"""What becomes of a value: the steps that name something made of it, across functions, attributes and containers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.steps import Branch, Loop, Return, Routine, SetAttr, SetItem, Step
from mle_reviewer.system.code.terms import Attr, Call, Element, Global, Param, Result, Self, Term, made_of
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

ADDING: Final = frozenset({"append", "extend", "update", "insert", "add", "appendleft", "put"})
_MOST: Final = 24  # functions that one value is followed through
_MOST_TERMS: Final = 20_000
Key = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class Use:
    """A step that names something made of the value, and the function that it stands in."""

    routine: Routine
    step: Step


@dataclass(slots=True)
class Becoming:
    """The uses of what `seeds` become, nearest first; a step before `after` of the first function is none."""

    system: System
    routine: Routine
    seeds: tuple[Term, ...]
    after: int = 0
    uses: list[Use] = field(default_factory=list)
    _ids: set[int] = field(default_factory=set)
    _kept: list[Term] = field(default_factory=list)
    _params: set[Key] = field(default_factory=set)
    _attributes: set[Key] = field(default_factory=set)
    _clean: set[int] = field(default_factory=set)
    _looked: int = 0
    _by: dict[tuple[str, int], list[Call]] = field(default_factory=dict)  # the calls that handed it to a function

    def follow(self) -> Becoming:
        """Works out the uses."""
        for one in self.seeds:
            self._add(one)
        waiting: list[Routine] = [self.routine]
        done: set[tuple[str, int]] = set()
        while waiting and len(done) < _MOST:
            routine = waiting.pop(0)
            key = routine.path, routine.function
            if key in done or tier(routine.path) == "test":
                continue
            done.add(key)
            waiting += self._through(routine)
            if routine is self.routine and self._attributes:
                waiting += self._methods(routine)
        return self

    def holds(self, term: Term) -> bool:
        """Whether a term is made of the value."""
        waiting, seen = [term], {id(term)}
        while waiting:
            one = waiting.pop()
            if self._is(one):
                return True
            self._looked += 1
            if self._looked > _MOST_TERMS * 10:
                return False
            for inner in _value(one):
                if id(inner) not in seen and id(inner) not in self._clean:
                    seen.add(id(inner))
                    waiting.append(inner)
        self._clean |= seen
        return False

    def named_by(self, step: Step) -> bool:
        """Whether a step names something made of the value."""
        return any(self.holds(one) for one in step.terms())

    def _is(self, term: Term) -> bool:
        if id(term) in self._ids:
            return True
        if isinstance(term, Param):
            return (term.path, term.function, term.name) in self._params
        if isinstance(term, Attr) and isinstance(term.of, Self):
            return (term.of.path, term.of.index, term.name) in self._attributes
        return False

    def _add(self, term: Term) -> bool:
        if isinstance(term, Attr) and isinstance(term.of, Self):
            key = term.of.path, term.of.index, term.name
            if key in self._attributes:
                return False
            self._attributes.add(key)
        elif id(term) in self._ids:
            return False
        else:
            self._ids.add(id(term))
            self._kept.append(term)  # an id is one as long as what it is of lives
        self._clean.clear()
        return True

    def _through(self, routine: Routine) -> Iterator[Routine]:
        first = routine is self.routine
        for _round in range(2):  # what is put into a container in a loop is known to what stands before it
            changed = False
            for step in routine.every():
                changed |= self._put(step)
            if not changed:
                break
        found: list[Routine] = []
        given_back = False
        for step in routine.every():
            if (first and step.pos < self.after) or not self.named_by(step):
                continue
            self.uses.append(Use(routine, step))
            if isinstance(step, Return):
                given_back = True
            elif isinstance(step, Call):
                found += self._entered(step)
        yield from found
        if given_back:
            yield from self._given_to(routine)

    def _given_to(self, routine: Routine) -> Iterator[Routine]:
        """The callers that get it back: where it was handed in, those that handed it in."""
        by = None if routine is self.routine else self._by.get((routine.path, routine.function))
        for caller, call in self.system.indexed.callers(routine):
            if by is not None and not any(call is one for one in by):
                continue
            for term, _step in caller.spoken():
                if isinstance(term, Result) and term.call is call:
                    self._add(term)
                    yield caller

    def _put(self, step: Step) -> bool:
        match step:
            case Call(method=method, callee=callee) if method in ADDING and any(map(self.holds, step.args)):
                return not self.holds(callee) and self._add(callee)
            case SetItem(of=of, term=term) if self.holds(term):
                return not self.holds(of) and self._add(of)
            case SetAttr(of=Self(path=path, index=index), name=name, term=term) if self.holds(term):
                known = (path, index, name) in self._attributes
                self._attributes.add((path, index, name))
                if not known:
                    self._clean.clear()
                return not known
            case _:
                return False

    def _entered(self, call: Call) -> Iterator[Routine]:
        for one in self.system.indexed.entered(call):
            module = self.system.indexed.module(one.path)
            code = module.code.functions[one.function] if module is not None else None
            if code is None:
                continue
            bound = code.owner is not None and "staticmethod" not in code.decorators
            params = code.params[1:] if bound else code.params
            handed = [name for place, name in enumerate(params)
                      if (given := call.given(name, place)) is not None and self.holds(given)]  # fmt: skip
            for name in handed:
                self._params.add((one.path, one.function, name))
            if handed:
                self._by.setdefault((one.path, one.function), []).append(call)
                self._clean.clear()
                yield one

    def _methods(self, routine: Routine) -> Iterator[Routine]:
        """The other methods of the class whose object holds it."""
        module = self.system.indexed.module(routine.path)
        for index, code in enumerate(module.code.functions) if module is not None else ():
            if code.owner is not None and code.owner == routine.owner and index != routine.function and module:
                yield module.routine(index)


def _value(term: Term) -> Iterable[Term]:
    return (term.term,) if isinstance(term, Global) else made_of(term)


def element_of(term: Term, loop: Loop) -> bool:
    """Whether a term is made of the element that a loop is at."""
    waiting, seen = [term], {id(term)}
    while waiting:
        one = waiting.pop()
        if isinstance(one, Element) and one.of is loop.over:
            return True
        for inner in made_of(one):
            if id(inner) not in seen:
                seen.add(id(inner))
                waiting.append(inner)
    return False


def tests_of(becoming: Becoming) -> Iterator[tuple[Routine, Step, Term]]:
    """What branches, loops and claims ask that is made of the value."""
    for use in becoming.uses:
        test = getattr(use.step, "test", None)
        if isinstance(use.step, Branch) and isinstance(test, Term):
            yield use.routine, use.step, test
        elif not use.step.blocks() and type(use.step).__name__ == "Assert":
            yield use.routine, use.step, use.step.terms()[0]


__all__ = ["ADDING", "Becoming", "Use", "element_of", "tests_of"]
