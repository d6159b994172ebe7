"""Gates that are only asked where there is a figure: what is missing passes them by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import is_incumbent
from mle_reviewer.system.code.steps import Branch, Routine
from mle_reviewer.system.code.terms import Const, Item, Op, Result, Term, within
from mle_reviewer.system.questions.gating.fail_open import Opening
from mle_reviewer.system.questions.gating.gates import Gates
from mle_reviewer.system.questions.measuring.measures import ORDERING, named

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_SIDES: Final = 2


def absences(system: System) -> Iterator[Opening]:
    """`if auc is not None and auc < 0.8: raise`: where nothing was measured, nothing is refused."""
    gates = system.once(Gates)
    for routine in system.routines():
        stopping = [one for one in routine.every() if isinstance(one, Branch) and "stops" in gates.outcomes(one.then)]
        asking = [
            one
            for one in stopping
            if not one.orelse and any(_asks_first(gates, routine, test) for test in _either(one.test))
        ]
        if asking and any(_demands(gates, routine, one) for one in stopping):
            continue  # what was not measured at all does not pass; that figure is there only in some runs
        for branch in asking:
            yield Opening(
                "nothing",
                routine,
                branch.pos,
                "A figure that is missing passes the gate",
                "The gate compares only where the figure is there, and refuses nothing where it is not.",
                ((routine, branch.pos, "asked only where there is a figure"),),
            )


def _either(test: Term) -> tuple[Term, ...]:
    """The tests of which one is enough."""
    if isinstance(test, Op) and test.op == "or":
        return tuple(inner for one in test.terms for inner in _either(one))
    return (test,)


def _asks_first(gates: Gates, routine: Routine, test: Term) -> bool:
    """Whether a figure is compared only where it is there."""
    if not isinstance(test, Op) or test.op != "and":
        return False
    there = next((figure for part in test.terms if (figure := _present(part)) is not None), None)
    if there is None:
        return False
    compared = [one for part in test.terms for one in within(part) if isinstance(one, Op) and one.op in ORDERING]
    if not any(_same(there, side) for op in compared for side in op.terms):
        return False
    return gates.measures.measured(there) and not _is_other(gates, routine, there)


def _demands(gates: Gates, routine: Routine, branch: Branch) -> bool:
    """Whether a branch refuses by a figure that has to be there: where it is missing, the comparison itself fails."""
    tests = [one for one in _either(branch.test) if not _asks_first(gates, routine, one)]
    ordered = [one for test in tests for one in within(test) if isinstance(one, Op) and one.op in ORDERING]
    return any(
        gates.measures.measured(side) and not _is_other(gates, routine, side) and not _stands_in(side)
        for op in ordered
        for side in op.terms
    )


def _stands_in(term: Term) -> bool:
    """Whether a default takes the place of a figure that is missing."""
    calls = (one.call for one in within(term) if isinstance(one, Result))
    return any(call.method == "get" and len(call.args) > 1 for call in calls)


def _present(part: Term) -> Term | None:
    """The figure that a part of a test asks to be there: not None, or a key of a report."""
    if not isinstance(part, Op) or len(part.terms) != _SIDES:
        return None
    side, other = part.terms
    if part.op in {"is not", "!="} and isinstance(other, Const) and other.value is None:
        return side
    if part.op == "in" and isinstance(side, Const) and isinstance(side.value, str):
        return Item(other, side)
    return None


def _same(there: Term, side: Term) -> bool:
    """Whether a comparison is of what is asked to be there: the same term, or the same key of the same report."""
    mine = _key(there)
    return any(one is there or (mine is not None and _key(one) == mine) for one in within(side))


def _key(term: Term) -> tuple[int, object] | None:
    """The report and the key that a figure is taken from."""
    if isinstance(term, Result) and term.call.method == "get" and term.call.args:
        key = term.call.args[0]
        return (id(term.call.callee), key.value) if isinstance(key, Const) else None
    if isinstance(term, Item) and isinstance(term.key, Const):
        return id(term.of), term.key.value
    return None


def _is_other(gates: Gates, routine: Routine, term: Term) -> bool:
    return gates.of_the_used(term) or is_incumbent(named([routine], term))
