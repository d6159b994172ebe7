"""Formulas of columns: by which operations and constants a function works out each named value, whatever holds it.

`rows["ratio"] = rows["a"] / rows["b"]` and `{"ratio": sent.a / sent.b}` are the same formula of `ratio`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.steps import Return, Routine, SetItem
from mle_reviewer.system.code.terms import (
    Attr,
    Collected,
    Const,
    Element,
    Group,
    Item,
    Lib,
    Op,
    Pairs,
    Param,
    Result,
    Term,
    Text,
)
from mle_reviewer.system.questions.flowing import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable

Shape = tuple[object, ...]
_DEEPEST: Final = 14
_PLAIN: Final = frozenset({"builtins.float", "builtins.int", "builtins.str", "builtins.bool"})
_ARITHMETIC: Final = frozenset({"-", "*", "/", "//", "%", "**", "<", "<=", ">", ">=", "&", "|"})
_CASTS: Final = frozenset({"astype", "copy", "to_numpy", "item", "tolist"})


@dataclass(frozen=True, slots=True)
class Formula:
    """How one named value is worked out: the shape of its expression, the constants in it, the columns it reads."""

    name: str
    shape: Shape
    constants: tuple[object, ...]
    columns: frozenset[str]
    size: int
    arithmetic: bool  # it adds, divides, compares
    routine: Routine
    pos: int


def formulas(routines: Iterable[Routine]) -> Iterator[Formula]:
    """The formulas of some functions: values that are put under a name and are worked out of others with names."""
    for routine in routines:
        for name, term, pos in _named(routine):
            made = _Reading()
            shape = made.read(term, 0)
            if made.columns and made.size > 1:
                yield Formula(
                    name,
                    shape,
                    tuple(made.constants),
                    frozenset(made.columns),
                    made.size,
                    made.arithmetic,
                    routine,
                    pos,
                )


def _named(routine: Routine) -> Iterator[tuple[str, Term, int]]:
    for step in routine.every():
        if isinstance(step, SetItem) and isinstance(step.key, Const) and isinstance(step.key.value, str):
            yield step.key.value, step.term, step.pos
        for term in _terms(step):
            for one in spoken(term):
                if isinstance(one, Pairs):
                    for key, value in zip(one.keys, one.values, strict=True):
                        if isinstance(key, Const) and isinstance(key.value, str):
                            yield key.value, value, key.pos or step.pos


def _terms(step: object) -> Iterator[Term]:
    if isinstance(step, Return) and step.term is not None:
        yield step.term
    term = getattr(step, "term", None)
    if isinstance(term, (Pairs, Result)) and not isinstance(step, (Return, SetItem)):
        yield term


class _Reading:
    """One pass over an expression. `size` counts operations, not names and constants."""

    def __init__(self) -> None:
        self.constants: list[object] = []
        self.columns: list[str] = []
        self.size = 0
        self.arithmetic = False

    def read(self, term: Term, depth: int) -> Shape:
        """The shape of a term."""
        if depth > _DEEPEST:
            return ("…",)
        column = column_of(term)
        if column:
            self.columns.append(column)
            return "column", column
        match term:
            case Const(value=value):
                self.constants.append(value)
                return ("constant",)
            case Op(op=op, terms=terms):
                self.size += 1
                self.arithmetic = self.arithmetic or op in _ARITHMETIC
                return op, *(self.read(one, depth + 1) for one in terms)
            case Result():
                return self._call(term, depth)
            case Pairs(keys=keys, values=values):
                inner = [key for key in keys if key is not None]
                return "dict", *(self.read(one, depth + 1) for one in (*inner, *values))
            case Group(kind=kind, items=items):
                return kind, *(self.read(one, depth + 1) for one in items)
            case Item(of=of, key=key):
                return "item", self.read(of, depth + 1), self.read(key, depth + 1)
            case Collected(of=of, value=value):
                self.size += 1
                return "each", self.read(of, depth + 1), self.read(value, depth + 1)
            case _:
                return self._plain(term, depth)

    def _plain(self, term: Term, depth: int) -> Shape:
        if isinstance(term, Lib):
            return "name", term.path
        if isinstance(term, Text):
            return "text", *(self.read(one, depth + 1) for one in term.parts if isinstance(one, Term))
        return ("attribute", term.name, self.read(term.of, depth + 1)) if isinstance(term, Attr) else ("value",)

    def _call(self, term: Result, depth: int) -> Shape:
        call = term.call
        path = call.callee.path if isinstance(call.callee, Lib) else ""
        if (path in _PLAIN or call.method in _CASTS) and (call.args or call.method):
            return self.read(call.callee if call.method else call.args[0], depth + 1)
        self.size += 1
        given = [self.read(one, depth + 1) for one in call.args]
        named = sorted((name or "**", self.read(value, depth + 1)) for name, value in call.kwargs)
        if call.method is not None:
            return "method", call.method, self.read(call.callee, depth + 1), *given, *named
        return "call", path or self.read(call.callee, depth + 1), *given, *named


def column_of(term: Term) -> str:
    """The name under which a term reads one value of a row: `rows["a"]`, `sent.a`, `sent["a"]`; else ""."""
    if isinstance(term, Item) and isinstance(term.key, Const) and isinstance(term.key.value, str):
        return term.key.value
    if isinstance(term, Result) and term.call.method == "get" and term.call.args:
        first = term.call.args[0]
        return first.value if isinstance(first, Const) and isinstance(first.value, str) else ""
    if isinstance(term, Param):
        return term.name
    if isinstance(term, Attr) and isinstance(term.of, (Param, Element)):
        return term.name
    return ""
