"""JSON as entries with exact lines: the decoder says whether it is JSON, a scanner says where each value stands."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Final

from mle_reviewer.program.entry import DEEPEST, Entry, Scalar, TooMuchError, line_at

# More is a table, not a document: each costs a hundred bytes or more.
_MOST_ENTRIES: Final = 300_000
_TOKEN: Final = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]:]|[^\s{}\[\]:,"]+', re.DOTALL)
_WORDS: Final[dict[str, Scalar]] = {
    "true": True, "false": False, "null": None,
    "NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf"),
}  # fmt: skip


def json_entry(text: str, lines: Sequence[int] = ()) -> Entry:
    """The value of a JSON text; raises ValueError (JSONDecodeError, TooMuchError) or RecursionError.

    `lines` are the lines of the file on which the lines of the text stand, where it is only a part of one.
    """
    json.loads(text)
    return _scanned(text, lines)


def _scanned(text: str, lines: Sequence[int]) -> Entry:
    """The value of a text that is known to be JSON; a loop, since what it reads may nest."""
    top: list[Entry] = []
    stack: list[Entry] = []
    key: str | None = None
    named = passed = counted = count = 0
    line = line_at(lines, 0)
    for match in _TOKEN.finditer(text):
        spelled, at = match[0], match.start()
        if breaks := text.count("\n", counted, at):
            passed += breaks
            line = line_at(lines, passed)
        counted = at
        if spelled in "}]":
            stack.pop()
            continue
        if spelled == ":":
            continue
        inside = stack[-1].value if stack else top
        if isinstance(inside, dict) and key is None:
            key, named = _string(spelled), line
            continue
        if spelled == "{":
            made = Entry({}, line, "", named)
        elif spelled == "[":
            made = Entry([], line, "", named)
        else:
            made = Entry(_scalar(spelled), line, "", named)
        count += 1
        if count > _MOST_ENTRIES:
            raise TooMuchError(f"more than {_MOST_ENTRIES} values: data rather than settings", line)
        if isinstance(inside, dict):
            assert key is not None
            inside[key] = made
        else:
            assert isinstance(inside, list)
            inside.append(made)
        key, named = None, 0
        if spelled in "{[":
            stack.append(made)
            if len(stack) > DEEPEST:
                raise TooMuchError(f"nested more than {DEEPEST} deep", line)
    return top[0]


def _string(spelled: str) -> str:
    return str(json.loads(spelled)) if "\\" in spelled else spelled[1:-1]


def _scalar(spelled: str) -> Scalar:
    if spelled[0] == '"':
        return _string(spelled)
    if spelled in _WORDS:
        return _WORDS[spelled]
    return int(spelled) if spelled.lstrip("-").isdigit() else float(spelled)
