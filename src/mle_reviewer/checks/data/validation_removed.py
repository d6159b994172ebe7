"""Data that was validated before it was used is used without that validation after the change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.checks.stating import Words, place, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.changed import Systems
from mle_reviewer.system.code.steps import Attempt, every

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System

CARD = Card(
    area="DL",
    title="Validation of data removed",
    items=("DL4",),
    severity=Severity.MEDIUM,
    risk="other",
    sees="systems",
)
_SIGNS = ("validate", "validate-result")


def find(systems: Systems) -> Iterator[Finding]:
    """Validations of base in a changed file, in a function that head has without any, or with its errors eaten."""
    changed = {one.old_path for one in systems.files if one.old_path and one.path.endswith(".py")}
    before = [sign for sign in systems.before.signed(*_SIGNS) if sign.path in changed]
    if not before:
        return
    after = systems.after.signed(*_SIGNS)
    fewer = len(after) < len(systems.before.signed(*_SIGNS))
    told: set[tuple[str, str]] = set()
    for was in before:
        here = systems.renamed(was.path)
        routine = None if here is None else _routine(systems.after, here, was.routine.name)
        if here is None or routine is None or (was.path, was.routine.name) in told:
            continue
        standing = [sign for sign in after if sign.path == here and sign.routine.name == was.routine.name]
        if not standing and fewer and not any(_same(sign, was) for sign in after):
            told.add((was.path, was.routine.name))
            yield _removed(systems, was, routine)
        for sign in standing:
            if _eaten(sign) and not _eaten(was) and systems.touched(here, sign.pos >> 12):
                told.add((was.path, was.routine.name))
                yield _swallowed(systems, was, sign)


def _routine(system: System, path: str, name: str) -> Routine | None:
    module = system.indexed.module(path) if path in system.code else None
    return next((one for one in module.routines() if one.name == name), None) if module is not None else None


def _same(one: Sign, other: Sign) -> bool:
    return one.name == other.name and one.routine.name != other.routine.name


def _eaten(sign: Sign) -> bool:
    """Whether what the validation raises ends in a handler that does nothing with it."""
    for step in every(sign.routine.steps):
        if isinstance(step, Attempt) and any(inner is sign.call for inner in every(step.body)):
            return any(not handler.body for handler in step.handlers)
    return False


def _removed(systems: Systems, was: Sign, routine: Routine) -> Finding:
    words = Words(
        title="The data is no longer validated here",
        issue=f"`{was.name}` checked the data in `{was.routine.name or 'this module'}`; after the change nothing does: "
        "what is missing, out of range or of another type goes on into the model without an error.",
        fix="Keep the validation, or move it to where the data comes in and let the change show it there.",
    )
    at = systems.after.at(routine, routine.pos)
    trace = [Step(place(systems.before, was), f"validated before ({was.name})"), Step(at, "no validation now")]
    return stated(CARD, at, words, trace, context=f"{was.name} removed from {was.routine.name}")


def _swallowed(systems: Systems, was: Sign, now: Sign) -> Finding:
    at = place(systems.after, now)
    words = Words(
        title="What the validation finds is swallowed now",
        issue=f"`{now.name}` stands in a `try` whose handler does nothing: wrong data goes on as if it were right.",
        fix="Let the error stop the run, or count what was wrong and refuse it.",
    )
    trace = [Step(place(systems.before, was), "stopped the run before"), Step(at, "its error is swallowed now")]
    return stated(CARD, at, words, trace, context=f"{now.name} swallowed in {now.routine.name}")
