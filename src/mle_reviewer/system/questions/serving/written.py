"""What a script writes into an element: something of an answer, or a caption that stands in the script itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mle_reviewer.program.markup import Script

_ASSIGNS: Final = re.compile(r"\+?=(?!=)")
_NAME: Final = re.compile(r"(?<![\w$.])[A-Za-z_$][\w$]*")
_CHOOSES: Final = re.compile(r"(?:\bif\s*\(|\belse\b|\bswitch\s*\(|\bcase\b)[^{}]*$")
_HELD: Final = r"(?:^|[;{{}}\n])\s*(?:(?:const|let|var)\s+)?{name}\s*=(?!=)\s*([^;\n]*)"
_CAPTION: Final = re.compile(r"[\w$.()\s]*\.\s*(?:innerHTML|innerText|textContent)\s*$")
_EMPTY: Final = frozenset({"true", "false", "null", "undefined"})
_DEEPEST: Final = 3


def holds_answer(script: Script, place: int, asked: int) -> bool:
    """Whether what is written at a place is worked out, or chosen by a condition on it, once the answer was asked for.

    A text that stands in the script and is set whatever came, or one that was read off the page before, is a caption.
    """
    return _is_worked_out(script, *_right(script, place), 0) or _is_chosen(script.code, asked, place)


def _right(script: Script, place: int) -> tuple[int, int]:
    """What is assigned by the first assignment after a place: to the end of its statement."""
    sign = _ASSIGNS.search(script.code, place)
    start = sign.end() if sign is not None else place
    return start, _end(script, start)


def _end(script: Script, start: int) -> int:
    code, depth, place = script.code, 0, start
    spans = {one.start: one.start + len(one.value) + 2 for one in script.literals if one.start >= start}
    while place < len(code):
        if place in spans:
            place = spans[place]
            continue
        letter = code[place]
        depth += (letter in "([{") - (letter in ")]}")
        if depth < 0 or (depth == 0 and letter == ";") or (depth == 0 and letter == "\n" and code[start:place].strip()):
            return place
        if depth == 0 and letter == "\n" and any(start <= one < place for one in spans):
            return place
        place += 1
    return place


def _is_worked_out(script: Script, start: int, end: int, depth: int) -> bool:
    """Whether an expression holds more than texts of the script itself."""
    if any(start <= one.start < end and "${" in one.value for one in script.literals):
        return True
    code = script.code[start:end]
    if _CAPTION.fullmatch(code.strip()):
        return False
    names = [one for one in _NAME.findall(code) if one not in _EMPTY]
    return any(not _is_text(script, name, start, depth) for name in names)


def _is_text(script: Script, name: str, before: int, depth: int) -> bool:
    """Whether a name stands for nothing but texts of the script, or for a caption that it read off the page."""
    held = list(re.compile(_HELD.format(name=re.escape(name))).finditer(script.code, 0, before))
    return (
        bool(held)
        and depth < _DEEPEST
        and not any(_is_worked_out(script, one.start(1), _end(script, one.start(1)), depth + 1) for one in held)
    )


def _is_chosen(code: str, asked: int, place: int) -> bool:
    """Whether a block around a place, opened after the question was asked, is run only under a condition."""
    depth = 0
    for at in range(place - 1, asked, -1):
        if code[at] == "}":
            depth += 1
        elif code[at] == "{":
            depth -= 1
            if depth < 0:
                if _CHOOSES.search(code[max(asked, at - 200) : at]):
                    return True
                depth = 0
    return _CHOOSES.search(code[max(asked, place - 120) : place].rpartition(";")[2].rpartition("\n")[2]) is not None
