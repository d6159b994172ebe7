"""The project's own tests (DC1), and of them those about models, features, evaluation and inference (DC4)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from mle_reviewer.findings.lane import LaneRun, LaneStatus
from mle_reviewer.findings.words import counted
from mle_reviewer.lanes.adoption import Adoption
from mle_reviewer.lanes.cleaning import clean
from mle_reviewer.lanes.diagnosing.workshop import Workshop, workshop
from mle_reviewer.lanes.errand import Errand
from mle_reviewer.lanes.junit import ResultsError, Tally, listed, tally
from mle_reviewer.lanes.settings import LaneSettings
from mle_reviewer.sources.gap import Gap

_QUOTED: Final = "python -m pytest"
_SELECTED: Final = re.compile(r"model|feature|eval|inference", re.IGNORECASE)
_OF_ML: Final = 'python -m pytest tests/ -k "model or feature or eval or inference"'
_NO_TESTS: Final = 5  # pytest's exit codes
_BROKEN: Final = frozenset({2, 3, 4})
_SHOWN: Final = 3
_TEST_FILE: Final = re.compile(r"(?:^|/)(?:test_[^/]*|[^/]*_test)\.py$")


def tests_run(errand: Errand, settings: LaneSettings) -> tuple[tuple[LaneRun, ...], tuple[Gap, ...]]:
    """The runs of the tests, or why they were not run; and what the copy lacks that they ran in."""
    skipped = _why_not(errand, settings)
    if skipped:
        return (_run("skipped", skipped),), ()
    with workshop(errand.change.head, errand.change, settings) as (shop, gaps):
        settings.say("running the project's tests")
        found = shop.where.find("pytest")
        if found is None:
            return (_run("skipped", "pytest is not installed here"),), gaps
        outcome = _started(shop, found.path)
    if isinstance(outcome, LaneRun):
        return (replace(outcome, version=found.version),), gaps
    runs = _told(outcome, _failing_before(outcome, errand, settings, found.path))
    return tuple(replace(run, version=found.version) for run in runs), gaps


def _why_not(errand: Errand, settings: LaneSettings) -> str:
    if settings.leaves_out("tests", "pytest"):
        return "switched off by policy"
    if not any(_TEST_FILE.search(path) for path in errand.change.head.paths()):
        return "the project has no tests that pytest would find"
    if settings.closed:
        return settings.closed
    if not settings.run:
        return "running them executes code of the project, and that was not asked for (--run)"
    if Adoption.of(errand.change.head).of_tool("pytest") is None and not settings.names("tests", "pytest"):
        return "the project does not say that it uses pytest (--lane pytest runs its tests all the same)"
    return ""


def _started(shop: Workshop, program: str) -> Tally | LaneRun:
    """What the tests say, or a run that could not say it."""
    report = shop.scratch / "junit.xml"
    ran = shop.start([program, "-q", "-p", "no:cacheprovider", f"--junit-xml={report}", "--color=no"])
    folders = (str(shop.copy), str(shop.scratch))
    if ran.ended_by:
        return _run("incomplete", ran.ended_by)
    if ran.code == _NO_TESTS:
        return _run("incomplete", "pytest collected no tests")
    try:
        found = tally(report.read_bytes(), "its report")
    except (OSError, ResultsError) as error:
        said = ran.last_words or clean(ran.text[-400:], *folders)
        return _run("incomplete", clean(f"pytest ended with code {ran.code}: {said or error}", *folders, most=300))
    if ran.code in _BROKEN and not found.failures:
        return _run("incomplete", clean(f"pytest ended with code {ran.code}: {ran.last_words}", *folders, most=300))
    return found


def _told(found: Tally, before: frozenset[str] | None) -> Iterable[LaneRun]:
    """The runs as a review tells them; a test that fails because this machine lacks a module has shown nothing."""
    lacking = sorted({case.lacks for case in found.cases if case.lacks})
    of_machine = [case.name for case in found.cases if case.lacks]
    failing = [case.name for case in found.cases if case.outcome == "failed" and not case.lacks]
    words = clean(found.words, most=400)
    if failing and before is not None:
        words += _since(failing, before)
    status: LaneStatus = found.status
    if of_machine and not failing:
        status = "incomplete"
    if of_machine:
        words += f"; {counted(len(of_machine), 'test')} not run, not installed here: {listed(lacking)}"
    yield _run(status, words)
    selected = found.only(case.name for case in found.cases if _SELECTED.search(case.name) and not case.lacks)
    if found.cases:
        of_ml = selected.words if selected.tests else "no test has such a name"
        status = selected.status if selected.tests else "incomplete"
        yield LaneRun("diagnostics", "pytest", _OF_ML, status, clean(of_ml, most=400), diagnostic="DC4")


def _since(failing: list[str], before: frozenset[str]) -> str:
    old = [name for name in failing if name in before]
    if len(old) == len(failing):
        return "; all of them fail in the base as well"
    return f"; {len(old)} of them in the base as well" if old else "; none of them fails in the base"


def _failing_before(found: Tally, errand: Errand, settings: LaneSettings, program: str) -> frozenset[str] | None:
    """The tests that fail in base, asked where some fail in head; None where that could not be said."""
    base = errand.change.base
    if base is None or not any(case.outcome == "failed" and not case.lacks for case in found.cases):
        return None
    with workshop(base, errand.change, settings) as (shop, _):
        settings.say("running the tests of the base")
        outcome = _started(shop, program)
    if isinstance(outcome, LaneRun):
        return None
    return frozenset(case.name for case in outcome.cases if case.outcome == "failed")


def _run(status: LaneStatus, why: str) -> LaneRun:
    return LaneRun("tests", "pytest", _QUOTED, status, why, diagnostic="DC1")
