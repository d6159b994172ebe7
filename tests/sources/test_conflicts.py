"""Conflict markers are three lines in order; a heading's underline and an example between fences are none."""

from __future__ import annotations

import pytest

from mle_reviewer.sources.change import Hunk
from mle_reviewer.sources.conflicts import conflict_lines
from mle_reviewer.sources.document import Document, kind_of

TRIPLE = "<<<<<<< HEAD\nx = 1\n=======\nx = 2\n>>>>>>> feature\n"


def lines(text: str, path: str = "train.py", touched: tuple[Hunk, ...] | None = None) -> tuple[int, ...]:
    return conflict_lines(Document(path, kind_of(path), "", text.encode()), touched)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TRIPLE, (1,)),
        (f"a\n{TRIPLE}b\n{TRIPLE}", (2, 8)),
        (TRIPLE.replace("\n", "\r\n"), (1,)),
        (TRIPLE.replace("=======", "||||||| base\nx = 0\n======="), (1,)),
        ("<<<<<<<\n=======\n>>>>>>>", (1,)),
        ("<<<<<<< a\n<<<<<<< b\n=======\n>>>>>>> c\n", (2,)),
        ("", ()),
        ("=======\n", ()),
        ("<<<<<<< HEAD\nx\n>>>>>>> b\n", ()),
        ("<<<<<<< HEAD\n======= \n>>>>>>> b\n", ()),
        ("=======\n<<<<<<< HEAD\n>>>>>>> b\n", ()),
        ("<<<<<<<<< HEAD\n=======\n>>>>>>> b\n", ()),
        (" <<<<<<< HEAD\n =======\n >>>>>>> b\n", ()),
    ],
)
def test_triples(text, expected):
    assert lines(text) == expected


def test_a_markdown_underline_and_a_fenced_example_are_none():
    assert lines("Title\n=======\n\n```\n" + TRIPLE + "```\n", "README.md") == ()
    assert lines("Title\n=======\n" + TRIPLE, "README.md") == (3,)
    assert lines("```\n" + TRIPLE + "```\n", "train.py") == (2,)


def test_only_conflicts_that_the_change_touches():
    text = TRIPLE + "y = 1\n" + TRIPLE
    assert lines(text, touched=(Hunk(8, 1, 8, 1),)) == (7,)
    assert lines(text, touched=(Hunk(6, 1, 6, 1),)) == ()
    assert lines(text, touched=()) == ()
