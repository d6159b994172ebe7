"""A program is started for a step of the pipeline, and how it ended is never looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mle_reviewer.checks.stating import Words, place, stated, step_at
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.steps import Assign, Return, SetAttr, SetItem
from mle_reviewer.system.code.steps import Step as CodeStep
from mle_reviewer.system.code.terms import Attr, Call, Const, Result, Term, alternatives, within
from mle_reviewer.system.questions.skipping.absent import asks_for_file
from mle_reviewer.system.questions.skipping.performing import Performed, command_of, performed

if TYPE_CHECKING:
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System

CARD = Card(
    area="TR",
    title="Outcome of a step is never looked at",
    items=("TR5", "EP2"),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    lane="silent-failure-hunter",
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Programs whose failure raises nothing, that train, check, publish or store something."""
    for sign in system.signed("run-command"):
        if _checked(sign) or _asked(sign) or _seen_by_file(system, sign):
            continue
        done = next((one for each in command_of(sign.given("command")) if (one := performed(system, each))), None)
        if done is not None:
            yield _finding(system, sign, done)


def _checked(sign: Sign) -> bool:
    """Whether its failure raises: the parameter is given, and not plainly off."""
    given = sign.given("checked")
    return given is not None and not (isinstance(given, Const) and not given.value)


def _asked(sign: Sign) -> bool:
    """Whether something looks at how it ended, or hands that on."""
    asks = sign.entry.slots.get("asks") or ()
    if not sign.call.used:
        return False
    return any(_looks(sign, step, asks) for step in sign.routine.every() if step is not sign.call)


def _seen_by_file(system: System, sign: Sign) -> bool:
    """Whether it is asked behind it whether there is a file, by which one learns whether the program worked."""
    return any(one.pos > sign.pos and asks_for_file(system, one) for one in sign.routine.calls())


def _looks(sign: Sign, step: CodeStep, asks: Sequence[str]) -> bool:
    """Whether a step asks how it ended, or takes what was given back to somewhere else."""
    if isinstance(step, Call) and step.method in asks and _is(step.callee, sign):
        return True
    if isinstance(step, (Return, SetAttr, SetItem)) or (not asks and not isinstance(step, Assign)):
        return any(_is(one, sign) for term in step.terms() for one in within(term))
    if isinstance(step, Call) and any(_is(one, sign) for one in (*step.args, *(value for _, value in step.kwargs))):
        return True  # handed on whole
    every = (one for term in step.terms() for one in within(term))
    return any(isinstance(one, Attr) and one.name in asks and _is(one.of, sign) for one in every)


def _is(term: Term, sign: Sign) -> bool:
    return any(isinstance(one, Result) and one.call is sign.call for one in alternatives(term))


def _finding(system: System, sign: Sign, done: Performed) -> Finding:
    words = Words(
        title="The program goes on whether this step worked or not",
        issue=f"`{sign.name}` raises nothing when the program that it starts fails, and nobody looks at its exit "
        f"code. {done.says[:1].upper()}{done.says[1:]}; when that fails, the run stays green and what comes behind "
        "works on what was there before, or on nothing.",
        fix="Have the failure raise (`check=True`), or end the program where the exit code is not 0.",
    )
    trace = [
        step_at(system, sign, f"started without a look at how it ends: {done.says}"),
        Step(place(system, sign), "what follows is done all the same"),
    ]
    return stated(CARD, place(system, sign), words, trace, context=system.source(sign.routine, sign.pos))
