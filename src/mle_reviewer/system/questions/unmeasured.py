"""Gates that let a model pass whose figure is not there."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.system.code.steps import Branch, Return, Routine, Steps
from mle_reviewer.system.code.terms import Const, Op, Term, within
from mle_reviewer.system.questions.decisions import Decision


def passing_unmeasured(decision: Decision) -> Iterator[tuple[Routine, int]]:
    """Where a test in front of a comparison goes back without a refusal, as the candidate's figure is None."""
    for one in decision.compared:
        for step in one.routine.every():
            if not isinstance(step, Branch) or step.pos >= one.op.pos or not _goes_back(step.then):
                continue
            for test in within(step.test, calls=False):
                sides = test.terms if isinstance(test, Op) and test.op in {"is", "=="} else ()
                if any(_is_none(side) for side in sides) and any(side is one.figure for side in sides):
                    yield one.routine, step.pos


def _goes_back(steps: Steps) -> bool:
    """Whether an arm ends in a `return` of nothing, or of True."""
    last = steps[-1] if steps else None
    return isinstance(last, Return) and (
        last.term is None or (isinstance(last.term, Const) and last.term.value in (None, True))
    )


def _is_none(term: Term) -> bool:
    return isinstance(term, Const) and term.value is None
