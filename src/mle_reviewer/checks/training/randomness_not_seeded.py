"""A training program draws from generators of which none, or only some, are seeded."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import Words, place, stated, step_at
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.learning.programs import programs, started
from mle_reviewer.system.questions.learning.randomness import draws, generators, seeds
from mle_reviewer.system.system import System

if TYPE_CHECKING:
    from mle_reviewer.system.questions.learning.programs import Program
    from mle_reviewer.system.questions.learning.randomness import Draws
    from mle_reviewer.system.signs import Sign

CARD = Card(
    area="TR",
    title="Randomness not seeded",
    items=("TR3", "TR1"),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    sees="system",
    may_block=False,
)

_MOST: Final = 3  # programs that miss the same seeds: whoever reads three knows the others


def find(system: System) -> Iterator[Finding]:
    """Programs that seed one generator and draw from others; and, as a question, one of those that seed none."""
    asked = False
    said: dict[str, list[set[str]]] = {}
    for program in programs(system):
        if not started(system, program):
            continue
        found = draws(system, program)
        missing = found.unseeded
        if not missing:
            continue
        told = said.setdefault(" ".join(missing), [])
        places = {program.trainer.path, found.drawn[missing[0]].path}
        if any(places & one for one in told) or len(told) >= _MOST:
            continue
        told.append(places)
        elsewhere = _never_called(system, program, missing)
        some = found.cares or elsewhere is not None
        if not some and asked:
            continue
        asked = asked or not some
        yield _finding(system, found, elsewhere, some=some)


def _never_called(system: System, program: Program, missing: list[str]) -> Sign | None:
    """A seed in a function that nothing calls, in a module that the program knows or that lies beside it."""
    folder = posixpath.dirname(program.root.path)
    for sign in seeds(system):
        near = (sign.path, -1) in program.routines or posixpath.dirname(sign.path) == folder
        inside = near and sign.routine.function >= 0 and set(generators(sign)) & set(missing)
        if inside and not system.indexed.callers(sign.routine) and system.reached.how(sign.routine) is None:
            return sign
    return None


def _finding(system: System, found: Draws, elsewhere: Sign | None, *, some: bool) -> Finding:
    missing = found.unseeded
    program = found.program
    names = " and ".join(missing)
    at = found.drawn[missing[0]]
    trace = [Step(system.at(program.trainer, program.call.pos), f"trained here ({program.name})")]
    trace += [step_at(system, sign, f"{one} is seeded here") for one, sign in list(found.seeded.items())[:2]]
    trace += [step_at(system, found.drawn[one], f"drawn from {one}, which nothing seeds") for one in missing]
    if elsewhere is not None:
        trace.append(step_at(system, elsewhere, "a function seeds it here, and nothing calls that"))
    words = Words(
        title=f"Training draws from {names}, and nothing seeds it",
        issue="Two runs on the same data, code and settings give different models, so a better score may be a better "
        "draw, and a result that someone reports cannot be had again."
        + (" Other generators are seeded, which looks as if the run could be repeated." if found.seeded else ""),
        fix=f"Seed {names} at the beginning of the program (or give each call its own seed), and record the number.",
    )
    context = " ".join((program.trainer.path, *missing))
    severity = None if some else Severity.LOW
    confidence = None if found.seeded or elsewhere is not None else Confidence.MEDIUM
    return stated(CARD, place(system, at), words, trace, context=context, severity=severity, confidence=confidence)
