"""Lists of a request that are declared to be short: by the shape that it is held to, or by what the handler refuses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Branch, Raise
from mle_reviewer.system.code.terms import Attr, Collected, Const, Element, Item, Op, Param, Result, Term, within
from mle_reviewer.system.questions.answering.predicting import params_of
from mle_reviewer.system.questions.serving.shapes import nested, shapes_in

if TYPE_CHECKING:
    from mle_reviewer.system.questions.answering.predicting import Path
    from mle_reviewer.system.system import System

_SHORT: Final = 100  # rows that a model of a table answers for in a moment, also one by one
_LONGEST: Final = ("max_length", "max_items")
_SPELLED: Final = re.compile(r"\b(?:max_length|max_items)\s*=\s*(\d+)")
_DEEPEST: Final = 6


class Limited:
    """Tells it of terms on the way of a request."""

    def __init__(self, system: System, path: Path) -> None:
        self._system = system
        self._among = path.among
        self._names: set[str] = set()
        self._refused: list[Term] = []
        first = path.handler.first
        module = system.indexed.module(first.path)
        for param in params_of(first):
            if _short(param.annotation, param.default):
                self._names.add(param.name)
            shapes = shapes_in(system, module.annotated(param.annotation)) if module is not None else ()
            for shape in [one for outer in shapes for one in nested(system, outer)]:
                self._names.update(_short_lists(system, shape))
        for step in first.every():
            if isinstance(step, Branch) and any(isinstance(one, Raise) for one in step.then):
                self._refused += _longer(step.test)

    def short(self, term: Term, depth: int = 0) -> bool:
        """Whether a term is one of these lists, or made of one, element by element."""
        if depth > _DEEPEST:
            return False
        if any(_same(term, one) for one in self._refused):
            return True
        match term:
            case Attr(name=name) | Item(key=Const(value=str(name))):
                return name in self._names
            case Param(name=name):
                given = self._system.indexed.given(term, self._among)
                if not given:
                    return name in self._names
                return all(self.short(one, depth + 1) for one in given)
            case Collected(of=of) | Element(of=of):
                return self.short(of, depth + 1)
            case Result(call=call):
                given = (call.callee,) if call.method is not None else call.args
                return bool(given) and self.short(given[0], depth + 1)
            case _:
                return False


def _short_lists(system: System, shape: OwnThing) -> set[str]:
    known = system.indexed.class_of(shape)
    if known is None:
        return set()
    return {name for name, spelled in known.annotations.items() if _short(spelled, known.names.get(name))}


def _short(spelled: str, default: Term | None) -> bool:
    """Whether an annotation or a default says a greatest length that is small."""
    said = [int(number) for number in _SPELLED.findall(spelled)]
    if isinstance(default, Result):
        given = (value for name, value in default.call.kwargs if name in _LONGEST)
        said += [one.value for one in given if isinstance(one, Const) and isinstance(one.value, int)]
    several = "list" in spelled.lower()
    return several and bool(said) and min(said) <= _SHORT


def _longer(test: Term) -> list[Term]:
    """What is refused where there are more of it than a small number: `len(rows) > 50`."""
    found = []
    for one in within(test):
        if isinstance(one, Op) and one.op in {">", ">="}:
            counted, most = one.terms
            number = most.value if isinstance(most, Const) else None
            if isinstance(number, int) and 0 < number <= _SHORT and isinstance(counted, Result) and counted.call.args:
                found.append(counted.call.args[0])
    return found


def _same(one: Term, other: Term) -> bool:
    if isinstance(one, Attr) and isinstance(other, Attr):
        return one.name == other.name and _same(one.of, other.of)
    if isinstance(one, Param) and isinstance(other, Param):
        return (one.path, one.function, one.name) == (other.path, other.function, other.name)
    return one is other
