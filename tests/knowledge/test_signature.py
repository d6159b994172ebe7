"""Signatures of pages, written as Python writes them."""

from __future__ import annotations

import pytest

from mle_reviewer.knowledge.signature import ANYTHING, parse_signature

NO_SIGNATURES = [
    "a, b",
    "(a, a)",
    "(a=1, b)",
    "(self, a)",
    "(a: int)",
    "(a): pass\ndef g()",
    "(a) -> __import__('os')",
    "(" * 500 + ")",
    "(a=" + "-" * 3_900 + "1)",
    "(a=" + "1" * 5_000 + ")",
]


def test_every_kind_of_parameter() -> None:
    read = parse_signature("(a, b=1, /, c=(1, 'x'), *rest, d, e=..., f=-1.5, **more)")
    assert read.params == ("a", "b", "c")
    assert read.keywords == ("d", "e", "f")
    assert (read.star, read.kwargs) == ("rest", "more")
    assert read.defaults == {"b": 1, "c": (1, "x"), "f": -1.5}
    assert read.optional == {"b", "c", "e", "f"}


def test_what_a_slot_may_name() -> None:
    read = parse_signature("(a, *rest, b=None, **more)")
    assert all(read.knows(name) for name in ("a", "b", "*rest", "**more", "self"))
    assert not any(read.knows(name) for name in ("rest", "more", "*other", "c"))
    assert ANYTHING.knows("*arguments")


@pytest.mark.parametrize("text", NO_SIGNATURES)
def test_what_is_no_signature(text: str) -> None:
    with pytest.raises(ValueError, match=r"signature|left out"):
        parse_signature(text)


def test_defaults_are_never_evaluated() -> None:
    assert parse_signature("(a=open('/etc/passwd'), b=[].append)").defaults == {}
