"""CI runs tests, or other checks, and never those that look at the model, its data or its service."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.findings.words import counted
from mle_reviewer.system.questions.commands.left_out import LeftOut, left_out, without_tests
from mle_reviewer.system.questions.commands.tests import Test, looks_at_model
from mle_reviewer.system.system import System

CARD = Card(
    area="EP",
    title="Tests of the model not run in CI",
    items=("SH4",),
    severity=Severity.MEDIUM,
    risk="weak eval",
    sees="system",
    about_tests=True,
    lane="pr-test-analyzer",
    read=(10, 14),
    may_block=False,
)
_SHOWN = 8
_MOST = 12
_COUNTED = (
    "Counted are the test functions that are not skipped, that claim something of behaviour, and on whose way a model, "
    "its data or its service is called."
)


def find(system: System) -> Iterator[Finding]:
    """Medium where CI runs none of them, a note where it leaves out a part."""
    found = left_out(system, lambda test: bool(test.telling) and bool(looks_at_model(system, test)))
    # A mark that is left out by name is meant so, as long as others are run.
    if found is not None and found.tests and (not found.marked or len(found.tests) == found.every):
        yield _of_a_part(system, found)
    quiet = without_tests(system)
    if quiet is not None:
        workflow, tests = quiet
        looking = [one for one in tests if one.telling and looks_at_model(system, one)]
        if looking:
            yield _of_all(system, workflow, looking)


def _of_a_part(system: System, found: LeftOut) -> Finding:
    first = found.tests[0]
    at = system.at(first.routine, first.routine.pos)
    every = len(found.tests) == found.every
    many = (
        "No test of the model is run"
        if every
        else f"{len(found.tests)} of {found.every} tests of the model are not run"
    )
    steps = found.steps
    told = f"`{steps[0].says}`" if len(steps) == 1 else f"{len(steps)} steps, named below"
    words = Words(
        title=f"{many} in CI",
        issue=f"No step of CI that runs tests ({told}) takes them in: {found.why}. {_COUNTED} What they were written "
        "for can come back under a green check.",
        fix="Let a step of CI run them as well (a job of its own or a nightly one where they are slow), or delete "
        "those that nobody wants.",
    )
    trace = [Step(one.at, f"CI runs: {one.says}") for one in steps[:_MOST]]
    trace += [
        Step(system.at(some[0].routine, some[0].routine.pos), f"not among them: {counted(len(some), 'test')} from here")
        for some in _by_document(found.tests)[:_SHOWN]
    ]
    names = " ".join(sorted({one.path for one in found.tests}))
    severity = Severity.MEDIUM if every and not found.marked else Severity.LOW
    return stated(CARD, at, words, trace, context=f"left out {names}", severity=severity, confidence=Confidence.MEDIUM)


def _of_all(system: System, workflow: str, tests: list[Test]) -> Finding:
    at = system.at(tests[0].routine, tests[0].routine.pos)
    words = Words(
        title=f"No workflow of the repository runs a test, and there are {counted(len(tests), 'test')} of the model",
        issue=f"No workflow ({workflow}) starts a test runner, in a script or by a make target either. The tests hold "
        f"only as long as everybody runs them by hand.",
        fix="Add a step that runs them on every change and fails with them.",
    )
    trace = [
        Step(system.at(some[0].routine, some[0].routine.pos), f"run by nothing: {counted(len(some), 'test')} from here")
        for some in _by_document(tests)[:_SHOWN]
    ]
    return stated(CARD, at, words, trace, context=f"no test step {workflow}", confidence=Confidence.MEDIUM)


def _by_document(tests: Iterable[Test]) -> list[list[Test]]:
    """The tests of each document, so that the count can be held against the tree."""
    found: dict[str, list[Test]] = {}
    for one in tests:
        found.setdefault(one.path, []).append(one)
    return list(found.values())
