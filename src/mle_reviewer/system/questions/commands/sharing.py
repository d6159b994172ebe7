"""Which code of the model a test comes to, and whether tests of other documents claim something of the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.questions.commands.tests import BEHAVIOUR, Test, tests_of
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_DEEPEST: Final = 4
_AROUND: Final = frozenset({"split", "folds", "transform", "fit-transform"})  # many ways to a model go through them
_MODEL: Final = BEHAVIOUR - _AROUND
Function = tuple[str, int]


def told_elsewhere(system: System, path: str, tests: Iterable[Test]) -> bool:
    """Whether a test of another document claims something of the code of the model that these tests come to."""
    mine = frozenset[Function]().union(*(_of_model(system, one) for one in tests))
    others = (other for other in system.code if other != path and tier(other) == "test") if mine else ()
    telling = (one for other in others for one in tests_of(system, other) if one.telling and not one.skipped)
    return any(mine & _of_model(system, one) for one in telling)


def _of_model(system: System, test: Test) -> frozenset[Function]:
    """The functions of the repository on the way of a test that themselves train, predict or score."""
    found: set[Function] = set()
    waiting, seen, depth = [test.routine], set[Function](), 0
    while waiting and depth <= _DEEPEST:
        inner = [own for one in waiting for call in one.calls() for own in system.indexed.own(call)]
        waiting = list(
            {(own.path, own.function): own for own in inner if (own.path, own.function) not in seen}.values()
        )
        seen |= {(own.path, own.function) for own in waiting}
        for own in waiting:
            effects = {entry.effect for call in own.calls() for entry in system.indexed.entries(call)}
            if tier(own.path) == "code" and effects & _MODEL:
                found.add((own.path, own.function))
        depth += 1
    return frozenset(found)
