"""The Code Quality report of GitLab: what it asks of each entry, and nothing that reads as clean and is not."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mle_reviewer.reports.render import rendered
from mle_reviewer.sources.gap import Gap
from mle_reviewer.sources.location import Location
from tests.reports.sample import ALL, IN_A_CELL, KNOWN, OLD, QUESTION, SCALER, WAIVED, made


def entries(review: Any) -> list[dict[str, Any]]:
    text = rendered(review, "gitlab")
    assert text.isascii()
    found: list[dict[str, Any]] = json.loads(text)
    for entry in found:
        assert set(entry) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert entry["description"]
        assert entry["location"]["path"]
        assert entry["location"]["lines"]["begin"] >= 1
    names = [entry["fingerprint"] for entry in found]
    assert len(set(names)) == len(names)
    return found


@pytest.mark.parametrize("name", ALL)
def test_reports_are_what_gitlab_takes(name: str) -> None:
    entries(ALL[name]())


def test_an_entry_by_example() -> None:
    (entry,) = entries(made(IN_A_CELL))
    assert (entry["check_name"], entry["severity"]) == ("chosen-on-test", "major")
    assert entry["location"] == {"path": "notebooks/eda.ipynb", "lines": {"begin": 118}}
    assert re.fullmatch("[0-9a-f]{16}", entry["fingerprint"])


def test_waived_and_known_findings_are_left_out_and_old_ones_stay() -> None:
    assert [entry["location"]["lines"]["begin"] for entry in entries(made(OLD, WAIVED, KNOWN))] == [90]


def test_a_question_is_no_blocker() -> None:
    assert [entry["severity"] for entry in entries(made(QUESTION))] == ["major"]


def test_what_was_not_read_is_no_empty_report() -> None:
    gaps = (Gap("a.py", 3, "parse", "not Python"), Gap("b.py", 1, "follow", "a dictionary"))
    assert [(e["check_name"], e["severity"]) for e in entries(made(gaps=gaps))] == [("not-seen-parse", "info")]
    assert [e["check_name"] for e in entries(ALL["unfinished"]())] == ["review-incomplete"]


def test_equal_fingerprints_are_told_apart() -> None:
    gap = Gap("a.py", 3, "parse", "not Python")
    first, second = entries(made(gaps=(gap, replace(gap, line=9))))
    assert second["fingerprint"] == first["fingerprint"] + "-2"


@given(st.text())
def test_whatever_the_repository_says(words: str) -> None:
    (entry,) = entries(made(replace(SCALER, title=words, issue=words, fix=words, at=Location(words, 1), trace=())))
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e]", entry["description"])
