"""Waivers in comments: real comments only, bound to their statement, and each fault of theirs told apart."""

from __future__ import annotations

import pytest

from mle_reviewer.policy.comments import Snippet, comment_waivers
from mle_reviewer.policy.waiver import Waiver
from tests.review.making import CARDS, finding, place

ALLOW = "# mle-reviewer: allow fit-before-split -- known"


def read(source: str, **snippet) -> tuple[Waiver, ...]:
    return comment_waivers([Snippet("train.py", source, **snippet)], known=CARDS, today="2026-11-23")


def only(source: str) -> Waiver:
    (waiver,) = read(source)
    return waiver


def test_all_its_parts() -> None:
    waiver = only(
        "fit()  # mle-reviewer: allow fit-before-split, chosen-on-test -- last year's rows (until 2027-01-31)"
    )
    assert waiver.checks == ("fit-before-split", "chosen-on-test")
    assert (waiver.reason, waiver.until, waiver.problem) == ("last year's rows", "2027-01-31", "")
    assert (waiver.at.line, waiver.at.column) == (1, 8)


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        (f"a = 1\nfit(X)  {ALLOW}\nb = 2\n", (2, 2)),
        (f"{ALLOW}\nfit(X)\nb = 2\n", (2, 2)),
        (f"{ALLOW}\n\n# more words\n\nfit(X)\n", (5, 5)),
        (f"fit(\n    X,  {ALLOW}\n)\n", (1, 3)),
        (f"fit(\n    X,\n)  {ALLOW}\n", (1, 3)),
        (f"{ALLOW}\nfit(\n    X,\n    y,\n)\nb = 2\n", (2, 5)),
        (f"def f():\n    {ALLOW}\n    fit(X)\n    return 1\n", (3, 3)),
        (f"for x in y:  {ALLOW}\n    fit(x)\n", (1, 1)),
        (f'x = """\ntext\n"""  {ALLOW}\n', (1, 3)),
        (f"a = 1; fit(X)  {ALLOW}\n", (1, 1)),
        (f"x = 1\n{ALLOW}\n", (0, 0)),
    ],
)
def test_it_is_bound_to_its_statement(source: str, lines: tuple[int, int]) -> None:
    waiver = only(source)
    assert (waiver.first, waiver.last) == lines


def test_it_covers_the_statement_and_no_other() -> None:
    waiver = only(f"a = 1\nfit(\n    X,  {ALLOW}\n)\nb = 2\n")
    assert [line for line in range(1, 6) if waiver.covers(finding(line=line))] == [2, 3, 4]
    assert waiver.covers(finding(at=place(line=1, end_line=2)))
    assert not waiver.covers(finding(line=2, check="chosen-on-test"))
    assert not waiver.covers(finding("other.py", 2))


@pytest.mark.parametrize(
    "source",
    [
        f'text = "{ALLOW}"\n',
        f'"""\n{ALLOW}\n"""\n',
        "# mle-reviewers like this\n",
        "x = 1  # see mle-reviewer: allow is explained in the docs\n",
    ],
)
def test_strings_and_prose_are_no_waivers(source: str) -> None:
    assert read(source) == ()


@pytest.mark.parametrize(
    ("words", "problem", "detail"),
    [
        ("allow fit-before-split", "malformed", "it gives no reason"),
        ("allow fit-before-split --", "malformed", "it gives no reason"),
        ("allow fit-before-split because it is fine", "malformed", "not of the form"),
        ("ignore fit-before-split -- x", "malformed", "not of the form"),
        ("this tool is new to us", "malformed", "not of the form"),
        ("allow fit-before-split -- x (until soon)", "malformed", "`soon` is not a date"),
        ("allow fit-before-split -- x (until 2027-02-30)", "malformed", "`2027-02-30` is not a date"),
        ("allow fit-before-split -- x (until 2026-11-22)", "expired", "it ended on 2026-11-22"),
        ("allow fit-before-split -- x (until 2026-11-23)", "", ""),
        ("allow", "blanket", "it names no check"),
        ("allow -- everything", "blanket", "it names no check"),
        ("allow * -- everything", "blanket", "it names no check"),
        ("allow all -- everything", "blanket", "it names no check"),
        ("allow fit-befor-split -- typo", "unknown-check", "no check is called `fit-befor-split`"),
        ("allow fit-before-split, nope -- one of two", "unknown-check", "no check is called `nope`"),
    ],
)
def test_each_fault_is_told_apart(words: str, problem: str, detail: str) -> None:
    waiver = only(f"fit(X)  # mle-reviewer: {words}\n")
    assert waiver.problem == problem
    assert detail in waiver.detail


def test_a_source_that_breaks_off_keeps_what_came_before() -> None:
    assert only(f"fit(X)  {ALLOW}\nx = (\n").last == 1
    assert only(f"fit(X)  {ALLOW}\n  bad indent\n").last == 1


def test_in_a_notebook_cell() -> None:
    (waiver,) = read(f"a = 1\nfit(X)  {ALLOW}\n", cell=7, cell_id="c7", raw_lines=(40, 41))
    assert (waiver.at.cell, waiver.at.line, waiver.at.raw_line) == (7, 2, 41)
    assert waiver.covers(finding(at=place(line=2, cell=7)))
    assert not waiver.covers(finding(at=place(line=2, cell=8)))
