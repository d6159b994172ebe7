"""Forms of numbers in networks: which layers an answer goes through, and whether it is scores, shares or chances."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.terms import Attr, Call, Choice, Const, Element, Group, Param, Result, Term

if TYPE_CHECKING:
    from mle_reviewer.knowledge.conventions import Conventions, SignEntry
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.code.world import World

_DEEPEST: Final = 8
_MOST: Final = 40  # layers of one chain
_ANSWERS: Final = ("forward", "__call__")
_KINDS: Final = frozenset({"shares", "log-shares", "chances"})
_PASSES: Final = frozenset({"passed", "squeezed", "shaped", "flat", "drops"})


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """What one call makes of numbers: a function by itself, or a layer that `made` made. `path`: where it is made."""

    entry: SignEntry
    call: Call
    made: Call | None
    path: str

    @property
    def sign(self) -> str:
        """Which form it is."""
        return self.entry.sign

    @property
    def pos(self) -> int:
        """Where it says what it makes of them."""
        return self.call.pos if self.made is None else self.made.pos

    def given(self, slot: str) -> Term | None:
        """What it is given for a slot of its page."""
        named = self.entry.slots.get(slot)
        if not isinstance(named, str):
            return None
        if named.startswith("="):
            return Const(named[1:])
        place = self.entry.params.index(named) if named in self.entry.params else None
        return (self.made or self.call).given(named, place)

    def word(self, slot: str) -> str:
        """The constant word of a slot."""
        named = self.entry.slots.get(slot)
        return named[1:] if isinstance(named, str) and named.startswith("=") else ""

    def takes(self) -> Term | None:
        """The numbers that it is given; None of a layer that is made and not asked."""
        if self.call is self.made:
            return None
        if self.made is None and self.call.method is not None:
            return self.call.callee
        first = next((value for name, value in self.call.kwargs if name == "input"), None)
        return self.call.args[0] if self.call.args and not self.call.starred else first


@dataclass(frozen=True, slots=True)
class Kind:
    """In which form an answer is, and where that is decided."""

    name: str
    path: str
    pos: int


class Forms:
    """What is known of the numbers in a tree's networks."""

    def __init__(self, world: World, conventions: Conventions) -> None:
        self.world = world
        self.conventions = conventions

    def of(self, call: Call, path: str) -> Form | None:
        """What a call makes of numbers; None where that is not known, or may be several things."""
        found = [one for name in self.world.names(call) if (one := self.conventions.form(name)) is not None]
        if found:
            names = self.world.names(call)
            makes = any(self.world.table.find_class(name) is not None for name in names)
            alike = len(found) == len(names) and all(other == found[0] for other in found)
            return Form(found[0], call, call if makes else None, path) if alike else None
        made = self.layer(call)
        if made is None:
            return None
        inner = self.made(*made)
        return None if inner is None else Form(inner.entry, call, inner.made, made[1])

    def made(self, term: Term, path: str) -> Form | None:
        """The layer that a term makes."""
        if not isinstance(term, Result):
            return None
        names = self.world.names(term.call)
        entry = self.conventions.form(names[0]) if len(names) == 1 else None
        return None if entry is None else Form(entry, term.call, term.call, path)

    def layer(self, call: Call) -> tuple[Term, str] | None:
        """What makes the layer that a call asks, and in which document; None where there is no such one thing."""
        of: Term = call.callee if call.method in (None, *_ANSWERS) else Attr(call.callee, str(call.method))
        return self.bound(of)

    def bound(self, term: Term) -> tuple[Term, str] | None:
        """The one thing that an attribute of an object of the repository is bound to, and where."""
        if isinstance(term, Result):
            return term, ""
        if not isinstance(term, Attr):
            return None
        owners = [one for one in self.world.things(term.of) if isinstance(one, OwnThing) and one.kind == "class"]
        bound = self.world.attribute(owners[0], term.name) if len(owners) == 1 else ()
        return (bound[0], owners[0].path) if len(bound) == 1 else None

    def stack(self, form: Form) -> tuple[Form | None, ...]:
        """The layers that stand one after the other in what is made of several; None for each that is not known."""
        of = form.made
        if form.sign != "stacked" or of is None or of.starred or of.kwargs:
            return (None,)
        found: list[Form | None] = []
        for one in of.args:
            inner = self.made(one, form.path)
            found += self.stack(inner) if inner is not None and inner.sign == "stacked" else (inner,)
        return tuple(found[:_MOST]) or (None,)

    def chain(self, term: Term | None, path: str) -> Iterator[Form | None]:
        """What made some numbers, the last first; it ends with None where something unknown did."""
        for _ in range(_MOST):
            form = self.of(term.call, path) if isinstance(term, Result) else None
            if form is None:
                break
            if form.sign == "stacked":
                yield from reversed(self.stack(form))
            else:
                yield form
            term = form.takes()
        yield None

    def number(self, term: Term | None) -> int | None:
        """A whole number that is written down, or worked out from such; None of what a caller may say otherwise."""
        from mle_reviewer.system.code.terms import Global, Op, Self

        match term:
            case Const(value=int(value)) if not isinstance(value, bool):
                return value
            case Global(term=of):
                return self.number(of)
            case Attr(of=Self()):
                bound = self.bound(term)
                return None if bound is None else self.number(bound[0])
            case Op(op=op, terms=(one, other)):
                left, right = self.number(one), self.number(other)
                if left is None or right is None:
                    return None
                if op == "//" and right:
                    return left // right
                return {"*": left * right, "+": left + right, "-": left - right}.get(op)
            case _:
                return None

    def kind(self, routine: Routine, term: Term, depth: int = 0) -> Kind | None:
        """In which form an answer is, where all that it may be has the same."""
        if depth > _DEEPEST:
            return None
        match term:
            case Choice(terms=terms):
                return _same([self.kind(routine, one, depth + 1) for one in terms])
            case Result(call=call):
                return self._answer(routine, call, depth)
            case Element(of=Result(call=call), place=int(place)):
                given = list(self._returned(call))
                if not given or not all(isinstance(one, Group) and place < len(one.items) for _, one in given):
                    return None
                return _same(
                    [self.kind(of, one.items[place], depth + 1) for of, one in given if isinstance(one, Group)]
                )
            case Param():
                asked = self.world.callers(routine)
                module = self.world.module(routine.path)
                if not asked or len(asked) > _MOST or module is None or term.function != routine.function:
                    return None
                params = routine.params[1:] if routine.owner is not None else routine.params
                where = params.index(term.name) if term.name in params else None
                each = [(of, call.given(term.name, where)) for of, call in asked]
                return _same([None if one is None else self.kind(of, one, depth + 1) for of, one in each])
            case _:
                return None

    def _answer(self, routine: Routine, call: Call, depth: int) -> Kind | None:
        form = self.of(call, routine.path)
        if form is not None and form.made is call:
            return None  # a layer, and nothing that it answers
        if form is None:
            returned = list(self._returned(call))
            return _same([self.kind(of, one, depth + 1) for of, one in returned]) if returned else None
        for one in self.stack(form)[::-1] if form.sign == "stacked" else (form,):
            if one is None:
                return None
            if one.sign in _KINDS or (one.sign == "layer" and "takes" in one.entry.slots):
                name = one.sign if one.sign in _KINDS else "scores"
                return Kind(name, one.path or routine.path, one.pos)
            if one.sign not in _PASSES:
                return None
        inner = form.takes()
        return None if inner is None or form.sign == "stacked" else self.kind(routine, inner, depth + 1)

    def _returned(self, call: Call) -> Iterator[tuple[Routine, Term]]:
        """What the one function of the repository gives back that a call comes to: the answers of a network, say."""
        found = list(self.entered(call))
        for routine in found if len(found) == 1 else ():
            yield from ((routine, term) for term in routine.returned())

    def entered(self, call: Call) -> Iterator[Routine]:
        """The functions that a call comes to, those that answer where a network is asked among them."""
        if own := self.world.own(call):
            yield from own
            return
        of: Term = call.callee if call.method in (None, *_ANSWERS) else Attr(call.callee, str(call.method))
        things = self.world.things(of)
        for thing in things if all(isinstance(one, OwnThing) for one in things) else ():
            found = self.world.method(thing, "forward") if isinstance(thing, OwnThing) and thing.made else None
            routine = self.world.routine(found) if isinstance(found, OwnThing) else None
            if routine is not None:
                yield routine


def _same(kinds: list[Kind | None]) -> Kind | None:
    """The kind that all are of."""
    first = kinds[0] if kinds else None
    return first if first is not None and all(one is not None and one.name == first.name for one in kinds) else None
