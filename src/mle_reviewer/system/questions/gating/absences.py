"""Gates that are only asked where there is a figure: what is missing passes them by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import is_incumbent
from mle_reviewer.system.code.steps import Assign, Branch, Call, Raise, Return, Routine, every, following
from mle_reviewer.system.code.terms import Attr, Choice, Const, Item, Op, Param, Result, Self, Term, within
from mle_reviewer.system.questions.gating.fail_open import Opening
from mle_reviewer.system.questions.gating.gates import Gates
from mle_reviewer.system.questions.measuring.measures import ORDERING, named
from mle_reviewer.system.questions.values.ways import leaves

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_SIDES: Final = 2
_DEEPEST: Final = 3


def absences(system: System) -> Iterator[Opening]:
    """`if auc is not None and auc < 0.8: raise`: where nothing was measured, nothing is refused."""
    gates = system.once(Gates)
    for routine in system.routines():
        stopping = [one for one in routine.every() if isinstance(one, Branch) and "stops" in gates.outcomes(one.then)]
        asking = [
            one
            for one in stopping
            if not one.orelse
            and any(
                _asks_first(gates, routine, test) and _is_gate(gates, routine, one, test) for test in _either(one.test)
            )
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
    there = _figure(test)
    if there is None:
        return False
    bounds = [side for op in _held_against(test, there) for side in op.terms if not _same(there, side)]
    if not bounds or all(_is_end(one) for one in bounds):  # the ends of a range: asked whether it makes sense
        return False
    return gates.measures.measured(there) and not _is_other(gates, routine, there)


def _figure(test: Op) -> Term | None:
    """What a test asks to be there."""
    return next((figure for part in test.terms if (figure := _present(part)) is not None), None)


def _held_against(test: Op, there: Term) -> list[Op]:
    """The comparisons of a test with a figure on one side."""
    ordered = (one for part in test.terms for one in within(part) if isinstance(one, Op) and one.op in ORDERING)
    return [one for one in ordered if any(_same(there, side) for side in one.terms)]


def _is_end(term: Term) -> bool:
    return isinstance(term, Const) and term.value in (0, 1, 100)


def _is_gate(gates: Gates, routine: Routine, branch: Branch, test: Term) -> bool:
    """Whether it is shown that a model passes by here, and that what is missing is not refused in another place.

    Shown by a program that the branch ends, by a promotion behind it, or by a figure that comes from somewhere: one
    that is only named so (a parameter that nobody gives, a field of the object itself) may be any argument.
    """
    there = _figure(test) if isinstance(test, Op) else None
    if there is None or any(_refuses_nothing(gates, one, there) for one in routine.every() if one is not branch):
        return False
    ends = any(
        (isinstance(one, Call) and gates.ends(one)) or (isinstance(one, Raise) and one.what.startswith("SystemExit"))
        for one in every(branch.then)
    )
    return ends or _comes_from(gates, there) or "promotes" in gates.outcomes(following(routine.steps, branch))


def _comes_from(gates: Gates, term: Term, depth: int = 0) -> bool:
    """Whether a figure was worked out or read, here or where it is handed in."""
    match term:
        case Param():
            given = gates.world.given(term) if depth < _DEEPEST else ()
            return any(gates.measures.measured(one) and _comes_from(gates, one, depth + 1) for one in given)
        case Attr(of=of):
            return not isinstance(of, Self) and _comes_from(gates, of, depth)
        case Choice(terms=terms) | Op(terms=terms):
            return any(_comes_from(gates, one, depth) for one in terms)
        case _:
            return not isinstance(term, Const)


def _refuses_nothing(gates: Gates, step: object, there: Term) -> bool:
    """Whether a step refuses where the figure is missing: it stops, leaves, or says no."""
    if not isinstance(step, Branch):
        return False
    absent = [one for test in _either(step.test) if isinstance(test, Op) for one in (_absent(test),) if one is not None]
    if not any(_same(one, there) or _same(there, one) for one in absent):
        return False
    said = (one.term for one in every(step.then) if isinstance(one, (Assign, Return)))
    no = any(isinstance(one, Const) and one.value is False for one in said)
    return (
        no
        or (leaves(step.then) and "promotes" not in gates.outcomes(step.then))
        or "stops" in gates.outcomes(step.then)
    )


def _absent(test: Op) -> Term | None:
    """The figure that a test asks to be missing."""
    if test.op in {"is", "=="} and len(test.terms) == _SIDES:
        side, other = test.terms
        return side if isinstance(other, Const) and other.value is None else None
    if test.op == "not in" and len(test.terms) == _SIDES and isinstance(test.terms[0], Const):
        return Item(test.terms[1], test.terms[0])
    return None


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
