"""Parts of applications (routers, blueprints): a part that no application is given answers nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Assign, Routine, Step
from mle_reviewer.system.code.terms import (
    Attr,
    Call,
    Choice,
    Element,
    Global,
    Item,
    Param,
    Result,
    Term,
    alternatives,
    within,
)

if TYPE_CHECKING:
    from mle_reviewer.knowledge.conventions import Conventions, SignEntry
    from mle_reviewer.system.code.world import World
    from mle_reviewer.system.signs import Sign


class Ground(Protocol):
    """What of a system is asked here."""

    @property
    def conventions(self) -> Conventions:
        """What pages say."""

    @property
    def indexed(self) -> World:
        """Its code."""

    @property
    def imports(self) -> Mapping[str, tuple[str, ...]]:
        """The documents that import each."""

    def routines(self, *tiers: str) -> Iterator[Routine]:
        """All functions on some ground."""

    def signed(self, *signs: str) -> list[Sign]:
        """The calls that are signs."""


class Mounting:
    """Tells which parts of applications are taken by one; all are where the tree makes no application itself."""

    def __init__(self, system: Ground) -> None:
        self._system = system
        self._known: dict[int, tuple[Call, bool]] = {}

    def answers(self, routine: Routine, decorator: Term) -> bool:
        """Whether a function with this decorator is reached: by an application, or by a part that one may take."""
        of = decorator.call.callee if isinstance(decorator, Result) else getattr(decorator, "of", None)
        made = _made(of) if isinstance(of, Term) else None
        entry = self._part(made) if made is not None else None
        if made is None or entry is None or not self._applications:
            return True
        known = self._known.get(id(made))
        if known is None:
            known = self._known[id(made)] = made, self._taken(routine.path, made, entry)
        return known[1]

    def _part(self, call: Call) -> SignEntry | None:
        for name in self._system.indexed.names(call):
            entry = self._system.conventions.call(name)
            if entry is not None and entry.slots.get("taken"):
                return entry
        return None

    @cached_property
    def _applications(self) -> bool:
        return any(not sign.entry.slots.get("taken") for sign in self._system.signed("app"))

    @cached_property
    def _documents(self) -> Mapping[str, tuple[Routine, ...]]:
        found: dict[str, list[Routine]] = {}
        for routine in self._system.routines("code"):
            found.setdefault(routine.path, []).append(routine)
        return {path: tuple(some) for path, some in found.items()}

    def _taken(self, path: str, made: Call, entry: SignEntry) -> bool:
        module = self._system.indexed.module(path)
        names = module.top().names if module is not None else {}
        called = {name for name, term in names.items() if _made(term) is made}
        if not called or not any(call is made for call in (module.top().calls() if module is not None else ())):
            return True  # made by a function, or elsewhere: who takes it is not seen here
        if any(self._takes_unknown(routine, entry) for some in self._documents.values() for routine in some):
            return True
        above = self._above(path)
        return any(
            self._names(routine, path, made, called, sure=one not in above)
            for one, some in self._documents.items()
            for routine in some
        )

    def _above(self, path: str) -> set[str]:
        """A document, and all that import it, however far away."""
        waiting, found = [path], {path}
        while waiting:
            for one in self._system.imports.get(waiting.pop(), ()):
                if one not in found:
                    found.add(one)
                    waiting.append(one)
        return found

    def _takes_unknown(self, routine: Routine, entry: SignEntry) -> bool:
        """Whether an application takes parts that are not named there: of a list, of modules that are looked up."""
        for call in routine.calls():
            if call.method in entry.slots["taken"]:
                given = (*call.args, *(value for _, value in call.kwargs))[:1]
                if call.starred or not all(self._is_named(one) for term in given for one in alternatives(term)):
                    return True
        return False

    def _is_named(self, term: Term) -> bool:
        """Whether what an application takes is named in its place: a part, or the attribute of a module."""
        while isinstance(term, Global):
            term = term.term
        if isinstance(term, Result):
            return self._part(term.call) is not None
        return isinstance(term, Attr) and not isinstance(term.of, (Result, Param, Element, Item, Choice))

    def _names(self, routine: Routine, path: str, made: Call, called: set[str], *, sure: bool) -> bool:
        """Whether a function does something with a part, other than to make it and to hang handlers on it."""
        for step in routine.every():
            for term in _spoken(step, made):
                for one in within(term, calls=False):
                    if isinstance(one, Result) and one.call is made:
                        return True
                    if isinstance(one, Attr) and one.name in called and self._may_be(one.of, path, sure=sure):
                        return True
        return False

    def _may_be(self, term: Term, path: str, *, sure: bool) -> bool:
        """Whether a term may be the module that this document is; `sure`: whether it is known to be."""
        things = self._system.indexed.things(term)
        return (not things and not sure) or any(isinstance(one, OwnThing) and one.path == path for one in things)


def _made(term: Term) -> Call | None:
    """The call that made what a name stands for."""
    while isinstance(term, Global):
        term = term.term
    return term.call if isinstance(term, Result) else None


def _spoken(step: Step, made: Call) -> tuple[Term, ...]:
    if isinstance(step, Call):
        of = (step.callee,) if _made(step.callee) is not made else ()
        return (*step.args, *(value for _, value in step.kwargs), *of)
    if isinstance(step, Assign) and _made(step.term) is made:
        return ()
    return step.terms()
