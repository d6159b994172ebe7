"""What a function enters: by calls, by what a framework fills in, by what an application keeps, by names of methods."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Routine, SetAttr, Within
from mle_reviewer.system.code.terms import Attr, Call, Const, Lib, Own, Result, Term, within
from mle_reviewer.system.handed import handed
from mle_reviewer.system.handlers import Ground, named_functions

_MOST: Final = 200  # functions that one function is followed into
_FEW: Final = 3  # classes that have a method of one name: more, and the name says nothing
_BUILT_IN: Final = frozenset(name for kind in (str, bytes, list, dict, set, tuple, int, float) for name in dir(kind))


class Entering:
    """The ways between functions that calls alone do not show."""

    def __init__(self, system: Ground) -> None:
        self.system = system
        self._methods: dict[str, list[Routine]] = {}
        self._kept: dict[str, list[Term]] = {}
        for routine in system.routines("code"):
            if routine.owner is not None:
                self._methods.setdefault(routine.name.rpartition(".")[2], []).append(routine)
            for step in routine.every():
                if isinstance(step, SetAttr) and isinstance(step.of, Attr) and step.of.name == "state":
                    self._kept.setdefault(step.name, []).append(step.term)

    def all(self, *starts: Routine) -> Iterator[Routine]:
        """The functions, and all that they enter, the nearest first."""
        waiting = list(starts)
        seen = {(one.path, one.function) for one in starts}
        while waiting and len(seen) < _MOST:
            one = waiting.pop(0)
            yield one
            for inner in self.onwards(one):
                key = inner.path, inner.function
                if key not in seen and inner.function >= 0:
                    seen.add(key)
                    waiting.append(inner)

    def onwards(self, routine: Routine) -> Iterator[Routine]:
        """The functions that a function enters."""
        yield from dependencies(self.system, routine)
        for call in routine.calls():
            yield from self.entered(call)
            yield from (one for one, _later in handed(self.system, call))
            for term in (*call.args, *(value for _, value in call.kwargs)):
                for inner in within(term, calls=False):
                    if isinstance(inner, (Own, Attr)):
                        yield from named_functions(self.system, inner)
        for step in routine.every():
            if isinstance(step, Within) and isinstance(step.context, Result):
                yield from self.system.indexed.own(step.context.call)

    def entered(self, call: Call) -> tuple[Routine, ...]:
        """The functions that a call itself enters, as far as anything tells."""
        return self.system.indexed.entered(call) or self.kept_methods(call) or self._named(call)

    def kept_terms(self, term: Attr) -> tuple[Term, ...]:
        """What an attribute of the state of an application was bound to."""
        held = _state_of(term)
        return () if held is None else tuple(self._kept.get(held, ()))

    def kept_methods(self, call: Call) -> tuple[Routine, ...]:
        """The methods that are called on what an application keeps: `request.app.state.scorer.score(…)`."""
        held = _state_of(call.callee)
        if call.method is None or held is None:
            return ()
        found = []
        for term in self._kept.get(held, ()):
            for thing in self.system.indexed.things(term):
                method = self.system.indexed.method(thing, call.method) if isinstance(thing, OwnThing) else None
                routine = self.system.indexed.routine(method) if isinstance(method, OwnThing) else None
                if routine is not None:
                    found.append(routine)
        return tuple(found)

    def _named(self, call: Call) -> tuple[Routine, ...]:
        """The methods of a name that few classes have, called on something of which nothing is known."""
        if call.method is None or call.method in _BUILT_IN or self._known(call):
            return ()
        found = self._methods.get(call.method, [])
        return tuple(found) if len(found) <= _FEW else ()

    def _known(self, call: Call) -> bool:
        """Whether pages say anything of a method, or it is one of the repository."""
        world = self.system.indexed
        if any(isinstance(one, OwnThing) for one in world.targets(call)):
            return True
        return any(self._described(name) for name in world.names(call) if not name.startswith("?."))

    def _described(self, name: str) -> bool:
        """Whether a page describes something of a library, or the class whose method it is."""
        table = self.system.indexed.table
        if self.system.conventions.call(name) is not None or table.find_call(name) is not None:
            return True
        return table.find_class(name.rpartition(".")[0]) is not None


def _state_of(held: Term) -> str | None:
    """The name that something has in the state of an application."""
    if isinstance(held, Attr) and isinstance(held.of, Attr) and held.of.name == "state":
        return held.name
    if isinstance(held, Result) and isinstance(held.call.callee, Lib) and held.call.callee.path == "builtins.getattr":
        of, name = (*held.call.args, None, None)[:2]
        if isinstance(of, Attr) and of.name == "state" and isinstance(name, Const) and isinstance(name.value, str):
            return name.value
    return None


def filling(system: Ground, default: Term | None) -> Iterator[Routine]:
    """The functions that a framework fills a parameter of this default with (`Depends(get_model)`)."""
    for name in system.indexed.names(default.call) if isinstance(default, Result) else ():
        entry = system.conventions.call(name)
        if entry is not None and entry.sign == "depends" and isinstance(default, Result):
            slot = entry.slots.get("handler")
            given = default.call.given(slot, 0) if isinstance(slot, str) else None
            yield from named_functions(system, given) if given is not None else ()


def dependencies(system: Ground, routine: Routine) -> Iterator[Routine]:
    """The functions that a framework runs to fill a parameter (`model=Depends(get_model)`)."""
    module = system.indexed.module(routine.path)
    if module is None or routine.function < 0:
        return
    for default in module.defaults(routine.function).values():
        yield from filling(system, default)
    for spelled in module.code.functions[routine.function].annotations.values():
        if "Annotated" in spelled:
            for word in spelled.replace("(", " ").replace(")", " ").replace(",", " ").replace("]", " ").split():
                term = module.names.get(word)
                if isinstance(term, Own) and term.kind == "function":
                    yield from named_functions(system, term)
