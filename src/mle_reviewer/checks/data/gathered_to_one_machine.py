"""Rows that lie on many machines are all brought to one, only to be counted, filtered or added up there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.checks.stating import Words, place, stated, step_at
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.artifacts import bound
from mle_reviewer.system.code.steps import Assign, Call, Routine
from mle_reviewer.system.code.terms import Const, Result, Term, literals, within
from mle_reviewer.system.signs import Sign
from mle_reviewer.system.system import System

CARD = Card(
    area="DL",
    title="Gathered to one machine",
    items=(),  # memory and time of a driver: no item of the checklist asks for that
    severity=Severity.LOW,
    risk="other",
    sees="system",
    may_block=False,
    lane="performance-optimizer",
)

_LESSENS: Final = frozenset({
    "aggregate", "group", "filter", "take", "first-few", "describe", "drop-duplicates", "length", "group-aggregate",
    "aggregate-named", "sample",
})  # fmt: skip
_ROOTS: Final = frozenset({"load", "query"})
_FEWER: Final = ("limit", "group by", "count(", "where", "distinct", "tablesample", "show ", "describe ")
_DEEPEST: Final = 24


def find(system: System) -> Iterator[Finding]:
    """Tables that are gathered whole where all that is done with what comes is what makes less of it."""
    for sign in system.signed("gather-rows"):
        if sign.call.method is None or not _is_whole(system, sign.call.callee):
            continue
        used = list(_used(system, sign.routine, sign.call))
        if used and all(one is not None for one in used):
            yield _finding(system, sign, next(one for one in used if one is not None))


def _is_whole(system: System, term: Term) -> bool:
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


def _used(system: System, routine: Routine, gathered: Call) -> Iterator[Call | None]:
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


def _finding(system: System, sign: Sign, less: Call) -> Finding:
    words = Words(
        title="A whole table is brought to one machine to make less of it there",
        issue="Every row and column travels to the driver, which must hold them all at once, and what is done with "
        "them there is what the machines that hold them could do side by side: the job dies when the table grows.",
        fix="Count, filter, group or limit first and gather what is left.",
    )
    trace = [step_at(system, sign, "all rows are gathered here"),
             Step(system.at(sign.routine, less.pos), "and made less of here, by one process")]  # fmt: skip
    return stated(CARD, place(system, sign), words, trace, context=system.source(sign.routine, sign.pos))
