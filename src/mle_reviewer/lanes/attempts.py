"""Which `try` a line belongs to: what tools say of its handler and a finding says of its body is of one place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_TRY: Final = re.compile(r"try\s*:")
_CLAUSE: Final = re.compile(r"(?:except\b|else\s*:|finally\s*:)")
_HANDLER: Final = re.compile(r"except\b")


def is_handler(lines: Sequence[str], number: int) -> bool:
    """Whether an `except` opens at a line, counted from 1."""
    return 0 < number <= len(lines) and _HANDLER.match(lines[number - 1].lstrip()) is not None


def attempt_of(lines: Sequence[str], number: int) -> int:
    """The line of the innermost `try` that a line is a part of, handlers and what follows them included; 0 for none.

    Tools name the `except`, a finding of ours the `try` or the call in it: all of them are one place. Indentation says
    where a block ends; a text of several lines may cut one short, and two findings are then told instead of one.
    """
    if not 0 < number <= len(lines):
        return 0
    indent = _indent(lines[number - 1])
    sought = False
    for place in range(number, 0, -1):
        line = lines[place - 1].lstrip()
        here = _indent(lines[place - 1])
        if not line or line.startswith("#") or here > indent or (here == indent and place != number and not sought):
            continue
        indent = here
        if _TRY.match(line):
            return place
        sought = _CLAUSE.match(line) is not None
    return 0


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
