"""Changes: what is put into containers and objects after they were made, and which of them are put in order."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.steps import Call, Routine, SetAttr, SetItem
from mle_reviewer.system.code.terms import (
    Attr,
    Choice,
    Collected,
    Const,
    Element,
    Global,
    Group,
    Item,
    Op,
    Pairs,
    Param,
    Result,
    Self,
    Term,
    Text,
    within,
)
from mle_reviewer.system.inserting import RUNS

if TYPE_CHECKING:
    from mle_reviewer.knowledge.conventions import Conventions
    from mle_reviewer.system.code.world import World

_ADDING: Final = frozenset({"append", "appendleft", "extend", "insert", "add", "update", "setdefault"})
_REACHING: Final = frozenset({"get", "setdefault"})  # what stands under a key, to be changed there
_LEARNING: Final = frozenset({"fit", "partial-fit", "fit-transform"})
_DEEPEST: Final = 6


@dataclass(slots=True)
class Change:
    """What is put into one container, whether something is counted up in it, and how things of one kind meet in it."""

    put: list[Term] = field(default_factory=list)
    counted: list[Term] = field(default_factory=list)  # keys and amounts of counts that are kept in it
    beside: list[Term] = field(default_factory=list)  # keys of counts of things of one sequence that stand together
    ordered: bool = False


def anchors(term: Term, depth: int = 0) -> Iterator[Hashable]:
    """The containers that a term is, or is a part of: the same for every term that means the same one."""
    match term:
        case Attr(of=Self() as me, name=name):
            yield "attribute", me.path, me.index, name
        case Global(path=path, name=name):
            yield "global", path, name
        case Item(of=of) | Attr(of=of) | Element(of=of) if depth < _DEEPEST:
            yield from anchors(of, depth + 1)
        case Choice(terms=terms) if depth < _DEEPEST:
            for one in terms:
                yield from anchors(one, depth + 1)
        case Result(call=call) if call.method in _REACHING and depth < _DEEPEST:
            yield from anchors(call.callee, depth + 1)
        case Result(call=call):
            yield id(call)
        case Param() | Pairs() | Group() | Collected():
            yield id(term)


def own_key(term: Term) -> Hashable:
    """The container that a term is itself; None for what is only a part of one, or none."""
    match term:
        case Result(call=call):
            return id(call)
        case Global(path=path, name=name):
            return "global", path, name
        case Param() | Pairs() | Group() | Collected():
            return id(term)
    return None


class Changes:
    """All changes that functions make to what they hold."""

    def __init__(self, world: World, conventions: Conventions, routines: Iterable[Routine]) -> None:
        self._world, self._conventions = world, conventions
        self._found: dict[Hashable, Change] = {}
        for routine in routines:
            for step in routine.every():
                if isinstance(step, SetItem):
                    self._item(step)
                elif isinstance(step, SetAttr) and not isinstance(step.of, Self):
                    self._put(step.of, step.term)
                elif isinstance(step, Call):
                    self._call(step)

    @property
    def any_beside(self) -> bool:
        """Whether it is counted anywhere how often things stand together."""
        return any(one.beside for one in self._found.values())

    def of(self, key: Hashable) -> Change | None:
        """What was done to a container."""
        return self._found.get(key)

    def _into(self, of: Term) -> Iterator[Change]:
        for key in anchors(of):
            yield self._found.setdefault(key, Change())
        for one in within(of, calls=False):
            if isinstance(one, Param):  # who is handed a container changes it for its caller
                for given in self._world.given(one):
                    for key in anchors(given):
                        yield self._found.setdefault(key, Change())

    def _put(self, of: Term, *terms: Term) -> None:
        for change in self._into(of):
            change.put += terms

    def _item(self, step: SetItem) -> None:
        counts = _counts(step)
        beside = counts and (_siblings(step) or self._paired(step))
        for change in self._into(step.of):
            change.put += (step.key, step.term)
            if counts:
                change.counted += (step.key, step.term)
            if beside:
                change.beside.append(step.key)

    def _call(self, call: Call) -> None:
        if call.method is None:
            return
        given = (*call.args, *(value for _, value in call.kwargs))
        if call.method in _ADDING:
            self._put(call.callee, *given)
            pairs = [one for one in given if self.pairs(one)] if call.method == "update" else []
            for change in self._into(call.callee) if pairs else ():
                change.beside += pairs
        elif call.method == "sort":
            for change in self._into(call.callee):
                change.ordered = True
        elif self._fills(call):
            self._put(call.callee, Result(call))

    def _fills(self, call: Call) -> bool:
        """Whether what is called has what comes of it: a cursor that was told to run a statement, what was fitted."""
        if call.method in RUNS and not call.used:
            return True
        return any(one.effect in _LEARNING for one in self._world.entries(call))

    def _paired(self, step: SetItem) -> bool:
        """Whether it is two things of a sequence beside each other whose count goes up."""
        keys = [step.key]
        if isinstance(step.of, Item):
            keys.append(step.of.key)
        return any(self.pairs(one) for key in keys for one in within(key, calls=False))

    def pairs(self, term: Term) -> bool:
        """Whether a term is all pairs of a sequence."""
        return isinstance(term, Result) and "pairs" in self._signs(term.call)

    def _signs(self, call: Call) -> set[str]:
        found = (self._conventions.call(name) for name in self._world.names(call))
        return {entry.sign for entry in found if entry is not None}


def _counts(step: SetItem) -> bool:
    """Whether a number under a key goes up: `n[k] += 1`, `n[k] = n.get(k, 0) + 1`."""
    op = step.term
    if not isinstance(op, Op) or not op.op.startswith("+") or len(op.terms) != len(("what", "more")):
        return False
    if any(isinstance(one, (Group, Text, Collected, Pairs)) for one in op.terms):
        return False
    if any(isinstance(one, Const) and isinstance(one.value, str) for one in op.terms):
        return False
    mine = set(anchors(step.of))
    return any(mine & set(anchors(one)) for one in op.terms)


def _siblings(step: SetItem) -> bool:
    """Whether what is counted is how often two things of one sequence stand together: `n[a][b] += 1`."""
    if isinstance(step.of, Item):
        pair = step.of.key, step.key
    elif isinstance(step.key, Group) and step.key.kind == "tuple" and len(step.key.items) == len(("one", "other")):
        pair = step.key.items[0], step.key.items[1]
    else:
        return False
    one, other = (_sequence(term) for term in pair)
    return one is not None and one is other and pair[0] is not pair[1]


def _sequence(term: Term) -> Term | None:
    """The sequence of which a term is any element, by its place or in a loop; None for a named field of something."""
    if isinstance(term, Item) and not isinstance(term.key, Const):
        return term.of
    if isinstance(term, Element) and term.place is None:
        return term.of.items[0] if isinstance(term.of, Group) else _plain(term.of)
    return None


def _plain(term: Term) -> Term:
    """A sequence, of which a slice is one too."""
    return term.of if isinstance(term, Item) and isinstance(term.key, Group) and term.key.kind == "slice" else term
