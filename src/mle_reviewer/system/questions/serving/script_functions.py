"""Functions of a script, as far as its braces tell: which of them runs what stands at a place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_OPENS: Final = re.compile(
    r"(?:\bfunction\b\s*\*?\s*(?P<name>[\w$]*)\s*\([^{}]{0,400}?\)"
    r"|(?:(?:const|let|var)\s+(?P<bound>[\w$]+)\s*=\s*(?:async\s*)?)?(?:\([^(){}]{0,400}\)|[\w$]+)\s*=>)\s*\{"
)
_CALLED: Final = re.compile(r"(?<![\w$.])([\w$]+)\s*\(")
_DEEPEST: Final = 3

Span = tuple[int, int]


def run_with(code: str, at: int) -> tuple[Span, ...]:
    """The parts of a script that run with what stands at a place: its function, and those that this one calls.

    `code` holds no comments and no texts. Outside of every function it is the whole script.
    """
    known = list(_functions(code))
    around = [(start, end) for _name, start, end in known if start <= at < end]
    if not around:
        return ((0, len(code)),)
    found = [max(around)]
    for span in found:
        if len(found) > _DEEPEST * len(known):
            break
        called = set(_CALLED.findall(code[slice(*span)]))
        found += [(start, end) for name, start, end in known if name in called and (start, end) not in found]
    return tuple(found)


def _functions(code: str) -> Iterator[tuple[str, int, int]]:
    for opens in _OPENS.finditer(code):
        depth = 0
        for place in range(opens.end() - 1, len(code)):
            depth += (code[place] == "{") - (code[place] == "}")
            if depth == 0:
                yield opens["name"] or opens["bound"] or "", opens.end(), place
                break
