"""The approval criteria as a table: what is given, what is decided, and with which follow-ups."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mle_reviewer.findings.card import Confidence, Severity
from mle_reviewer.findings.decision import Decision
from mle_reviewer.findings.finding import Finding, Scope, Waived
from mle_reviewer.findings.lane import LaneRun
from mle_reviewer.policy.deciding import TESTS_NOT_RUN, decide, hiding
from mle_reviewer.sources.gap import Gap
from tests.review.making import finding, place

PASSED = LaneRun("tests", "junit", "results in tests.xml", "passed", "9 passed")
FAILED = replace(PASSED, status="failed", why="1 failed: tests.test_a")
EMPTY = replace(PASSED, status="incomplete", why="no tests in it")
UNREAD = Gap("train.py", 7, "parse", "not valid Python 3.11: invalid syntax")
L, M, H, C = Severity
LOW, MEDIUM, HIGH = Confidence
COUNTS = Waived("comment", place(), "known")
NOT_HERE = replace(COUNTS, new=True, counts=False)


def given(severity: Severity = H, confidence: Confidence = HIGH, scope: Scope = "introduced", **more) -> Finding:
    return finding(severity=severity, confidence=confidence, scope=scope, fingerprint="f" * 16, **more)


@pytest.mark.parametrize(
    ("findings", "lanes", "verdict"),
    [
        # grave and proven
        ([given(C, HIGH)], [PASSED], "BLOCK"),
        ([given(H, HIGH)], [PASSED], "BLOCK"),
        ([given(H, MEDIUM)], [PASSED], "BLOCK"),
        ([given(H, HIGH, "worsened")], [PASSED], "BLOCK"),
        ([given(H, HIGH, "present")], [PASSED], "BLOCK"),
        ([given(H, HIGH), given(L)], [], "BLOCK"),
        # grave, but doubtful or not allowed to block: a question
        ([given(H, LOW)], [PASSED], "APPROVE WITH WARNINGS"),
        ([given(C, LOW)], [PASSED], "APPROVE WITH WARNINGS"),
        ([given(H, HIGH, may_block=False)], [PASSED], "APPROVE WITH WARNINGS"),
        # medium
        ([given(M, HIGH)], [PASSED], "APPROVE WITH WARNINGS"),
        ([given(M, LOW)], [PASSED], "APPROVE WITH WARNINGS"),
        # notes
        ([given(L, HIGH)], [PASSED], "APPROVE"),
        # not of this change
        ([given(C, HIGH, "pre-existing")], [PASSED], "APPROVE"),
        # waived
        ([given(C, HIGH, waived=COUNTS)], [PASSED], "APPROVE"),
        ([given(C, HIGH, waived=NOT_HERE)], [PASSED], "BLOCK"),
        # tests
        ([], [PASSED], "APPROVE"),
        ([], [], "APPROVE WITH WARNINGS"),
        ([], [EMPTY], "APPROVE WITH WARNINGS"),
        ([], [FAILED], "BLOCK"),
        ([], [PASSED, FAILED], "BLOCK"),
        ([], [replace(PASSED, lane="ruff")], "APPROVE WITH WARNINGS"),
    ],
)
def test_findings_and_tests(findings, lanes, verdict: str) -> None:
    assert decide(findings, unread=(), lanes=lanes, touches_ml=True).verdict == verdict


@pytest.mark.parametrize(
    ("more", "verdict"),
    [
        ({"touches_ml": False, "lanes": ()}, "APPROVE"),
        ({"touches_ml": False, "lanes": (FAILED,)}, "BLOCK"),
        ({"touches_ml": True, "lanes": (PASSED,), "unread": (UNREAD,)}, "APPROVE WITH WARNINGS"),
        ({"touches_ml": True, "lanes": (PASSED,), "unread": (UNREAD,), "on_gaps": "block"}, "BLOCK"),
        ({"touches_ml": True, "lanes": (PASSED,), "on_gaps": "block"}, "APPROVE"),
        ({"touches_ml": False, "lanes": (PASSED,), "incomplete": "out of memory"}, "BLOCK"),
    ],
)
def test_what_else_decides(more, verdict: str) -> None:
    assert decide((), **{"unread": (), **more}).verdict == verdict


def test_the_findings_that_decide_are_named() -> None:
    blocker, warning = given(H), replace(given(M), fingerprint="e" * 16, risk="weak eval")
    decision = decide([blocker, warning, given(L)], unread=(), lanes=[PASSED], touches_ml=True)
    assert decision.reasons == ("f" * 16,)
    assert decision.primary_risks == ("data leakage", "weak eval")
    assert decide([warning], unread=(), lanes=[PASSED], touches_ml=True).reasons == ("e" * 16,)


def test_risks_of_what_does_not_decide_are_not_named() -> None:
    waived = given(C, waived=COUNTS)
    assert decide([given(L), waived], unread=(), lanes=[PASSED], touches_ml=True).primary_risks == ()
    assert decide([], unread=(), lanes=[FAILED], touches_ml=True).primary_risks == ("other",)


def test_every_warning_has_its_follow_up() -> None:
    question = given(H, LOW, title="Scaler learns too early")
    decision = decide([question, given(M)], unread=[UNREAD], lanes=[], touches_ml=True)
    assert decision.follow_ups == (
        "train.py:1: is it so that scaler learns too early? If it is: Split first.",
        "train.py:1: Split first.",
        f"train.py:7 could not be reviewed ({UNREAD.why}): read it by hand, or make it readable and review again.",
        TESTS_NOT_RUN,
    )


def test_an_approval_has_none() -> None:
    assert decide([given(L)], unread=(), lanes=[PASSED], touches_ml=True).follow_ups == ()


def test_what_blocks_besides_findings_is_said() -> None:
    decision = decide((), unread=[UNREAD], lanes=[FAILED], touches_ml=True, on_gaps="block", incomplete="no memory")
    assert decision.because == (
        "the review could not be completed: no memory",
        "tests fail: 1 failed: tests.test_a",
        "train.py could not be reviewed: not valid Python 3.11: invalid syntax",
    )


def test_which_gaps_hide_the_change() -> None:
    followed = Gap("train.py", 3, "follow", "too deep")
    elsewhere = Gap("other.py", 1, "parse", "not valid Python 3.11")
    failed = Gap("", 0, "check", "fit-before-split failed: KeyError: 'x'")
    assert hiding([UNREAD, followed, elsewhere, failed], {"train.py"}) == (UNREAD, failed)


def decided(*findings: Finding) -> Decision:
    return decide(findings, unread=(), lanes=[PASSED], touches_ml=True)


def test_a_deployment_without_a_way_back_blocks_where_the_change_brings_it_in() -> None:
    brought = replace(given(H, HIGH, "introduced"), risk="unsafe serving", items=("SD6", "MI4"))
    assert (decided(brought).verdict, decided(brought).primary_risks) == ("BLOCK", ("unsafe serving",))
    assert decided(replace(brought, scope="pre-existing")).verdict == "APPROVE"


def test_risks_are_those_of_what_decides_and_no_others() -> None:
    found = decided(
        replace(given(M, HIGH), risk="missing monitoring"),
        replace(given(H, HIGH), risk="weak eval"),
        replace(given(L, HIGH), risk="irreproducible training"),
        replace(given(C, HIGH, "pre-existing"), risk="data leakage"),
        replace(given(C, HIGH, waived=COUNTS), risk="unsafe serving"),
    )
    assert found.primary_risks == ("weak eval", "missing monitoring")


def test_what_is_to_be_done_is_said_once() -> None:
    once = given(M, HIGH)
    assert len(decided(once, replace(once, fingerprint="e" * 16)).follow_ups) == 1
