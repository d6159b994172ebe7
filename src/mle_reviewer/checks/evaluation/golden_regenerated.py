"""What a test expects of a model is written anew in the change of the code that the test judges."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.sources.document import kind_of
from mle_reviewer.system.changed import Systems
from mle_reviewer.system.code.steps import Assert, Call
from mle_reviewer.system.code.terms import Const, Own, Param, Result, Term, parts
from mle_reviewer.system.doing import closure
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.answering.predicting import asks_model
from mle_reviewer.system.questions.commands.tests import Test, looks_at_model, tests_of
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.sources.change import ChangedFile
    from mle_reviewer.system.system import System

CARD = Card(
    area="EP",
    title="Expected answers rewritten with the code that they judge",
    items=("EP6",),
    severity=Severity.MEDIUM,
    risk="weak eval",
    confidence=Confidence.LOW,
    sees="systems",
    about_tests=True,
)
_KINDS: Final = frozenset({"json", "yaml", "toml", "data", "other"})
_MOST: Final = 300  # terms of one claim


def find(systems: Systems) -> Iterator[Finding]:
    """Files beside tests that differ, that a test of a model holds answers against, and that changed with the code."""
    golden = [one for one in systems.files if _rewritten(one)]
    code = {one.path for one in systems.files if one.path.endswith(".py") and one.old_path and tier(one.path) == "code"}
    if not golden or not code:
        return
    tests = [
        test
        for path in systems.after.code
        if tier(path) == "test"
        for test in tests_of(systems.after, path)
        if test.claims and not test.skipped
    ]
    for file in golden:
        for test in tests:
            judged = sorted(path for path, _ in test.enters if path in code)
            if judged and _expects(systems.after, test, file.path) and _asks(systems.after, test):
                yield _said(systems, file, test, judged[0])
                break


def _rewritten(file: ChangedFile) -> bool:
    """Whether a file beside tests has other contents: not one that only moved, or is new."""
    kept = file.status in {"modified", "renamed"} and (file.hunks or file.binary or kind_of(file.path) == "data")
    return bool(kept) and tier(file.path) == "test" and kind_of(file.path) in _KINDS


def _expects(system: System, test: Test, path: str) -> bool:
    """Whether a claim of the test holds something against the file; what is handed to the code under test is input."""
    name = path.rpartition("/")[2]
    for step in test.routine.every():
        if isinstance(step, Assert):
            claimed: tuple[Term, ...] = (step.term,)
        elif isinstance(step, Call) and _claims(step):
            claimed = (*step.args, *(value for _, value in step.kwargs))
        else:
            continue
        if any(_names(system, test, term, name) for term in claimed):
            return True
    return False


def _asks(system: System, test: Test) -> bool:
    """Whether a model answers in what the test enters, one that was read from storage as well."""
    entered = closure(system.indexed, test.routine)
    return bool(looks_at_model(system, test)) or any(
        asks_model(system, call) for one in entered for call in one.calls()
    )


def _claims(call: Call) -> bool:
    return (call.method or getattr(call.callee, "path", "").rpartition(".")[2]).startswith("assert")


def _names(system: System, test: Test, term: Term, name: str) -> bool:
    waiting, seen = [term], {id(term)}
    while waiting and len(seen) < _MOST:
        one = waiting.pop()
        if isinstance(one, Const) and isinstance(one.value, str) and one.value.rpartition("/")[2] == name:
            return True
        for inner in _inside(system, test, one):
            if id(inner) not in seen:
                seen.add(id(inner))
                waiting.append(inner)
    return False


def _inside(system: System, test: Test, term: Term) -> tuple[Term, ...]:
    if isinstance(term, Param):  # what a fixture of this name gives
        module = system.indexed.module(test.path)
        found = module.member(term.name) if module is not None else None
        routine = system.indexed.routine(found) if isinstance(found, Own) and found.kind == "function" else None
        given = (getattr(step, "term", None) for step in routine.every()) if routine is not None else ()
        return tuple(one for one in given if isinstance(one, Term))
    if not isinstance(term, Result):
        return parts(term)
    call = term.call
    own = [one for one in system.indexed.own(call) if tier(one.path) == "code"]
    if own or asks_model(system, call):
        return ()
    helper = (getattr(step, "term", None) for one in system.indexed.own(call) for step in one.every())
    return (
        call.callee, *call.args, *(value for _, value in call.kwargs),
        *(one for one in helper if isinstance(one, Term)),
    )  # fmt: skip


def _said(systems: Systems, file: ChangedFile, test: Test, code: str) -> Finding:
    at = location(file.path, file.hunks[0].new_start if file.hunks else 1)
    words = Words(
        title=f"`{file.path}` is written anew with the code that it judges",
        issue=f"`{test.name}` holds what the model answers against this file, and the change rewrites both it and "
        f"{code}. A test whose expectation is taken from the new code passes whatever that does.",
        fix="Say in the change which answers differ and why they are right; best, change the expectation in a commit "
        "of its own.",
    )
    trace = [
        Step(systems.after.at(test.routine, test.routine.pos), "this test expects what stands in the file"),
        Step(location(code, _line(systems, code)), "the code under test changes as well"),
        Step(at, "expected otherwise now"),
    ]
    return stated(CARD, at, words, trace, context=f"{file.path} expected by {test.name}")


def _line(systems: Systems, path: str) -> int:
    return next((file.hunks[0].new_start or 1 for file in systems.files if file.path == path and file.hunks), 1)
