"""Formulas of the fields of one row: what a table's columns could be reckoned with as a whole instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.packages import RECKONING
from mle_reviewer.system.code.steps import Assign, Branch, Call, Return, SetItem, every
from mle_reviewer.system.code.terms import Attr, Choice, Const, Element, Global, Group, Item, Lib, Op, Result
from mle_reviewer.system.questions.costing.rounds import Round, by_row, whole

if TYPE_CHECKING:
    from mle_reviewer.system.code.terms import Term
    from mle_reviewer.system.system import System

_RECKONS: Final = frozenset({"+", "-", "*", "/", "//", "%", "**"})
_COMPARES: Final = frozenset({"<", ">", "<=", ">=", "==", "!=", "and", "or", "not"})
_PLAIN: Final = frozenset({"builtins.abs", "builtins.round", "builtins.float", "builtins.int", "builtins.max",
                           "builtins.min"})  # fmt: skip
_KEEPING: Final = frozenset({"append"})
_COLUMNS: Final = 2


def fields(system: System, one: Round) -> set[str]:
    """The fields of a row that a round works a formula out of; none where it does more, or is about no rows."""
    if not goes_by_row(system, one):
        return set()
    return _applied(system, one) if one.loop is None else _looped(system, one)


def goes_by_row(system: System, one: Round) -> bool:
    """Whether rows of a table are gone through, not the values of a column."""
    if one.loop is None:
        call = next((c for c in one.starts.calls() if c.pos == one.pos and c.callee is one.over), None)
        return call is not None and call.given("axis", 1) is not None
    return by_row(system, one)


def _applied(system: System, one: Round) -> set[str]:
    """The fields of the formula that a function gives back; none where it is more than a formula."""
    if any(not isinstance(step, (Return, Assign, Branch, Call)) for step in every(one.steps)):
        return set()
    found: set[str] = set()
    formula = _Formula(system, one, found)
    returned = [step.term for step in every(one.steps) if isinstance(step, Return)]
    tests = [step.test for step in every(one.steps) if isinstance(step, Branch)]
    if not all(term is not None and formula.holds(term) for term in (*returned, *tests)):
        return set()
    return found if tests or any(_reckoned(term) for term in returned) else set()


def _looped(system: System, one: Round) -> set[str]:
    """The fields of the formulas that a loop keeps for each row; none where it does more than that."""
    found: set[str] = set()
    formula = _Formula(system, one, found)
    keeps = False
    for step in every(one.steps):
        kept = step.term if isinstance(step, SetItem) else None
        if isinstance(step, SetItem) and not formula.into_rows(step.of):  # a dict, whose keys no column says
            return set()
        if isinstance(step, Call) and step.method in _KEEPING and len(step.args) == 1 and not step.used:
            kept = step.args[0]
        if kept is not None:
            if not formula.holds(kept):
                return set()
            keeps |= _reckoned(kept) or any(isinstance(outer, Branch) for outer in one.steps)
        elif isinstance(step, Branch):
            if not formula.holds(step.test):
                return set()
        elif not isinstance(step, (Assign, Call)) or (isinstance(step, Call) and not formula.is_plain(step)):
            return set()
    return found if keeps else set()


def _reckoned(term: Term | None) -> bool:
    """Whether something is worked out, and not only passed on as another type."""
    if isinstance(term, Result):
        return any(map(_reckoned, term.call.args))
    if isinstance(term, Choice):
        return term.test is not None or any(map(_reckoned, term.terms))
    return isinstance(term, Op) and term.op not in {"or", "and"}


class _Formula:
    """What a formula of the fields of a row may be made of; fills in the fields that it meets."""

    def __init__(self, system: System, one: Round, found: set[str]) -> None:
        self.system, self.round, self.found = system, one, found
        self.rows: Term | None = whole(system, one)

    def is_plain(self, call: Call) -> bool:
        """Whether a call reckons with numbers, or asks whether there is a value: columns can do both."""
        path = getattr(call.callee, "path", "")
        if call.method is not None or not isinstance(call.callee, Lib):
            return False
        missing = any(entry.effect == "missing-mask" for entry in self.system.indexed.entries(call))
        return missing or path in _PLAIN or path.startswith(RECKONING)

    def holds(self, term: Term) -> bool:
        """Whether a term is arithmetic on fields of the row, constants and comparisons."""
        match term:
            case Const() | Global(term=Const()):
                return True
            case Item() | Attr():
                return self._field(term)
            case Op(op=op, terms=(first, Group(items=items))) if op in {"in", "not in"}:
                return self.holds(first) and all(isinstance(one, Const) for one in items)
            case Op(op=op, terms=terms):
                return op in _RECKONS | _COMPARES and all(map(self.holds, terms))
            case Choice(terms=terms, test=test):
                return all(map(self.holds, terms)) and (test is None or self.holds(test))
            case Result(call=call):
                return self.is_plain(call) and bool(call.args) and all(map(self.holds, call.args))
            case _:
                return False

    def into_rows(self, of: Term) -> bool:
        """Whether a place is one of the table itself: `table.loc`, `table["a"]`, `table.at`."""
        while isinstance(of, (Attr, Item)):
            of = of.of
        rows = self.rows
        while isinstance(rows, (Attr, Item)):
            rows = rows.of
        return rows is not None and of is rows

    def _field(self, term: Item | Attr) -> bool:
        """Whether a term is a field of the row: `row["a"]`, `row.a`, `table["a"][i]`, `table.loc[i, "a"]`."""
        name = term.name if isinstance(term, Attr) else term.key.value if isinstance(term.key, Const) else None
        if isinstance(name, str) and self._is_row(term.of):
            self.found.add(name)
            return True
        if not isinstance(term, Item) or self.round.loop is None:
            return False
        of, key = term.of, term.key
        if isinstance(key, Group) and key.kind == "tuple" and len(key.items) == _COLUMNS:
            column, key = key.items[1], key.items[0]
            located = isinstance(of, Attr) and of.of is self.rows
        else:
            of = of.of if isinstance(of, Attr) else of
            if not isinstance(of, Item):
                return False
            column, located = of.key, of.of is self.rows
        if located and self.round.is_element(key) and isinstance(column, Const) and isinstance(column.value, str):
            self.found.add(column.value)
            return True
        return False

    def _is_row(self, term: Term) -> bool:
        """Whether a term is the row itself: what `iterrows` gives beside the label, or the parameter."""
        if self.round.is_element(term):
            return True
        return isinstance(term, Element) and term.place == 1 and self.round.is_element(term.of)
