"""Patterns mean what they mean to git; pathspec's gitignore rules are the oracle."""

from __future__ import annotations

import pathspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mle_reviewer.policy.globs import matches, takes_everything

NAMES = st.sampled_from(["a", "b", "tests", "ab", "x.py", "test_x.py", ".venv"])
PATHS = st.lists(NAMES, min_size=1, max_size=4).map("/".join)
PIECES = st.sampled_from(["a", "b", "tests", "*", "**", "?", "*.py", "test_*", "[ab]", "[!a]", "a*"])


@st.composite
def patterns(draw: st.DrawFn) -> str:
    body = "/".join(draw(st.lists(PIECES, min_size=1, max_size=3)))
    ends = [""] if body.endswith("**") else ["", "/"]  # of `a/**/` pathspec and git think differently
    return draw(st.sampled_from(["", "/"])) + body + draw(st.sampled_from(ends))


@settings(max_examples=300)
@given(patterns(), PATHS)
def test_like_gitignore(pattern: str, path: str) -> None:
    oracle = pathspec.GitIgnoreSpec.from_lines([pattern])
    assert matches((pattern,), path) == oracle.match_file(path), (pattern, path)


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("tests/", "tests/a.py", True),
        ("tests/", "src/tests/deep/a.py", True),
        ("tests/", "tests.py", False),
        ("test_*.py", "src/test_a.py", True),
        ("tests/**", "src/tests/a.py", False),
        ("/train.py", "src/train.py", False),
        ("src/**/x.py", "src/x.py", True),
        ("a.b", "aXb", False),
        ("w[", "w[", True),
    ],
)
def test_by_example(pattern: str, path: str, *, expected: bool) -> None:
    assert matches((pattern,), path) is expected


def test_none_of_no_patterns_matches() -> None:
    assert not matches((), "a")


@pytest.mark.parametrize("pattern", ["*", "**", "/", "**/*", "./**", "*.*"])
def test_patterns_that_name_no_place(pattern: str) -> None:
    assert takes_everything((pattern,))


def test_a_pattern_that_names_a_place() -> None:
    assert not takes_everything(("src/**", "*.py"))
