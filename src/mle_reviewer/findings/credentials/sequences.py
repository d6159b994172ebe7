"""Keys that were typed along an alphabet or a keyboard: sequences, alone or two of them sign by sign in turn."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

_ORDERS: Final = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_FOLLOWS: Final = frozenset(pair for order in _ORDERS for pair in pairwise(order))
_BACK: Final = frozenset((after, before) for before, after in _FOLLOWS)
_JOINS: Final = re.compile(r"[-_.]")
_WORD: Final = re.compile(r"[A-Za-z]*\d{0,4}")  # groups that name somebody or something
_LEAST: Final = 8  # signs that no longer follow each other by chance
_LEAST_RUN: Final = 3
_STRIDES: Final = (1, 2)


def is_sequenced(value: str) -> bool:
    """Whether a key is sequences: `fedcba0987654321`, `a1b2c3d4e5f6`, also behind words (`sk-team-x9y8z7w6`)."""
    groups = [one for one in _JOINS.split(value) if one]
    if _runs("".join(groups)):
        return True
    typed = [one for one in groups if _runs(one)]
    return bool(typed) and all(one in typed or _WORD.fullmatch(one) for one in groups)


def _runs(signs: str) -> bool:
    """Whether at least three in four signs belong to runs that go on, or back, by one."""
    lowered = signs.lower()
    if len(lowered) < _LEAST:
        return False
    inside: set[int] = set()
    for stride in _STRIDES:
        for steps in (_FOLLOWS, _BACK):
            for first in range(len(lowered)):
                if first >= stride and (lowered[first - stride], lowered[first]) in steps:
                    continue  # inside a run that has been gone along
                last = first
                while last + stride < len(lowered) and (lowered[last], lowered[last + stride]) in steps:
                    last += stride
                if (last - first) // stride + 1 >= _LEAST_RUN:
                    inside.update(range(first, last + 1, stride))
    return len(inside) * 4 >= len(lowered) * 3
