"""The lines of a Markdown text told apart: headings, fenced code, comments and prose, in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mle_reviewer.program.prose.page import Fence

_ATX: Final = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*))?$")
_FENCE: Final = re.compile(r"([ \t]*)(`{3,}|~{3,})(.*)$")
_HTML_HEADING: Final = re.compile(r"[ \t]*<h([1-6])(?:[ \t][^<>]*)?>(.*)</h([1-6])>[ \t]*$", re.IGNORECASE)
_SETEXT: Final = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_BULLET: Final = re.compile(r"[ \t]*(?:[-*+]|[0-9]{1,9}[.)])(?:[ \t]|$)")
_RULE: Final = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_CLOSING: Final = re.compile(r"(?:^|[ \t])#+$")
_INDENTED: Final = 4


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as it is written; `last` is its last line, which for the underlined kind is the underline."""

    title: str
    level: int
    line: int
    last: int


@dataclass(frozen=True, slots=True)
class Prose:
    """One line of prose, blank where a comment stood; a heading's and a code block's lines are none."""

    text: str
    line: int


Block = Heading | Fence | Prose


def blocks(lines: list[str], first: int) -> Iterator[Block]:
    """What each line is; `first` is the number of the first line."""
    paragraph: list[Prose] = []
    listed = False
    comment = False
    number = 0
    while number < len(lines):
        line = lines[number]
        if not comment and (opening := _opening(line, listed)):
            yield from paragraph
            paragraph = []
            number, fence = _fenced(lines, number, first, opening)
            yield fence
            continue
        bare, comment = uncommented(line, comment)
        at = first + number
        number += 1
        if heading := None if comment and not bare.strip() else _heading(bare, at):
            yield from paragraph
            paragraph = []
            listed = False
            yield heading
        elif paragraph and (underline := _SETEXT.match(bare)):
            title = " ".join(one.text.strip() for one in paragraph)
            yield Heading(title, 1 if underline[1][0] == "=" else 2, paragraph[0].line, at)
            paragraph = []
        else:
            if not _continues(bare, paragraph):
                yield from paragraph
                paragraph = []
            prose = Prose(bare, at)
            if _begins(bare) and (not listed or bare[:1] not in {" ", "\t"}):
                listed = False
                paragraph.append(prose)
            elif paragraph:
                paragraph.append(prose)
            else:
                listed = listed or bool(_BULLET.match(bare))
                yield prose
    yield from paragraph


def _heading(line: str, at: int) -> Heading | None:
    if found := _ATX.match(line):
        title = (found[2] or "").strip()
        if title.endswith("#"):
            title = _CLOSING.sub("", title).rstrip() if not title.strip("#") or _closed(title) else title
        return Heading(title, len(found[1]), at, at)
    if (found := _HTML_HEADING.match(line)) and found[1] == found[3]:
        return Heading(found[2].strip(), int(found[1]), at, at)
    return None


def _closed(title: str) -> bool:
    return title.rstrip("#").endswith((" ", "\t"))


def _begins(line: str) -> bool:
    """Whether a paragraph may begin with this line, one that an underline would make a heading."""
    stripped = line.strip()
    indented = len(line) - len(line.lstrip(" \t")) >= _INDENTED or line.startswith("\t")
    return (
        bool(stripped)
        and not indented
        and stripped[0] not in ">|<"
        and not _BULLET.match(line)
        and not _RULE.match(line)
    )


def _continues(line: str, paragraph: list[Prose]) -> bool:
    stripped = line.strip()
    return bool(paragraph) and bool(stripped) and stripped[0] not in ">|" and not _BULLET.match(line)


def uncommented(line: str, comment: bool) -> tuple[str, bool]:  # noqa: FBT001 - the state of the scanner
    """The line without HTML comments, and whether one is still open behind it."""
    if not comment and "<!--" not in line:
        return line, False
    kept: list[str] = []
    at = 0
    while True:
        if comment:
            end = line.find("-->", at)
            if end < 0:
                return "".join(kept), True
            at, comment = end + 3, False
            continue
        start = line.find("<!--", at)
        if start < 0:
            return "".join([*kept, line[at:]]), False
        kept.append(line[at:start])
        # In the middle of a line an opening that nothing closes there is text about comments, not a comment.
        if line.find("-->", start) < 0 and "".join(kept).strip():
            return "".join([*kept, line[start:]]), False
        at, comment = start + 4, True


def _opening(line: str, listed: bool) -> tuple[str, str, bool] | None:  # noqa: FBT001 - the state of the scanner
    """The fence that a line opens: its marks, what stands behind them, and whether it stands in a quotation."""
    quoted = line.lstrip(" ").startswith(">")
    inner = line.lstrip(" ").lstrip("> ") if quoted else line
    bullet = _BULLET.match(inner)
    if bullet and ("```" in inner or "~~~" in inner):
        inner = inner[bullet.end() :]
    found = _FENCE.match(inner)
    if found is None or (found[2][0] == "`" and "`" in found[3]):
        return None
    indent = len(found[1].expandtabs(_INDENTED))
    return (found[2], found[3].strip(), quoted) if indent < _INDENTED or listed else None


def _fenced(lines: list[str], start: int, first: int, opening: tuple[str, str, bool]) -> tuple[int, Fence]:
    """The number of the line behind a fence, and the fence; one that is never closed reaches to the end."""
    marks, info, quoted = opening
    number = start + 1
    code: list[str] = []
    while number < len(lines):
        line = lines[number]
        stripped = line.lstrip(" ")
        if quoted:
            if not stripped.startswith(">"):
                return number, _fence(info, code, first + start)
            stripped = stripped[1:].lstrip(" ")
        bare = stripped.strip()
        number += 1
        if bare.startswith(marks) and not bare.strip(marks[0]):
            break
        code.append(stripped if quoted else line)
    return number, _fence(info, code, first + start)


def _fence(info: str, code: list[str], line: int) -> Fence:
    language = next(iter(info.split(maxsplit=1)), "").strip("{}.,").lower()
    return Fence(language, "\n".join(code), line)
