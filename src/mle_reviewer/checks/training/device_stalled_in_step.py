"""Each step of training waits for something that is no part of it: memory that is given back, a device, a watch."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.recurring import again
from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.steps import Loop, Routine, every
from mle_reviewer.system.questions.costing.rounds import worked
from mle_reviewer.system.questions.costing.steps_of_training import (
    always,
    sign_of,
    slot_of,
    trains_each_round,
    turned_off,
)
from mle_reviewer.system.system import System

CARD = Card(
    area="TR",
    title="Device stalled in each step",
    items=(),  # training that takes longer: no item of the checklist asks for that
    severity=Severity.LOW,
    risk="other",
    sees="system",
    may_block=False,
    lane="performance-optimizer",
)


def find(system: System) -> Iterator[Finding]:
    """What stalls a device, in the innermost loop that computes gradients; gradients that are watched all the time."""
    for routine in worked(system):
        for loop in every(routine.steps):
            if isinstance(loop, Loop) and trains_each_round(system, loop):
                yield from _stalled(system, routine, loop)
        yield from _watched(system, routine)


def _stalled(system: System, routine: Routine, loop: Loop) -> Iterator[Finding]:
    calls = list(always(loop.body))
    if any(sign_of(system, call) == "clock" for call in calls):  # it is the time of a step that is measured
        return
    stalls = [(call, how) for call in calls if (how := slot_of(system, call, "stall", "how")) is not None]
    if not stalls:
        return
    call, how = stalls[0]
    at = system.at(routine, call.pos)
    words = Words(
        title="Each step of training is held up",
        issue=f"This call {how.removeprefix('=')}, after every batch: the device runs dry between steps, and no "
        "step needs it (memory that a step frees is used again by the next one anyway).",
        fix="Leave it out, or call it once for an epoch (after evaluation, or when a model is thrown away).",
    )
    trace = [Step(system.at(routine, loop.pos), "each round is a step of training"), Step(at, "and waits here")]
    # One loop is one place to mend.
    trace += again((system.at(routine, more.pos), f"this call {other.removeprefix('=')}") for more, other in stalls[1:])
    yield stated(CARD, at, words, trace, context=system.source(routine, call.pos))


def _watched(system: System, routine: Routine) -> Iterator[Finding]:
    """Gradients that are watched wherever the program trains, but where faults are sought: a switch left on."""
    if "debug" in f"{routine.path}/{routine.name}".lower():
        return
    for call in always(routine.steps):
        if slot_of(system, call, "watch-gradients", "mode") is None or turned_off(call.given("mode", 0)):
            continue
        at = system.at(routine, call.pos)
        words = Words(
            title="Every operation of training is watched for numbers that are none",
            issue="Anomaly detection is meant for finding a fault: it keeps a stack trace of each operation and looks "
            "at each gradient, and training takes a multiple of its time while it is on.",
            fix="Turn it on by a debugging switch only.",
        )
        yield stated(
            CARD, at, words, [Step(at, "turned on whenever this runs")], context=system.source(routine, call.pos)
        )
