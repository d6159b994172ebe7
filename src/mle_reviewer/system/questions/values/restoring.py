"""Whether a value is what was read from storage: through containers, attributes and what servers hand on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import OwnThing, Thing
from mle_reviewer.system.code.terms import Attr, Choice, Element, Global, Item, Pairs, Param, Result, Term, within
from mle_reviewer.system.questions.answering.predicting import loads_model
from mle_reviewer.system.questions.values.coming import handed_on, put

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mle_reviewer.system.system import System

_READ: Final = frozenset({"load", "restore"})
_MOST: Final = 80  # terms behind one value


def from_storage(system: System, term: Term) -> bool:
    """Whether a term is what was read from storage, or a part of it."""
    waiting, seen = [term], set[int]()
    while waiting and len(seen) < _MOST:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if any(isinstance(inner, Result) and loads_model(system, inner.call) for inner in within(one)):
            return True
        if any(isinstance(thing, Thing) and thing.made and _reads(system, thing.path)
               for thing in system.indexed.things(one)):  # fmt: skip
            return True
        waiting += _holding(system, one)
    return False


def _holding(system: System, one: Term) -> Iterator[Term]:
    """What a value is a part of, or what it was handed on from."""
    yield from put(system).get(id(one), ())
    match one:
        case Attr(of=of, name=name):
            yield of
            for thing in system.indexed.things(of):
                if isinstance(thing, OwnThing) and thing.kind == "class":
                    yield from system.indexed.attribute(thing, name)
        case Item(of=of) | Element(of=of) | Global(term=of):
            yield of
        case Choice(terms=terms) | Pairs(values=terms):
            yield from terms
        case Param():
            yield from system.indexed.given(one)
            yield from handed_on(system, one)
        case Result(call=call):
            for routine in system.indexed.own(call):
                yield from routine.returned()


def _reads(system: System, path: str) -> bool:
    """Whether what a path names was given by a call that reads a model (`joblib.load()`), or is a part of that."""
    maker = path.partition("()")[0]
    entry = system.table.find_call(maker) if maker != path else None
    known = system.conventions.call(maker) if maker != path else None
    return (entry is not None and entry.effect in _READ) or (
        known is not None and known.sign in {"load-model", "load-registered", "unsafe-load"}
    )
