"""Reads a JUnit report: what a test run says about the project's tests."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.findings.lane import LaneRun, LaneStatus
from mle_reviewer.findings.words import counted

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LARGEST = 64 * 1024 * 1024
_NAMED = 3
_NOT_INSTALLED: Final = re.compile(r"ModuleNotFoundError: No module named '([\w.]+)'")


class ResultsError(Exception):
    """A file of results that cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Case:
    """One test: its name, whether it passed, and what it failed with."""

    name: str
    outcome: LaneStatus
    says: str = ""

    @property
    def lacks(self) -> str:
        """The module whose absence on this machine it failed with, "" where that is not why."""
        found = _NOT_INSTALLED.search(self.says)
        return found[1] if found is not None and self.outcome == "failed" else ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many tests there were; `cases` are empty where the writer gives totals only."""

    tests: int
    failures: int
    skipped: int
    cases: tuple[Case, ...] = ()

    @property
    def passed(self) -> int:
        """The tests that ran and did not fail."""
        return self.tests - self.failures - self.skipped

    @property
    def status(self) -> LaneStatus:
        """Without a passed test nothing has been shown."""
        return "failed" if self.failures else "passed" if self.passed else "incomplete"

    @property
    def words(self) -> str:
        """`211 passed, 1 failed: tests.test_split.test_groups`."""
        words = [f"{self.passed:,} passed"] if self.passed else []
        words += [f"{self.failures:,} failed"] if self.failures else []
        words += [f"{self.skipped:,} skipped"] if self.skipped else []
        outcome = ", ".join(words) or "no tests in it"
        failed = sorted(case.name for case in self.cases if case.outcome == "failed")
        return f"{outcome}: {listed(failed)}" if failed else outcome

    def only(self, names: Iterable[str]) -> Tally:
        """The same of the tests with these names alone."""
        wanted = frozenset(names)
        cases = tuple(case for case in self.cases if case.name in wanted)
        failures = sum(case.outcome == "failed" for case in cases)
        return Tally(len(cases), failures, sum(case.outcome == "skipped" for case in cases), cases)


def listed(names: list[str]) -> str:
    """The first of these names, and how many more there are."""
    more = len(names) - len(names[:_NAMED])
    return ", ".join(names[:_NAMED]) + (f" and {counted(more, 'more', 'more')}" if more else "")


def junit_run(data: bytes, name: str) -> LaneRun:
    """The test run that the report describes; ResultsError when it is not a JUnit report.

    A report without tests, or with nothing but skipped ones, has not shown that anything passes.
    """
    found = tally(data, name)
    return LaneRun("tests", "junit", f"results in {name}", found.status, found.words)


def tally(data: bytes, name: str) -> Tally:
    """What the report counts; ResultsError when it is not a JUnit report."""
    root = _parsed(data, name)
    elements = list(root.iter("testcase"))
    if not elements:
        return _by_attributes(root)
    cases = tuple(map(_case, elements))
    failures = sum(case.outcome == "failed" for case in cases)
    return Tally(len(cases), failures, sum(case.outcome == "skipped" for case in cases), cases)


def _parsed(data: bytes, name: str) -> Element:
    from xml.etree import ElementTree as ET

    if len(data) > _LARGEST:
        raise ResultsError(f"{name}: larger than {_LARGEST // 1024 // 1024} MB, so not read as a JUnit report")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:  # entities can be made to expand without end
        raise ResultsError(f"{name}: a JUnit report has no document type; not read")
    try:
        root = ET.fromstring(data)  # noqa: S314 - no entities, see above
    except (ET.ParseError, ValueError) as error:
        raise ResultsError(f"{name}: not a JUnit report: {error}") from None
    if root.tag not in ("testsuites", "testsuite"):
        raise ResultsError(f"{name}: not a JUnit report: it begins with <{root.tag}>, not <testsuites> or <testsuite>")
    return root


def _case(element: Element) -> Case:
    name = f"{element.get('classname', '')}.{element.get('name', '')}".strip(".")
    for tag in ("failure", "error"):
        if (wrong := element.find(tag)) is not None:
            return Case(name, "failed", f"{wrong.get('message', '')}\n{wrong.text or ''}")
    return Case(name, "skipped" if element.find("skipped") is not None else "passed")


def _by_attributes(root: Element) -> Tally:
    """Some writers give totals only; nested suites repeat them, so the outermost that has them is believed."""
    suites = [root] if root.get("tests") else list(root.findall("testsuite"))

    def total(name: str) -> int:
        return sum(int(text) for suite in suites if (text := suite.get(name, "0")).isdigit())

    return Tally(total("tests"), total("failures") + total("errors"), total("skipped"))
