"""Whether a literal belongs to a text that tells a person what to fill in: printed, documented, beside placeholders."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mle_reviewer.findings.credentials.placeholders import is_placeholder
from mle_reviewer.sources.document import kind_of
from mle_reviewer.system.questions.data.secrets.telling import telling

if TYPE_CHECKING:
    from collections.abc import Sequence

_NEAR: Final = 12  # lines of one text that are looked at in each direction
_FAR: Final = 400  # lines that a text in three quotes may begin before
_PRINTS: Final = re.compile(r"\s*(?:print|click\.echo|typer\.echo|console\.log|(?:self\.)?stdout\.write)\(")
_SAYS: Final = re.compile(r"\s*(?:echo|printf)\b(?!.*(?:>|\|))")
_SHOWS: Final = re.compile(r"\s*cat\s*<<-?\s*[\"']?(?P<end>\w+)[\"']?\s*$")  # to the screen: it is put in no file
_QUOTES: Final = re.compile(r"\"\"\"|'''")
_DOCSTRING: Final = re.compile(
    r"\s*(?:(?:description|summary|help|epilog|response_description)\s*=\s*\(?\s*)?[rR]?(?:\"\"\"|''')"
)
_EXAMPLE: Final = re.compile(r"\W*(?:request|response|usage)?\s?examples?\b[^=]{0,40}$", re.IGNORECASE)
_SETTING: Final = re.compile(
    r"(?<![\w.-])(?P<name>[A-Za-z_][A-Za-z0-9_]{2,60})[ \t]{0,4}[=:][ \t]{0,4}(?P<value>[^\s\"'\\,]{3,120})"
)
_IN_ADDRESS: Final = re.compile(r"://[^\s/:@\"']{1,80}:(?P<value>[^\s/:@\"']{3,120})@")


def is_usage(path: str, lines: Sequence[str], number: int) -> bool:
    """Whether a line (from 0) is shown to a person, called an example, or beside another that only holds its place."""
    shown = _shown(kind_of(path), lines, number)
    if any(one < number and _EXAMPLE.match(lines[one]) for one in shown):
        return True
    return any(_holds_a_place(lines[one]) for one in shown if one != number)


def _shown(kind: str | None, lines: Sequence[str], number: int) -> Sequence[int]:
    """The lines of the text that a line is shown with; none where nothing shows it."""
    if kind == "shell":
        if _SAYS.match(lines[number]):
            return _around(lines, number, _SAYS)
        return _heredoc(lines, number)
    if _PRINTS.match(lines[number]):
        return _around(lines, number, _PRINTS)
    return _docstring(lines, number) if kind == "python" else ()


def _around(lines: Sequence[str], number: int, pattern: re.Pattern[str]) -> Sequence[int]:
    first = last = number
    while first > 0 and number - first < _NEAR and pattern.match(lines[first - 1]):
        first -= 1
    while last + 1 < len(lines) and last - number < _NEAR and pattern.match(lines[last + 1]):
        last += 1
    return range(first, last + 1)


def _heredoc(lines: Sequence[str], number: int) -> Sequence[int]:
    """The text that `cat` shows, where a line stands in one."""
    for first in range(number - 1, max(number - _FAR, -1), -1):
        begun = _SHOWS.match(lines[first])
        if begun is None:
            continue
        last = next((at for at in range(first + 1, len(lines)) if lines[at].strip() == begun["end"]), len(lines))
        return _near(first, last, number) if number < last else ()
    return ()


def _docstring(lines: Sequence[str], number: int) -> Sequence[int]:
    """The text of documentation that a line stands in: a docstring, or what a route or an option is described by."""
    open_at: int | None = None
    for at in range(number):
        if len(_QUOTES.findall(lines[at])) % 2:
            open_at = at if open_at is None else None
    if open_at is None or not _DOCSTRING.match(lines[open_at]):
        return ()
    last = next((at for at in range(number, len(lines)) if _QUOTES.search(lines[at])), len(lines) - 1)
    return _near(open_at, last + 1, number)


def _near(first: int, behind: int, number: int) -> Sequence[int]:
    return range(max(first, number - _NEAR), min(behind, number + _NEAR + 1))


def _holds_a_place(line: str) -> bool:
    """Whether a line puts a placeholder where a credential belongs."""
    if any(telling(one["name"]) and is_placeholder(one["value"]) for one in _SETTING.finditer(line)):
        return True
    return any(is_placeholder(one["value"]) for one in _IN_ADDRESS.finditer(line))
