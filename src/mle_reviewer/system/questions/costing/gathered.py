"""Tables of many machines that are gathered on one, and what is made of them there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.artifacts import bound
from mle_reviewer.system.code.steps import Assign, Call, Routine
from mle_reviewer.system.code.terms import Const, Result, Term, literals, within

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_LESSENS: Final = frozenset({
    "aggregate", "group", "filter", "take", "first-few", "describe", "drop-duplicates", "length", "group-aggregate",
    "aggregate-named", "sample",
})  # fmt: skip
_ROOTS: Final = frozenset({"load", "query"})
_FEWER: Final = ("limit", "group by", "count(", "where", "distinct", "tablesample", "show ", "describe ")
_DEEPEST: Final = 24


def is_whole(system: System, term: Term) -> bool:
    """Whether a table is one that is read, and nothing has made less of it."""
    for _ in range(_DEEPEST):
        if not isinstance(term, Result):
            return False
        entries = system.indexed.entries(term.call)
        effects = {entry.effect for entry in entries}
        if effects & _ROOTS:
            query = next((text for entry in entries for text in literals(bound(entry, term.call, "query"))), "")
            return not any(word in query.lower() for word in _FEWER)
        if not effects or effects & _LESSENS or term.call.method is None:
            return False
        term = term.call.callee
    return False


def used_after(system: System, routine: Routine, gathered: Call) -> Iterator[Call | None]:
    """The calls that make less of what was gathered; None for each other use of it."""
    for step in routine.every():
        if step is gathered or not any(_holds(term, gathered) for term in step.terms()):
            continue
        if isinstance(step, Assign) and isinstance(step.term, Result) and step.term.call is gathered:
            continue
        if not isinstance(step, Call):
            if not any(_behind(system, term, gathered) for term in step.terms()):
                yield None
            continue
        direct = [one for one in step.terms() if isinstance(one, Result) and one.call is gathered]
        lessens = any(entry.effect in _LESSENS for entry in system.indexed.entries(step))
        if direct:
            yield step if lessens else None


def _holds(term: Term, gathered: Call) -> bool:
    return any(isinstance(one, Result) and one.call is gathered for one in within(term))


def _behind(system: System, term: Term, gathered: Call) -> bool:
    """Whether all that a term holds of what was gathered went through a call that makes less of it."""
    waiting = [term]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Result) and one.call is gathered:
            return False
        if isinstance(one, Result) and any(entry.effect in _LESSENS for entry in system.indexed.entries(one.call)):
            continue
        waiting += [*one.call.terms()] if isinstance(one, Result) else [] if isinstance(one, Const) else [
            inner for inner in (one.inner or ()) if inner is not one
        ]  # fmt: skip
    return True
