"""Which column of a table a term is worked out from, by its name or by the very term that names it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.steps import Branch, Routine, every
from mle_reviewer.system.code.terms import Attr, Call, Const, Element, Group, Item, Op, Pairs, Result, Term, within
from mle_reviewer.system.questions.skipping.mattering import known_of

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_MOST: Final = 24
# Methods that make one value of a column.
_SUMMING: Final = frozenset({
    "mean", "median", "mode", "sum", "prod", "min", "max", "std", "var", "quantile", "count", "nunique", "any", "all",
})  # fmt: skip
_NUMBERS: Final = ("number", "int", "float")


@dataclass(frozen=True, slots=True)
class Column:
    """What names a column: the words that the key may be, and the key itself, where a variable holds it."""

    names: frozenset[str] = frozenset()
    key: Term | None = None

    def may_be(self, other: Column) -> bool:
        """Whether both may be of one column: of two that are not named, only the same loop over names is."""
        if self.names and other.names:
            return bool(self.names & other.names)
        return _same(self.key, other.key)


def column_of(key: Term | None) -> Column:
    """The column that a key names."""
    return Column(frozenset(_words(key)) if key is not None else frozenset(), key)


def columns_behind(term: Term) -> tuple[Column, ...]:
    """The columns that a term is worked out from, through methods, functions and sums; none for a whole table."""
    return tuple(column_of(one.key) for one in items_behind(term))


def items_behind(term: Term) -> Iterator[Item]:
    """The places at which columns are taken from a table that a term is worked out from."""
    return (one for one in _behind(term) if isinstance(one, Item))


def comes_from(term: Term, call: Call) -> bool:
    """Whether a term is what a call gave, or is worked out from it."""
    return any(isinstance(one, Result) and one.call is call for one in _behind(term))


def row_by_row(term: Term, call: Call) -> bool:
    """Whether a term has a value for each row of what a call gave: a mean of it has not."""
    steps = [one.call for one in _behind(term) if isinstance(one, Result)]
    return not any(one.method in _SUMMING for one in steps) and any(one is call for one in steps)


def _behind(term: Term) -> Iterator[Term]:
    """A term and what it is worked out from, up to the columns that are taken from a table."""
    waiting = [term]
    for _ in range(_MOST):
        if not waiting:
            return
        found = waiting.pop()
        yield found
        match found:
            case Attr(of=of):
                waiting.append(of)
            case Op(terms=terms):
                waiting += terms
            case Result(call=call) if call.method is not None:
                waiting.append(call.callee)
            case Result(call=call) if call.args:
                waiting.append(call.args[0])


def filled_by(value: Term | None) -> Column | None:
    """The columns that `fillna` is given by name; None where one value stands for every column."""
    if not isinstance(value, Pairs):
        return None
    return Column(frozenset(word for key in value.keys if key is not None for word in _words(key)))


def holds_numbers(system: System, routine: Routine, call: Call, column: Column) -> bool:
    """Whether what is cast is known to hold numbers already: asked before by its type, or chosen by it."""
    for branch in (step for step in routine.every() if isinstance(step, Branch)):
        if any(one is call for one in every(branch.then)) and _asks_for_numbers(system, branch.test):
            return True
    over = column.key.of if isinstance(column.key, Element) else column.key
    chosen = (one.call for one in within(over) if isinstance(one, Result)) if over is not None else ()
    return any(_chooses_numbers(system, one) for one in chosen)


def _asks_for_numbers(system: System, test: Term) -> bool:
    if not isinstance(test, Result):
        return False
    signs = (system.conventions.call(name) for name in system.indexed.names(test.call))
    return any(one is not None and one.sign == "asks-number" for one in signs)


def _chooses_numbers(system: System, call: Call) -> bool:
    """Whether columns are chosen by a type that is a number."""
    if not any(entry.effect == "select-columns" and entry.slots.get("by_type") for entry in known_of(system, call)):
        return False
    asked = call.given("include", 0)
    types = [getattr(one, "path", getattr(one, "value", "")) for one in within(asked)] if asked is not None else []
    named = [str(one).rpartition(".")[2] for one in types if one]
    return bool(named) and all(one.startswith(_NUMBERS) for one in named)


def _words(key: Term) -> Iterator[str]:
    """The names that a key may be: written out, or those of a list that a loop goes over."""
    match key:
        case Const(value=str() as name):
            yield name
        case Group(items=items):
            for one in items:
                yield from _words(one)
        case Element(of=Group() as of):
            yield from _words(of)


def _same(one: Term | None, other: Term | None) -> bool:
    if one is None or other is None:
        return False
    if one is other:
        return True
    return isinstance(one, Element) and isinstance(other, Element) and (one.of is other.of)
