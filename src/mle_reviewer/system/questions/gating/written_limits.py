"""Numbers that stand in the code and that figures of models are held against, where something hangs on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mle_reviewer.system.code.terms import Const
from mle_reviewer.system.questions.gating.decisions import Decisions

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.system import System


def written_limits(system: System) -> tuple[tuple[Routine, int, float], ...]:
    """Where a decision hangs on a number that is written where it is compared, and the number."""
    found: dict[tuple[str, int], tuple[Routine, int, float]] = {}
    for decision in system.once(Decisions).all:
        for one in decision.compared:
            value = one.other.value if isinstance(one.other, Const) else None
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                pos = one.op.pos or decision.step.pos
                found.setdefault((one.routine.path, pos), (one.routine, pos, float(value)))
    return tuple(found.values())
