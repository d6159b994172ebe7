"""What is told of a loss: a count that stands beside the figures, and whether what failed was only working one out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.packages import FIGURES
from mle_reviewer.system.code.steps import Assign, Steps, calls_in, every
from mle_reviewer.system.code.terms import Call, Choice, Const, Item, Lib, Op, Pairs, Result, Term, within
from mle_reviewer.system.doing import closure, scores
from mle_reviewer.system.questions.skipping.becoming import ADDING

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Attempt
    from mle_reviewer.system.questions.skipping.becoming import Becoming
    from mle_reviewer.system.system import System

_NUMBERS: Final = frozenset({"builtins.int", "builtins.float", "builtins.str"})


def told_beside(system: System, becoming: Becoming, skipped: Steps) -> bool:
    """Whether how many were taken stands in one record with what was worked out of them."""
    counters = {id(one.term) for one in every(skipped) if isinstance(one, Assign) and _adds_one(one.term)}
    for use in becoming.uses:
        for term in use.step.terms():
            for one in within(term):
                if isinstance(one, Pairs) and _tells(system, becoming, one, counters):
                    return True
    return False


def _tells(system: System, becoming: Becoming, record: Pairs, counters: set[int]) -> bool:
    counts = [one for one in record.values if _is_count(system, becoming, one, counters)]
    return bool(counts) and any(becoming.holds(one) for one in record.values if not any(one is each for each in counts))


def _is_count(system: System, becoming: Becoming, term: Term, counters: set[int]) -> bool:
    while isinstance(term, Result) and term.call.args and set(system.indexed.names(term.call)) & _NUMBERS:
        term = term.call.args[0]
    if isinstance(term, Choice):
        return any(_is_count(system, becoming, one, counters) for one in term.terms)
    if isinstance(term, Result) and "builtins.len" in system.indexed.names(term.call):
        return any(map(becoming.holds, term.call.args))
    return id(term) in counters


def _adds_one(term: Term) -> bool:
    return isinstance(term, Op) and term.op in {"+", "+="} and any(_is_one(one) for one in term.terms)


def _is_one(term: Term) -> bool:
    return isinstance(term, Const) and term.value == 1 and term.value is not True


def only_works_out(system: System, attempt: Attempt) -> bool:
    """Whether an attempt does nothing but work a figure out of what is at hand: nothing of it is read or looked up."""
    if any(_looks_up(one, attempt) for step in every(attempt.body) for term in step.terms() for one in within(term)):
        return False
    found = False
    for call in calls_in(attempt.body):
        own = system.indexed.own(call)
        inner = [one for each in own for routine in closure(system.indexed, each) for one in routine.calls()]
        for one in [*inner] if own else [call]:
            if system.indexed.own(one) or one.method in ADDING or _plain(system, one):
                continue
            if not _is_figure(system, one):
                return False
            found = True
    return found


def _looks_up(term: Term, attempt: Attempt) -> bool:
    """Whether the attempt itself takes something by a name that is written down: a column, a field."""
    if not isinstance(term, Item) or not isinstance(term.key, Const) or not isinstance(term.key.value, str):
        return False
    return term.key.pos > attempt.pos


def _plain(system: System, call: Call) -> bool:
    names = system.indexed.names(call)
    return bool(names) and all(name.startswith("builtins.") and name != "builtins.open" for name in names)


def _is_figure(system: System, call: Call) -> bool:
    """Whether a call works a figure out of what it is given."""
    if scores(system.indexed, call):
        return True
    return isinstance(call.callee, Lib) and any(name.startswith(FIGURES) for name in system.indexed.names(call))


__all__ = ["only_works_out", "told_beside"]
