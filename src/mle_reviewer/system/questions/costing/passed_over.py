"""Branches that a request never takes: what is handed in decides them, or a mark that nothing on its way ever sets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Branch, SetAttr, every
from mle_reviewer.system.code.terms import Attr, Const, Op, Param, Result, Self, Term
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.code.terms import Call
    from mle_reviewer.system.questions.answering.predicting import Asked, Entered
    from mle_reviewer.system.system import System

_DEEPEST: Final = 4
_Keys = frozenset[tuple[str, int]]


def passed_over(system: System, asked: Asked, among: _Keys) -> bool:
    """Whether some step on the way to a call stands where a request never comes; `among` are the functions of it."""
    deciding = _Deciding(system, among)
    return any(deciding.never(routine, call) for routine, call in _links(asked))


def _links(asked: Asked) -> Iterator[tuple[Routine, Call]]:
    yield asked.routine, asked.call
    one: Entered = asked.entered
    while one.by is not None:
        if one.call is not None:
            yield one.by.routine, one.call
        one = one.by


class _Deciding:
    """Tells what conditions come to, as far as those on the way hand in what decides them."""

    def __init__(self, system: System, among: _Keys) -> None:
        self._system = system
        self._among = among

    def never(self, routine: Routine, call: Call, depth: int = 0) -> bool:
        """Whether a call stands in a block that is never run."""
        for step in routine.every():
            if not isinstance(step, Branch):
                continue
            for block, ran in ((step.then, True), (step.orelse, False)):
                if any(one is call for one in every(block)) and self._comes_to(step.test, depth) is (not ran):
                    return True
        return False

    def _comes_to(self, test: Term, depth: int) -> bool | None:
        """What a condition is; None where nobody can say."""
        if depth > _DEEPEST:
            return None
        match test:
            case Const(value=value):
                return bool(value)
            case Op(op="not", terms=(one,)):
                inner = self._comes_to(one, depth + 1)
                return None if inner is None else not inner
            case Op(op="and" | "or" as op, terms=terms):
                each = [self._comes_to(one, depth + 1) for one in terms]
                ends = op == "or"
                return ends if ends in each else None if None in each else not ends
            case Op(op="is" | "is not" as op, terms=(Param() as one, Const(value=None))):
                given = self._given(one)
                if not given or any(self._may_be_nothing(term) for term in given):
                    return None
                return op == "is not"
            case Param():
                values = {bool(one.value) if isinstance(one, Const) else None for one in self._given(test)}
                return values.pop() if len(values) == 1 else None
            case Attr():
                return False if self._never_set(test, depth) else None
            case _:
                return None

    def _given(self, param: Param) -> tuple[Term, ...]:
        """All that callers on the way give a parameter, or its default; () where that is not known."""
        module = self._system.indexed.module(param.path)
        if module is None or (param.path, param.function) not in self._known():
            return ()
        routine, code = module.routine(param.function), module.code.functions[param.function]
        params = code.params[1:] if code.owner is not None and "staticmethod" not in code.decorators else code.params
        place = params.index(param.name) if param.name in params else None
        found = []
        for call in self._callers(routine):
            given = call.given(param.name, place) or param.default
            if given is None or call.starred or any(name is None for name, _ in call.kwargs):
                return ()
            found.append(given)
        return tuple(found)

    def _known(self) -> _Keys:
        return self._among | {(one.path, one.function) for one in self._system.once(_constructors)}

    def _callers(self, routine: Routine) -> list[Call]:
        """The calls of a function: of those on the way, where some are, or of all but tests."""
        every_one = [one for one in self._system.indexed.callers(routine) if tier(one[0].path) != "test"]
        near = [one for one in every_one if (one[0].path, one[0].function) in self._among]
        return [call for _, call in near or every_one]

    def _may_be_nothing(self, term: Term) -> bool:
        """Whether what is given may be None: it says so, or it is of a function that may give nothing."""
        if isinstance(term, Result):
            given = [one for own in self._system.indexed.own(term.call) for one in own.returned()]
            return any(isinstance(one, Const) and one.value is None for one in given)
        return isinstance(term, Param) or (isinstance(term, Const) and term.value is None)

    def _never_set(self, mark: Attr, depth: int) -> bool:
        """Whether an attribute says no when an object is made, and only functions that nothing calls say yes."""
        things = [one for one in self._system.indexed.things(mark.of) if isinstance(one, OwnThing)]
        if len(things) != 1 or things[0].kind != "class":
            return False
        known, module = self._system.indexed.class_of(things[0]), self._system.indexed.module(things[0].path)
        if known is None or module is None:
            return False
        begins, places = False, 0
        for name, index in known.methods.items():
            routine = module.routine(index)
            for step in routine.every():
                if not isinstance(step, SetAttr) or not isinstance(step.of, Self) or step.name != mark.name:
                    continue
                places += 1
                if isinstance(step.term, Const) and not step.term.value:
                    begins = begins or name == "__init__"
                elif not self._uncalled(routine, depth):
                    return False
        return begins and places == len(self._system.indexed.attribute(things[0], mark.name))

    def _uncalled(self, routine: Routine, depth: int) -> bool:
        """Whether nothing but tests calls a function, or only where it never comes to that."""
        callers = [one for one in self._system.indexed.callers(routine) if tier(one[0].path) != "test"]
        return all(self.never(caller, call, depth + 1) for caller, call in callers)


def _constructors(system: System) -> tuple[Routine, ...]:
    """What makes objects: whoever makes one says what it begins with."""
    return tuple(one for one in system.routines("code") if one.name.rpartition(".")[2] == "__init__")
