"""Annotations of GitHub Actions: as many as are shown, none lost, and no command but our own."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mle_reviewer.findings.card import Severity
from mle_reviewer.findings.finding import Step
from mle_reviewer.reports.plain import commandless
from mle_reviewer.reports.render import rendered
from mle_reviewer.sources.gap import Gap
from mle_reviewer.sources.location import Location
from tests.reports.sample import ALL, KNOWN, OLD, SCALER, WAIVED, made

HOSTILE = st.text(st.one_of(st.characters(), st.sampled_from("::%\r\n,#[]\x1b\u202e\u2028")), max_size=40)
COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)\Z")


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    found = []
    for line in text.split("\n"):
        if line.lstrip().startswith("::"):
            match = COMMAND.match(line)
            assert match, line
            found.append((match[1], dict(one.split("=", 1) for one in match[2].split(",")), match[3]))
    return found


def test_a_finding_is_an_annotation_at_its_lines() -> None:
    ((kind, where, message),) = commands(rendered(made(SCALER), "github"))
    assert kind == "error"
    assert where == {
        "file": "src/train.py",
        "line": "42",
        "endLine": "44",
        "title": "[HIGH] StandardScaler learns from rows that the model is judged on",
    }
    assert "%0AFix: Split first" in message
    assert "%0A2. src/train.py:42: scaling statistics are learned here%0A" in message


def test_a_notebook_is_annotated_at_the_raw_line() -> None:
    cell = Location("a.ipynb", 3, 5, 6, cell=7, raw_line=118)
    ((_, where, message),) = commands(rendered(made(replace(SCALER, at=cell, trace=(Step(cell, "here"),))), "github"))
    assert {key: where.get(key) for key in ("line", "endLine", "col")} == {"line": "118", "endLine": "118", "col": None}
    assert "a.ipynb:cell 7:3: here" in message


def test_what_does_not_decide_is_not_annotated() -> None:
    assert commands(rendered(made(OLD, WAIVED, KNOWN), "github")) == []


@pytest.mark.parametrize("severity", [Severity.HIGH, Severity.MEDIUM, Severity.LOW])
def test_what_is_over_the_limit_is_named_in_a_notice(severity: Severity) -> None:
    many = [replace(SCALER, severity=severity, at=Location(f"f{n:02}.py", 1), context=str(n)) for n in range(25)]
    found = commands(rendered(made(*many), "github"))
    kinds = Counter(kind for kind, _, _ in found)
    assert max(kinds.values()) <= 10
    kind, where, message = found[-1]
    assert (kind, where["title"]) == ("notice", "mle-reviewer%3A not shown as annotations")
    shown = {where["file"] for _, where, _ in found[:-1]}
    assert shown | set(re.findall(r"f\d\d\.py", message)) == {f"f{n:02}.py" for n in range(25)}


def test_of_very_many_the_rest_is_counted() -> None:
    many = [replace(SCALER, at=Location(f"f{n:03}.py", 1), context=str(n)) for n in range(300)]
    assert commands(rendered(made(*many), "github"))[-1][2].endswith("… and 250 more in the job summary")


def test_what_blocks_at_no_line_is_an_error_too() -> None:
    assert [kind for kind, _, _ in commands(rendered(ALL["failing"](), "github"))] == ["error"]
    ((kind, where, message),) = commands(rendered(ALL["unfinished"](), "github"))
    assert (kind, where["title"]) == ("error", "The review could not be completed")
    assert message.startswith("internal error: ")


def test_what_is_escaped_is_redacted_before() -> None:
    address = "postgresql://ann:hunter2hunter2@db.example/x"
    text = rendered(made(replace(SCALER, title=address, issue=address)), "github")
    assert "hunter2" not in text


@given(HOSTILE)
def test_the_repository_gives_no_commands(words: str) -> None:
    at = Location(words, 1)
    finding = replace(SCALER, title=words, issue=words, fix=words, at=at, trace=(Step(at, words), Step(at, words)))
    review = made(finding, gaps=(Gap(words, 1, "parse", words), Gap(words, 2, "follow", words)))
    for form in ("github", "text"):
        text = rendered(review, form)
        found = commands(text) if form == "github" else re.findall(r"(?m)^\s*::", text)
        assert len(found) == (1 if form == "github" else 0)
        plain = [line for line in text.split("\n") if not line.startswith("::")]
        assert not [line for line in plain if "##[" in line]
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2028]", text)


def test_lines_that_would_be_commands_are_written_out() -> None:
    assert commandless("a\n  ::error::x\nb::c ##[error]d") == "a\n  \\x3a:error::x\nb::c ##\\x5berror]d"
