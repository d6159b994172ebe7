"""A JUnit report says that tests passed only when some did and none failed."""

from __future__ import annotations

import pytest

from mle_reviewer.lanes.junit import ResultsError, junit_run

PASSED = '<testcase classname="tests.test_a" name="test_{}"/>'
FAILED = '<testcase classname="tests.test_b" name="test_{}"><failure message="no"/></testcase>'
ERROR = '<testcase classname="tests.test_c" name="test_e"><error/></testcase>'
SKIPPED = '<testcase classname="tests.test_d" name="test_s"><skipped/></testcase>'


def run(body: str, root: str = "testsuites"):
    return junit_run(f"<?xml version='1.0'?><{root}>{body}</{root}>".encode(), "tests.xml")


def suite(*cases: str) -> str:
    return f"<testsuite name='pytest'>{''.join(cases)}</testsuite>"


@pytest.mark.parametrize(
    ("body", "status", "why"),
    [
        (suite(PASSED.format(1), PASSED.format(2)), "passed", "2 passed"),
        (suite(PASSED.format(1), SKIPPED), "passed", "1 passed, 1 skipped"),
        (suite(PASSED.format(1), FAILED.format(1)), "failed", "1 passed, 1 failed: tests.test_b.test_1"),
        (suite(ERROR), "failed", "1 failed: tests.test_c.test_e"),
        (suite(SKIPPED), "incomplete", "1 skipped"),
        (suite(), "incomplete", "no tests in it"),
        ("", "incomplete", "no tests in it"),
        (
            suite(*(FAILED.format(n) for n in range(5))),
            "failed",
            "5 failed: tests.test_b.test_0, tests.test_b.test_1, tests.test_b.test_2 and 2 more",
        ),
        ("<testsuite tests='3' failures='1' errors='0' skipped='1'/>", "failed", "1 passed, 1 failed, 1 skipped"),
        (f"<testsuite>{suite(PASSED.format(1))}</testsuite>", "passed", "1 passed"),
    ],
)
def test_outcomes(body: str, status: str, why: str) -> None:
    found = run(body)
    assert (found.status, found.why) == (status, why)
    assert found.proves_tests
    assert found.command == "results in tests.xml"


def test_a_lone_suite_is_a_report_too() -> None:
    assert run(PASSED.format(1), root="testsuite").status == "passed"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"not xml", "not a JUnit report: syntax error"),
        (b"<html/>", "it begins with <html>"),
        (b"", "not a JUnit report"),
        (b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]><testsuite>&a;</testsuite>", "no document type"),
    ],
)
def test_what_is_no_report(data: bytes, message: str) -> None:
    with pytest.raises(ResultsError, match=r"tests\.xml: ") as caught:
        junit_run(data, "tests.xml")
    assert message in str(caught.value)
