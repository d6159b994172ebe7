"""Which code of the model a test comes to, and whether tests of other documents claim something of the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.doing import predicts
from mle_reviewer.system.questions.commands.content import claims_content
from mle_reviewer.system.questions.commands.tests import BEHAVIOUR, Test, tests_of
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Call
    from mle_reviewer.system.system import System

_DEEPEST: Final = 4
# How the features of today are held against those of training.
_SIGNS: Final = frozenset({"drift", "features-online", "features-offline", "llm-call"})
Function = tuple[str, int]


def told_elsewhere(system: System, path: str, tests: Iterable[Test]) -> bool:
    """Whether a test of another document claims something of the code of the repository that these tests come to."""
    some = tuple(tests)
    mine = frozenset[Function]().union(*(comes_to(system, one) for one in some))
    entered = frozenset[tuple[str, str]]().union(*(one.enters for one in some))
    for other in system.code if mine or entered else ():
        for one in tests_of(system, other) if other != path and tier(other) == "test" else ():
            if one.skipped or not (one.telling or claims_content(one.routine)):
                continue
            if entered & one.enters or mine & comes_to(system, one):
                return True
    return False


def comes_to(system: System, test: Test) -> frozenset[Function]:
    """The functions of the repository on the way of a test that themselves train, change features or predict."""
    found: set[Function] = set()
    waiting, seen, depth = [test.routine], set[Function](), 0
    while waiting and depth <= _DEEPEST:
        inner = [own for one in waiting for call in one.calls() for own in system.indexed.own(call)]
        waiting = list(
            {(own.path, own.function): own for own in inner if (own.path, own.function) not in seen}.values()
        )
        seen |= {(own.path, own.function) for own in waiting}
        for own in waiting:
            if tier(own.path) == "code" and any(_works(system, call) for call in own.calls()):
                found.add((own.path, own.function))
        depth += 1
    return frozenset(found)


def _works(system: System, call: Call) -> bool:
    """Whether a call trains, predicts, scores, or changes features."""
    if any(entry.effect in BEHAVIOUR for entry in system.indexed.entries(call)) or predicts(system.indexed, call):
        return True
    signs = (system.conventions.call(name) for name in system.indexed.names(call))
    return any(sign is not None and sign.sign in _SIGNS for sign in signs)
