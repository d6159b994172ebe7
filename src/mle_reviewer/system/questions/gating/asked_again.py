"""One model asked again with shuffled rows: what it said of the rows as they are is the answer of no other model."""

from __future__ import annotations

from typing import Final

from mle_reviewer.system.code.steps import Routine
from mle_reviewer.system.code.terms import Call, Const, Lib, Term, within
from mle_reviewer.system.questions.measuring.tested import alike

_SHUFFLING: Final = frozenset({"permutation", "randperm", "shuffle", "permuted"})


def asked_before_a_change(routine: Routine) -> frozenset[int]:
    """The calls that a later one repeats, of the same thing, with values made of what they were given."""
    calls = tuple(routine.calls())
    if not any(_name(call) in _SHUFFLING for call in calls):
        return frozenset()
    asked = [call for call in calls if call.args and not (call.method is None and isinstance(call.callee, Lib))]
    return frozenset(
        id(call) for place, call in enumerate(asked) if any(_repeats(call, later) for later in asked[place + 1 :])
    )


def _name(call: Call) -> str:
    path = call.callee.path if call.method is None and isinstance(call.callee, Lib) else call.method or ""
    return path.rpartition(".")[2]


def _repeats(call: Call, later: Call) -> bool:
    if call.method != later.method or len(call.args) != len(later.args) or not alike(call.callee, later.callee):
        return False
    pairs = tuple(zip(call.args, later.args, strict=True))
    changed = [(one, other) for one, other in pairs if not alike(one, other)]
    return bool(changed) and all(_is_made_of(other, one) for one, other in changed)


def _is_made_of(term: Term, of: Term) -> bool:
    return not isinstance(of, Const) and any(alike(one, of) for one in within(term))
