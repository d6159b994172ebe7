"""Phrases of headings and sentences: whole words, beginnings, and anywhere in scripts without blanks."""

from __future__ import annotations

import pytest

from mle_reviewer.knowledge.headings import LIMITS, WHO, spoken, tells


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("4.1 Limitações Conhecidas", "limitações"),
        ("⚠️ Known **Limitations**", "limitation"),
        ("模型的局限性", "局限"),
        ("Unlimited plans", ""),
    ],
)
def test_limits_are_told_by_words(title: str, found: str) -> None:
    assert tells(spoken(title), LIMITS) == found


def test_an_equals_sign_asks_for_the_whole() -> None:
    assert tells(spoken("Users"), WHO)
    assert not tells(spoken("macOS users"), WHO)
