"""Whether a term can only ever be one of a few values, because what it is made of is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.terms import (
    Attr,
    Choice,
    Const,
    Element,
    Group,
    Op,
    Own,
    Pairs,
    Param,
    Result,
    Term,
    Text,
)

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.code.world import World

_DEEPEST: Final = 8
# Calls that give something with as many values as what they are given, and those that go through what they are given.
_CHANGING: Final = frozenset({"builtins.str", "builtins.int", "builtins.float", "builtins.bool", "builtins.repr",
                              "builtins.tuple", "builtins.round", "builtins.abs"})  # fmt: skip
_GOING_THROUGH: Final = frozenset({"builtins.sorted", "builtins.list", "builtins.tuple", "builtins.set",
                                   "builtins.frozenset", "builtins.reversed", "builtins.iter"})  # fmt: skip
_ENUMS: Final = frozenset({"enum.Enum", "enum.StrEnum", "enum.IntEnum", "enum.Flag", "enum.IntFlag"})


class Few:
    """Tells it of terms; a parameter of `first`, which comes from outside, is any value whatever is handed in here."""

    def __init__(self, world: World, first: Routine | None = None) -> None:
        self._world = world
        self._first = (first.path, first.function) if first is not None else None

    def values(self, term: Term, depth: int = 0) -> bool:
        """Whether a term is one of a few values."""
        if depth > _DEEPEST:
            return False
        match term:
            case Const():
                return True
            case Text(parts=pieces):
                return all(isinstance(one, str) or self.values(one, depth + 1) for one in pieces)
            case Op(terms=terms) | Choice(terms=terms) | Group(items=terms):
                return all(self.values(one, depth + 1) for one in terms)
            case Element(of=of, place=place):
                return self._elements(of, place, depth + 1)
            case Attr(of=of, name=name):
                return self._members(of) or (name in {"value", "name"} and self.values(of, depth + 1))
            case Param():
                return self._given(term, depth + 1)
            case Result(call=call):
                given = (*call.args, *(value for _, value in call.kwargs))
                plain = self._called(term) in _CHANGING or (call.method is not None and self.values(call.callee, depth))
                return plain and all(self.values(one, depth + 1) for one in given)
            case _:
                return False

    def _elements(self, of: Term, place: int | None, depth: int) -> bool:
        """Whether what is gone through holds few things; with `place`, few stand at that place of each."""
        if depth > _DEEPEST:
            return False
        match of:
            case Choice(terms=terms):
                return all(self._elements(one, place, depth + 1) for one in terms)
            case Group(items=items):
                return all(
                    self.values(one, depth + 1) for one in (items if place is None else items[place : place + 1])
                )
            case Pairs(keys=keys):
                return place is None and all(one is not None and self.values(one, depth + 1) for one in keys)
            case Element(of=inner) if place is not None:
                return self._parts(inner, place, depth + 1)
            case Own(kind="class"):
                return self._members(of)
            case Result(call=call) if place is None:
                called = self._called(of)
                if called == "builtins.range":
                    return all(isinstance(one, Const) for one in call.args)
                if called in _GOING_THROUGH and call.args:
                    return self._elements(call.args[0], None, depth + 1)
                return call.method in {"keys", "values"} and self._parts(of, int(call.method == "values"), depth + 1)
            case _:
                return False

    def _parts(self, of: Term, place: int, depth: int) -> bool:
        """Whether few things stand at one place of what each round of a loop is given."""
        match of:
            case Group(items=items):
                return all(self._elements(one, place, depth + 1) for one in items)
            case Result(call=call):
                called = self._called(of)
                if called == "builtins.zip" and place < len(call.args) and not call.starred:
                    return self._elements(call.args[place], None, depth + 1)
                if called == "builtins.enumerate" and call.args:  # as many numbers as there are things
                    return self._elements(call.args[0], None, depth + 1)
                if isinstance(call.callee, Pairs) and call.method in {"items", "keys", "values"}:
                    some = call.callee.values if place else call.callee.keys
                    return all(one is not None and self.values(one, depth + 1) for one in some)
        return False

    def _given(self, term: Param, depth: int) -> bool:
        """Whether a parameter is annotated as one of a few, or all callers give it one of a few."""
        spelled = term.annotation.rpartition(".")[2] if "[" not in term.annotation else term.annotation
        if spelled == "bool" or spelled.removeprefix("typing.").startswith("Literal["):
            return True
        given = self._world.given(term) if (term.path, term.function) != self._first else ()
        given = (*given, term.default) if given and term.default is not None else given
        return bool(given) and all(self.values(one, depth + 1) for one in given)

    def _members(self, of: Term) -> bool:
        """Whether something is a class whose members are written down (an enum)."""
        things = self._world.things(of) if isinstance(of, Own) else ()
        return bool(things) and all(
            isinstance(one, OwnThing) and any(getattr(base, "path", "") in _ENUMS for base in self._world.bases(one))
            for one in things
        )

    def _called(self, term: Term) -> str:
        return getattr(term.call.callee, "path", "") if isinstance(term, Result) and term.call.method is None else ""


__all__ = ["Few"]
