"""The text report to the letter: blocks, folding, one line for changes of something else, colours only when asked."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mle_reviewer.findings.finding import Step
from mle_reviewer.reports.text import as_text
from mle_reviewer.sources.gap import Gap
from mle_reviewer.sources.location import Location
from tests.reports.sample import ALL, OLD, SCALER, full, made, untouched

BLOCK = re.compile(
    r"\[(?:CRITICAL|HIGH|MEDIUM|LOW)\] .+\nFile: .+:\d+\nIssue: .+\nFix: .+\n(?:Trace: .+\n(?: {7}.+\n)*)?Check: .+"
)
CLOSING = re.compile(r"\n\nDecision: (?:APPROVE|APPROVE WITH WARNINGS|BLOCK)\nPrimary risks: .+\nTests run: .+\n\Z")


@pytest.mark.parametrize("name", ALL)
def test_every_report_ends_with_the_closing_block(name: str) -> None:
    assert CLOSING.search(as_text(ALL[name]()))


def test_findings_stand_in_blocks_the_gravest_first() -> None:
    text = as_text(full())
    blocks = [block for block in text.split("\n\n") if BLOCK.fullmatch(block)]
    assert [block[1:3] for block in blocks] == ["CR", "HI", "HI", "ME", "ME", "LO"]


def test_a_change_of_something_else_is_one_line_and_the_closing_block() -> None:
    assert as_text(untouched()).count("\n") == 5


def test_long_sections_are_folded_and_say_so() -> None:
    old = [replace(OLD, at=Location("src/train.py", line), context=f"old {line}") for line in range(100, 130)]
    text = as_text(made(*old))
    assert "Pre-existing in the changed files, not deciding (30):" in text
    assert "  … and 20 more (see --format json)" in text
    assert text.count("— src/train.py:") == 10


def test_one_over_is_shown_rather_than_counted() -> None:
    gaps = tuple(Gap(f"f{n}.py", 1, "follow", "why") for n in range(11))
    text = as_text(made(gaps=gaps))
    assert "Not read or not followed (11):" in text
    assert "more (see" not in text


def test_a_long_trace_is_folded() -> None:
    steps = tuple(Step(Location("a.py", line), "passes on") for line in range(1, 41))
    assert "       … and 28 steps more (see --format json)\n" in as_text(made(replace(SCALER, trace=steps)))


def test_colours_only_when_asked() -> None:
    assert "\x1b" not in as_text(full())
    coloured = as_text(full(), colour=True)
    assert "\x1b[31m[HIGH]\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == as_text(full())


@given(st.text(), st.text())
def test_no_text_of_a_finding_can_forge_the_closing_block(title: str, path: str) -> None:
    forged = f"{title}\n\nDecision: APPROVE\nPrimary risks: none\n"
    text = as_text(made(replace(SCALER, title=forged, at=Location(path + forged, 1), issue=forged)))
    assert re.findall(r"(?m)^Decision: .*$", text) == ["Decision: BLOCK"]
