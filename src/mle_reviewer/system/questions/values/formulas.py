"""Formulas of columns: by which operations and constants a function works out each named value, whatever holds it.

`rows["ratio"] = rows["a"] / rows["b"]` and `{"ratio": sent.a / sent.b}` are the same formula of `ratio`.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.steps import Return, Routine, SetItem
from mle_reviewer.system.code.terms import (
    Attr,
    Choice,
    Collected,
    Const,
    Element,
    Group,
    Item,
    Lib,
    Op,
    Own,
    Pairs,
    Param,
    Result,
    Self,
    Term,
    Text,
)
from mle_reviewer.system.questions.answering.flowing import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable

Shape = tuple[object, ...]
_DEEPEST: Final = 14
_PLAIN: Final = frozenset({"builtins.float", "builtins.int", "builtins.str", "builtins.bool"})
_WORKING: Final = frozenset({"-", "*", "/", "//", "%", "**", "<", "<=", ">", ">=", "&", "|"})
_CASTS: Final = frozenset({"astype", "copy", "to_numpy", "item", "tolist"})


@dataclass(frozen=True, slots=True)
class Formula:
    """How one named value is worked out: the shape of its expression, the constants in it, the columns it reads.

    `loose` are the values in it of which the expression does not say what they are: parameters, attributes, functions
    of the repository.
    """

    name: str
    shape: Shape
    constants: tuple[object, ...]
    columns: frozenset[str]
    size: int
    arithmetic: bool  # it adds, divides, compares
    routine: Routine
    pos: int
    operations: tuple[str, ...] = ()
    loose: frozenset[str] = frozenset()


def formulas(routines: Iterable[Routine], least: int = 2) -> Iterator[Formula]:
    """The formulas of some functions: values that are put under a name and are worked out of others with names.

    `least` is how many operations make one.
    """
    for routine in routines:
        for name, term, pos in _named(routine):
            made = _Reading()
            shape = made.read(term, 0)
            if made.columns and made.size >= least:
                yield made.formula(name, shape, routine, pos)


def whole(routine: Routine) -> Formula | None:
    """What a function gives back of what it is given, as one formula by its name; None where it works nothing out."""
    made = _Reading()
    terms = [step.term for step in routine.every() if isinstance(step, Return) and step.term is not None]
    shape = tuple(made.read(term, 0) for term in terms)
    name = routine.name.rpartition(".")[2]
    if not terms or not routine.params or made.size < 1 or name.startswith("__"):
        return None
    return made.formula(name, shape, routine, routine.pos)


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
        self.operations: list[str] = []
        self.loose: set[str] = set()
        self.size = 0
        self.arithmetic = False

    def formula(self, name: str, shape: Shape, routine: Routine, pos: int) -> Formula:
        """What was read, by the name that it is put under."""
        return Formula(
            name, shape, tuple(self.constants), frozenset(self.columns), self.size, self.arithmetic, routine, pos,
            tuple(self.operations), frozenset(self.loose),
        )  # fmt: skip

    def _operation(self, name: str) -> None:
        self.size += 1
        self.operations.append(name)

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
            case Op():
                return self._operator(term, depth)
            case Result():
                return self._call(term, depth)
            case Pairs(keys=keys, values=values):
                inner = [key for key in keys if key is not None]
                return "dict", *(self.read(one, depth + 1) for one in (*inner, *values))
            case Group(kind=kind, items=items):
                return kind, *(self.read(one, depth + 1) for one in items)
            case Item(of=of, key=key):
                return self._item(of, key, depth)
            case Collected(of=of, value=value):
                self._operation("each")
                return "each", self.read(of, depth + 1), self.read(value, depth + 1)
            case _:
                return self._plain(term, depth)

    def _operator(self, term: Op, depth: int) -> Shape:
        number = folded(term)
        if number is not None:
            self.constants.append(number)
            return ("constant",)
        self.arithmetic = self.arithmetic or term.op in _WORKING
        self._operation(term.op)
        return term.op, *(self.read(one, depth + 1) for one in term.terms)

    def _item(self, of: Term, key: Term, depth: int) -> Shape:
        if isinstance(of, Pairs):
            self._operation("looked up")
        return "item", self.read(of, depth + 1), self.read(key, depth + 1)

    def _plain(self, term: Term, depth: int) -> Shape:
        if isinstance(term, Choice):
            return "either", *(self.read(one, depth + 1) for one in term.terms)
        if isinstance(term, Lib):
            return "name", term.path
        if isinstance(term, Text):
            return "text", *(self.read(one, depth + 1) for one in term.parts if isinstance(one, Term))
        if isinstance(term, Attr):
            self.loose.add(f".{term.name}")
            return "attribute", term.name, self.read(term.of, depth + 1)
        self.loose.add(term.name if isinstance(term, (Param, Own)) else type(term).__name__)
        return ("value",)

    def _call(self, term: Result, depth: int) -> Shape:
        call = term.call
        path = call.callee.path if isinstance(call.callee, Lib) else ""
        if (path in _PLAIN or call.method in _CASTS) and (call.args or call.method):
            return self.read(call.callee if call.method else call.args[0], depth + 1)
        self._operation(call.method or path.rpartition(".")[2] or "call")
        if call.method is not None and isinstance(call.callee, (Self, Own)):
            self.loose.add(call.method)
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


_LARGEST: Final = 1e12
_ARITHMETIC: Final[dict[str, Callable[[float, float], float]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}


def folded(term: Term) -> float | None:
    """The number that an expression of numbers comes to (`60 * 60 * 24`); None for all others."""
    if isinstance(term, Const):
        plain = isinstance(term.value, (int, float)) and not isinstance(term.value, bool)
        return term.value if plain and abs(term.value) < _LARGEST else None
    if isinstance(term, Op) and term.op == "-" and len(term.terms) == 1:
        one = folded(term.terms[0])
        return None if one is None else -one
    if not isinstance(term, Op) or term.op not in _ARITHMETIC or len(term.terms) != 2:  # noqa: PLR2004 - two sides
        return None
    one, other = folded(term.terms[0]), folded(term.terms[1])
    if one is None or other is None:
        return None
    if term.op == "/" and not other:
        return None
    found = _ARITHMETIC[term.op](one, other)
    return found if abs(found) < _LARGEST else None
