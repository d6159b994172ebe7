"""Tests call a model, its data or its service and claim nothing of what comes out."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.findings.words import counted
from mle_reviewer.system.questions.commands.claims import swallowed
from mle_reviewer.system.questions.commands.collected import by_name_alone
from mle_reviewer.system.questions.commands.content import claims_content
from mle_reviewer.system.questions.commands.hollow import gives_back, hands_on, hollow_claims, weighs
from mle_reviewer.system.questions.commands.sharing import comes_to, told_elsewhere
from mle_reviewer.system.questions.commands.tests import Test, looks_at_model, tests_of
from mle_reviewer.system.system import System
from mle_reviewer.system.tiers import tier

CARD = Card(
    area="EP",
    title="Tests claim nothing of the result",
    items=("SH4",),
    severity=Severity.LOW,
    risk="weak eval",
    sees="system",
    about_tests=True,
    lane="pr-test-analyzer",
    may_block=False,
)
# A test that says so itself only wants to see that something runs.
_ONLY_RUNS = (
    "smoke",
    "runs",
    "run",
    "raise",
    "raises",
    "warn",
    "warns",
    "import",
    "imports",
    "crash",
    "error",
    "works",
)
_SHOWN = 4


def find(system: System) -> Iterator[Finding]:
    """One note for each document in which no test claims anything of what comes out."""
    for path in system.code:
        if tier(path) != "test":
            continue
        tests = [one for one in tests_of(system, path) if not one.skipped]
        if any(one.telling or claims_content(one.routine) for one in tests):
            continue
        empty = [one for one in tests if one.enters and _is_empty(system, one)]
        of_model = any(looks_at_model(system, one) and comes_to(system, one) for one in empty)
        if not of_model or by_name_alone(system, path):
            continue
        # One that lets errors pass as well does not even show that something runs, whatever others claim.
        if any(_lets_errors_pass(system, one) for one in empty) or not told_elsewhere(system, path, empty):
            yield _finding(system, path, empty)


def _is_empty(system: System, test: Test) -> bool:
    if test.telling or set(test.name.rpartition(".")[2].split("_")) & set(_ONLY_RUNS):
        return False
    if weighs(test.routine) or gives_back(test.routine):
        return False
    hollow, every = hollow_claims(test.routine)
    if hollow and len(hollow) == every:
        return False  # test-cannot-fail says so
    return not hands_on(system, test.routine)


def _lets_errors_pass(system: System, test: Test) -> bool:
    """Whether what a test asks of the repository's code stands in a `try` whose handler only prints."""
    lost = set(swallowed(test.routine.steps)) if not test.claims else frozenset[int]()
    return any(id(call) in lost and system.indexed.own(call) for call in test.routine.calls())


def _finding(system: System, path: str, empty: list[Test]) -> Finding:
    none = sum(not one.claims for one in empty)
    how = "claims anything" if none == len(empty) else "claims more than types or that something is there"
    words = Words(
        title=f"No test in this document claims anything of what comes out ({counted(len(empty), 'test')})",
        issue=f"The code of the model is run here, and no test {how}: wrong predictions, features or answers stay "
        "green as long as nothing raises.",
        fix="Give a few rows whose answer is known and claim it: a value, an order between two rows, the classes.",
    )
    trace = [
        Step(
            system.at(one.routine, one.routine.pos),
            "claims nothing, and lets errors pass"
            if _lets_errors_pass(system, one)
            else "claims nothing"
            if not one.claims
            else "claims types only, or that something is there",
        )
        for one in empty[:_SHOWN]
    ]
    return stated(CARD, trace[0].at, words, trace, context=f"{path} {' '.join(one.name for one in empty)}")
