"""The baseline marks what is known, never what a change brings, and says what it no longer needs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mle_reviewer.findings.fingerprint import fingerprinted
from mle_reviewer.policy.baseline import Baseline, known, parse_baseline, read_baseline, written
from mle_reviewer.policy.policy import PolicyError
from tests.review.making import finding, tree

TODAY = "2026-11-23"
FINDINGS = fingerprinted([finding("a.py"), finding("b.py"), finding("caf\udce9.py")])


def baseline(until: str = "") -> Baseline:
    return parse_baseline(written(known(FINDINGS, until)).encode(), "baseline.json")


def test_what_is_written_is_read_again_and_sorted() -> None:
    text = written(reversed(known(FINDINGS)))
    assert text == written(known(FINDINGS))
    assert set(parse_baseline(text.encode(), "baseline.json").entries) == {f.fingerprint for f in FINDINGS}
    assert parse_baseline(written(()).encode(), "baseline.json").entries == {}


def test_known_findings_are_marked() -> None:
    marked = baseline().mark([*FINDINGS, *fingerprinted([finding("new.py")])], TODAY)
    assert [f.waived is not None and f.waived.by == "baseline" for f in marked] == [True, True, True, False]


@pytest.mark.parametrize("scope", ["introduced", "worsened"])
def test_what_a_change_brings_is_never_known(scope) -> None:
    (left,) = baseline().mark([replace(FINDINGS[0], scope=scope)], TODAY)
    assert left.waived is None


def test_entries_end() -> None:
    assert baseline("2026-11-23").mark(FINDINGS, TODAY)[0].waived is not None
    assert baseline("2026-11-22").mark(FINDINGS, TODAY)[0].waived is None


def test_stale_entries_are_one_finding() -> None:
    (note,) = baseline().stale(["0" * 16, FINDINGS[0].fingerprint, FINDINGS[1].fingerprint])
    assert note.check == "baseline-stale"
    assert note.issue.startswith("2 entries of the baseline match nothing any more: Scaler learns too early (a.py); ")
    assert baseline().stale(["0" * 16]) == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "baseline.json: not valid JSON"),
        ("[]", "baseline.json: expected `object`, got `array`"),
        ("[" * 100_000, "nests too deeply"),
        ('{"schema": "mle-reviewer/baseline/2", "entries": []}', "schema: expected 'mle-reviewer/baseline/1', got"),
        ('{"schema": "mle-reviewer/baseline/1", "entries": [{"check": "x"}]}', "entries[0]: object missing required"),
        ('{"schema": "mle-reviewer/baseline/1", "entries": [], "x": 1}', "unknown key `x`"),
    ],
)
def test_a_file_that_cannot_be_used(text: str, message: str) -> None:
    with pytest.raises(PolicyError) as caught:
        read_baseline(tree({"baseline.json": text}), "baseline.json")
    assert message in str(caught.value)


def test_no_file_is_an_empty_baseline() -> None:
    assert read_baseline(tree(), "baseline.json").entries == {}
