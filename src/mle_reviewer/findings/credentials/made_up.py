"""Values that somebody made up to hold a place: words with a counter behind them, and keys that are only spelled."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

_JOINS: Final = re.compile(r"[-_]")
_WORD: Final = re.compile(r"(?=[A-Z]*[AEIOUY])(?![A-Z]*[BCDFGHJKLMNPQRSTVWXZ]{5})[A-Z]{3,14}")
_WORDS: Final = 2  # in capitals, that no longer stand there by chance
_LEAST_RUN: Final = 4  # digits that count up or down
_LEAST_KEY: Final = 16  # signs of what a machine has drawn
_LEAST_SIGNS: Final = 8  # different ones among them
_TRIED: Final = re.compile(r"test|example|dummy|your", re.IGNORECASE)
_SPELLED: Final = re.compile(r"(?:[a-z_-]+|[A-Z_-]+)\d*")


def is_counted(value: str) -> bool:
    """Whether a value is words with a counter: `TEST-RESET-789012`, `nordsee-4567`.

    Two words in capitals are enough with any number behind them; one, or words in small letters, where the number
    counts up or down. What is drawn mixes its groups.
    """
    *said, number = _JOINS.split(value)
    if not (said and re.fullmatch(r"\d+", number, re.ASCII)):
        return False
    if not (value.isupper() or value.islower()) or not all(_WORD.fullmatch(one.upper()) for one in said):
        return False
    return _counts(number) or (value.isupper() and len(said) >= _WORDS)


def is_spelled(key: str) -> bool:
    """Whether the key inside a token is none that a machine drew: short, few signs, a sequence, or words."""
    if len(key) < _LEAST_KEY or len(set(key)) < _LEAST_SIGNS or _TRIED.search(key) or _SPELLED.fullmatch(key):
        return True
    steps = sum(ord(after) - ord(before) == 1 for before, after in pairwise(key))
    return steps * 2 > len(key)


def _counts(number: str) -> bool:
    """Whether each digit is one more, or one less, than the one before it; zero follows nine."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(number)}
    return len(number) >= _LEAST_RUN and steps in ({1}, {9})
