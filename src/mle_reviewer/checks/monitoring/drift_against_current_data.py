"""Data is held against itself: the reference of a drift check is made of the very data that is checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mle_reviewer.checks.stating import Words, place, stated, step_at
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.flow.tree.plan import target_of
from mle_reviewer.program.commands import launches
from mle_reviewer.system.code.terms import Const, Result, Term, alternatives, within
from mle_reviewer.system.doing import closure
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.commands.running import ran
from mle_reviewer.system.questions.monitoring.looking import looks

if TYPE_CHECKING:
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System

CARD = Card(
    area="MI",
    title="Drift against the current data",
    items=("MI1",),
    severity=Severity.MEDIUM,
    risk="missing monitoring",
    sees="system",
)
_BEFORE = re.compile(r"(?i)^--(?:\w+[-_])?(?:ref|reference|baseline|train|training)(?:[-_]\w+)?$")
_NOW = re.compile(r"(?i)^--(?:\w+[-_])?(?:cur|current|prod|production|live|serving|new|incoming)(?:[-_]\w+)?$")


def find(system: System) -> Iterator[Finding]:
    """Comparisons whose reference is the current data, read from the same place, or drawn from it."""
    for sign in system.signed("compare-data", "drift"):
        current, reference = sign.given("current"), sign.given("reference")
        if current is None or reference is None or isinstance(current, Const) or _asks_otherwise(system, sign):
            continue
        why = _same(system, current, reference)
        if not why:
            continue
        words = Words(
            title="The reference of the drift check is the current data",
            issue="What is held against itself never drifts: the check passes whatever the model is asked, and the "
            "drift that it was written for stays unseen.",
            fix="Keep the data of training (or of a period that was accepted) and hold the current data against it.",
        )
        trace: list[Step] = [step_at(system, sign, f"current and reference: {why}")]
        yield stated(CARD, place(system, sign), words, trace, context=system.source(sign.routine, sign.pos))
    yield from _commanded(system)


def _commanded(system: System) -> Iterator[Finding]:
    """Commands that give a drift job the same file as reference and as current data."""
    watching = {one.routine.path for one in looks(system)} | {sign.path for sign in system.signed("compare-data")}
    for one in ran(system):
        options = dict(_options(one.command.words))
        before = next((value for name, value in options.items() if _BEFORE.search(name)), None)
        after = next((value for name, value in options.items() if _NOW.search(name)), None)
        if before is None or before != after:
            continue
        launched = launches(" ".join(one.command.words), ".", one.command.line, {})
        job = next((path for each in launched if (path := target_of(system.layout, each)) is not None), None)
        if job is None or not any(path in watching for path in _near(system, job)):
            continue
        at = location(one.path, one.command.line)
        words = Words(
            title="The drift job is given one file as both its reference and its current data",
            issue=f"`{before}` is held against itself: the job passes whatever the model is asked, and the drift that "
            "it was written for stays unseen.",
            fix="Give it what the service was asked lately as the current data, and the data of training as reference.",
        )
        trace = [Step(at, f"starts `{job}` with `{before}` twice")]
        yield stated(CARD, at, words, trace, context=" ".join(one.command.words)[:200])


def _options(words: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The options of a command with their values: `--name value`, `--name=value`."""
    for name, value in zip(words, (*words[1:], ""), strict=False):
        if name.startswith("--") and "=" in name:
            yield name.partition("=")[0], name.partition("=")[2]
        elif name.startswith("--") and value and not value.startswith("-"):
            yield name, value


def _near(system: System, job: str) -> Iterator[str]:
    """A document, and those whose functions it enters."""
    yield job
    module = system.indexed.module(job)
    for routine in module.routines() if module is not None else ():
        yield from {one.path for one in closure(system.indexed, routine)}


def _asks_otherwise(system: System, sign: Sign) -> bool:
    """Whether a report is known to hold figures, none of them about drift: gaps and columns are counted so."""
    held = [one.call for one in within(sign.call.callee) if isinstance(one, Result)] if sign.call.method else []
    known = [system.conventions.call(name) for call in held for name in system.indexed.names(call)]
    parts = [call for call in held if system.indexed.names(call) and not call.method]
    return len(parts) > 1 and not any(one is not None and one.sign == "drift" for one in known)


def _same(system: System, current: Term, reference: Term) -> str:
    """In which way both are the same; "" where they are not, or nothing is known."""
    if current is reference:
        return "the same data"
    if len(alternatives(reference)) == len(alternatives(current)) == 1 and _read_alike(system, current, reference):
        return "read from the same place"
    if isinstance(reference, Result) and reference.call.callee is current and reference.call.method in _DRAWS:
        return f"the reference is drawn from the current data (`.{reference.call.method}`)"
    return ""


_DRAWS = frozenset({"sample", "copy"})


def _read_alike(system: System, one: Term, other: Term) -> bool:
    if not isinstance(one, Result) or not isinstance(other, Result):
        return False
    mine, yours = one.call, other.call
    if system.indexed.names(mine) != system.indexed.names(yours) or not system.indexed.names(mine):
        return False
    if not mine.args or len(mine.args) != len(yours.args) or mine.kwargs or yours.kwargs:
        return False
    first, second = (system.indexed.constants(call.args[0]) for call in (mine, yours))
    return len(first) == 1 and first == second and isinstance(first[0], str) and "/" in f"/{first[0]}"
