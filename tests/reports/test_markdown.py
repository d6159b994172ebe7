"""The pull request comment: found again by its marker, harmless, and never over the size of a comment."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mle_reviewer.reports.markdown import MARKER, as_markdown
from mle_reviewer.sources.location import Location
from tests.reports.sample import ALL, SCALER, full, made

LIMIT = 65_536


@pytest.mark.parametrize("name", ALL)
def test_the_marker_comes_first_and_the_decision_last(name: str) -> None:
    text = as_markdown(ALL[name]())
    assert text.startswith(MARKER + "\n")
    assert re.search(r"\nDecision: \*\*[A-Z ]+\*\*\\\nPrimary risks: .+\\\nTests run: .+\n\Z", text)


def test_each_finding_is_marked_with_its_fingerprint() -> None:
    text = as_markdown(full())
    assert f"<!-- mle-reviewer:v1:{full().findings[0].fingerprint} -->" in text


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ('`X["a"]` learns', '`X["a"]` learns'),
        ("a lone ` tick", "a lone \\` tick"),
        ("**bold** _it_ snake_case_name", "\\*\\*bold\\*\\* \\_it\\_ snake_case_name"),
        ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
        (
            "@team see #12 at https://x.example www.x.example",
            "&#64;team see \\#12 at https&#58;//x.example www&#46;x.example",
        ),
        ("[text](target)", "\\[text\\](target)"),
        ("~~gone~~", "\\~\\~gone\\~\\~"),
    ],
)
def test_words_of_a_finding_are_words(words: str, written: str) -> None:
    assert f"- Issue: {written}\n" in as_markdown(made(replace(SCALER, issue=words)))


def test_a_name_with_backticks_stays_in_its_code_span() -> None:
    text = as_markdown(made(replace(SCALER, at=Location("a``b.py", 1))))
    assert "- File: ``` a``b.py:1 ```\n" in text


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Z", "C"])))
def test_no_html_and_no_mention_comes_through(words: str) -> None:
    text = as_markdown(made(replace(SCALER, title=words, issue=words, fix=words, trace=())))
    ours = {"<!-- mle-reviewer:", "<!--", "-->"}
    assert set(re.findall(r"<!-- mle-reviewer:|<!--|-->|<[a-zA-Z/!?]", re.sub(r"`+.*?`+", "", text))) <= ours
    assert "@" not in re.sub(r"`+.*?`+", "", text)


def test_too_many_findings_are_listed_then_counted_and_none_is_lost() -> None:
    many = [replace(SCALER, at=Location(f"f{n:04}.py", 1), context=str(n)) for n in range(900)]
    text = as_markdown(made(*many))
    assert len(text) < LIMIT
    blocks = text.count("#### [HIGH]")
    listed = len(re.findall(r"(?m)^- \[HIGH\]", text))
    (left,) = re.findall(r"… and (\d+) more in the JSON report", text)
    assert blocks + listed + int(left) == 900
