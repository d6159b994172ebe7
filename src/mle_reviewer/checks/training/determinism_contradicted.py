"""Deterministic operations are asked for, and a search for the fastest ones beside it takes them back."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.terms import Const
from mle_reviewer.system.questions.learning.randomness import switched
from mle_reviewer.system.system import System

CARD = Card(
    area="TR",
    title="Determinism contradicted",
    items=("TR3",),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    sees="system",
    may_block=False,
)


def find(system: System) -> Iterator[Finding]:
    """A switch that chooses operations by their speed, in the same function as one that wants the same ones again."""
    wanted = [(routine, step.pos) for routine, step, value in switched(system, "deterministic") if value is True]
    for sign in system.signed("deterministic"):
        mode = sign.given("mode")
        if not (isinstance(mode, Const) and mode.value is False):
            wanted.append((sign.routine, sign.pos))
    for routine, step, value in switched(system, "nondeterministic"):
        beside = next((pos for other, pos in wanted if other is routine), None)
        if value is not True or beside is None or _undone(system, routine.path, routine.function, step.pos):
            continue
        at = system.at(routine, step.pos)
        words = Words(
            title="The fastest operation is chosen anew in each run",
            issue="Deterministic operations are asked for, but which one is taken is found by timing them: another "
            "run, or another machine, takes another one and gives other figures.",
            fix="Set `benchmark = False` where runs have to be the same, or give up the claim.",
        )
        trace = [
            Step(system.at(routine, beside), "the same operations are asked for"),
            Step(at, "and which ones they are is measured in each run"),
        ]
        yield stated(CARD, at, words, trace, context=system.source(routine, step.pos))


def _undone(system: System, path: str, function: int, pos: int) -> bool:
    """Whether the switch is turned off further down in the same function."""
    later = switched(system, "nondeterministic")
    return any(
        value is False and step.pos > pos and (one.path, one.function) == (path, function) for one, step, value in later
    )
