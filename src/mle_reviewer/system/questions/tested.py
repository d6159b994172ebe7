"""Tests of branches taken apart: what they join and compare, and whether they keep the best so far."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.system.code.steps import Assert, Assign, Branch, Loop, Raise, Routine, Steps, every
from mle_reviewer.system.code.terms import Op, Term, within
from mle_reviewer.system.questions.measures import ORDERING


def joined(test: Term) -> tuple[Term, ...]:
    """The tests that a test joins by `and` and `or`."""
    if isinstance(test, Op) and test.op in {"and", "or"}:
        return tuple(inner for one in test.terms for inner in joined(one))
    return (test,)


def raises(steps: Steps) -> bool:
    """Whether something is raised in a block."""
    return any(isinstance(step, Raise) for step in every(steps))


def repeated(routine: Routine) -> Iterator[Op]:
    """The comparisons of tests in loops: searches, epochs, the rows of a table."""
    for loop in routine.every():
        for step in every(loop.body) if isinstance(loop, Loop) else ():
            if isinstance(step, Branch):
                yield from (one for one in within(step.test, calls=False) if isinstance(one, Op))


def tested(step: Branch | Assert) -> tuple[Term, ...]:
    """The sides of the comparisons that a test itself makes."""
    test = step.test if isinstance(step, Branch) else step.term
    some = (one for one in within(test, calls=False) if isinstance(one, Op) and one.op in ORDERING)
    return tuple(side for op in some for side in op.terms)


def keeps_best(step: Branch | Assert) -> bool:
    """Whether a test keeps the best so far: an arm binds one side of it anew."""
    if isinstance(step, Assert):
        return False
    sides = {id(side) for side in tested(step)}
    return any(isinstance(one, Assign) and id(one.term) in sides for arm in (step.then, step.orelse) for one in arm)
