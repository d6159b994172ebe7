"""Reads a JUnit report: what a test run elsewhere says about the project's tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mle_reviewer.findings.lane import LaneRun
from mle_reviewer.findings.words import counted
from mle_reviewer.policy.policy import PolicyError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LARGEST = 64 * 1024 * 1024
_NAMED = 3


@dataclass(frozen=True, slots=True)
class _Tally:
    tests: int
    failed: tuple[str, ...]
    failures: int
    skipped: int


def junit_run(data: bytes, name: str) -> LaneRun:
    """The test run that the report describes; PolicyError when it is not a JUnit report.

    A report without tests, or with nothing but skipped ones, has not shown that anything passes.
    """
    tally = _tally(_parsed(data, name))
    command = f"results in {name}"
    passed = tally.tests - tally.failures - tally.skipped
    words = [f"{passed:,} passed"] if passed else []
    words += [f"{tally.failures:,} failed"] if tally.failures else []
    words += [f"{tally.skipped:,} skipped"] if tally.skipped else []
    outcome = ", ".join(words) or "no tests in it"
    if tally.failures:
        more = tally.failures - len(tally.failed[:_NAMED])
        named = ", ".join(tally.failed[:_NAMED]) + (f" and {counted(more, 'more', 'more')}" if more else "")
        return LaneRun("tests", "junit", command, "failed", f"{outcome}: {named}" if tally.failed else outcome)
    return LaneRun("tests", "junit", command, "passed" if passed else "incomplete", outcome)


def _parsed(data: bytes, name: str) -> Element:
    from xml.etree import ElementTree as ET

    if len(data) > _LARGEST:
        raise PolicyError(f"{name}: larger than {_LARGEST // 1024 // 1024} MB, so not read as a JUnit report")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:  # entities can be made to expand without end
        raise PolicyError(f"{name}: a JUnit report has no document type; not read")
    try:
        root = ET.fromstring(data)  # noqa: S314 - no entities, see above
    except (ET.ParseError, ValueError) as error:
        raise PolicyError(f"{name}: not a JUnit report: {error}") from None
    if root.tag not in ("testsuites", "testsuite"):
        raise PolicyError(f"{name}: not a JUnit report: it begins with <{root.tag}>, not <testsuites> or <testsuite>")
    return root


def _tally(root: Element) -> _Tally:
    cases = list(root.iter("testcase"))
    if not cases:
        return _by_attributes(root)
    failed = [case for case in cases if case.find("failure") is not None or case.find("error") is not None]
    skipped = sum(case.find("skipped") is not None and case not in failed for case in cases)
    names = tuple(sorted(f"{case.get('classname', '')}.{case.get('name', '')}".strip(".") for case in failed))
    return _Tally(len(cases), names, len(failed), skipped)


def _by_attributes(root: Element) -> _Tally:
    """Some writers give totals only; nested suites repeat them, so the outermost that has them is believed."""
    suites = [root] if root.get("tests") else list(root.findall("testsuite"))

    def total(name: str) -> int:
        return sum(int(text) for suite in suites if (text := suite.get(name, "0")).isdigit())

    return _Tally(total("tests"), (), total("failures") + total("errors"), total("skipped"))
