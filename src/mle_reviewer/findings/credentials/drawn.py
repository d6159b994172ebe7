"""Values that a machine drew, as keys and tokens are: long, of many signs, and not spelled of words."""

from __future__ import annotations

import re
from typing import Final

_LEAST: Final = 16  # signs
_DIFFERENT: Final = 8
_SPELLED: Final = re.compile(r"[A-Z]?[a-z]{3,}|[A-Z]{4,}")
_VOWELS: Final = frozenset("aeiouy")
_CONSONANTS: Final = re.compile(r"[bcdfghjklmnpqrstvwxz]{5}")


def is_drawn(value: str) -> bool:
    """Whether a value looks like one that a machine drew: less than half of it are letters that read as words.

    Passwords that people choose are of words and numbers (`Winter-2024!`); of those it cannot be seen whether they
    guard anything beyond somebody's own machine.
    """
    if len(value) < _LEAST or len(set(value)) < _DIFFERENT:
        return False
    words = (one[0].lower() for one in _SPELLED.finditer(value))
    spoken = sum(len(one) for one in words if _VOWELS & set(one) and not _CONSONANTS.search(one))
    return spoken * 2 < len(value)


def is_mixed(value: str) -> bool:
    """Whether a text has letters of both sizes and digits, as drawn ones have and names of commits have not."""
    return value.lower() != value and value.upper() != value and any(sign.isdigit() for sign in value)
