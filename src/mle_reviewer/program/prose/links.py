"""The links of prose: inline, by reference, bare addresses and those of HTML, scanned once from left to right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from mle_reviewer.program.prose.blocks import Heading, Prose
from mle_reviewer.program.prose.page import Link

_DEFINED: Final = re.compile(r" {0,3}\[([^\[\]^][^\[\]]{0,200})\]:[ \t]*<?([^\s<>]+)>?")
_TOKEN: Final = re.compile(
    r"\\.|`+|!?\[|\]|<(?P<auto>(?:https?|mailto|ftp):[^\s<>]+)>"
    r"|<(?:a|img|source|video)\b(?P<tag>[^<>]{0,2000})>|(?P<bare>https?://[^\s<>\"'`\\|]+)",
    re.IGNORECASE,
)
_ATTRIBUTE: Final = re.compile(r"\b(?:href|src)[ \t]*=[ \t]*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_REFERENCE: Final = re.compile(r"\[([^\[\]\n]{0,200})\]")
_TRAILING: Final = ".,;:!?*_~)]}"
_LONGEST: Final = 2_000
_DEEPEST: Final = 30


def definitions(lines: Sequence[Prose]) -> dict[str, tuple[str, int]]:
    """The targets of `[name]: target`, the first of each name, and their lines."""
    found: dict[str, tuple[str, int]] = {}
    for one in lines:
        if "]:" in one.text and (match := _DEFINED.match(one.text)):
            found.setdefault(" ".join(match[1].split()).casefold(), (match[2], one.line))
    return found


def links(lines: Sequence[Prose | Heading]) -> tuple[Link, ...]:
    """The links in the order of their lines; one that is defined apart stands where it is used."""
    known = definitions([one for one in lines if isinstance(one, Prose)])
    found: list[Link] = []
    for text, line in _paragraphs(lines):
        if "[" in text or "://" in text or "<" in text:
            found.extend(_scanned(text, line, known))
    used = {link.target for link in found}
    found.extend(Link(target, name, line) for name, (target, line) in known.items() if target not in used)
    return tuple(sorted(found, key=lambda one: one.line))


def _paragraphs(lines: Sequence[Prose | Heading]) -> Iterator[tuple[str, int]]:
    """Consecutive lines that are not blank, together: the words of a link may be wrapped."""
    held: list[str] = []
    first = last = 0
    for one in lines:
        text = one.text if isinstance(one, Prose) else ""
        if held and (not text.strip() or one.line != last + 1 or _DEFINED.match(text)):
            yield "\n".join(held), first
            held = []
        if isinstance(one, Heading):
            yield one.title, one.line
        elif text.strip() and not _DEFINED.match(text):
            if not held:
                first = one.line
            held.append(text)
            last = one.line
    if held:
        yield "\n".join(held), first


def _scanned(text: str, line: int, known: dict[str, tuple[str, int]]) -> Iterator[Link]:
    open_at: list[int] = []
    ticks: dict[str, int] | None = None  # where the last run of each length stands
    at = counted = 0
    while found := _TOKEN.search(text, at):
        start, at = found.start(), found.end()
        mark = found[0]
        line += text.count("\n", counted, start)
        counted = start
        if mark[0] == "`":
            ticks = _last_runs(text) if ticks is None else ticks
            # Only where a run of the same length follows is the search for it sure to end early.
            close = _run(text, mark, at) if ticks.get(mark, -1) >= at else -1
            at = close if close >= 0 else at
        elif target := found["auto"] or found["bare"]:
            yield Link(_trimmed(target) if found["bare"] else target, "", line)
        elif found["tag"] is not None:
            for attribute in _ATTRIBUTE.finditer(found["tag"]):
                yield Link((attribute[1] or attribute[2] or "").strip(), "", line)
        elif mark[0] != "\\" and mark[-1] == "[":
            if len(open_at) < _DEEPEST:
                open_at.append(at)
        elif mark == "]" and open_at:
            words = text[open_at.pop() : start]
            target, behind = _target(text, at, words, known)
            if target:
                shown = words if len(words) <= _LONGEST else words[:_LONGEST]
                yield Link(target, " ".join(shown.split()), line - words.count("\n"))
            at = behind


def _last_runs(text: str) -> dict[str, int]:
    return {found[0]: found.start() for found in re.finditer(r"`+", text)}


def _run(text: str, ticks: str, at: int) -> int:
    """Behind the next run of exactly these backticks; -1 where none follows."""
    for found in re.compile(r"`+").finditer(text, at):
        if found[0] == ticks:
            return found.end()
    return -1


def _target(text: str, at: int, words: str, known: dict[str, tuple[str, int]]) -> tuple[str, int]:
    """The target that stands behind `]`, "" where none does, and where to go on."""
    if text.startswith("(", at):
        return _inline(text, at)
    name, behind = words, at
    if found := _REFERENCE.match(text, at):
        name, behind = found[1] or words, found.end()
    if len(name) > _LONGEST:
        return "", at
    target = known.get(" ".join(name.split()).casefold())
    return (target[0], behind) if target is not None else ("", at)


def _inline(text: str, at: int) -> tuple[str, int]:
    end = min(len(text), at + _LONGEST)
    number = at + 1
    while number < end and text[number] in " \t\n":
        number += 1
    if text.startswith("<", number):
        close = text.find(">", number, end)
        return (text[number + 1 : close], close + 1) if close >= 0 else ("", at)
    start, depth = number, 0
    while number < end and depth <= _DEEPEST and text[number] not in " \t\n":
        if text[number] == "\\":
            number += 1
        elif text[number] == "(":
            depth += 1
        elif text[number] == ")":
            if depth == 0:
                break
            depth -= 1
        number += 1
    target = text[start:number]
    while number < end and text[number] in " \t\n":
        number += 1
    if text[number : number + 1] in {'"', "'", "("}:  # a title
        number = text.find(")" if text[number] == "(" else text[number], number + 1, end)
        number = text.find(")", number + 1, end) if number >= 0 else end
    return (target, number + 1) if text[number : number + 1] == ")" else ("", at)


def _trimmed(address: str) -> str:
    while address and address[-1] in _TRAILING:
        if address[-1] == ")" and address.count("(") >= address.count(")"):
            break
        address = address[:-1]
    return address
