"""The world of a tree's code: who calls which function with what, and which constants that makes of parameters."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.heirs import Heirs, declared
from mle_reviewer.system.code.meaning import Meaning, OwnThing
from mle_reviewer.system.code.steps import Routine
from mle_reviewer.system.code.terms import Attr, Call, Choice, Const, Param, Term
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.flow.tree.layout import Layout
    from mle_reviewer.knowledge.table import Table
    from mle_reviewer.program.code import ModuleCode

_DEEPEST: Final = 7
_LESSENING: Final = frozenset({"minimize", "apply_gradients", "update"})
_MOST: Final = 12  # callers of one function that are asked what they give it


class World(Meaning):
    """The code of a tree once it is known who calls whom."""

    def __init__(self, layout: Layout, code: Callable[[str], ModuleCode | None], table: Table) -> None:
        super().__init__(layout, code, table)
        self._given: dict[tuple[str, int], list[tuple[Routine, Call]]] | None = None
        self._reached: dict[tuple[str, int], tuple[Routine, ...]] = {}
        self._own_of: dict[int, tuple[Call, tuple[Routine, ...]]] = {}
        self._heirs = Heirs(self, ())
        self._backward: dict[int, tuple[Call, Routine]] = {}

    def index(self, paths: Iterable[str]) -> None:
        """Learns who calls which function, over these documents; parameters are known by what they are given then."""
        given: dict[tuple[str, int], list[tuple[Routine, Call]]] = {}
        paths = tuple(paths)
        self._heirs = Heirs(self, paths)
        for path in paths:
            module = self.module(path)
            for routine in module.routines() if module is not None else ():
                for call in routine.calls():
                    if call.method == "backward":
                        self._backward[id(call)] = call, routine
                    for each in (call, *self.made(call)):
                        for one in self.own(each):
                            given.setdefault((one.path, one.function), []).append((routine, each))
        self._given = given
        self._things.clear()
        self._targets.clear()
        self._entries.clear()
        self._names.clear()
        self._own_of.clear()
        self._built.clear()
        self._reached.clear()

    def own(self, call: Call) -> tuple[Routine, ...]:
        """The functions that a call enters; where a method is only declared, those that carry it out."""
        known = self._own_of.get(id(call))
        if known is None or known[0] is not call:
            found = super().own(call)
            found = self._heirs.carried_out(found) if call.method is not None else found
            known = self._own_of[id(call)] = call, found
        return known[1]

    def made(self, call: Call) -> tuple[Call, ...]:
        """The calls that a call makes because settings name what is to be built."""
        return tuple(one.call for one in self.built(call) if one.call is not None)

    def entered(self, call: Call) -> tuple[Routine, ...]:
        """The functions that a call enters, and those that settings have it enter."""
        made = self.made(call)
        return self.own(call) if not made else (*self.own(call), *(one for each in made for one in self.own(each)))

    def reached_from(self, routine: Routine, reach: Callable[[Routine], Iterable[Routine]]) -> tuple[Routine, ...]:
        """The functions that one comes to directly, worked out the first time that it is asked."""
        key = routine.path, routine.function
        if key not in self._reached:
            self._reached[key] = tuple(reach(routine))
        return self._reached[key]

    def returns(self, thing: OwnThing) -> tuple[Term, ...]:
        """What a function gives back; where a method is only declared, what those give that carry it out."""
        routine = self.routine(thing)
        if routine is None or not declared(routine):
            return super().returns(thing)
        carrying = self._heirs.carried_out((routine,))[1:]
        found = [
            term for one in carrying
            for term in super(World, self).returns(OwnThing(one.path, one.name, "function", one.function))
        ]  # fmt: skip
        return (*found, *super().returns(thing))

    def callers(self, routine: Routine) -> list[tuple[Routine, Call]]:
        """The calls of a function, each with the routine that it stands in."""
        return (self._given or {}).get((routine.path, routine.function), [])

    def only_asks_gradients(self, call: Call) -> bool:
        """Whether `backward` is called where nothing near takes a step by the gradients: to explain an answer, say."""
        known, routine = self._backward.get(id(call), (None, None))
        if known is not call or routine is None or routine.function < 0 or _inner(routine):
            return False
        return not any(_steps(one) for one in (routine, *(caller for caller, _call in self.callers(routine))))

    def given(self, param: Param, among: frozenset[tuple[str, int]] = frozenset()) -> tuple[Term, ...]:
        """What callers give a parameter; where some of them are `among` these functions, what those do."""
        module = self.module(param.path)
        if module is None or self._given is None:
            return ()
        code = module.code.functions[param.function]
        params = code.params[1:] if code.owner is not None and "staticmethod" not in code.decorators else code.params
        place = params.index(param.name) if param.name in params else None
        calls = self._given.get((param.path, param.function), [])
        calls = [one for one in calls if tier(one[0].path) != "test"] or calls  # tests hand in what comes to hand
        calls = [one for one in calls if (one[0].path, one[0].function) in among] or calls
        found = (call.given(param.name, place) for _, call in calls[:_MOST])
        return tuple(term for term in found if term is not None)

    def constants(self, term: Term, depth: int = 0) -> tuple[object, ...]:
        """The constants that a term may stand for, as far as they are all known; () otherwise."""
        match term:
            case Const(value=value):
                return (value,)
            case Choice(terms=terms):
                each = [self.constants(one, depth) for one in terms]
                return tuple(dict.fromkeys(value for one in each for value in one)) if all(each) else ()
            case Param() if depth < _DEEPEST:
                given = self.given(term) or (() if term.default is None else (term.default,))
                each = [self.constants(one, depth + 1) for one in given]
                return tuple(value for one in each for value in one) if each and all(each) else ()
            case Attr(of=of, name=name) if depth < _DEEPEST:
                bound = [
                    one for thing in self.things(of) if isinstance(thing, OwnThing) and thing.kind == "class"
                    for one in self.attribute(thing, name)
                ]  # fmt: skip
                each = [self.constants(one, depth + 1) for one in bound]
                return tuple(value for one in each for value in one) if each and all(each) else ()
            case _:
                return ()


def _inner(routine: Routine) -> bool:
    """Whether a function stands in another one, which may hand it to what takes steps."""
    return "." in routine.name and routine.owner is None


def _steps(routine: Routine) -> bool:
    """Whether a function calls something that has a step in its name, or that lessens a loss."""
    spoken = (
        call.method or getattr(call.callee, "name", "") or getattr(call.callee, "path", "") for call in routine.calls()
    )
    return any("step" in name.lower() or name in _LESSENING for name in spoken)
