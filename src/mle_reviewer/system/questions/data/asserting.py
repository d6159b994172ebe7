"""Checks that code hands to a function of its own, which raises where they do not hold; and rows that are refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.steps import Branch, Call, Raise, Routine, every
from mle_reviewer.system.code.terms import Const, Element, Item, Op, Param, Result, Term, within
from mle_reviewer.system.questions.values.behind import behind

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_ROWS: Final = frozenset({"csv.DictReader", "csv.reader"})
_GIVING: Final = frozenset({"iterrows", "itertuples", "iter_rows", "to_dicts"})
_HELD: Final = frozenset({"<", "<=", ">", ">=", "==", "!=", "in", "not in", "not", "is", "is not"})

Ends = Callable[["System", Branch], bool]


def handed_to_check(system: System, call: Call, ends: Ends) -> Term | None:
    """The condition that a call hands to a function of the repository that raises where it does not hold."""
    for inner in system.indexed.own(call):
        for step in inner.every():
            condition = _condition(step.test) if isinstance(step, Branch) and ends(system, step) else None
            if condition is not None and isinstance(step, Branch) and _wanted(inner, call, step):
                return _given(inner, call, condition.name)
    return None


def _condition(test: Term) -> Param | None:
    one = test.terms[0] if isinstance(test, Op) and test.op == "not" else test
    return one if isinstance(one, Param) else None


def _wanted(inner: Routine, call: Call, branch: Branch) -> bool:
    """Whether the call asks for what ends: a branch around the error may wait for a word of the caller's."""
    for one in every((*branch.then, *branch.orelse)):
        if isinstance(one, Branch) and any(isinstance(step, Raise) for step in every(one.then)):
            switch = _condition(one.test)
            given = _given(inner, call, switch.name) if switch is not None else None
            given = switch.default if switch is not None and given is None else given
            if not (isinstance(given, Const) and given.value is True):
                return False
    return True


def _given(inner: Routine, call: Call, name: str) -> Term | None:
    names = inner.params[1:] if inner.owner is not None else inner.params
    return call.given(name, names.index(name) if name in names else None)


def rows_refused(system: System, routine: Routine, ends: Ends) -> Iterator[int]:
    """Where a function looks at the values of one row that was read, and raises where one is wrong."""
    for step in routine.every():
        if not isinstance(step, Branch) or not ends(system, step):
            continue
        if any(_is_row(system, routine, of) for of in _rows_of(step.test)):
            yield step.pos


def _rows_of(test: Term) -> Iterator[Term]:
    """What the values that a test holds against something are taken from, by a name."""
    for one in within(test):
        if isinstance(one, Op) and one.op in _HELD:
            for inner in within(one):
                if isinstance(inner, Item) and isinstance(inner.of, (Param, Element)):
                    yield inner.of


def _is_row(system: System, routine: Routine, of: Term) -> bool:
    """Whether this is one of the rows of a table that was read: of a reader, or of a loop over a frame."""
    for _, one in behind(system, routine, of):
        if isinstance(one, Result):
            path = str(getattr(one.call.callee, "path", ""))
            if path in _ROWS or one.call.method in _GIVING:
                return True
    return False
