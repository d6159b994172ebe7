"""Path patterns as .gitignore writes them, turned into one regular expression."""

from __future__ import annotations

import re
from functools import cache


@cache
def path_pattern(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """What matches a path (posix, relative to the root) when any of the patterns does.

    A pattern with a slash inside is held against the root, one without against every folder and file name; a match of a
    folder takes all that is under it. `*`, `?`, `[a-z]` and `**` mean what they mean to git; there is no `!`.
    """
    return re.compile("|".join(f"(?:{_expression(pattern)})" for pattern in patterns) or r"(?!)", re.DOTALL)


def matches(patterns: tuple[str, ...], path: str) -> bool:
    """Whether any of the patterns matches the path."""
    return path_pattern(patterns).fullmatch(path) is not None


def takes_everything(patterns: tuple[str, ...]) -> bool:
    """Whether a pattern names no place at all."""
    return any(not pattern.strip("*/.") for pattern in patterns)


def _expression(pattern: str) -> str:
    folder_only = pattern.endswith("/")
    segments = pattern.strip("/").split("/")
    anchored = len(segments) > 1 or pattern.startswith("/")
    out = [] if anchored or segments[0] == "**" else ["(?:.*/)?"]
    last = len(segments) - 1
    for number, segment in enumerate(segments):
        if segment == "**":
            out.append(".+" if number == last else "(?:.*/)?")
            continue
        out.append(_segment(segment))
        if number < last:
            out.append("/")
    if folder_only:
        out.append("/.*")
    elif segments[-1] != "**":
        out.append("(?:/.*)?")
    return "".join(out)


def _segment(segment: str) -> str:
    out: list[str] = []
    at = 0
    while at < len(segment):
        char = segment[at]
        at += 1
        if char == "*":
            out.append("[^/]*")
        elif char == "?":
            out.append("[^/]")
        elif char == "[" and "]" in segment[at + 1 :]:
            end = segment.index("]", at + 1)
            inside = segment[at:end].replace("\\", "\\\\").replace("[", "\\[")
            out.append(f"[^{inside[1:]}]" if inside[0] in "!^" else f"[{inside}]")
            at = end + 1
        else:
            out.append(re.escape(char))
    return "".join(out)
