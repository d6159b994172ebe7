"""A plain formula of columns is worked out row by row in Python, though columns could be reckoned with as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.steps import Assign, Branch, Call, Loop, Return, SetItem, every
from mle_reviewer.system.code.terms import Attr, Choice, Const, Element, Global, Item, Lib, Op, Param, Result
from mle_reviewer.system.questions.answering.predicting import predictions
from mle_reviewer.system.questions.costing.rounds import Round, few, rounds, worked
from mle_reviewer.system.system import System

if TYPE_CHECKING:
    from mle_reviewer.system.code.terms import Term

CARD = Card(
    area="DL",
    title="Computed row by row",
    items=(),  # features that take long to build: no item of the checklist asks for that
    severity=Severity.LOW,
    risk="other",
    sees="system",
    may_block=False,
    lane="performance-optimizer",
)

_RECKONS: Final = frozenset({"+", "-", "*", "/", "//", "%", "**"})
_COMPARES: Final = frozenset({"<", ">", "<=", ">=", "==", "!=", "and", "or", "not"})
_PLAIN: Final = frozenset({"builtins.abs", "builtins.round", "builtins.float", "builtins.int", "builtins.max",
                           "builtins.min"})  # fmt: skip
_NUMBERS: Final = ("numpy.", "math.")
_KEEPING: Final = frozenset({"append"})
_COLUMNS: Final = 2


def find(system: System) -> Iterator[Finding]:
    """Formulas of the fields of a row alone, applied to each row of a table; those of one request are few rows."""
    asked = {key for path in predictions(system) for key in path.among}
    for routine in worked(system):
        if (routine.path, routine.function) in asked:
            continue
        for one in rounds(system, routine):
            if few(system, one.over) or not _by_row(system, one):
                continue
            fields = _applied(one) if one.loop is None else _looped(one)
            if fields:
                yield _finding(system, one, fields)


def _by_row(system: System, one: Round) -> bool:
    """Whether rows of a table are gone through, not the values of a column."""
    if one.loop is None:
        call = next((c for c in one.starts.calls() if c.pos == one.pos and c.callee is one.over), None)
        return call is not None and call.given("axis", 1) is not None
    over = one.over
    return isinstance(over, Result) and any(e.effect == "rows-of" for e in system.indexed.entries(over.call))


def _applied(one: Round) -> set[str]:
    """The fields of the formula that a function gives back; none where it is more than a formula."""
    if any(not isinstance(step, (Return, Assign, Branch, Call)) for step in every(one.steps)):
        return set()
    found: set[str] = set()
    returned = [step.term for step in every(one.steps) if isinstance(step, Return)]
    tests = [step.test for step in every(one.steps) if isinstance(step, Branch)]
    for term in (*returned, *tests):
        if term is None or not _formula(one, term, found):
            return set()
    return found if any(_reckoned(term) for term in returned) else set()


def _looped(one: Round) -> set[str]:
    """The fields of the formulas that a loop keeps for each row; none where it does more than that."""
    found: set[str] = set()
    reckoned = False
    for step in every(one.steps):
        if isinstance(step, (Loop, Branch)):
            return set()
        kept = step.term if isinstance(step, SetItem) else None
        if isinstance(step, Call) and step.method in _KEEPING and len(step.args) == 1 and not step.used:
            kept = step.args[0]
        if kept is not None:
            if not _formula(one, kept, found):
                return set()
            reckoned |= _reckoned(kept)
        elif not isinstance(step, (Assign, Call)) or (isinstance(step, Call) and not _is_plain(step)):
            return set()
    return found if reckoned else set()


def _reckoned(term: Term | None) -> bool:
    return isinstance(term, Op) or (isinstance(term, Choice) and any(map(_reckoned, term.terms))) or (
        isinstance(term, Result) and any(map(_reckoned, term.call.args)))  # fmt: skip


def _is_plain(call: Call) -> bool:
    path = getattr(call.callee, "path", "")
    return call.method is None and isinstance(call.callee, Lib) and (path in _PLAIN or path.startswith(_NUMBERS))


def _formula(one: Round, term: Term, found: set[str]) -> bool:
    """Whether a term is arithmetic on fields of the row, numbers and names from outside; fills in the fields."""
    match term:
        case Const(value=value):
            return isinstance(value, (int, float))
        case Global(term=of):
            return isinstance(of, Const) and isinstance(of.value, (int, float))
        case Item(of=of, key=Const(value=str(name))) | Attr(of=of, name=name):
            if _is_row(one, of):
                found.add(name)
                return True
            return False
        case Op(op=op, terms=terms):
            return op in _RECKONS | _COMPARES and all(_formula(one, inner, found) for inner in terms)
        case Choice(terms=terms):
            return all(_formula(one, inner, found) for inner in terms)
        case Result(call=call):
            return _is_plain(call) and bool(call.args) and all(_formula(one, inner, found) for inner in call.args)
        case Param():
            return one.loop is not None
        case _:
            return False


def _is_row(one: Round, term: Term) -> bool:
    """Whether a term is the row itself: what `iterrows` gives beside the label, or the parameter."""
    if one.is_element(term):
        return True
    return isinstance(term, Element) and term.place == 1 and one.is_element(term.of)


def _finding(system: System, one: Round, fields: set[str]) -> Finding:
    at = system.at(one.starts, one.pos)
    named = ", ".join(f"`{name}`" for name in sorted(fields)[:4])
    words = Words(
        title="A formula of columns is worked out row by row",
        issue=f"Each row is made an object and the formula of {named} is run in Python for it: about a hundred times "
        "slower than the same on whole columns, which shows as soon as there are a few hundred thousand rows.",
        fix="Write the formula on the columns: `table[a] / table[b]`, with `numpy.where` or `numpy.select` for cases.",
    )
    trace = [Step(at, "goes through the rows here")]
    if one.loop is None:
        trace.append(Step(system.at(one.routine, one.routine.pos), "a formula of the row's fields alone"))
    return stated(CARD, at, words, trace, context=system.source(one.starts, one.pos))
