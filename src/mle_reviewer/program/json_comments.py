"""JSON as editors and compilers take it: comments and commas before an end become blanks, so that places stay."""

from __future__ import annotations

import re
from typing import Final

_NEXT: Final = re.compile(r"\"|//|/\*|\S")


def plain(text: str) -> str:
    """The text with blanks for comments and for commas that nothing follows; each line and column stays what it was."""
    out: list[str] = []
    done = at = 0
    comma = -1  # a comma behind which nothing has come yet
    while (found := _NEXT.search(text, at)) is not None:
        start, sign = found.start(), found.group()
        if sign in {"//", "/*"}:
            at = _end(text, start, "\n" if sign == "//" else "*/")
            out += text[done:start], re.sub(r"[^\n]", " ", text[start:at])
            done = at
            continue
        if sign in {"}", "]"} and comma >= 0:
            out = _without(out, text[done:start], len(text[comma:start]), start - done)
            done = start
        comma = start if sign == "," else -1
        at = _string(text, start) if sign == '"' else found.end()
    return "".join((*out, text[done:]))


def _end(text: str, start: int, closing: str) -> int:
    found = text.find(closing, start + 2)
    if found < 0:
        return len(text)
    return found if closing == "\n" else found + len(closing)


def _without(out: list[str], last: str, back: int, held: int) -> list[str]:
    """What was written so far with a blank for the comma, `back` signs before its end."""
    whole = last if back <= held else "".join((*out, last))
    place = len(whole) - back
    whole = f"{whole[:place]} {whole[place + 1 :]}"
    return [*out, whole] if back <= held else [whole]


def _string(text: str, start: int) -> int:
    """Where a string ends that begins at a place; the end of the text where it never does."""
    at = start + 1
    while (found := text.find('"', at)) >= 0:
        slashes = found
        while text[slashes - 1] == "\\":
            slashes -= 1
        if (found - slashes) % 2 == 0:
            return found + 1
        at = found + 1
    return len(text)
