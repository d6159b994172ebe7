"""The strict YAML of knowledge pages: what is read, what is refused, and at which line."""

from __future__ import annotations

import pytest

from mle_reviewer.knowledge.page import PageError, read_page


def test_words_stay_words_and_keys_keep_their_lines() -> None:
    page = read_page("a.yaml", b"library: x\nslots:\n  on: on\n  many: [true, 1, -2.5, null, no, 'true']\n")
    assert page.body == {"library": "x", "slots": {"on": "on", "many": [True, 1, -2.5, None, "no", "true"]}}
    assert page.lines[("slots", "many")] == 4
    assert page.problem(("slots", "many", 2), "odd").line == 4


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("a: 1\na: 2\n", 2, "`a` stands twice"),
        ("a: &x {b: 1}\nc: *x\n", 1, "anchors and aliases"),
        ("a: 1\nb: !!python/object:os.system {}\n", 2, ""),
        ("a: 1\nb: !tag text\n", 2, "tags are not used"),
        ("a: 1\n---\nb: 2\n", 2, "one document"),
        ("a: [1\nb: 2\n", 2, "not YAML"),
        ("- a\n- b\n", 1, "a page is a mapping"),
        ("? [a]\n: 1\n", 1, "a key is a word"),
    ],
)
def test_everything_else_is_refused(text: str, line: int, why: str) -> None:
    with pytest.raises(PageError) as caught:
        read_page("a.yaml", text.encode())
    problem = caught.value.problems[0]
    assert (problem.path, problem.line) == ("a.yaml", line)
    assert why in problem.why


@pytest.mark.parametrize("data", [b"a: " + b"[" * 5_000, b"{a: " * 5_000, b"\xff\xfe\x00", b"x" * 200_001])
def test_hostile_bytes_end_in_a_problem(data: bytes) -> None:
    with pytest.raises(PageError):
        read_page("a.yaml", data)
