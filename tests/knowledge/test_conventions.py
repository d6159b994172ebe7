"""Convention pages: the shipped ones are sound, and what is wrong with a page is said with its place."""

from __future__ import annotations

import json

import pytest

from mle_reviewer.knowledge import conventions
from mle_reviewer.knowledge.signs import ROLES_OF_DOCUMENTS, SIGNS

HEAD = "about: a tool\ndocs: https://example.com\nchecked: by documentation\n"


def test_the_shipped_pages_are_sound() -> None:
    packed = json.loads(conventions.compiled(conventions.PAGES))
    assert packed["calls"]
    assert {entry[0] for entry in packed["calls"].values()} <= set(SIGNS)
    assert {entry[0] for entry in packed["documents"]} <= set(ROLES_OF_DOCUMENTS)


def test_a_page_says_what_a_call_is_a_sign_of() -> None:
    text = (
        HEAD + 'calls:\n  tool.ask, tool.Client.ask: {sign: http-call, call: "(url, timeout=None)", timeout: timeout}\n'
    )
    packed, problems = conventions.compile_conventions([("tool.yaml", text.encode())])
    assert not problems
    entry = conventions.Conventions(packed).call("tool.Client.ask")
    assert entry is not None
    assert (entry.sign, entry.about, entry.params, entry.slots) == (
        "http-call", "a tool", ("url", "timeout"), {"timeout": "timeout"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (HEAD + "calls: {tool.ask: nonsense}\n", "names no sign"),
        (HEAD + "call: {tool.ask: http-call}\n", "unknown key"),
        ("about: a tool\n", "missing"),
        (HEAD + "documents:\n  - {role: nothing, match: {kind: X}}\n", "no role of documents"),
        (HEAD + "documents:\n  - {role: alert}\n", "anything would be meant"),
        (HEAD + 'calls:\n  tool.ask: {sign: http-call, call: "(url"}\n', "a signature"),
        (HEAD + "files: {'*.lock': nothing}\n", "no role of documents"),
    ],
)
def test_what_is_wrong_is_said(text: str, why: str) -> None:
    _packed, problems = conventions.compile_conventions([("tool.yaml", text.encode())])
    assert any(why in str(problem) for problem in problems)
    assert all(str(problem).startswith("tool.yaml:") for problem in problems)
