"""CODEOWNERS: the last line that matches a path decides, in each section of its own."""

from __future__ import annotations

import time

import pytest

from mle_reviewer.program.codeowners import Owners, read_codeowners
from mle_reviewer.sources.document import document_of
from mle_reviewer.sources.gap import Gap


def read(text: str) -> tuple[Owners, tuple[Gap, ...]]:
    document = document_of(".github/CODEOWNERS", "", text.encode())
    assert not isinstance(document, Gap)
    return read_codeowners(document)


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("*", "a/b.py", True),
        ("*.py", "a/b.py", True),
        ("*.py", "a/b.pyc", False),
        ("/docs/", "docs/a/b.md", True),
        ("/docs/", "x/docs/a.md", False),
        ("docs/", "x/docs/a.md", True),
        ("docs/*", "docs/a.md", True),
        ("docs/*", "docs/a/b.md", False),
        ("docs/**", "docs/a/b.md", True),
        ("/src/model", "src/model/train.py", True),
        ("/src/model", "src/models/train.py", False),
        ("**/logs", "a/b/logs/c", True),
        ("/a/**/z.py", "a/z.py", True),
        ("/a/**/z.py", "a/b/c/z.py", True),
        ("train.py", "a/train.py", True),
        ("a?.py", "ab.py", True),
        ("src/train", "x/src/train", False),
    ],
)
def test_patterns(pattern: str, path: str, matches: bool) -> None:  # noqa: FBT001
    found, gaps = read(f"{pattern} @me\n")
    assert not gaps
    assert bool(found.owners(path)) is matches


def test_the_last_line_that_matches_decides() -> None:
    found, gaps = read("# all\n* @org/all\n/src/ @a you@example.com # both\n/src/free/\n/my\\ docs/ @d\n")
    assert not gaps
    assert found.owners("README.md") == ("@org/all",)
    assert found.owners("src/a.py") == ("@a", "you@example.com")
    assert found.owners("src/free/a.py") == ()
    assert found.owners("my docs/a.md") == ("@d",)
    assert [one.line for one in found.rules_for("src/a.py")] == [3]


def test_sections_of_gitlab_have_owners_each() -> None:
    found, gaps = read("* @all\n[Models][2] @ml\n/models/\n/models/x.py @x\n!/models/free.py\n^[Docs]\n*.md @docs\n")
    assert not gaps
    assert found.owners("models/a.py") == ("@all", "@ml")
    assert found.owners("models/x.py") == ("@all", "@x")
    assert found.owners("models/free.py") == ("@all",)
    assert found.owners("models/a.md") == ("@all", "@ml", "@docs")
    assert [one.optional for one in found.rules] == [False, False, False, False, True]


def test_what_is_no_owner_is_a_gap() -> None:
    found, (gap,) = read("* me\n*.py @you\n")
    assert (gap.line, gap.why) == (1, "no owner: me")
    assert found.owners("a.py") == ("@you",)


@pytest.mark.parametrize("text", ["*a" * 200 + "b @x\n", "**/" * 150 + "z @x\n", "* @x\n" * 20_000], ids=range(3))
def test_hostile_patterns_end(text: str) -> None:
    start = time.process_time()
    found, _gaps = read(text)
    found.owners("a" * 2_000)
    found.owners("a/" * 500 + "a")
    assert time.process_time() - start < 3
